// What every emitter may rely on: the limits AWS sets, and the names a model uses.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/model.h"

namespace rolecast {

/// Reports everything in the model that AWS would refuse or that has no meaning: names, characters, lengths, sizes,
/// statements, principals, condition operators, undeclared references. Texts that hold a reference are checked as far
/// as their literal parts allow. Sources: IAM User Guide "IAM and AWS STS quotas" and "Grammar of the IAM JSON policy
/// language", and the patterns of the IAM API.
void check(const Model& model, Diagnostics& diagnostics);

enum class PolicyKind : std::uint8_t { trust, permissions };

/// Reports the same of one policy, but for its size.
void check_policy(const Policy& policy, PolicyKind kind, Diagnostics& diagnostics);

/// Reports the policies of a checked model that a format's layout makes too large.
void check_sizes(const Model& laid_out, Diagnostics& diagnostics);

/// Every operator of a condition, such as `StringEquals` and `StringEqualsIfExists`, without the prefixes.
std::vector<std::string> condition_operators();
/// `ForAllValues:` and `ForAnyValue:`, which may stand before any of them.
std::span<const std::string_view> condition_set_prefixes();

}  // namespace rolecast
