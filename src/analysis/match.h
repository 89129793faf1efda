// Which role of one side is which of the other.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "analysis/common_names.h"
#include "model/model.h"

namespace rolecast {

/// A role and the model that holds it.
struct RoleOf {
  const Model* model = nullptr;
  const Role* role = nullptr;
};

/// Roles of one side with those of the other; null where a role has no partner.
using Pairs = std::vector<std::pair<RoleOf, RoleOf>>;

/// First what `named` says, id by id; then roles of one name; then of one id, as formats spell it, in files of one
/// stem; then of one id in any; always where that is one role on each side. Where each side has a single role, these
/// two are a pair. In the first side's order; what is left of the second stands at the end.
Pairs match_roles(const std::vector<RoleOf>& first, const std::vector<RoleOf>& second,
                  const std::vector<std::pair<std::string, std::string>>& named, const CommonNames& names);

}  // namespace rolecast
