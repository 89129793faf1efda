#include "model/pattern.h"

#include <algorithm>
#include <optional>
#include <regex>
#include <string>

#include "model/characters.h"

namespace rolecast {
namespace {

/// One unit a character: `.` is a character to the other engines, not a byte.
std::wstring wide(std::string_view text) {
  std::wstring result;
  for (std::size_t at = 0; at < text.size();) result += static_cast<wchar_t>(next_character(text, at));
  return result;
}

std::wregex compile(std::string_view pattern) {
  auto flags = std::regex_constants::ECMAScript;
#ifdef __GLIBCXX__
  flags |= std::regex_constants::__polynomial;  // no back-tracking: `(a+)+b` must not hang
#endif
  return std::wregex(wide(pattern), flags);
}

/// Looks for what the engines disagree about, or what one of them lacks.
class Scanner {
 public:
  explicit Scanner(std::string_view pattern) : pattern_(pattern) {}

  std::string fault() {
    while (at_ < pattern_.size()) {
      auto found = pattern_[at_] == '[' ? set() : pattern_[at_] == '\\' ? escape() : other();
      if (!found.empty()) return found;
    }
    return {};
  }

 private:
  char next(std::size_t ahead = 1) const { return at_ + ahead < pattern_.size() ? pattern_[at_ + ahead] : '\0'; }

  std::string escape() {
    const char c = next();
    at_ += 2;
    const bool is_word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (is_word && std::string_view("dDwWsStrnf").find(c) == std::string_view::npos)
      return std::string("the escape `\\") + c + "` is not the same in every format";
    return {};
  }

  std::string set() {
    at_ += next() == '^' ? 2 : 1;
    for (bool first = true; at_ < pattern_.size(); first = false) {
      const char c = pattern_[at_];
      if (c == ']' && !first) return ++at_, std::string();
      if (c == '[' || c == ']' || (c == '&' && next() == '&'))
        return "`[`, `]` and `&&` inside of brackets are not the same in every format: write `\\[`, `\\]`, `\\&`";
      if (c == '\\') {
        if (auto found = escape(); !found.empty()) return found;
      } else {
        ++at_;
      }
    }
    return {};
  }

  std::string other() {
    const char c = pattern_[at_];
    if (c == '(' && next() == '?' && next(2) != ':')
      return "`(?` is the same in every format only as `(?:`: no look-around, names or flags";
    const bool is_repeat = c == '*' || c == '+' || c == '?' || c == '}';
    if (is_repeat && next() == '+') return "possessive repeats are not the same in every format";
    if (c == '{' && has_large_count()) return "Terraform repeats at most 1000 times";
    ++at_;
    return {};
  }

  /// Whether `{n,m}` here holds a number above RE2's limit.
  bool has_large_count() const {
    int count = 0;
    for (std::size_t i = 1; next(i) != '}' && next(i) != '\0'; ++i) {
      const char c = next(i);
      count = c >= '0' && c <= '9' ? std::min(count * 10 + (c - '0'), 10000) : 0;
      if (count > 1000) return true;
    }
    return false;
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
};

/// Whether a `$` that is no escaped one stands at the end.
bool ends_anchored(std::string_view pattern) {
  if (!pattern.ends_with('$')) return false;
  pattern.remove_suffix(1);
  std::size_t backslashes = 0;
  while (backslashes < pattern.size() && pattern[pattern.size() - 1 - backslashes] == '\\') ++backslashes;
  return backslashes % 2 == 0;
}

/// Where the group ends that begins at `open`.
std::size_t end_of_group(std::string_view pattern, std::size_t open) {
  int depth = 0;
  bool in_set = false;
  for (auto at = open; at < pattern.size(); ++at) {
    const char c = pattern[at];
    if (c == '\\') {
      ++at;
    } else if (in_set) {
      in_set = c != ']';
    } else if (c == '[') {
      in_set = true;
    } else if (c == '(') {
      ++depth;
    } else if (c == ')' && --depth == 0) {
      return at;
    }
  }
  return std::string_view::npos;
}

/// x of `^(?:x)$`.
std::optional<std::string_view> inside_anchored_group(std::string_view pattern) {
  if (!pattern.starts_with("^(?:") || !pattern.ends_with(")$")) return std::nullopt;
  if (end_of_group(pattern, 1) != pattern.size() - 2) return std::nullopt;
  return pattern.substr(4, pattern.size() - 6);
}

}  // namespace

std::string anchored(std::string_view pattern) {
  if (pattern.find('|') != std::string_view::npos) {
    if (inside_anchored_group(pattern)) return std::string(pattern);
    return "^(?:" + std::string(pattern) + ")$";
  }
  std::string result(pattern);
  if (!result.starts_with('^')) result.insert(0, 1, '^');
  if (!ends_anchored(result)) result += '$';
  return result;
}

std::string_view unanchored(std::string_view pattern) {
  if (const auto inside = inside_anchored_group(pattern); inside && inside->find('|') != std::string_view::npos)
    return *inside;
  if (pattern.find('|') != std::string_view::npos || pattern.size() < 2 || pattern[0] != '^' || !ends_anchored(pattern))
    return pattern;
  const auto inside = pattern.substr(1, pattern.size() - 2);
  return anchored(inside) == pattern ? inside : pattern;
}

std::string pattern_fault(std::string_view pattern) {
  if (auto fault = Scanner(pattern).fault(); !fault.empty()) return fault;
  try {
    compile(pattern);
  } catch (const std::regex_error&) {
    return "it is no regular expression";  // the library's own words change with the library
  }
  return {};
}

bool excludes(std::string_view pattern, std::string_view characters) {
  const auto holds = [&](char low, char high) {
    return std::any_of(characters.begin(), characters.end(), [&](char c) { return low <= c && c <= high; });
  };
  bool in_set = false;
  constexpr char is_range_end = '\1';
  char last = '\0';  // that a range may begin with
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    char c = pattern[at];
    const bool is_escaped = c == '\\' && at + 1 < pattern.size();
    if (is_escaped) c = pattern[++at];
    if (is_escaped && std::string_view("DWS").find(c) != std::string_view::npos) return false;
    if (!is_escaped && !in_set) {
      if (c == '.' || (c == '[' && at + 1 < pattern.size() && pattern[at + 1] == '^')) return false;
      in_set = c == '[';
      last = '\0';
      continue;  // signs of repetition and grouping; what else stands for itself is none of the characters
    }
    if (!is_escaped && c == ']' && last != '\0') {
      in_set = false;
    } else if (!is_escaped && c == '-' && last != '\0' && last != is_range_end && at + 1 < pattern.size() &&
               pattern[at + 1] != ']') {
      const char high = pattern[++at] == '\\' && at + 1 < pattern.size() ? pattern[++at] : pattern[at];
      if (holds(last, high)) return false;
      last = is_range_end;
    } else {
      if (holds(c, c)) return false;
      last = in_set ? c : '\0';
    }
  }
  return !in_set;
}

bool matches(std::string_view pattern, std::string_view value) {
  return std::regex_match(wide(value), compile(pattern));
}

}  // namespace rolecast
