// The native form: the model as a role file.
#include "emitters/native.h"

#include <string>

#include "emitters/builtin.h"
#include "model/document.h"
#include "syntax/yaml.h"

namespace rolecast {
namespace {

Node spelled(const Text& text) {
  Node node = Node::string(text.spelled());
  node.span = text.span;
  return node;
}

/// Just the statements where the document holds nothing else that the native form would not assume.
Node policy(const Policy& policy) {
  Node full = document(policy, spelled);
  const bool plain = policy.is_list && !policy.id;
  return plain ? std::move(full.entries.back().value) : std::move(full);
}

Node parameters(const Model& model) {
  Node map = Node::map();
  for (const auto& parameter : model.parameters) {
    Node& entry = map.add(parameter.name, Node::map());
    entry.span = parameter.span;
    if (!parameter.description.empty()) entry.add("description", Node::string(parameter.description));
    if (parameter.pattern) entry.add("pattern", Node::string(*parameter.pattern));
    if (parameter.default_value) entry.add("default", spelled(Text(*parameter.default_value)));
  }
  return map;
}

Node role(const Role& role) {
  Node map = Node::map();
  map.span = role.span;
  const auto add = [&](const char* key, const std::optional<Text>& text) {
    if (text) map.add(key, spelled(*text));
  };
  add("name", role.name);
  add("description", role.description);
  add("path", role.path);
  if (role.max_session_duration)
    map.add("maxSessionDuration", Node::number(std::to_string(*role.max_session_duration)));
  add("permissionsBoundary", role.permissions_boundary);
  if (!role.managed_policy_arns.empty()) {
    Node& list = map.add("managedPolicyArns", Node::list());
    for (const auto& arn : role.managed_policy_arns) list.items.push_back(spelled(arn));
  }
  if (!role.tags.empty()) {
    Node& tags = map.add("tags", Node::map());
    for (const auto& tag : role.tags) tags.add(spelled(tag.key), spelled(tag.value));
  }
  if (role.trust) map.add("trust", policy(*role.trust));
  if (!role.policies.empty()) {
    Node& policies = map.add("policies", Node::map());
    for (const auto& inline_policy : role.policies)
      policies.add(spelled(inline_policy.name), policy(inline_policy.document));
  }
  return map;
}

/// What a key of an expectation holds; null where it is missing.
Node context(const Node& condition) {
  Node map = Node::map();
  for (const auto& op : condition.entries)
    for (const auto& entry : op.value.entries) map.add(entry.key, op.key.text == "Null" ? Node() : entry.value);
  return map;
}

Node expectation(const Node& statement) {
  Node map = Node::map();
  for (const auto& [element, value, comment] : statement.entries) {
    if (element.text == "Action") map.add("action", value);
    if (element.text == "Resource") map.add("resource", value);
    if (element.text == "Principal") map.add("principal", value);
    if (element.text == "Condition") map.add("context", context(value));
  }
  return map;
}

Node expectations(const Expectations& all) {
  Node map = Node::map();
  const auto add = [&](const char* key, const Policy& policy) {
    if (policy.statements.empty()) return;
    Node& list = map.add(key, Node::list());
    const Node whole = document(policy, spelled);
    for (const auto& statement : whole.find("Statement")->items) list.items.push_back(expectation(statement));
  };
  add("allow", all.allowed);
  add("deny", all.denied);
  return map;
}

/// A `$` right before a reference: the native form has no spelling for it, `$${` being the escape.
void refuse_dollar_before_reference(const Model& model, Diagnostics& diagnostics) {
  for_each_text_and_expectation(model, [&](const Text& text) {
    const auto& pieces = text.pieces();
    for (std::size_t i = 1; i < pieces.size(); ++i)
      if (pieces[i].is_reference && !pieces[i - 1].is_reference && pieces[i - 1].text.ends_with('$'))
        diagnostics.error(Code::inexpressible, text.span, "a `$` right before a deferred value",
                          "bind the value with --set, or put another character between them");
  });
}

std::vector<OutputFile> emit(const Model& model, const Settings&, Diagnostics& diagnostics) {
  Node form = native_form(model, diagnostics);
  auto& roles = form.entries.back().value.entries;
  for (std::size_t i = 0; i < roles.size(); ++i)
    if (const auto& expected = model.roles[i].expectations; !expected.empty())
      roles[i].value.add("expect", expectations(expected));
  return {{model.stem + ".yaml", yaml::write(form), {}}};
}

}  // namespace

Node native_form(const Model& model, Diagnostics& diagnostics) {
  refuse_dollar_before_reference(model, diagnostics);
  Node file = Node::map();
  file.add("rolecast", Node::number("1"));
  if (!model.parameters.empty()) file.add("parameters", parameters(model));
  Node& roles = file.add("roles", Node::map());
  for (const auto& each : model.roles) roles.add(each.id, role(each));
  return file;
}

Emitter native_emitter() { return {"rolecast", "a role file, rolecast's own format", {}, emit, "rolecast"}; }

}  // namespace rolecast
