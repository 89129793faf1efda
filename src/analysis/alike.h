// Which names of two inputs are one name, spelled by two formats.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/model.h"

namespace rolecast {

/// The letters and digits of a name, without letter case: what `agentName`, `AgentName` and `agent_name` share.
std::string folded(std::string_view name);

/// What a name may be made of.
struct Origin {
  std::string letters;             ///< and digits
  std::vector<std::string> after;  ///< the names, in lower case, that were taken before
};

/// What a parameter or a role is called in one input.
struct Spelling {
  std::string name;
  /// The name itself, and the same without a number that the format had to add because a name was taken: `Agent2`
  /// beside a role `Agent` in a template, `source_2` in Terraform.
  std::vector<Origin> origins = {};
  bool is_computed = false;  ///< it stands for an expression of its input
  bool has_place = true;     ///< names stand in the order in which they were given
};
using Spellings = std::vector<Spelling>;

/// Of the parameters that the roles refer to, and of the roles, in their order.
Spellings parameter_spellings(const std::vector<const Model*>& models);
Spellings role_spellings(const std::vector<const Model*>& models);

struct Alike {
  std::string first, second;
  bool is_numbered = false;  ///< letters and digits do not tell
};

/// Pairs of names, one to one. Names that might be one another are paired all together or not at all: as they stand,
/// else by letters and digits, else in their order by what they may be made of. One that is computed is never taken for
/// one with a number.
std::vector<Alike> pair_alike(const Spellings& first, const Spellings& second);

/// Gives parameters of `second` that a format numbered the names that they have in `first`.
void name_alike(const std::vector<const Model*>& first, const std::vector<Model*>& second);

}  // namespace rolecast
