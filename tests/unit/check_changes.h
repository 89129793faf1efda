// A sound model, and changes to it that check() must find or let pass.
#pragma once

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "model/check.h"

namespace rolecast::changes {

inline Text text(std::string_view spelling) {
  Diagnostics diagnostics;
  auto result = parse_text(spelling, {}, diagnostics);
  EXPECT_FALSE(diagnostics.has_errors()) << spelling;
  return result;
}

inline std::string many(std::size_t count, std::string_view unit = "a") {
  std::string result;
  while (count-- > 0) result += unit;
  return result;
}

inline Values one(std::string_view value) { return {{text(value)}, false, {}}; }

inline Values list(std::initializer_list<std::string_view> values) {
  Values result{{}, true, {}};
  for (const auto value : values) result.items.push_back(text(value));
  return result;
}

inline Principal principal(std::string type, Values values) {
  Principal result;
  result.groups.push_back({std::move(type), std::move(values), {}});
  return result;
}

inline std::vector<ConditionOperator> condition(std::string op, std::string_view key, Values values) {
  return {{std::move(op), {{text(key), std::move(values)}}, {}}};
}

inline Statement trust_statement() {
  Statement statement;
  statement.principal = principal("Service", one("bedrock-agentcore.amazonaws.com"));
  statement.action = one("sts:AssumeRole");
  return statement;
}

inline Statement statement() {
  Statement result;
  result.action = one("s3:GetObject");
  result.resource = one("*");
  return result;
}

inline Policy policy_of(Statement only) {
  Policy policy;
  policy.statements.push_back(std::move(only));
  return policy;
}

inline Model sound_model() {
  Model model;
  Role role;
  role.id = "agent";
  role.trust = policy_of(trust_statement());
  role.policies.push_back({text("inline"), policy_of(statement())});
  model.roles.push_back(std::move(role));
  return model;
}

using Change = std::function<void(Model&)>;
using Words = std::vector<std::string>;

/// Every finding of check() as `error RC112` or `warning RC109`.
inline Words findings(const Change& change) {
  auto model = sound_model();
  change(model);
  Diagnostics diagnostics;
  check(model, diagnostics);
  Words result;
  for (const auto& found : diagnostics.all()) {
    const bool is_error = found.severity == Severity::error;
    result.push_back(fmt::format("{} {}", is_error ? "error" : "warning", to_string(found.code)));
    EXPECT_FALSE(found.message.empty());
    EXPECT_FALSE(found.message.ends_with('.')) << found.message;
  }
  return result;
}

inline Words error(Code code) { return {"error " + to_string(code)}; }
inline Words warning(Code code) { return {"warning " + to_string(code)}; }
inline const Words nothing;

struct Case {
  std::string name;
  Words expected;
  Change change;
};

inline void run(const std::vector<Case>& cases) {
  for (const auto& each : cases) EXPECT_EQ(findings(each.change), each.expected) << each.name;
}

/// Changes that put one value into one place.
inline Change role_name(std::string_view value) {
  return [value = text(value)](Model& m) { m.roles[0].name = value; };
}
inline Change role_id(std::string value) {
  return [=](Model& m) { m.roles[0].id = value; };
}
inline Change path(std::string_view value) {
  return [value = text(value)](Model& m) { m.roles[0].path = value; };
}
inline Change description(std::string_view value) {
  return [value = text(value)](Model& m) { m.roles[0].description = value; };
}
inline Change session(std::int64_t seconds) {
  return [=](Model& m) { m.roles[0].max_session_duration = seconds; };
}
inline Change boundary(std::string_view value) {
  return [value = text(value)](Model& m) { m.roles[0].permissions_boundary = value; };
}
inline Change managed(std::size_t count) {
  return [=](Model& m) {
    for (std::size_t i = 0; i < count; ++i)
      m.roles[0].managed_policy_arns.push_back(text(fmt::format("arn:aws:iam::aws:policy/P{}", i)));
  };
}
inline Change tag(std::string_view key, std::string_view value) {
  return [tag = Tag{text(key), text(value)}](Model& m) { m.roles[0].tags.push_back(tag); };
}
inline Change policy_name(std::string_view value) {
  return [value = text(value)](Model& m) { m.roles[0].policies[0].name = value; };
}
inline Change in_statement(std::function<void(Statement&)> change) {
  return [=](Model& m) { change(m.roles[0].policies[0].document.statements[0]); };
}
inline Change in_trust(std::function<void(Statement&)> change) {
  return [=](Model& m) { change(m.roles[0].trust->statements[0]); };
}
inline Change sid(std::string_view value) {
  return in_statement([value = text(value)](Statement& s) { s.sid = value; });
}
inline Change action(Values values) {
  return in_statement([=](Statement& s) { s.action = values; });
}
inline Change action(std::string_view value) { return action(one(value)); }
inline Change trust_action(std::string_view value) {
  return in_trust([value = one(value)](Statement& s) { s.action = value; });
}
inline Change resource(Values values) {
  return in_statement([=](Statement& s) { s.resource = values; });
}
inline Change resource(std::string_view value) { return resource(one(value)); }
inline Change who(std::string type, Values values) {
  return in_trust([value = principal(std::move(type), std::move(values))](Statement& s) { s.principal = value; });
}
inline Change who(std::string type, std::string_view value) { return who(std::move(type), one(value)); }
inline Change when(std::string op, std::string_view key, Values values) {
  return in_statement([c = condition(std::move(op), key, std::move(values))](Statement& s) { s.condition = c; });
}
inline Change when(std::string op) { return when(std::move(op), "aws:SourceAccount", one("123456789012")); }
/// A parameter that the role's description uses.
inline Change parameter(Parameter given) {
  return [=](Model& m) {
    m.parameters.push_back(given);
    Text use;
    use.append_reference(given.name);
    m.roles[0].description = use;
  };
}
inline Change both(Change first, Change second) {
  return [=](Model& m) { first(m), second(m); };
}

}  // namespace rolecast::changes
