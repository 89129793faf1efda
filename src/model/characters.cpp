#include "model/characters.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace rolecast {
namespace {

struct Range {
  char32_t first, last;
};

// Letters, separators and numbers (Unicode categories L, Z and N).
constexpr Range letters_separators_numbers[] = {
#include "model/characters.inc"
};

bool one_of(char32_t c, std::string_view characters) {
  return c < 0x80 && characters.find(static_cast<char>(c)) != std::string_view::npos;
}

}  // namespace

std::size_t find_outside(std::string_view text, CharacterSet set) {
  for (std::size_t at = 0; at < text.size();) {
    const auto begin = at;
    if (!set(next_character(text, at))) return begin;
  }
  return std::string_view::npos;
}

bool all_in(std::string_view text, CharacterSet set) { return find_outside(text, set) == std::string_view::npos; }

std::string describe_character(char32_t c) {
  if (c == ' ') return "a blank";
  if (is_visible(c) && c != '`') return fmt::format("`{}`", static_cast<char>(c));
  return fmt::format("U+{:04X}", static_cast<std::uint32_t>(c));
}

std::string lower_case(std::string_view text) {
  std::string result(text);
  for (auto& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_hex_digit(char32_t c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_letter_or_digit(char32_t c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_identifier_character(char32_t c) { return is_letter_or_digit(c) || c == '_'; }
bool is_id_character(char32_t c) { return is_letter_or_digit(c) || one_of(c, "_.-"); }
bool is_host_character(char32_t c) { return is_letter_or_digit(c) || one_of(c, ".-"); }
bool is_action_character(char32_t c) { return is_letter_or_digit(c) || one_of(c, "*?_.-"); }
bool is_visible(char32_t c) { return c >= 0x21 && c <= 0x7E; }
bool is_name_character(char32_t c) { return is_letter_or_digit(c) || one_of(c, "_+=,.@-"); }
bool is_usual_in_path(char32_t c) { return is_name_character(c) || c == '/'; }
bool is_external_id_character(char32_t c) { return is_letter_or_digit(c) || one_of(c, "_+=,.@:/-"); }

bool is_description_character(char32_t c) { return is_visible(c) || one_of(c, "\t\n\r ") || (c >= 0xA1 && c <= 0xFF); }

bool is_policy_character(char32_t c) { return (c >= 0x20 && c <= 0xFF) || one_of(c, "\t\n\r"); }

bool is_tag_character(char32_t c) {
  if (c < 0x80) return is_letter_or_digit(c) || one_of(c, " _.:/=+-@");
  const auto* range = std::lower_bound(std::begin(letters_separators_numbers), std::end(letters_separators_numbers), c,
                                       [](const Range& r, char32_t value) { return r.last < value; });
  return range != std::end(letters_separators_numbers) && range->first <= c;
}

}  // namespace rolecast
