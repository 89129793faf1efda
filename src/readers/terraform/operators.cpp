#include "readers/terraform/operators.h"

#include <algorithm>

#include "readers/terraform/value.h"

namespace rolecast::terraform {
namespace {

/// `&&` and `||`: one operand may decide whatever the others are.
std::optional<bool> combine(const std::vector<Node>& operands, bool decisive) {
  bool all_known = true;
  for (const auto& operand : operands) {
    const auto value = as_boolean(operand);
    if (value == decisive) return decisive;
    all_known = all_known && value;
  }
  return all_known ? std::optional(!decisive) : std::nullopt;
}

std::optional<bool> compare(std::string_view sign, const Node& a, const Node& b) {
  if (sign == "==") return equal(a, b);
  if (sign == "!=") {
    const auto same = equal(a, b);
    return same ? std::optional(!*same) : std::nullopt;
  }
  const auto x = as_integer(a), y = as_integer(b);
  if (!x || !y) return std::nullopt;
  if (sign == "<") return *x < *y;
  if (sign == "<=") return *x <= *y;
  if (sign == ">") return *x > *y;
  if (sign == ">=") return *x >= *y;
  return std::nullopt;
}

/// Whole numbers only: they are all that counts and indexes need.
std::optional<std::int64_t> calculate(std::string_view sign, std::int64_t a, std::int64_t b) {
  std::int64_t result = 0;
  if (sign == "+" && !__builtin_add_overflow(a, b, &result)) return result;
  if (sign == "-" && !__builtin_sub_overflow(a, b, &result)) return result;
  if (sign == "*" && !__builtin_mul_overflow(a, b, &result)) return result;
  if (b <= 0) return std::nullopt;
  if (sign == "/" && a % b == 0) return a / b;
  if (sign == "%" && a >= 0) return a % b;
  return std::nullopt;
}

std::optional<Node> operate(std::string_view sign, const Node& a, const Node& b) {
  if (const auto truth = compare(sign, a, b)) return Node::boolean(*truth);
  const auto x = as_integer(a), y = as_integer(b);
  const auto number = x && y ? calculate(sign, *x, *y) : std::nullopt;
  return number ? std::optional(Node::number(std::to_string(*number))) : std::nullopt;
}

}  // namespace

std::optional<Node> operate(std::string_view sign, const std::vector<Node>& operands) {
  if (sign == "&&" || sign == "||") {
    const auto truth = combine(operands, sign == "||");
    return truth ? std::optional(Node::boolean(*truth)) : std::nullopt;
  }
  auto result = std::optional(operands.front());
  for (std::size_t i = 1; result && i < operands.size(); ++i) result = operate(sign, *result, operands[i]);
  return result;
}

std::optional<Node> operate(std::string_view sign, const Node& operand) {
  if (sign == "!") {
    const auto truth = as_boolean(operand);
    return truth ? std::optional(Node::boolean(!*truth)) : std::nullopt;
  }
  const auto number = as_integer(operand);
  return number ? std::optional(Node::number(std::to_string(-*number))) : std::nullopt;
}

}  // namespace rolecast::terraform
