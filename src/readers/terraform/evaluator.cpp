#include "readers/terraform/evaluator.h"

#include <algorithm>

#include <fmt/core.h>

#include "model/text_node.h"
#include "readers/terraform/document.h"
#include "readers/terraform/functions.h"
#include "readers/terraform/operators.h"
#include "readers/terraform/spelling.h"
#include "syntax/syntax.h"

namespace rolecast::terraform {
namespace {

constexpr int most_levels = 400;  // of expressions inside of each other, through locals and documents too

/// What follows `prefix` in a tag.
std::optional<std::string_view> behind(std::string_view tag, std::string_view prefix) {
  return tag.starts_with(prefix) ? std::optional(tag.substr(prefix.size())) : std::nullopt;
}

bool is_collection(const Node& value) { return is_list(value) || is_map(value) || value.tag == "unknown"; }

/// Whether what `element`, `lookup` and their kind give may be a list or a map.
bool may_give_collection(const std::vector<Node>& arguments) {
  if (arguments.empty()) return false;
  const auto& first = arguments.front();
  return std::any_of(arguments.begin() + 1, arguments.end(), is_collection) ||
         std::any_of(first.items.begin(), first.items.end(), is_collection) ||
         std::any_of(first.entries.begin(), first.entries.end(),
                     [](const Entry& entry) { return is_collection(entry.value); });
}

}  // namespace

Node Evaluator::fail(Code code, Span place, std::string message, std::string hint) {
  diagnostics_->error(code, place, std::move(message), std::move(hint));
  return damaged(place);
}

bool Evaluator::is_too_large(std::size_t more, Span place) {
  if (size_ > max_nodes) return true;
  size_ += more;
  if (size_ <= max_nodes) return false;
  fail(Code::too_large, place, "the values that this makes are too many or too long");
  return true;
}

Node Evaluator::value(const Node& expression) {
  auto result = worked_out(expression);
  if (result.tag == "splat") result.tag.clear();
  return result;
}

Node Evaluator::worked_out(const Node& expression) {
  if (is_too_large(1 + expression.text.size() / 16, expression.span)) return damaged(expression.span);
  if (depth_ >= most_levels)
    return fail(Code::too_deep, expression.span,
                fmt::format("more than {} expressions inside each other", most_levels));
  ++depth_;
  auto result = by_kind(expression);
  --depth_;
  return result;
}

Node Evaluator::by_kind(const Node& expression) {
  const std::string_view tag = expression.tag;
  if (tag.empty()) {
    if (expression.is(Node::Kind::list)) return list(expression);
    if (expression.is(Node::Kind::map)) return object(expression);
    auto constant = with_canonical_numbers(expression);
    return constant ? std::move(*constant) : deferred(expression);
  }
  if (tag == "template") return text(expression);
  if (tag == "expression") return resolve(expression);
  if (tag == "parentheses") return value(expression.items[0]);
  if (tag == "conditional") return conditional(expression);
  if (tag == "splat") return splat(expression);
  if (tag == "index" || tag.starts_with("attribute ")) return member_of(expression);
  if (tag.starts_with("call")) return call(expression);
  if (const auto sign = behind(tag, "infix ")) return operation(expression, *sign);
  if (const auto sign = behind(tag, "prefix ")) return operation(expression, *sign);
  if (const auto names = behind(tag, "for list ")) return loop(expression, *names, false, false);
  if (const auto names = behind(tag, "for map ")) return loop(expression, *names, true, false);
  if (const auto names = behind(tag, "for map... ")) return loop(expression, *names, true, true);
  return fail(Code::internal, expression.span, fmt::format("the kind `{}` of an expression is not known", tag));
}

Node Evaluator::list(const Node& expression) {
  Node result = Node::list();
  result.span = expression.span;
  for (const auto& item : expression.items) result.items.push_back(value(item));
  return result;
}

Node Evaluator::object(const Node& expression) {
  MapBuilder map;
  for (const auto& [key, item, comment] : expression.entries) {
    const auto name = value(key);
    if (is_damaged(name)) return name;
    const auto name_text = as_text(name);
    if (!name_text) return refuse(name, "a key", "text");
    map.put(to_node(*name_text), value(item));
  }
  Node result = map.take();
  result.span = expression.span;
  return result;
}

Node Evaluator::conditional(const Node& expression) {
  const auto condition = value(expression.items[0]);
  if (is_damaged(condition)) return condition;
  if (const auto truth = as_boolean(condition))
    return as_alternative(value(expression.items[*truth ? 1 : 2]), expression.items[*truth ? 2 : 1]);
  return deferred_choice(expression, 1);
}

/// Both results of a condition have one type: where one is a text, so is the other.
Node Evaluator::as_alternative(Node chosen, const Node& other) {
  if (!chosen.is(Node::Kind::number) && !chosen.is(Node::Kind::boolean)) return chosen;
  Diagnostics unheard;
  auto* const heard = std::exchange(diagnostics_, &unheard);
  const auto left_out = value(other);
  diagnostics_ = heard;
  const bool is_text = left_out.tag == "text" || (left_out.is(Node::Kind::string) && left_out.tag.empty());
  return is_text ? to_node(*as_text(chosen)) : chosen;
}

Node Evaluator::operation(const Node& expression, std::string_view sign) {
  std::vector<Node> operands;
  for (const auto& item : expression.items) operands.push_back(value(item));
  for (const auto& operand : operands)
    if (is_damaged(operand)) return operand;
  auto result = operands.size() == 1 ? operate(sign, operands.front()) : operate(sign, operands);
  if (!result) return deferred(expression);
  result->span = expression.span;
  return std::move(*result);
}

std::optional<std::vector<Node>> Evaluator::call_arguments(const Node& expression, Node& fault) {
  std::vector<Node> arguments;
  for (const auto& item : expression.items) {
    arguments.push_back(value(item));
    fault = arguments.back();
    if (is_damaged(fault)) return std::nullopt;
  }
  if (!expression.tag.starts_with("call... ") || arguments.empty()) return arguments;
  arguments.pop_back();
  if (!is_list(fault)) {
    fault = deferred_collection(expression);
    return std::nullopt;
  }
  arguments.insert(arguments.end(), fault.items.begin(), fault.items.end());
  return arguments;
}

Node Evaluator::call(const Node& expression) {
  const auto name = expression.tag.substr(expression.tag.find(' ') + 1);
  if (name == "try") return first_that_works(expression);
  if (name == "can") return works(expression);
  const auto* function = find_function(name);
  if (!function) return deferred_collection(expression);
  Node fault;
  auto arguments = call_arguments(expression, fault);
  if (!arguments) return fault;
  if (name == "file" || name == "templatefile") return from_file(expression, *arguments);
  const bool gives_collection =
      function->gives == Gives::collection || (function->gives == Gives::either && may_give_collection(*arguments));
  const auto errors = diagnostics_->errors();
  auto result = function->work ? function->work({std::move(*arguments), expression.span, *diagnostics_}) : std::nullopt;
  if (diagnostics_->errors() > errors) return damaged(expression.span);
  if (!result) return gives_collection ? deferred_collection(expression) : deferred(expression);
  if (is_too_large(size_of(*result), expression.span)) return damaged(expression.span);
  if (!result->span.file) result->span = expression.span;
  return std::move(*result);
}

Node Evaluator::refuse(const Node& value, const std::string& what, std::string_view wanted) {
  return terraform::refuse(value, what, wanted, *diagnostics_);
}

}  // namespace rolecast::terraform
