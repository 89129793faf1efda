#include "readers/role_properties.h"

#include <charconv>

#include <fmt/core.h>

#include "model/document.h"
#include "readers/embedded.h"
#include "readers/intrinsics.h"

namespace rolecast {
namespace {

std::optional<Text> text_in(const Node& value, std::string_view key, Diagnostics& diagnostics) {
  auto text = text_of(value);
  if (!text) diagnostics.error(Code::wrong_type, value.span, fmt::format("`{}` is {}, not text", key, describe(value)));
  return text;
}

/// The items of a list; none, and an error, where it is something else.
const std::vector<Node>& items_in(const Node& value, std::string_view key, Diagnostics& diagnostics) {
  static const std::vector<Node> none;
  if (value.is(Node::Kind::list) && value.tag.empty()) return value.items;
  diagnostics.error(Code::wrong_type, value.span,
                    fmt::format("`{}` is {}, not a list", key, text_of(value) ? "text" : describe(value)));
  return none;
}

std::optional<std::int64_t> seconds(const Text& written, Diagnostics& diagnostics) {
  if (!written.is_literal()) {
    diagnostics.error(Code::unsupported_expression, written.span, "`MaxSessionDuration` is known only at deployment",
                      "a role file holds a number there: write 3600 to 43200");
    return std::nullopt;
  }
  const auto spelling = written.literal();
  std::int64_t value = 0;
  const char* end = spelling.data() + spelling.size();
  const auto [stop, fault] = std::from_chars(spelling.data(), end, value);
  if (fault == std::errc() && stop == end) return value;
  diagnostics.error(Code::session_duration, written.span, "`MaxSessionDuration` is no whole number",
                    "write seconds: 3600 to 43200");
  return std::nullopt;
}

void read_policies(const Node& list, Role& role, const std::string& where, Diagnostics& diagnostics) {
  for (const auto& item : items_in(list, "Policies", diagnostics)) {
    Fields fields(item, "a policy of " + where, diagnostics);
    fields.require("PolicyName");
    const auto name = take_text(fields, "PolicyName", diagnostics);
    const Node* document = fields.require("PolicyDocument");
    const auto called = name ? fmt::format("policy `{}`", name->spelled()) : "a policy of " + where;
    auto policy = document ? read_policy_property(*document, called, diagnostics) : std::nullopt;
    fields.finish();
    if (name && policy) role.policies.push_back({*name, std::move(*policy)});
  }
}

void read_tags(const Node& list, Role& role, const std::string& where, Diagnostics& diagnostics) {
  for (const auto& item : items_in(list, "Tags", diagnostics)) {
    Fields fields(item, "a tag of " + where, diagnostics);
    for (const auto* key : {"Key", "Value"}) fields.require(key);
    const auto key = take_text(fields, "Key", diagnostics), value = take_text(fields, "Value", diagnostics);
    fields.finish();
    if (key && value) role.tags.push_back({*key, *value});
  }
}

}  // namespace

Role read_role(const Node& id, const Node& properties, Diagnostics& diagnostics) {
  Role role;
  role.id = id.text;
  role.span = id.span;
  const auto where = fmt::format("role `{}`", role.id);
  Fields fields(properties, where, diagnostics);
  role.name = take_text(fields, "RoleName", diagnostics);
  role.path = take_text(fields, "Path", diagnostics);
  role.description = take_text(fields, "Description", diagnostics);
  if (const auto session = take_text(fields, "MaxSessionDuration", diagnostics)) {
    role.max_session_duration = seconds(*session, diagnostics);
    role.max_session_duration_span = session->span;
  }
  role.permissions_boundary = take_text(fields, "PermissionsBoundary", diagnostics);
  if (const Node* trust = fields.require("AssumeRolePolicyDocument"))
    role.trust = read_policy_property(*trust, "the trust policy of " + where, diagnostics);
  role.managed_policy_arns = take_texts(fields, "ManagedPolicyArns", diagnostics);
  if (const Node* policies = fields.take("Policies")) read_policies(*policies, role, where, diagnostics);
  if (const Node* tags = fields.take("Tags")) read_tags(*tags, role, where, diagnostics);
  role.damaged = !fields.finish();
  return role;
}

std::optional<Text> take_text(Fields& fields, std::string_view key, Diagnostics& diagnostics) {
  const Node* value = fields.take(key);
  return value ? text_in(*value, key, diagnostics) : std::nullopt;
}

std::vector<Text> take_texts(Fields& fields, std::string_view key, Diagnostics& diagnostics) {
  std::vector<Text> texts;
  const Node* list = fields.take(key);
  if (!list) return texts;
  for (const auto& item : items_in(*list, key, diagnostics))
    if (auto text = text_in(item, key, diagnostics)) texts.push_back(std::move(*text));
  return texts;
}

std::optional<Policy> read_policy_property(const Node& value, const std::string& where, Diagnostics& diagnostics) {
  const auto json = text_of(value);
  const auto inner = json ? read_json(*json, where, diagnostics) : std::nullopt;
  if (json && !inner) return std::nullopt;
  auto policy = read_policy(inner ? *inner : value, TextSyntax::nodes, where, diagnostics);
  read_as_2012(policy, diagnostics);
  return policy;
}

}  // namespace rolecast
