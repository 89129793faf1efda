// What one set of policies allows and another does not: proved, with a request that shows it, or proved not to be.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analysis/access/request.h"
#include "analysis/common_names.h"

namespace rolecast::access {

/// Policies that add up, with the model whose deferred values they hold.
struct Permissions {
  const Model* model = nullptr;
  Policies policies;
};

/// A request that one side allows and the other does not, where the deferred values are as given.
struct Witness {
  Request request;
  std::map<std::string, std::string> values;  ///< by the name on the side that allows it
  std::set<std::string> missing;              ///< keys that must be missing, in lower case
};

/// Why access differs: the Allow that grants it, or the Deny that is no longer in its way.
struct Finding {
  const Policy* policy = nullptr;
  const Statement* statement = nullptr;
  std::optional<Witness> witness;  ///< confirmed by permits(); none where it is not known to differ
  std::string reason;              ///< why that is not known
};

enum class Certainty : std::uint8_t { none, proved, undecided };

/// What one side allows beyond the other. `none` is a proof for every request and all deferred values.
struct Excess {
  Certainty certainty = Certainty::none;
  std::vector<Finding> findings;  ///< at most one a statement and cause, in the order of the statements
};

struct Comparison {
  Excess gained, lost;
};

/// Steps of work for one direction, about a nanosecond each.
constexpr std::uint64_t default_budget = 180'000'000;

/// Compares permissions, or trust policies: `asks_callers`. The statements must have passed check().
/// Requests: any action `service:Name`; any resource, or `*`; every condition key missing or with any value of its
/// kind, independent of the others, except for what the caller's ARN says; any value for a deferred one.
/// IAM User Guide, "Policy evaluation logic"; what is read how, where the guide leaves it open, is in docs/access.md.
Comparison compare(const Permissions& before, const Permissions& after, bool asks_callers, const CommonNames& names,
                   std::uint64_t budget = default_budget);
/// One direction of it: what `allowed` allows and `known` does not.
Excess excess(const Permissions& allowed, const Permissions& known, bool asks_callers, const CommonNames& names,
              std::uint64_t budget = default_budget);

}  // namespace rolecast::access
