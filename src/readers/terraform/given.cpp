#include "readers/terraform/given.h"

#include <fmt/core.h>

#include "model/characters.h"
#include "model/vocabulary.h"
#include "readers/terraform/evaluator.h"
#include "syntax/hcl.h"

namespace rolecast::terraform {
namespace {

/// Nothing, without a word, where the value is none of the type.
std::optional<Node> scalar(std::string_view type, const std::string& value) {
  const auto text = Node::string(value);
  if (type == "string") return text;
  if (type == "bool") {
    const auto truth = as_boolean(text);
    return truth ? std::optional(Node::boolean(*truth)) : std::nullopt;
  }
  auto number = canonical_number(value);
  return number ? std::optional(Node::number(std::move(*number))) : std::nullopt;
}

std::optional<Node> collection(const Node& type, const std::string& value, Span place, Evaluator& evaluator,
                               Diagnostics& diagnostics) {
  const auto errors = diagnostics.errors();
  const auto expression = hcl::parse_expression(value, place, diagnostics);
  if (diagnostics.errors() > errors) return std::nullopt;
  auto result = evaluator.value(expression);
  if (!is_all_constant(result)) return std::nullopt;
  const bool is_wanted = type.tag == "call set" || type.tag == "call list"     ? is_list(result)
                         : type.tag == "call map" || type.tag == "call object" ? is_map(result)
                                                                               : true;
  if (!is_wanted) return std::nullopt;
  return type.tag == "call set" ? make_set(std::move(result.items), place) : std::optional(std::move(result));
}

/// The value for a variable that keeps its name in a role file; null where there is none.
const std::string* value_for(const std::string& label, const GivenValues& given) {
  const auto found = given.find(label);
  const bool keeps_name = all_in(label, is_identifier_character) && !find_built_in(lower_case(label));
  return found != given.end() && keeps_name ? &found->second : nullptr;
}

}  // namespace

void give_values(Configuration& configuration, const GivenValues& given, Diagnostics& diagnostics) {
  Evaluator evaluator(configuration, diagnostics);
  std::map<std::string, Node, std::less<>> values;
  for (const auto& block : configuration.blocks) {
    const auto* value = block.type == "variable" ? value_for(block.label, given) : nullptr;
    if (!value) continue;
    const auto errors = diagnostics.errors();
    const Node* type = block.body->find("type");
    const Node string = hcl::expression("string");
    if (!type) type = &string;
    const bool is_scalar = type->text == "string" || type->text == "number" || type->text == "bool";
    auto node = is_scalar ? scalar(type->text, *value) : collection(*type, *value, block.span, evaluator, diagnostics);
    if (!node && diagnostics.errors() == errors)
      diagnostics.error(Code::binding, block.span, fmt::format("`{}` is no value for `{}`", *value, block.address),
                        fmt::format("its type is {}", hcl::write_value(*type)));
    values.insert_or_assign(block.label, node ? std::move(*node) : damaged(block.span));
  }
  configuration.values = std::move(values);
}

}  // namespace rolecast::terraform
