// What a change lets a role do, and what it stops it from doing: part by part, with a request that shows it.
#pragma once

#include <string_view>
#include <vector>

#include "analysis/access/compare.h"
#include "analysis/attributes.h"

namespace rolecast {

/// From the least to the worst.
enum class Verdict : std::uint8_t { equal, narrowed, widened, incomparable, undecided };
std::string_view to_string(Verdict verdict);
std::string_view to_string(access::Certainty certainty);

/// The trust policy or the permissions of a role. A finding without a statement is about what no statement says: a
/// managed policy, a permissions boundary.
struct PartReview {
  access::Excess gained, lost;
  /// `equal` and `narrowed` are proofs for every request and all deferred values.
  Verdict verdict() const;
};

/// Compares trust policies, which ask who the caller is, or permissions. Where the search comes to no end, the normal
/// form of both sides may prove that they are equal.
PartReview review_policies(const access::Permissions& before, const access::Permissions& after, bool asks_callers,
                           const CommonNames& names);

/// Compares what permissions deny, whatever else may be allowed.
PartReview review_denials(access::Permissions before, access::Permissions after, const CommonNames& names);

struct RoleReview {
  RoleOf before, after;  ///< null where the role was added, or removed
  PartReview trust, permissions;
  std::vector<AttributeChange> attributes;
  /// The worse of both parts; attributes play no part in it.
  Verdict verdict() const;
  /// Whether anything but a proof of no gain was found.
  bool may_gain() const;
};

/// Compares two roles, or one with none. The text of a managed policy is not known: one that was attached or detached
/// leaves gains and losses undecided, and one that stays may allow what a Deny no longer forbids. A permissions
/// boundary can only take away: one that was removed or changed leaves gains undecided, one that was added or changed
/// losses. Where parameters of both roles have different defaults, the roles are compared under these as well. IAM User
/// Guide, "Permissions boundaries for IAM entities".
RoleReview review_roles(const RoleOf& before, const RoleOf& after, const CommonNames& names);

/// Leaves the permissions undecided, since one of the inputs may not hold all of them.
void doubt_permissions(RoleReview& review, const std::string& reason);
/// The same of the trust policy, for what both parts depend on.
void doubt_trust(RoleReview& review, const std::string& reason);

}  // namespace rolecast
