#include "syntax/markdown.h"

#include <algorithm>

#include <fmt/core.h>

#include "source/report.h"
#include "source/utf8.h"

namespace rolecast::markdown {
namespace {

constexpr std::size_t longest = 300;  // characters

/// Characters without a shape, which `printable` leaves: a soft hyphen, zero-width ones, tags and the like.
bool is_invisible(char32_t character) {
  return character == 0xAD || character == 0x34F || character == 0x61C ||
         (character >= 0x115F && character <= 0x1160) || (character >= 0x180B && character <= 0x180F) ||
         (character >= 0x200B && character <= 0x200F) || (character >= 0x2060 && character <= 0x206F) ||
         character == 0x3164 || (character >= 0xFE00 && character <= 0xFE0F) || character == 0xFEFF ||
         character == 0xFFA0 || (character >= 0xFFF0 && character <= 0xFFFB) ||
         (character >= 0xE0000 && character <= 0xE0FFF);
}

std::string visible(std::string_view text) {
  const auto shown = printable(text);
  std::string result;
  std::size_t count = 0;
  for (std::size_t at = 0; at < shown.size();) {
    if (count++ == longest) return result + fmt::format("… ({} characters)", count_characters(shown));
    const auto begin = at;
    const auto character = next_character(shown, at);
    if (is_invisible(character))
      result += fmt::format("\\u{{{:x}}}", static_cast<std::uint32_t>(character));
    else
      result.append(shown, begin, at - begin);
  }
  return result;
}

std::size_t longest_run(std::string_view text, char sought) {
  std::size_t run = 0, most = 0;
  for (const char c : text) most = std::max(most, run = c == sought ? run + 1 : 0);
  return most;
}

}  // namespace

std::string code(std::string_view text) {
  auto shown = visible(text);
  if (shown.find_first_not_of(' ') == std::string::npos) shown = '"' + shown + '"';  // nothing would be seen
  const std::string fence(longest_run(shown, '`') + 1, '`');
  // one blank at either end is taken off again, and keeps backticks of the text from the fence
  const bool is_padded = fence.size() > 1 || shown.front() == ' ' || shown.back() == ' ';
  const auto* blank = is_padded ? " " : "";
  return fence + blank + shown + blank + fence;
}

std::string code_in_cell(std::string_view text) {
  std::string result;
  for (const char c : code(text)) result += c == '|' ? std::string("\\|") : std::string(1, c);
  return result;
}

}  // namespace rolecast::markdown
