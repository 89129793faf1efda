#include <algorithm>

#include "analysis/access/evaluate_parts.h"
#include "model/characters.h"

namespace rolecast::access {
namespace {

/// One of two elements of which the second is the complement of the first.
template <typename Test>
Truth is_in(const std::optional<Values>& values, const std::optional<Values>& complement, Test test) {
  const auto is_any = [&](const Values& given) {
    return any_of(given.items, [&](const Text& text) { return text.is_literal() ? test(text.literal()) : Truth(); });
  };
  if (values.has_value() == complement.has_value()) return {};
  return values ? is_any(*values) : negated(is_any(*complement));
}

/// Whether the text begins with what stands before the first wildcard, letter case aside. Policies list actions by the
/// thousand, and most of them are out by the first letters.
bool begins_like(std::string_view text, std::string_view pattern) {
  const auto folded = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c; };
  for (std::size_t i = 0; i < pattern.size() && pattern[i] != '*' && pattern[i] != '?'; ++i)
    if (i == text.size() || folded(text[i]) != folded(pattern[i])) return false;
  return true;
}

/// Neither letter case counts nor are there variables. IAM User Guide, "IAM JSON policy elements: Action".
Truth action_matches(std::string_view pattern, std::string_view action) {
  if (!begins_like(action, pattern)) return false;
  return matches(read_pattern(lower_case(pattern), {nullptr, false}, Wildcards::active), lower_case(action));
}

/// IAM User Guide, "IAM JSON policy elements: Resource". The six parts of an ARN are compared one by one, as the
/// verdicts show that AWS publishes with its samples for custom policy checks; `*` at the end of a shorter pattern
/// stands for the parts that lack.
Truth resource_matches(std::string_view pattern, std::string_view resource, const Reading& reading) {
  if (pattern == "*") return true;
  auto parts = arn_parts(pattern, reading);
  if (parts.size() < arn_part_count) {
    if (holds_variable(pattern, reading)) return {};
    if (!pattern.ends_with('*')) return pattern == resource;
    parts.resize(arn_part_count, "*");
  }
  // Variables belong into the last part; what they mean in another is open, unless the rest does not match anyway.
  bool is_understood = true;
  for (std::size_t i = 0; i + 1 < arn_part_count; ++i)
    if (holds_variable(parts[i], reading)) {
      parts[i] = "*";
      is_understood = false;
    }
  const auto found = arn_matches(parts, resource, reading);
  const bool may_be_everything = pattern.find_first_not_of('*') == std::string_view::npos;  // not documented of `**`
  if (found == false && may_be_everything) return {};
  return is_understood || found == false ? found : Truth();
}

Truth resource_applies(const Statement& statement, const Request& request, const Reading& reading) {
  const bool has_none = !statement.resource && !statement.not_resource;
  if (has_none || request.resource.empty()) return has_none && request.resource.empty() ? Truth(true) : Truth();
  return is_in(statement.resource, statement.not_resource,
               [&](std::string_view pattern) { return resource_matches(pattern, request.resource, reading); });
}

Truth principal_applies(const Statement& statement, const Request& request) {
  if (statement.not_principal || statement.principal.has_value() != request.caller.has_value()) return {};
  return statement.principal ? is_one_of(*statement.principal, *request.caller, request.context) : Truth(true);
}

Truth action_applies(const Statement& statement, std::string_view action) {
  if (statement.damaged) return {};
  return is_in(statement.action, statement.not_action,
               [&](std::string_view pattern) { return action_matches(pattern, action); });
}

/// What the statement is about, whatever its condition says. False as soon as one part is.
Truth concerns(const Statement& statement, const Request& request, const Reading& reading) {
  if (statement.damaged) return {};
  const auto action = action_applies(statement, request.action);
  if (action == false) return false;
  const auto resource = resource_applies(statement, request, reading);
  if (resource == false) return false;
  const Truth parts[] = {action, resource, principal_applies(statement, request)};
  return all_of(parts, [](Truth part) { return part; });
}

Truth applies(const Statement& statement, const Request& request, const Reading& reading) {
  const auto concerned = concerns(statement, request, reading);
  if (concerned == false || !statement.condition) return concerned;
  const Truth parts[] = {concerned, conditions_hold(*statement.condition, reading)};
  return all_of(parts, [](Truth part) { return part; });
}

Reading reading_of(const Policy& policy, const Request& request) {
  return {&request.context, policy.version == Version::v2012_10_17};
}

Truth some_statement_applies(const Policies& policies, Effect effect, const Request& request) {
  return any_of(policies, [&](const Policy* policy) -> Truth {
    if (policy->damaged) return {};
    const auto reading = reading_of(*policy, request);
    return any_of(policy->statements, [&](const Statement& statement) {
      return statement.effect == effect ? applies(statement, request, reading) : Truth(false);
    });
  });
}

}  // namespace

bool may_concern(const Policy& policy, const Statement& statement, const Request& request) {
  return concerns(statement, request, reading_of(policy, request)) != false;
}

bool may_concern(const Statement& statement, std::string_view action) {
  return action_applies(statement, action) != false;
}

std::optional<bool> permits(const Policies& policies, const Request& request) {
  const Truth parts[] = {some_statement_applies(policies, Effect::allow, request),
                         negated(some_statement_applies(policies, Effect::deny, request))};
  return all_of(parts, [](Truth part) { return part; });
}

}  // namespace rolecast::access
