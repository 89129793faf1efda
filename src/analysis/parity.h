// Whether roles of two inputs are the same role, part by part, and where not.
#pragma once

#include <string>
#include <vector>

#include "analysis/attributes.h"
#include "analysis/normal.h"
#include "model/model.h"

namespace rolecast {

/// A trust policy, or the permissions of a role.
struct PartParity {
  std::string reason;                    ///< why it is not known to be equal; empty where it is
  std::vector<Remainder> first, second;  ///< statements that stand on one side only
  bool is_equal() const { return reason.empty(); }
  void doubt(std::string_view why);  ///< one more reason
};

/// Inline policies of one name, letter case aside.
struct PolicyParity {
  std::string name;
  bool is_equal = false;
};

struct RoleParity {
  RoleOf first, second;
  PartParity trust, permissions;
  std::vector<PolicyParity> policies;
  std::vector<AttributeChange> attributes;
  bool policies_only =
      false;  ///< one side is plain documents, of which name, path, description, session and tags are not known
  /// The attributes play no part in it.
  bool is_proved() const { return trust.is_equal() && permissions.is_equal(); }
  bool is_same() const { return is_proved() && attributes.empty(); }
};

/// Compares two roles. Inline policies add up: their names, and how statements are spread over them, are an attribute.
/// A permissions boundary and managed policies are compared as texts; where these differ, so may the permissions.
/// An attribute that is left out is what AWS makes of it: path `/`, an hour of session, an empty description. Where
/// parameters that the roles share have different defaults, a deployment that gives no value would make them differ.
RoleParity compare_roles(const RoleOf& first, const RoleOf& second, const CommonNames& names);

}  // namespace rolecast
