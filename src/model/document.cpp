#include "model/document.h"

#include <array>

#include <fmt/core.h>

#include "model/text_node.h"
#include "syntax/fields.h"
#include "syntax/suggest.h"

namespace rolecast {
namespace {

/// Reads one document; holds what every step of it needs.
class DocumentReader {
 public:
  DocumentReader(TextSyntax syntax, const std::string& where, Diagnostics& diagnostics)
      : syntax_(syntax), where_(where), diagnostics_(diagnostics) {}

  Policy read(const Node& node) {
    Policy policy;
    policy.span = node.span;
    if (node.is(Node::Kind::list) && syntax_ == TextSyntax::native) {
      statements(node, policy);
      return policy;
    }
    Fields fields(node, where_, diagnostics_);
    const Node* version_node = fields.take("Version");
    policy.version = version(version_node);
    if (version_node) policy.version_span = version_node->span;
    if (const Node* id = fields.take("Id")) policy.id = text(*id, "`Id`");
    if (const Node* list = fields.require("Statement")) statements(*list, policy);
    policy.damaged = !fields.finish();
    return policy;
  }

 private:
  Version version(const Node* node) {
    if (!node) return syntax_ == TextSyntax::native ? Version::v2012_10_17 : Version::v2008_10_17;
    for (const auto known : {Version::v2012_10_17, Version::v2008_10_17})
      if (node->is_scalar() && node->text == to_word(known)) return known;
    diagnostics_.error(Code::policy_version, node->span, fmt::format("unknown policy version {}", shown(*node)),
                       "write 2012-10-17");
    return Version::v2012_10_17;
  }

  void statements(const Node& node, Policy& policy) {
    policy.is_list = node.is(Node::Kind::list);
    policy.statements_span = node.span;
    if (!policy.is_list) {
      policy.statements.push_back(statement(node));
      return;
    }
    policy.statements.reserve(node.items.size());
    for (const auto& item : node.items) policy.statements.push_back(statement(item));
  }

  Statement statement(const Node& node) {
    Statement result;
    result.span = node.span;
    Fields fields(node, "a statement of " + where_, diagnostics_);
    if (const Node* sid = fields.take("Sid")) {
      result.sid = text(*sid, "`Sid`");
      if (result.sid->empty()) result.sid.reset();  // the same as none, and two empty ones would look like duplicates
    }
    const Node* effect_node = fields.take("Effect");
    if (effect_node) result.effect = effect(*effect_node);
    const auto principal_of = [&](const char* key, std::optional<Principal>& to) {
      if (const Node* value = fields.take(key)) to = principal(*value, key);
    };
    const auto values_of = [&](const char* key, std::optional<Values>& to) {
      if (const Node* value = fields.take(key)) to = values(*value, fmt::format("`{}`", key), Code::wrong_type);
    };
    principal_of("Principal", result.principal);
    principal_of("NotPrincipal", result.not_principal);
    values_of("Action", result.action);
    values_of("NotAction", result.not_action);
    values_of("Resource", result.resource);
    values_of("NotResource", result.not_resource);
    if (const Node* value = fields.take("Condition")) result.condition = condition(*value);
    result.damaged = !fields.finish();
    if (!effect_node && !result.damaged)
      diagnostics_.error(Code::effect, node.span, "a statement without `Effect`",
                         "write `Effect: Allow` or `Effect: Deny`");
    return result;
  }

  Effect effect(const Node& node) {
    for (const auto known : {Effect::allow, Effect::deny})
      if (node.is(Node::Kind::string) && node.text == to_word(known)) return known;
    if (to_text(node))
      diagnostics_.error(Code::effect, node.span, fmt::format("unknown effect {}", shown(node)),
                         suggestion(node.text, {"Allow", "Deny"}));
    else
      diagnostics_.error(Code::effect, node.span, fmt::format("`Effect` is {}, not text", shown(node)),
                         "write Allow or Deny");
    return Effect::deny;
  }

  Principal principal(const Node& node, std::string_view key) {
    Principal result;
    result.span = node.span;
    if (node.is(Node::Kind::string) && node.text == "*") {
      result.anyone = true;
      return result;
    }
    if (!node.is(Node::Kind::map)) {
      diagnostics_.error(Code::principal_value, node.span, fmt::format("`{}` is {}", key, shown(node)),
                         "write \"*\", or a type with its values: {Service: bedrock-agentcore.amazonaws.com}");
      result.anyone = true;  // keeps check() from reporting a missing principal as well
      return result;
    }
    for (const auto& entry : node.entries)
      result.groups.push_back(
          {entry.key.text, values(entry.value, fmt::format("principal `{}`", entry.key.text), Code::principal_value),
           entry.key.span});
    return result;
  }

  std::vector<ConditionOperator> condition(const Node& node) {
    std::vector<ConditionOperator> result;
    if (!is_map(node, "`Condition`", Code::condition_value)) return result;
    for (const auto& entry : node.entries) {
      ConditionOperator op{entry.key.text, {}, entry.key.span};
      if (is_map(entry.value, fmt::format("condition operator `{}`", entry.key.text), Code::condition_value))
        for (const auto& key : entry.value.entries)
          op.keys.push_back({text(key.key, "a condition key"), condition_values(key.key.text, key.value)});
      result.push_back(std::move(op));
    }
    return result;
  }

  bool is_map(const Node& node, const std::string& what, Code code) {
    if (node.is(Node::Kind::map)) return true;
    diagnostics_.error(code, node.span,
                       fmt::format("{} is {}, not a map", what, to_text(node) ? "text" : describe(node)));
    return false;
  }

  /// IAM reads numbers and booleans without quotes as text; their spelling is that text.
  Values condition_values(const std::string& key, const Node& node) {
    return values(node, fmt::format("condition key `{}`", key), Code::condition_value, true);
  }

  Values values(const Node& node, const std::string& what, Code code, bool scalars_are_text = false) {
    Values result;
    result.span = node.span;
    result.is_list = node.is(Node::Kind::list) && node.tag.empty();
    const auto add = [&](const Node& item) {
      auto text = parsed(item);
      if (!text && scalars_are_text && (item.is(Node::Kind::number) || item.is(Node::Kind::boolean)))
        text = Text(item.text, item.span);
      if (!text) not_text(item, what, code);
      // stands in for what is no text, so that it is not reported as missing as well
      result.items.push_back(text ? std::move(*text) : Text(scalars_are_text ? "true" : "*", item.span));
    };
    if (!result.is_list) {
      add(node);
      return result;
    }
    result.items.reserve(node.items.size());
    for (const auto& item : node.items) add(item);
    return result;
  }

  Text text(const Node& node, const std::string& what) {
    if (auto result = parsed(node)) return std::move(*result);
    not_text(node, what, Code::wrong_type);
    return Text({}, node.span);
  }

  std::optional<Text> parsed(const Node& node) {
    if (syntax_ == TextSyntax::nodes) return to_text(node);
    if (!node.is(Node::Kind::string)) return std::nullopt;
    return syntax_ == TextSyntax::plain ? Text(node.text, node.span) : parse_text(node.text, node.span, diagnostics_);
  }

  void not_text(const Node& node, const std::string& what, Code code) {
    const bool scalar = node.is(Node::Kind::number) || node.is(Node::Kind::boolean);
    diagnostics_.error(code, node.span, fmt::format("{} holds {}, not text", what, shown(node)),
                       scalar ? fmt::format("quote it: \"{}\"", node.text) : std::string());
  }

  static std::string shown(const Node& node) {
    const auto text = node.is_scalar() ? std::nullopt : to_text(node);
    if (text) return fmt::format("`{}`", text->spelled());
    return node.is_scalar() && !node.is(Node::Kind::null) ? fmt::format("`{}`", node.text)
                                                          : std::string(describe(node));
  }

  TextSyntax syntax_;
  const std::string& where_;
  Diagnostics& diagnostics_;
};

Node to_node(const Values& values, const Spell& spell) {
  if (!values.is_list) return spell(values.items.front());
  Node list = Node::list();
  list.span = values.span;
  list.items.reserve(values.items.size());
  for (const auto& item : values.items) list.items.push_back(spell(item));
  return list;
}

Node to_node(const Principal& principal, const Spell& spell) {
  if (principal.anyone) return Node::string("*");
  Node map = Node::map();
  for (const auto& group : principal.groups) map.add(group.type, to_node(group.values, spell));
  return map;
}

Node to_node(const std::vector<ConditionOperator>& condition, const Spell& spell) {
  Node map = Node::map();
  for (const auto& op : condition) {
    Node& keys = map.add(op.name, Node::map());
    for (const auto& key : op.keys) keys.add(spell(key.name), to_node(key.values, spell));
  }
  return map;
}

Node to_node(const Statement& statement, const Spell& spell) {
  Node map = Node::map();
  map.span = statement.span;
  map.entries.reserve(6);
  const auto add = [&](const char* key, const auto& value) {
    if (value) map.add(key, to_node(*value, spell));
  };
  if (statement.sid) map.add("Sid", spell(*statement.sid));
  map.add("Effect", Node::string(std::string(to_word(statement.effect))));
  add("Principal", statement.principal);
  add("NotPrincipal", statement.not_principal);
  add("Action", statement.action);
  add("NotAction", statement.not_action);
  add("Resource", statement.resource);
  add("NotResource", statement.not_resource);
  add("Condition", statement.condition);
  return map;
}

}  // namespace

Policy read_policy(const Node& node, TextSyntax syntax, const std::string& where, Diagnostics& diagnostics) {
  return DocumentReader(syntax, where, diagnostics).read(node);
}

void read_as_2012(Policy& policy, Diagnostics& diagnostics) {
  bool has_variable = false;
  for_each_text_in_policy(policy, [&](const Text& text) {
    for (const auto& piece : text.pieces())
      has_variable = has_variable || (!piece.is_reference && piece.text.find("${") != std::string::npos);
  });
  if (has_variable || policy.version == Version::v2012_10_17) return;
  policy.version = Version::v2012_10_17;
  if (policy.damaged) return;
  diagnostics.warning(Code::policy_version, policy.version_span.file ? policy.version_span : policy.span,
                      "version 2008-10-17 is read as 2012-10-17", "it holds no variables, so it means the same");
}

Node document(const Policy& policy, const Spell& spell) {
  Node map = Node::map();
  map.add("Version", Node::string(std::string(to_word(policy.version))));
  if (policy.id) map.add("Id", spell(*policy.id));
  if (!policy.is_list) {
    map.add("Statement", to_node(policy.statements.front(), spell));
    return map;
  }
  Node& list = map.add("Statement", Node::list());
  list.items.reserve(policy.statements.size());
  for (const auto& statement : policy.statements) list.items.push_back(to_node(statement, spell));
  return map;
}

std::string_view to_word(Effect effect) { return effect == Effect::allow ? "Allow" : "Deny"; }

std::string_view to_word(Version version) { return version == Version::v2012_10_17 ? "2012-10-17" : "2008-10-17"; }

}  // namespace rolecast
