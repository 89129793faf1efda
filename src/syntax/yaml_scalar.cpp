#include "syntax/yaml_scalar.h"

#include <algorithm>

namespace rolecast::yaml {
namespace {

bool is_digits(std::string_view text, std::string_view digits) {
  return !text.empty() && text.find_first_not_of(digits) == std::string_view::npos;
}

/// A float without its sign: digits, dot, digits, exponent (YAML 1.2, section 10.3.2).
bool is_decimal(std::string_view text) {
  constexpr std::string_view digits = "0123456789";
  if (const auto e = text.find_first_of("eE"); e != std::string_view::npos) {
    auto exponent = text.substr(e + 1);
    if (!exponent.empty() && (exponent[0] == '-' || exponent[0] == '+')) exponent.remove_prefix(1);
    if (!is_digits(exponent, digits)) return false;
    text = text.substr(0, e);
  }
  const auto dot = text.find('.');
  if (dot == std::string_view::npos) return is_digits(text, digits);
  const auto whole = text.substr(0, dot), fraction = text.substr(dot + 1);
  return (is_digits(whole, digits) && (fraction.empty() || is_digits(fraction, digits))) ||
         (whole.empty() && is_digits(fraction, digits));
}

bool is_number(std::string_view text) {
  if (text.starts_with("0o")) return is_digits(text.substr(2), "01234567");
  if (text.starts_with("0x")) return is_digits(text.substr(2), "0123456789abcdefABCDEF");
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return is_decimal(text);
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

}  // namespace

bool is_null_word(std::string_view text) { return is_one_of(text, {"null", "Null", "NULL", "~"}); }

bool is_not_finite(std::string_view text) {
  if (is_one_of(text, {".nan", ".NaN", ".NAN"})) return true;
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return is_one_of(text, {".inf", ".Inf", ".INF"});
}

Node plain_scalar(const std::string& text) {
  if (is_one_of(text, {"true", "True", "TRUE", "false", "False", "FALSE"})) {
    Node node = Node::boolean(true);
    node.text = text;
    return node;
  }
  return is_number(text) ? Node::number(text) : Node::string(text);
}

}  // namespace rolecast::yaml
