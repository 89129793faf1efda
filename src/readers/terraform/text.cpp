// Texts with values in them: `"arn:${…}:iam"`, `%{ if … }`, `%{ for … }`.
#include <fmt/core.h>

#include "model/text_node.h"
#include "readers/terraform/document.h"
#include "readers/terraform/evaluator.h"
#include "readers/terraform/spelling.h"

namespace rolecast::terraform {

Node Evaluator::text(const Node& expression) {
  Text result;
  result.span = expression.span;
  Node fault = unknown({}, expression.span);
  if (append(expression.items, result, fault)) return to_node(result);
  return is_damaged(fault) ? fault : deferred(expression);
}

/// Where a piece has no text before deployment, `fault` is `unknown`; where it can have none, `damaged`.
bool Evaluator::append(const std::vector<Node>& pieces, Text& text, Node& fault) {
  bool good = true;
  for (const auto& piece : pieces) {
    const bool is_directive = piece.tag.starts_with("directive ");
    good =
        (is_directive ? append_directive(piece, text, fault) : append(value(piece), piece.span, text, fault)) && good;
  }
  return good;
}

bool Evaluator::append(const Node& value, Span place, Text& text, Node& fault) {
  const auto part = scalar_text(value);
  if (!part) {
    const bool is_known = !holds_damage(value) && value.tag != "unknown";
    fault = is_known ? fail(Code::wrong_type, place, fmt::format("{} stands in a text", described(value)))
                     : refuse(value, "what stands in a text", "text");
    return false;
  }
  for (const auto& run : part->pieces()) {
    if (is_too_large(run.text.size() / 16, place)) fault = damaged(place);
    run.is_reference ? text.append_reference(run.text) : text.append(run.text);
  }
  return !is_damaged(fault);
}

bool Evaluator::append_directive(const Node& directive, Text& text, Node& fault) {
  const auto subject = value(directive.items[0]);
  if (is_damaged(subject)) return fault = subject, false;
  if (directive.tag == "directive if") {
    const auto truth = as_boolean(subject);
    return truth && append({directive.items[*truth ? 1 : 2]}, text, fault);
  }
  if ((!is_list(subject) && !is_map(subject)) || !is_ordered(subject)) return false;
  const auto names = directive.tag.substr(std::string_view("directive for ").size());
  for (const auto& element : elements(subject)) {
    const InScope loop(scope_, with_loop_names(scope_, names, element));
    if (!append({directive.items[1]}, text, fault)) return false;
  }
  return true;
}

}  // namespace rolecast::terraform
