// The section `Mappings` of a template: what `Fn::FindInMap` leads to, as far as its keys are known.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/node.h"

namespace rolecast {

/// The names of a mapping, of a group in it, and of a value in that; nothing for one that only the deployment knows.
using MappingKeys = std::array<std::optional<std::string>, 3>;

class Mappings {
 public:
  /// The section, or null; it must outlive this.
  explicit Mappings(const Node* section);

  /// The value; null where there is none, or a key is not known.
  const Node* find(const MappingKeys& keys) const;

  enum class Values : std::uint8_t { none, texts, others };
  /// Whether all values that the keys may lead to are texts.
  Values values(const MappingKeys& keys);

 private:
  using Group = std::map<std::string_view, const Node*>;
  using Mapping = std::map<std::string_view, Group>;

  std::map<std::string_view, Mapping> mappings_;
  std::map<MappingKeys, Values> known_;
};

}  // namespace rolecast
