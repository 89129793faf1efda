// Whom the principals of a trust policy name. IAM User Guide, "AWS JSON policy elements: Principal".
#include <algorithm>

#include "analysis/access/evaluate_parts.h"
#include "model/characters.h"

namespace rolecast::access {
namespace {

constexpr std::string_view aws = "AWS", anonymous = "anonymous";
constexpr std::string_view types[] = {aws, "Service", "Federated", "CanonicalUser"};
constexpr std::string_view session_start = "assumed-role/";

bool is_type(std::string_view name) { return std::find(std::begin(types), std::end(types), name) != std::end(types); }

bool is_account_id(std::string_view text) {
  constexpr std::size_t length = 12;
  return text.size() == length && all_in(text, is_digit);
}

/// An ARN of IAM or STS in its parts.
struct Identity {
  std::string_view partition, service, account, resource;
};

std::optional<Identity> read_identity(std::string_view arn) {
  const auto parts = arn_parts(arn, {nullptr, false});
  if (parts.size() != arn_part_count || parts[0] != "arn" || !parts[3].empty() || !is_account_id(parts[4])) return {};
  if (parts[2] != "iam" && parts[2] != "sts") return {};
  return Identity{parts[1], parts[2], parts[4], parts[5]};
}

/// Whether `session` is one of the role's: its ARN holds the name of the role, without the path.
bool is_session_of(const Identity& session, const Identity& role) {
  constexpr std::string_view role_start = "role/";
  if (role.service != "iam" || !role.resource.starts_with(role_start)) return false;
  if (session.service != "sts" || !session.resource.starts_with(session_start)) return false;
  if (session.partition != role.partition || session.account != role.account) return false;
  const auto name = role.resource.substr(role.resource.rfind('/') + 1);
  const auto rest = session.resource.substr(session_start.size());
  return rest.substr(0, rest.find('/')) == name;
}

/// A session's ARN does not say the path of its role; `aws:PrincipalArn` does.
bool may_be_role(std::string_view arn, const Context& context) {
  const auto known = context.find("aws:principalarn");
  return known == context.end() || known->second == ContextValue{false, {std::string(arn)}};
}

/// Whose session a federated user has is not in its ARN: it may be the user's. Its name is free.
bool may_be_session_of(const Identity& federated, const Identity& user) {
  return federated.resource.starts_with("federated-user/") && user.resource.starts_with("user/") &&
         federated.partition == user.partition && federated.account == user.account;
}

/// `*`, an account, or the ARN of an account, user, role, session or federated user.
Truth names_aws(std::string_view value, const Caller& caller, const Context& context) {
  if (value == "*") {
    if (caller.type == "CanonicalUser") return {};
    return caller.type == aws || caller.type == anonymous;
  }
  const bool is_account = is_account_id(value);
  const auto named = read_identity(value);
  if (!is_account && (!named || value.find_first_of("*?") != std::string_view::npos)) return {};
  if (caller.type != aws) return false;
  const auto identity = read_identity(caller.value);
  if (!identity) return {};
  if (is_account) return identity->account == value;
  if (named->service == "iam" && named->resource == "root")
    return identity->account == named->account && identity->partition == named->partition;
  if (may_be_session_of(*identity, *named)) return {};
  return caller.value == value || (is_session_of(*identity, *named) && may_be_role(value, context));
}

Truth names(const PrincipalGroup& group, const Caller& caller, const Context& context) {
  if (!is_type(group.type) || group.values.items.empty()) return {};
  return any_of(group.values.items, [&](const Text& text) -> Truth {
    if (!text.is_literal()) return {};
    if (group.type == aws) return names_aws(text.literal(), caller, context);
    if (group.type != caller.type) return false;
    if (text.literal().find_first_of("*?") != std::string_view::npos) return {};
    return text.literal() == caller.value;
  });
}

}  // namespace

Truth is_one_of(const Principal& principal, const Caller& caller, const Context& context) {
  if (!is_type(caller.type) && caller.type != anonymous) return {};
  if (principal.anyone) return true;
  if (principal.groups.empty()) return {};
  return any_of(principal.groups, [&](const PrincipalGroup& group) { return names(group, caller, context); });
}

}  // namespace rolecast::access
