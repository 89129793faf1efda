#include "readers/terraform/document.h"

#include <algorithm>
#include <set>

#include <fmt/core.h>

#include "model/characters.h"
#include "model/document.h"
#include "model/text_node.h"
#include "model/vocabulary.h"
#include "readers/embedded.h"
#include "readers/terraform/functions.h"
#include "readers/terraform/spelling.h"
#include "readers/terraform/value.h"

namespace rolecast::terraform {
namespace {

bool is_deferred(const Node& value) { return !spelled_value(value).empty(); }

/// Takes a worked out tree apart where a document has parts that must be known.
class Shape {
 public:
  Shape(const std::string& where, Diagnostics& diagnostics) : where_(where), diagnostics_(diagnostics) {}

  /// Whether the document holds nothing that only the deployment knows, but texts.
  bool settle(Node& document) {
    for (auto& [key, value, comment] : document.entries) {
      if (key.text == "Statement" && is_list(value))
        for (auto& item : value.items) statement(item);
      else if (key.text == "Statement" && known(value, "`Statement`"))
        statement(value);
      else if (key.text == "Version" || key.text == "Statement")
        known(value, "`Version`");
      else
        leaves(value, key.text);
    }
    return good_;
  }

 private:
  void statement(Node& node) {
    if (!known(node, "a statement")) return;
    for (auto& [key, value, comment] : node.entries) {
      if (key.text == "Effect")
        known(value, "`Effect`");
      else if (key.text == "Principal" || key.text == "NotPrincipal")
        map(value, key.text);
      else if (key.text == "Condition" && map(value, key.text, false))
        for (auto& test : value.entries) map(test.value, test.key.text, true, true);
      else
        leaves(value, key.text);
    }
  }

  /// A map whose values are texts or lists of texts.
  bool map(Node& node, const std::string& name, bool has_leaves = true, bool has_open_keys = false) {
    if (!known(node, fmt::format("`{}`", name))) return false;
    for (auto& [key, value, comment] : node.entries) {
      if (!has_open_keys) known(key, fmt::format("a key of `{}`", name));
      if (has_leaves) leaves(value, key.text.empty() ? name : key.text);
    }
    return true;
  }

  bool known(const Node& value, const std::string& what) {
    if (!is_deferred(value) && !is_damaged(value)) return true;
    good_ = false;
    refuse(value, fmt::format("{} in {}", what, where_), "", diagnostics_);
    return false;
  }

  void leaves(Node& value, const std::string& name) {
    if (is_list(value)) {
      value.tag.clear();
      for (auto& item : value.items) leaves(item, name);
    } else if (value.tag == "json") {
      value = to_node(*as_text(value));
    } else if (value.tag != "text") {
      known(value, fmt::format("`{}`", name));
    }
  }

  const std::string& where_;
  Diagnostics& diagnostics_;
  bool good_ = true;
};

/// What can be done about an expression that is known only at deployment.
std::string hint_for(std::string_view expression) {
  const std::string otherwise = "write its value in its place";
  std::string options;
  std::set<std::string_view> seen;
  const auto is_in_name = [](char c) { return is_identifier_character(static_cast<unsigned char>(c)) || c == '-'; };
  for (auto at = expression.find("var."); at != std::string_view::npos; at = expression.find("var.", at + 1)) {
    const bool is_whole = at == 0 || !(is_in_name(expression[at - 1]) || expression[at - 1] == '.');
    const auto start = expression.begin() + static_cast<std::ptrdiff_t>(at) + 4;
    const std::string_view name(start, std::find_if_not(start, expression.end(), is_in_name));
    if (is_whole && name.find('-') == std::string_view::npos && !find_built_in(lower_case(name)) &&
        seen.insert(name).second)
      options += fmt::format(" --set {}=VALUE", name);
  }
  return options.empty() ? otherwise : fmt::format("give the value with{}, or {}", options, otherwise);
}

}  // namespace

Node refuse(const Node& value, const std::string& what, std::string_view wanted, Diagnostics& diagnostics) {
  if (holds_damage(value)) return damaged(value.span);
  const auto expression = spelled_value(value);
  if (expression.empty())
    diagnostics.error(Code::wrong_type, value.span, fmt::format("{} is {}, not {}", what, described(value), wanted));
  else if (const auto function = unsupported_function(expression); !function.empty())
    diagnostics.error(Code::unsupported_expression, value.span,
                      fmt::format("{} is `{}`, and `{}` is not worked out", what, shortened(expression), function),
                      "write what it gives in its place");
  else
    diagnostics.error(Code::not_constant, value.span,
                      fmt::format("{} is `{}`, which is known only at deployment", what, shortened(expression)),
                      hint_for(expression));
  return damaged(value.span);
}

std::optional<Text> scalar_text(const Node& value) {
  const auto name = value.text.substr(0, value.text.find('('));
  const bool is_call = value.tag == "unknown" && name.size() < value.text.size() && !name.empty();
  const bool is_unknown_call = is_call && name.find_first_of(" .[\"") == std::string::npos && !find_function(name);
  return is_unknown_call && name != "try" ? to_text(reference(value.text, value.span)) : as_text(value);
}

std::optional<Node> document_tree(const Node& value, const std::string& where, Diagnostics& diagnostics) {
  if (value.tag == "json") {
    if (holds_damage(value)) return std::nullopt;
    return value.items[0];
  }
  const auto text = as_text(value);
  if (!text || !expression_of(value).empty()) {
    refuse(value, where, "JSON in a text, as jsonencode() makes it", diagnostics);
    return std::nullopt;
  }
  return read_json(*text, where, diagnostics);
}

Policy read_document(const Node& value, const std::string& where, Diagnostics& diagnostics) {
  auto tree = document_tree(value, where, diagnostics);
  if (tree && tree->is(Node::Kind::map) && Shape(where, diagnostics).settle(*tree)) {
    auto policy = read_policy(*tree, TextSyntax::nodes, where, diagnostics);
    read_as_2012(policy, diagnostics);
    return policy;
  }
  if (tree && !tree->is(Node::Kind::map)) refuse(*tree, where, "a map", diagnostics);
  Policy policy;
  policy.damaged = true;
  policy.span = value.span;
  return policy;
}

}  // namespace rolecast::terraform
