#include "model/pattern_example.h"

#include <algorithm>
#include <bitset>

#include "model/characters.h"
#include "model/pattern.h"

namespace rolecast {
namespace {

using Set = std::bitset<128>;

/// Follows a pattern from its beginning, and writes what matches it.
class Writer {
 public:
  Writer(std::string_view pattern, std::string_view word) : pattern_(pattern), word_(word) {}

  std::string alternatives() {
    auto first = sequence();
    while (peek() == '|') ++at_, sequence();
    return first;
  }

 private:
  struct Count {
    std::size_t least = 1, most = 1;
  };

  char peek() const { return at_ < pattern_.size() ? pattern_[at_] : '\0'; }
  char next() { return at_ < pattern_.size() ? pattern_[at_++] : '\0'; }

  std::string sequence() {
    std::string text;
    while (peek() != '\0' && peek() != '|' && peek() != ')') text += repeated();
    return text;
  }

  std::string repeated() {
    if (peek() == '^' || peek() == '$') return ++at_, std::string();
    if (peek() == '(') {
      ++at_;
      if (pattern_.substr(at_).starts_with("?:")) at_ += 2;
      const auto group = alternatives();
      next();
      std::string text;
      for (auto left = count().least; left > 0; --left) text += group;
      return text;
    }
    const auto set = atom();
    const auto [least, most] = count();
    return spell(set, std::clamp(word_.size(), least, most));
  }

  /// One character's place: which it may be.
  Set atom() {
    const char c = next();
    if (c == '[') return brackets();
    if (c == '.') return range(' ', '~');
    return c == '\\' ? escaped(next()) : range(c, c);
  }

  static Set range(char from, char to) {
    Set set;
    for (int c = from; c <= to && c >= 0; ++c) set.set(static_cast<std::size_t>(c));
    return set;
  }

  static Set escaped(char c) {
    const auto digits = range('0', '9'), words = digits | range('a', 'z') | range('A', 'Z') | range('_', '_');
    switch (c) {
      case 'd':
        return digits;
      case 'w':
        return words;
      case 's':
        return range(' ', ' ');
      case 'D':
        return range(' ', '~') & ~digits;
      case 'W':
        return range(' ', '~') & ~words;
      case 'S':
        return range('!', '~');
      default:
        return range(c, c);
    }
  }

  Set brackets() {
    Set set;
    const bool is_negated = peek() == '^';
    if (is_negated) ++at_;
    for (bool first = true; peek() != '\0' && (first || peek() != ']'); first = false) {
      const char from = next();
      if (from == '\\') {
        set |= escaped(next());
      } else if (peek() == '-' && at_ + 1 < pattern_.size() && pattern_[at_ + 1] != ']') {
        ++at_;
        const char to = next();
        set |= range(from, to == '\\' ? next() : to);
      } else {
        set |= range(from, from);
      }
    }
    next();
    return is_negated ? range(' ', '~') & ~set : set;
  }

  std::size_t number() {
    std::size_t value = 0;
    while (is_digit(peek())) value = value * 10 + static_cast<std::size_t>(next() - '0');
    return value;
  }

  Count count() {
    Count count;
    const auto without_end = std::max<std::size_t>(word_.size(), 1);
    switch (peek()) {
      case '*':
        count = {0, without_end};
        break;
      case '+':
        count = {1, without_end};
        break;
      case '?':
        count = {0, 1};
        break;
      case '{':
        ++at_;
        count.least = count.most = number();
        if (peek() == ',') {
          ++at_;
          count.most = peek() == '}' ? std::max(count.least, without_end) : number();
        }
        break;
      default:
        return count;
    }
    ++at_;
    if (peek() == '?') ++at_;  // as little as will do
    return count;
  }

  /// The word's letters where they may stand; else the first that may.
  std::string spell(const Set& set, std::size_t size) const {
    std::string text;
    std::size_t fallback = 'a';
    while (fallback < set.size() + 'a' && !set.test(fallback % set.size())) ++fallback;
    for (std::size_t i = 0; i < size; ++i) {
      const char wanted = word_[i % word_.size()];
      text += set.test(static_cast<std::size_t>(wanted)) ? wanted : static_cast<char>(fallback % set.size());
    }
    return text;
  }

  std::string_view pattern_, word_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<std::string> example_for(std::string_view pattern, std::size_t which) {
  constexpr std::string_view words[] = {"example", "another", "x", "other"};
  auto text = Writer(pattern, words[which % std::size(words)]).alternatives();
  if (!matches(pattern, text)) return {};
  return text;
}

}  // namespace rolecast
