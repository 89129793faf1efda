// Whether roles of two inputs are the same role, part by part, and where not.
#pragma once

#include <string>
#include <vector>

#include "analysis/normal.h"
#include "analysis/review.h"

namespace rolecast {

/// Inline policies of one name, letter case aside.
struct PolicyParity {
  std::string name;
  Verdict verdict = Verdict::undecided;
};

struct RoleParity {
  RoleReview review;                    ///< of the second role as a change of the first
  NormalComparison trust, permissions;  ///< the statements that stand on one side only, where a part is not equal
  std::vector<PolicyParity> policies;
  bool policies_only =
      false;  ///< one side is plain documents, of which name, path, description, session and tags are not known
  bool is_same() const { return review.verdict() == Verdict::equal && review.attributes.empty(); }
};

/// Compares two roles. Inline policies add up: their names, and how statements are spread over them, are an attribute.
RoleParity compare_roles(const RoleOf& first, const RoleOf& second, const CommonNames& names);

}  // namespace rolecast
