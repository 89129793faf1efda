#include "emitters/intrinsics.h"

#include <algorithm>

#include <fmt/core.h>

#include "model/vocabulary.h"

namespace rolecast::cloudformation {
namespace {

bool is_sub_name(std::string_view name) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view(":/._-").find(c) != std::string_view::npos;
  };
  return !name.empty() && std::all_of(name.begin(), name.end(), allowed);
}

/// Appends a literal run with `${x}` as `${!x}`; false where the documented escape does not cover what it holds.
bool escape_for_sub(std::string_view literal, std::string& out) {
  for (std::size_t open; (open = literal.find("${")) != std::string_view::npos;) {
    const auto close = literal.find('}', open);
    if (close == std::string_view::npos || !is_sub_name(literal.substr(open + 2, close - open - 2))) return false;
    if (open > 0 && literal[open - 1] == '$') return false;
    out += literal.substr(0, open);
    out += "${!";
    out += literal.substr(open + 2, close - open - 1);
    literal.remove_prefix(close + 1);
  }
  if (literal.ends_with('$')) return false;  // a reference may follow
  out += literal;
  return true;
}

bool spell_as_sub(const Text& text, const LogicalIds& ids, std::string& out) {
  std::size_t size = 0;
  for (const auto& piece : text.pieces()) size += piece.text.size() + 16;
  out.reserve(size);
  for (const auto& piece : text.pieces()) {
    if (piece.is_reference)
      out.append("${").append(ref_name(piece.text, ids)).append("}");
    else if (!escape_for_sub(piece.text, out))
      return false;
  }
  return true;
}

Node ref_to(std::string_view name) { return Node::string(std::string(name)).tagged("!Ref"); }

Node join(const Text& text, const LogicalIds& ids) {
  std::vector<Node> parts;
  for (const auto& piece : text.pieces())
    parts.push_back(piece.is_reference ? ref_to(ref_name(piece.text, ids)) : Node::string(piece.text));
  std::vector<Node> arguments;
  arguments.push_back(Node::string(""));
  arguments.push_back(Node::list(std::move(parts)));
  return Node::list(std::move(arguments)).tagged("!Join");
}

std::string long_name(std::string_view tag) { return tag == "!Ref" ? "Ref" : fmt::format("Fn::{}", tag.substr(1)); }

/// "A.B" as the list that the long form of Fn::GetAtt takes.
Node attribute_path(std::string_view path) {
  const auto dot = path.find('.');
  std::vector<Node> parts;
  parts.push_back(Node::string(std::string(path.substr(0, dot))));
  parts.push_back(Node::string(std::string(path.substr(dot + 1))));
  return Node::list(std::move(parts));
}

void refuse_dynamic_reference(const Text& text, Diagnostics& diagnostics) {
  for (const auto& piece : text.pieces())
    if (!piece.is_reference && piece.text.find("{{resolve:") != std::string::npos)
      diagnostics.error(Code::dynamic_reference, text.span,
                        "CloudFormation would replace `{{resolve:` by the value it names",
                        "there is no escape for it: use another text, or another format");
}

void refuse_deferred_keys(const Policy& policy, Diagnostics& diagnostics) {
  for (const auto& statement : policy.statements) {
    if (!statement.condition) continue;
    for (const auto& op : *statement.condition)
      for (const auto& key : op.keys)
        if (!key.name.is_literal())
          diagnostics.error(
              Code::deferred_key, key.name.span,
              fmt::format("CloudFormation cannot defer a part of the condition key `{}`", key.name.spelled()),
              "bind the value with --set");
  }
}

}  // namespace

std::string_view ref_name(std::string_view reference, const LogicalIds& ids) {
  if (const auto* row = find_built_in(reference)) return row->cloudformation;
  const auto found = ids.find(reference);
  return found == ids.end() ? reference : std::string_view(found->second);
}

Node spell(const Text& text, const LogicalIds& ids) {
  if (text.is_literal()) return Node::string(std::string(text.literal()));
  if (text.pieces().size() == 1) return ref_to(ref_name(text.pieces()[0].text, ids));
  std::string sub;
  if (spell_as_sub(text, ids, sub)) return Node::string(std::move(sub)).tagged("!Sub");
  return join(text, ids);
}

Node long_form(Node node) {
  for (auto& item : node.items) item = long_form(std::move(item));
  for (auto& entry : node.entries) entry.value = long_form(std::move(entry.value));
  if (node.tag.empty()) return node;
  const auto tag = std::exchange(node.tag, {});
  Node object = Node::map();
  object.add(long_name(tag), tag == "!GetAtt" ? attribute_path(node.text) : std::move(node));
  return object;
}

void refuse_what_would_change(const Model& model, Diagnostics& diagnostics) {
  for_each_text(model, [&](const Text& text) { refuse_dynamic_reference(text, diagnostics); });
  for (const auto& parameter : model.parameters)
    if (parameter.default_value) refuse_dynamic_reference(Text(*parameter.default_value, parameter.span), diagnostics);
  for (const auto& role : model.roles) {
    if (role.trust) refuse_deferred_keys(*role.trust, diagnostics);
    for (const auto& policy : role.policies) refuse_deferred_keys(policy.document, diagnostics);
  }
}

}  // namespace rolecast::cloudformation
