#include "analysis/explain/explained.h"

#include <algorithm>

#include <fmt/core.h>

#include "analysis/explain/sentences.h"
#include "analysis/explain/services.h"

namespace rolecast {
namespace {

bool is_denied(const ExplainedStatement& explained) { return explained.statement->effect == Effect::deny; }

std::string name_of(const Statement& statement, std::size_t number) {
  return statement.sid && !statement.sid->empty() ? statement.sid->spelled() : fmt::format("statement {}", number);
}

std::vector<ExplainedStatement> explain_all(const Policy& policy, const std::string& name,
                                            Prose (*say)(const Statement&), const OriginOf& origin_of) {
  std::vector<ExplainedStatement> all;
  for (const auto& statement : policy.statements)
    all.push_back({&statement, name_of(statement, all.size() + 1), name, say(statement), origin_of(statement.span)});
  return all;
}

template <typename Value>
void add_once(std::vector<Value>& to, const Value& value) {
  if (std::find(to.begin(), to.end(), value) == to.end()) to.push_back(value);
}

std::vector<std::string> services_in(const Statement& statement) {
  std::vector<std::string> prefixes;
  if (statement.action)
    for (const auto& action : statement.action->items) add_once(prefixes, service_of(action.spelled()));
  return prefixes.empty() ? std::vector<std::string>{"*"} : prefixes;
}

void add_to_group(std::vector<ServiceGroup>& groups, ExplainedStatement explained) {
  auto prefixes = services_in(*explained.statement);
  for (auto& group : groups)
    if (group.prefixes == prefixes) {
      group.statements.push_back(std::move(explained));
      return;
    }
  std::vector<Prose> names;
  for (const auto& prefix : prefixes) names.push_back(Prose(service_name(prefix)));
  groups.push_back({std::move(prefixes), joined(names).text(), {std::move(explained)}});
}

std::vector<Text> services_trusted(const Policy& trust) {
  std::vector<Text> services;
  for (const auto& statement : trust.statements) {
    if (statement.effect == Effect::deny || !statement.principal) continue;
    for (const auto& group : statement.principal->groups)
      if (group.type == "Service")
        for (const auto& service : group.values.items)
          if (service.spelled() != "*") add_once(services, service);
  }
  return services;
}

std::optional<Text> arn_of(const Role& role) {
  if (!role.name) return std::nullopt;
  Text arn("arn:");
  arn.append_reference("partition");
  arn.append(":iam::");
  arn.append_reference("account");
  arn.append(":role");
  if (role.path)
    arn.append(*role.path);
  else
    arn.append("/");
  arn.append(*role.name);
  return arn;
}

}  // namespace

ExplainedRole explain_role(const Role& role, const OriginOf& origin_of) {
  ExplainedRole result;
  result.role = &role;
  result.arn = arn_of(role);
  if (role.trust) {
    result.trust = explain_all(*role.trust, {}, trust_in_words, origin_of);
    std::stable_partition(result.trust.begin(), result.trust.end(), is_denied);
    result.services = services_trusted(*role.trust);
  }
  for (const auto& policy : role.policies)
    for (auto& explained : explain_all(policy.document, policy.name.spelled(), permission_in_words, origin_of)) {
      if (is_denied(explained))
        result.denied.push_back(std::move(explained));
      else
        add_to_group(result.allowed, std::move(explained));
    }
  return result;
}

}  // namespace rolecast
