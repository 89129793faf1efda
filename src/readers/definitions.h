// What an input says about the values that its deployment computes: the definitions behind an expression.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/model.h"
#include "syntax/node.h"

namespace rolecast {

/// What one name is defined as.
struct Definition {
  std::string text;                ///< in one spelling, whatever the order and the layout in the input
  std::vector<std::string> names;  ///< what it refers to
  bool is_whole = true;            ///< false where a part of it stands in no document of the input
  bool reads_files = false;        ///< a part of it stands in a file beside the input
};

/// A value in one spelling: maps sorted by their keys, and neither comments nor places.
std::string canonical(const Node& value);

/// Follows names through the definitions of one input.
class Definitions {
 public:
  /// `find` gives the definition of a name, and one that says nothing where the input has none.
  using Find = std::function<Definition(const std::string& name)>;
  explicit Definitions(Find find) : find_(std::move(find)) {}

  /// All definitions that these names lead to; nothing where one is not whole, or they are too much to keep.
  std::optional<std::string> behind(const std::vector<std::string>& names);

  /// The same of what the input itself says, whatever stands elsewhere; nothing where that is in files beside it.
  std::optional<std::string> said_of(const std::vector<std::string>& names);

 private:
  template <typename IsKnown>
  std::optional<std::string> collect(const std::vector<std::string>& names, IsKnown is_known);
  const Definition& definition(const std::string& name);

  Find find_;
  std::map<std::string, Definition> known_;
  std::size_t kept_ = 0;
};

/// Says of each parameter that stands for an expression what that is made of. `names_in` gives the names in one.
void define_computed(Model& model, Definitions& definitions,
                     const std::function<std::vector<std::string>(const std::string& expression)>& names_in);

}  // namespace rolecast
