// The normal form of policies: where two sides have the same one, IAM decides every request alike.
#pragma once

#include <vector>

#include "analysis/common_names.h"
#include "model/model.h"

namespace rolecast {

/// What one side has and the other lacks, of one statement and for actions that lack the same.
struct Remainder {
  const Policy* policy = nullptr;
  Statement statement;  ///< with the actions, resources and principals that are missing
};

/// Of two sides, each a set of policies that add up.
struct NormalComparison {
  bool too_large = false;  ///< nothing is known then
  std::vector<Remainder> only_first, only_second;
  bool is_equal() const { return !too_large && only_first.empty() && only_second.empty(); }
};

using Policies = std::vector<const Policy*>;

/// How many combinations of a principal, an action and a resource a side may have.
constexpr std::size_t most_grants = 2'000'000;

/// Compares policies that check() found sound. Neutral are: the order of statements and inside of lists; a text for a
/// list of one; what stands twice; how statements are split and merged; Sid and Id; letter case of actions and of the
/// names of condition keys; and a 12-digit account for its `arn:…:root`, in the one partition that the ARNs name. Not
/// neutral, also where IAM would decide alike: wildcards that cover one another, and `"*"` for `{AWS: "*"}`, which
/// differ in trust policies. A negated list stays one set, and so do the values of a condition key.
/// IAM User Guide, "IAM JSON policy elements reference" and "Policy evaluation logic".
NormalComparison compare_normal_forms(const Policies& first, const Policies& second, const CommonNames& names,
                                      std::size_t most = most_grants);

}  // namespace rolecast
