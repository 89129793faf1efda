// Which deferred values of several models are the same, and texts spelled so that they can be compared.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/model.h"

namespace rolecast {

/// Every format spells the names of parameters its own way: those with the same letters and digits are one. Where two
/// parameters of one model would be one, they go by their exact names in all.
class CommonNames {
 public:
  explicit CommonNames(const std::vector<const Model*>& models);

  /// Two texts, of any of the models, have the same key where they are the same for all values of what they refer to.
  /// Keys are for comparison and not to be shown.
  std::string key(const Text& text) const;
  /// The same, where letter case does not count.
  std::string key_without_case(const Text& text) const;

  /// What a reference goes by in all models.
  std::string name(const std::string& reference) const;

 private:
  std::set<std::string> shared_;  // by several parameters of one model
};

}  // namespace rolecast
