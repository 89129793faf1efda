#include "syntax/json_fault.h"

#include <algorithm>
#include <array>

#include <fmt/core.h>

namespace rolecast::json {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-' || c == '+' ||
         c == '.' || static_cast<unsigned char>(c) >= 0x80;
}

/// The last character before `at` that is not white space, or a blank.
char character_before(std::string_view text, std::size_t at) {
  const auto before = text.substr(0, at).find_last_not_of(" \t\r\n");
  return before == std::string_view::npos ? ' ' : text[before];
}

struct Row {
  std::string_view reason, message, hint;
};

/// Faults inside a text.
constexpr std::array<Row, 4> text_rows = {
    {{"must be escaped to", "a control character in a text", "write it as an escape, such as `\\t`"},
     {"must be followed by 4 hex digits", "`\\u` without four hexadecimal digits", "write `\\\\` for a backslash"},
     {"forbidden character after backslash", "a backslash that begins no escape", "write `\\\\` for a backslash"},
     {"surrogate", "half of a surrogate pair", "write both halves, as in `\\ud83d\\ude00`, or the character itself"}}};

/// What nlohmann expected before a token.
constexpr std::array<Row, 5> token_rows = {
    {{"':'", "no colon before {}", "write `:` between a key and its value"},
     {"']'", "no comma before {}", "write `,` between two values"},
     {"'}'", "no comma before {}", "write `,` between two entries"},
     {"end of input", "{} after the end of the value", "a JSON text is one value"},
     {"string literal", "{} where a key is expected", "keys are texts in double quotes"}}};

Fault in_text(std::string_view text, std::size_t begin, std::size_t end, std::string_view reason) {
  const auto at = end - 1;
  if (at >= text.size()) return {begin, begin, "a text that is not closed", "write `\"` at its end"};
  if (text[at] == '\n' || text[at] == '\r')
    return {at, at, "a text that is not closed in its line", "write `\"` at its end, or `\\n` for a line break"};
  for (const auto& row : text_rows)
    if (reason.find(row.reason) != std::string_view::npos)
      return {at, at, std::string(row.message), std::string(row.hint)};
  return {at, at, "no JSON: " + std::string(reason), {}};
}

/// A run of letters, digits and signs that is no JSON; nlohmann takes `1_000` for `1` and what follows it.
Fault in_word(std::string_view text, std::size_t begin, std::string_view expected) {
  while (begin > 0 && is_word(text[begin - 1])) --begin;
  const auto* last = std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(begin), text.end(), is_word);
  const auto end = static_cast<std::size_t>(last - text.begin());
  const auto word = text.substr(begin, end - begin);
  if (expected == "end of input") return {begin, end, fmt::format("`{}` after the end of the value", word), {}};
  auto digits = word;
  if (digits.starts_with('-') || digits.starts_with('+')) digits.remove_prefix(1);
  const bool is_number = !digits.empty() && (is_digit(digits[0]) || (digits[0] == '.' && digits.size() > 1));
  const auto after = text.find_first_not_of(" \t\r\n", end);
  Fault fault = {begin, end, fmt::format("`{}` is no {}", word, is_number ? "number" : "value"), {}};
  if (after != std::string_view::npos && text[after] == ':') {
    fault.message = fmt::format("the key `{}` stands without quotes", word);
    fault.hint = fmt::format("write \"{}\"", word);
  } else if (is_number && digits.size() > 1 && digits[0] == '0' && is_digit(digits[1])) {
    fault.hint = "numbers do not begin with 0";
  } else if (is_number && word[0] == '+') {
    fault.hint = "numbers do not begin with +";
  } else if (is_number && digits[0] == '.') {
    fault.hint = "numbers do not begin with a dot";
  } else if (!is_number) {
    fault.hint = "put texts in double quotes; the only words are `true`, `false` and `null`";
  }
  return fault;
}

/// A token that JSON has, in the wrong place.
Fault in_place(std::string_view text, std::size_t begin, std::size_t end, std::string_view expected) {
  const char first = text[begin], before = character_before(text, begin);
  const bool closes = first == ']' || first == '}', closing_expected = expected == "']'" || expected == "'}'";
  const auto seen = first == '"' ? std::string("a text") : fmt::format("`{}`", text.substr(begin, end - begin));
  Fault fault = {begin, end, seen + " is not expected here", {}};
  if (closes && before == ',') return fault.hint = "remove the comma before it", fault;
  if (first == ',' && (before == ',' || before == '[' || before == '{')) return fault.hint = "remove it", fault;
  if (closes && closing_expected) return fault.hint = fmt::format("close what is open with `{}`", expected[1]), fault;
  if ((closes && expected == "end of input") || (first == ':' && closing_expected)) return fault;
  const auto* row =
      std::find_if(token_rows.begin(), token_rows.end(), [&](const Row& each) { return each.reason == expected; });
  if (row == token_rows.end()) return fault.hint = before == ':' ? "write a value before it" : "", fault;
  return {begin, end, fmt::format(fmt::runtime(row->message), seen), std::string(row->hint)};
}

}  // namespace

Fault explain(std::string_view text, std::size_t begin, std::size_t end, std::string_view what) {
  constexpr std::string_view before_expected = "; expected ";
  const auto expectation = what.rfind(before_expected);
  const auto expected =
      expectation == std::string_view::npos ? std::string_view() : what.substr(expectation + before_expected.size());
  const auto reason = what.substr(0, what.find("; last read"));
  const auto says = [reason](std::string_view words) { return reason.find(words) != std::string_view::npos; };

  if (begin >= text.size()) return {begin, begin, "the input ends before its value does", "close every `{` and `[`"};
  if (says("invalid string")) return in_text(text, begin, end, reason);
  const char first = text[begin];
  if (first == '/' || first == '#')
    return {begin, begin, "JSON has no comments", "remove it, or write the file as YAML"};
  if (first == '\'') return {begin, begin, "JSON has no single quotes", "put texts in double quotes"};
  if (says("number overflow")) return {begin, end, "a number that is too large to be read", {}};
  if (!says("invalid") && end > begin) return in_place(text, begin, std::min(end, text.size()), expected);
  if (is_word(first)) return in_word(text, begin, expected);
  return {begin, begin, fmt::format("`{}` is not expected here", first), {}};
}

}  // namespace rolecast::json
