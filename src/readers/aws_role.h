// A role as the IAM API describes it: in full, or without the parts that an operation leaves out.
#pragma once

#include <string>

#include "model/model.h"
#include "syntax/node.h"

namespace rolecast {

/// What an answer may leave out of a role.
enum RolePart : std::uint8_t {
  inline_policies = 1,
  managed_policies = 2,
  boundary = 4,
  tags = 8,
  description = 16,
  session_duration = 32,
};

struct StoredRole {
  Role role;
  std::string name;
  std::string account;  ///< partition and account of its ARN; empty where it has none
  unsigned known = 0;   ///< the parts that the input holds
};

/// A member of `Roles` or `RoleDetailList`, or `Role`, of which the answer holds the parts `known`.
/// IAM API Reference, "Role" and "RoleDetail".
StoredRole read_stored_role(const Node& node, unsigned known, Diagnostics& diagnostics);

/// The members of a list of attached policies.
void read_attached_policies(const Node& list, Role& role, Diagnostics& diagnostics);
/// The members of a list of tags, without those that AWS sets.
void read_stored_tags(const Node& list, Role& role, Diagnostics& diagnostics);
/// `PolicyName` and `PolicyDocument`. Other keys were taken before.
void read_stored_inline_policy(const Node* name, const Node* document, Role& role, Diagnostics& diagnostics);

/// Adds what `more` knows of the same role. An error where both know a part and it is not the same.
void merge(StoredRole& role, StoredRole more, Diagnostics& diagnostics);

/// The parts that are not known, as messages name them: "inline policies, tags". Empty where all are.
std::string missing_parts(unsigned known);

}  // namespace rolecast
