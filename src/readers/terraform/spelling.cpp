#include "readers/terraform/spelling.h"

#include "readers/terraform/value.h"
#include "source/utf8.h"
#include "syntax/hcl.h"

namespace rolecast::terraform {

Node as_expression(const Node& value) {
  if (value.tag == "json" && !value.text.empty()) return hcl::expression(value.text);
  if (!expression_of(value).empty()) return hcl::expression(std::string(expression_of(value)));
  Node node = value;
  for (auto& item : node.items) item = as_expression(item);
  for (auto& entry : node.entries) entry = {as_expression(entry.key), as_expression(entry.value), {}};
  if (value.tag == "reference") node.tag = "expression";
  if (value.tag == "text") node.tag = "template";
  if (value.tag == "json") node.tag = "call jsonencode";
  if (value.tag == "set") return hcl::call("toset", {std::move(node).tagged({})});
  return node;
}

std::string spelled(const Node& expression) {
  const auto lines = hcl::write_value(expression);
  const auto is_one_of = [](char c, std::string_view set) { return set.find(c) != std::string_view::npos; };
  std::string line;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (lines[at] != '\n') {
      line += lines[at];
      continue;
    }
    while (at + 1 < lines.size() && is_one_of(lines[at + 1], " \n")) ++at;
    const bool closes = at + 1 < lines.size() && is_one_of(lines[at + 1], "])}");
    if (closes && line.ends_with(',')) line.pop_back();
    if (!closes && !line.empty() && !is_one_of(line.back(), "[({")) line += line.ends_with(',') ? " " : ", ";
  }
  return line;
}

std::string spelled_value(const Node& value) {
  if (const auto expression = expression_of(value); !expression.empty()) return std::string(expression);
  return value.tag == "text" ? spelled(as_expression(value)) : std::string();
}

std::string_view described(const Node& value) {
  if (value.tag == "text" || value.tag == "json") return "text";
  if (value.is(Node::Kind::null)) return "null";
  return describe(value);
}

std::string shortened(std::string_view text) {
  constexpr std::size_t most = 120;
  if (text.size() <= most) return std::string(text);
  auto end = most;
  while (continues_character(text[end])) --end;
  return std::string(text.substr(0, end)) + "…";
}

}  // namespace rolecast::terraform
