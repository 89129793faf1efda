#include "syntax/comment_above.h"

#include <algorithm>

namespace rolecast {
namespace {

constexpr std::string_view blanks = " \t\r";

/// The line without blanks around it.
std::string_view trimmed(std::string_view line) {
  const auto begin = line.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return line.substr(begin, line.find_last_not_of(blanks) - begin + 1);
}

/// Where the line begins that holds `offset`.
std::size_t line_begin(std::string_view text, std::size_t offset) {
  const auto end = text.substr(0, offset).rfind('\n');
  return end == std::string_view::npos ? 0 : end + 1;
}

}  // namespace

std::string comment_above(std::string_view text, std::size_t offset) {
  std::string comment;
  auto below = line_begin(text, std::min(offset, text.size()));
  while (below > 0) {
    const auto begin = line_begin(text, below - 1);
    auto line = trimmed(text.substr(begin, below - 1 - begin));
    if (!line.starts_with('#')) break;
    line = trimmed(line.substr(1));
    if (!line.empty()) comment.insert(0, comment.empty() ? std::string(line) : std::string(line) + " ");
    below = begin;
  }
  return comment;
}

}  // namespace rolecast
