#include "random_texts.h"

#include <algorithm>

namespace rolecast::access {
namespace {

constexpr std::size_t arn_parts = 6;
constexpr std::string_view any_run = "[aAbB:#$%]*", any_letter = "[aAbB:#]", run_in_part = "[aAbB#$%]*",
                           letter_in_part = "[aAbB#]";

/// Letter by letter.
///
///     reading               `*`            `?`         `a`     deferred value
///     action, like          [aAbB:#$%]*    [aAbB:#]    a       $
///     part of an ARN        [aAbB#$%]*     [aAbB#]     a       $
///     equal                                            a       $
///     equal in any case                                [aA]    [$%]
///
/// Single steps are spelled as in the first row; `+` and `!` are the wildcards of the second, `~` is `a` in any case.
std::string expression(std::string_view text, bool is_part, bool in_any_case) {
  std::string result;
  for (const char c : text) {
    if (c == '*')
      result += is_part ? run_in_part : any_run;
    else if (c == '?')
      result += is_part ? letter_in_part : any_letter;
    else if (c == '+')
      result += run_in_part;
    else if (c == '!')
      result += letter_in_part;
    else if (c == '~')
      result += "[aA]";
    else if (c == '$')
      result += in_any_case ? "[$%]" : "[$]";
    else if (c == ':' || !in_any_case)
      result += c;
    else
      result += c == 'a' || c == 'A' ? "[aA]" : "[bB]";
  }
  return result;
}

/// Parted at the first five colons. A resource with fewer that ends in `*` goes on with `:*` in each part that lacks,
/// and any other text with fewer takes nothing. In the sixth part wildcards take colons as well.
std::string expression_in_parts(std::string_view text, PatternKind kind) {
  if (kind == PatternKind::resource && text == "*") return std::string(any_run);
  std::string result;
  std::size_t parts = 1;
  for (; parts < arn_parts && text.find(':') != std::string_view::npos; ++parts) {
    result += expression(text.substr(0, text.find(':')), true, false) + ":";
    text.remove_prefix(text.find(':') + 1);
  }
  const bool goes_on = kind == PatternKind::resource && text.ends_with('*');
  if (parts < arn_parts && !goes_on) return {};
  result += expression(text, parts < arn_parts, false);
  for (; parts < arn_parts; ++parts) result.append(":").append(parts + 1 < arn_parts ? run_in_part : any_run);
  return result;
}

}  // namespace

std::string RandomTexts::text(std::size_t longest, std::string_view letters) {
  std::string result;
  for (auto left = below(longest + 1); left > 0; --left) result += letters[below(letters.size())];
  if (has_values_) std::replace(result.begin(), result.end(), '?', '$');
  return result;
}

std::string RandomTexts::parts(std::size_t count) {
  std::string result;
  for (std::size_t part = 1; part <= count; ++part) {
    if (part > 1) result += ':';
    result += part == arn_parts ? text(3, "ab*?:") : below(3) == 0 ? "*" : text(1, "aab?*");
  }
  return result;
}

RandomTexts::Next RandomTexts::next() {
  if (place_ == Place::steps) return {{}, text(5, "aab:*?+!~")};
  if (place_ == Place::action) return {PatternKind::action, text(5, "aab:**?")};
  if (place_ == Place::resource && below(6) == 0) return {PatternKind::resource, parts(1 + below(5)) + "*"};
  if (place_ == Place::resource) return {PatternKind::resource, parts(arn_parts)};
  const std::string_view letters = has_values_ ? "aAb:?" : "aAb:";
  switch (below(8)) {
    case 0:
      return {PatternKind::equal, text(4, letters)};
    case 1:
    case 2:
      return {PatternKind::equal_in_case, text(4, letters)};
    case 3:
    case 4:
      return {PatternKind::arn, parts(below(6) == 0 ? arn_parts - 1 : arn_parts)};
    default:
      return {PatternKind::like, below(6) == 0 ? parts(arn_parts) : text(5, "aAb:**?")};
  }
}

Language RandomTexts::words() const { return Language::of(has_values_ ? any_run : "[aAbB:#]*"); }

Language everything() { return Language::of(any_run); }

Glob steps_of(std::string_view shown) {
  Glob result;
  for (const char c : shown) {
    if (c == '*' || c == '+')
      append(result, {Step::run, c == '+', 0});
    else if (c == '?' || c == '!')
      append(result, {Step::any, c == '!', 0});
    else if (c == '~')
      append(result, {Step::either_case, false, U'a'});
    else
      append(result, {Step::letter, false, static_cast<Letter>(c)});
  }
  return result;
}

Text text_of(std::string_view shown) {
  Text result;
  for (const char c : shown)
    if (c == '$')
      result.append_reference("account");
    else
      result.append(std::string_view(&c, 1));
  return result;
}

std::string_view to_word(std::optional<PatternKind> kind) {
  if (!kind) return "steps";
  constexpr std::string_view words[] = {"action", "resource", "equal", "equal in any case", "like", "ARN"};
  return words[static_cast<std::size_t>(*kind)];
}

std::string in_bytes(const Word& word) {
  std::string result;
  for (const auto letter : word)
    result += letter == other_letter ? '#'
              : is_symbol(letter)    ? (letter == lower(letter) ? '$' : '%')
                                     : static_cast<char>(letter);
  return result;
}

Language language_of(std::string_view text, std::optional<PatternKind> kind) {
  const bool has_parts = kind == PatternKind::resource || kind == PatternKind::arn;
  if (!has_parts) {
    const auto found = expression(text, false, kind == PatternKind::equal_in_case);
    return found.empty() ? Language::of_word("") : Language::of(found);
  }
  const auto found = expression_in_parts(text, *kind);
  return found.empty() ? Language::nothing() : Language::of(found);
}

}  // namespace rolecast::access
