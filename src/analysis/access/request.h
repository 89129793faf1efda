// What IAM is asked: one concrete request, of which everything is known.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/model.h"

namespace rolecast::access {

/// What a condition key holds: one value, or an array of them. An array may hold a single value, or none.
struct ContextValue {
  bool is_array = false;
  std::vector<std::string> items;
  bool operator==(const ContextValue&) const = default;
};

/// By the names of the keys, in lower case. A key that is not there is missing from the request.
using Context = std::map<std::string, ContextValue, std::less<>>;

/// Who asks to assume a role: `AWS` with an ARN (user, role, assumed-role session, federated user, `…:root`), `Service`
/// with its name, `Federated` with a provider, `CanonicalUser` with an id; or `anonymous`, without credentials.
struct Caller {
  std::string type, value;
  bool operator==(const Caller&) const = default;
};

struct Request {
  std::string action;            ///< `service:Name`
  std::string resource;          ///< an ARN, or `*` where the action has none; empty where a trust policy is asked
  std::optional<Caller> caller;  ///< only where a trust policy is asked
  Context context;
};

using Policies = std::vector<const Policy*>;

/// Whether the policies, which add up, allow the request: some Allow matches and no Deny does. Their texts must be
/// literal, that is, bound. Shares no code with the comparison, whose witnesses it confirms. Nothing where a condition
/// is beyond what is understood: an unknown operator, or a value that its operator cannot take.
/// IAM User Guide, "Policy evaluation logic" and "IAM JSON policy elements: Condition operators".
std::optional<bool> permits(const Policies& policies, const Request& request);

/// Whether a statement of the policy may be about the request, whatever its condition says.
bool may_concern(const Policy& policy, const Statement& statement, const Request& request);
/// Whether it may be about the action, whatever else it says.
bool may_concern(const Statement& statement, std::string_view action);

}  // namespace rolecast::access
