#include "analysis/which/requests.h"

#include <algorithm>

#include <fmt/core.h>
#include <fmt/ranges.h>

#include "analysis/which/values.h"

namespace rolecast::which {
namespace {

Policy everything() {
  Policy policy;
  auto& statement = policy.statements.emplace_back();
  statement.action = statement.resource = Values{{Text("*")}, false, {}};
  return policy;
}

/// AWS Managed Policy Reference: it allows everything.
bool is_administrator(const Text& arn) { return shown(arn).ends_with(":aws:policy/AdministratorAccess"); }

/// AWS's own policies allow things, but for a few whose names say so.
bool may_deny(const Text& arn) {
  const auto text = shown(arn);
  return text.find(":iam::aws:policy/") == std::string::npos || text.find("Deny") != std::string::npos ||
         text.find("Quarantine") != std::string::npos;
}

}  // namespace

Policy policy_of(const Statement& statement, const std::vector<Text>& actions, const std::vector<Text>& resources,
                 bool with_condition) {
  Policy policy;
  auto& own = policy.statements.emplace_back();
  own.action = Values{actions, true, {}};
  own.resource = Values{resources, true, {}};
  if (with_condition) own.condition = statement.condition;
  return policy;
}

Requests::Requests(const RoleOf& of, const Model& wanted)
    : of_(of), wanted_(wanted), names_({of.model, &wanted}), administrator_(everything()) {
  for (const auto& policy : of.role->policies) policies_.push_back(&policy.document);
  if (std::any_of(of.role->managed_policy_arns.begin(), of.role->managed_policy_arns.end(), is_administrator))
    policies_.push_back(&administrator_);
  for (const auto* policy : policies_) {
    auto& copy = allows_.emplace_back(*policy);
    std::erase_if(copy.statements, [](const Statement& statement) { return statement.effect == Effect::deny; });
    auto& certain = certain_.emplace_back(*policy);
    std::erase_if(certain.statements,
                  [](const Statement& one) { return one.effect == Effect::deny && one.condition.has_value(); });
  }
  for (const auto& policy : allows_) allow_policies_.push_back(&policy);
  for (const auto& policy : certain_) certain_policies_.push_back(&policy);
}

access::Excess Requests::lacked(const Policy& policy) const {
  return access::excess({&wanted_, {&policy}}, {of_.model, policies_}, false, names_);
}

access::Excess Requests::lacked_by_allows(const Policy& policy) const {
  return access::excess({&wanted_, {&policy}}, {of_.model, allow_policies_}, false, names_);
}

access::Excess Requests::lacked_for_certain(const Policy& policy) const {
  return access::excess({&wanted_, {&policy}}, {of_.model, certain_policies_}, false, names_);
}

bool Requests::holds(const Policy& outer, const Policy& inner) const {
  return access::excess({&wanted_, {&inner}}, {&wanted_, {&outer}}, false, names_).certainty == access::Certainty::none;
}

access::Certainty Requests::beyond(const Policy& own, const access::Policies& policies) const {
  access::Policies all = {&own};
  std::vector<Policy> denies;
  for (const auto* policy : policies_) {
    auto& copy = denies.emplace_back(*policy);
    std::erase_if(copy.statements, [](const Statement& statement) { return statement.effect == Effect::allow; });
  }
  for (const auto& policy : denies) all.push_back(&policy);
  return access::excess({of_.model, all}, {&wanted_, policies}, false, names_).certainty;
}

std::string Requests::too_much() const {
  const auto is_star = [](const std::optional<Values>& values) {
    return values && std::any_of(values->items.begin(), values->items.end(), [](const Text& text) {
             return text.is_literal() && (text.literal() == "*" || text.literal() == "*:*");
           });
  };
  if (lacked(everything()).certainty == access::Certainty::none) return "everything";
  std::string words;
  for (const auto* policy : policies_)
    for (const auto& statement : policy->statements) {
      if (statement.effect == Effect::deny || !is_star(statement.resource)) continue;
      if (is_star(statement.action)) words = "nearly everything";
      if (!statement.not_action) continue;
      std::vector<std::string> names;
      for (const auto& text : statement.not_action->items) names.push_back(shown(text));
      words = fmt::format("everything but {}", fmt::join(names, ", "));
    }
  return words;
}

access::Excess Requests::let_in(const Policy& trust, const access::Policies& others) const {
  return access::excess({of_.model, {&trust}}, {&wanted_, others}, true, names_);
}

access::Excess Requests::kept_out(const Policy& wanted, const Policy& trust) const {
  return access::excess({&wanted_, {&wanted}}, {of_.model, {&trust}}, true, names_);
}

access::Excess Requests::let_in_beside(const Policy& trust, const Policy& other) const {
  return access::excess({of_.model, {&trust}}, {of_.model, {&other}}, true, names_);
}

std::string Requests::unknown_allow() const {
  for (const auto& arn : of_.role->managed_policy_arns)
    if (!is_administrator(arn)) return fmt::format("`{}` is attached, and what it says is not known", shown(arn));
  return {};
}

std::string Requests::unknown_deny() const {
  if (of_.role->permissions_boundary)
    return fmt::format("the permissions boundary `{}` may take away what the policies allow",
                       shown(*of_.role->permissions_boundary));
  for (const auto& arn : of_.role->managed_policy_arns)
    if (may_deny(arn)) return fmt::format("`{}` is attached, and may deny what the other policies allow", shown(arn));
  return {};
}

}  // namespace rolecast::which
