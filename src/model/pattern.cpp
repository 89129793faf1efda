#include "model/pattern.h"

#include <regex>

namespace rolecast {
namespace {

std::regex compile(std::string_view pattern) {
  auto flags = std::regex::ECMAScript;
#ifdef __GLIBCXX__
  flags |= std::regex_constants::__polynomial;  // no back-tracking: `(a+)+b` must not hang
#endif
  return std::regex(pattern.begin(), pattern.end(), flags);
}

}  // namespace

std::string anchored(std::string_view pattern) {
  if (pattern.find('|') != std::string_view::npos) {
    if (pattern.starts_with("^(?:") && pattern.ends_with(")$")) return std::string(pattern);
    return "^(?:" + std::string(pattern) + ")$";
  }
  std::string result(pattern);
  if (!result.starts_with('^')) result.insert(0, 1, '^');
  if (!result.ends_with('$') || result.ends_with("\\$")) result += '$';
  return result;
}

std::string pattern_fault(std::string_view pattern) {
  for (std::size_t i = 0; i + 1 < pattern.size(); ++i) {
    const char next = pattern[i + 1];
    if (pattern[i] == '(' && next == '?' && pattern.substr(i + 2, 1) != ":")
      return "look-around and named groups are not the same in every format";
    if (pattern[i] != '\\') continue;
    if (next >= '0' && next <= '9') return "back references are not the same in every format";
    ++i;
  }
  try {
    compile(pattern);
  } catch (const std::regex_error&) {
    return "it is no regular expression";  // the library's own words change with the library
  }
  return {};
}

bool matches(std::string_view pattern, std::string_view value) {
  return std::regex_match(value.begin(), value.end(), compile(pattern));
}

}  // namespace rolecast
