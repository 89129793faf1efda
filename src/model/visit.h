// Walks over every Text of a model; included by model.h.
#pragma once

namespace rolecast {

template <typename AnyPolicy, typename Visit>
void for_each_text_in_policy(AnyPolicy& policy, Visit&& visit) {
  const auto values = [&](auto& maybe) {
    if (maybe)
      for (auto& text : maybe->items) visit(text);
  };
  const auto principal = [&](auto& maybe) {
    if (maybe)
      for (auto& group : maybe->groups)
        for (auto& text : group.values.items) visit(text);
  };
  if (policy.id) visit(*policy.id);
  for (auto& statement : policy.statements) {
    if (statement.sid) visit(*statement.sid);
    principal(statement.principal);
    principal(statement.not_principal);
    values(statement.action);
    values(statement.not_action);
    values(statement.resource);
    values(statement.not_resource);
    if (!statement.condition) continue;
    for (auto& op : *statement.condition)
      for (auto& key : op.keys) {
        visit(key.name);
        for (auto& text : key.values.items) visit(text);
      }
  }
}

template <typename AnyModel, typename Visit>
void for_each_text(AnyModel& model, Visit visit) {
  for (auto& role : model.roles) {
    for (auto* field : {&role.name, &role.path, &role.description, &role.permissions_boundary})
      if (*field) visit(**field);
    for (auto& arn : role.managed_policy_arns) visit(arn);
    for (auto& tag : role.tags) {
      visit(tag.key);
      visit(tag.value);
    }
    if (role.trust) for_each_text_in_policy(*role.trust, visit);
    for (auto& policy : role.policies) {
      visit(policy.name);
      for_each_text_in_policy(policy.document, visit);
    }
  }
}

template <typename AnyModel, typename Visit>
void for_each_text_and_expectation(AnyModel& model, Visit visit) {
  for_each_text(model, visit);
  for (auto& role : model.roles) {
    for_each_text_in_policy(role.expectations.allowed, visit);
    for_each_text_in_policy(role.expectations.denied, visit);
  }
}

}  // namespace rolecast
