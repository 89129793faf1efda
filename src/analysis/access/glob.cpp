#include "analysis/access/glob.h"

#include <algorithm>
#include <numeric>

namespace rolecast::access {

Letter lower(Letter letter) {
  if (letter >= first_symbol) return letter & ~Letter{1};
  return letter >= U'A' && letter <= U'Z' ? letter + (U'a' - U'A') : letter;
}

Letter upper(Letter letter) {
  if (letter >= first_symbol) return letter | 1;
  return letter >= U'a' && letter <= U'z' ? letter - (U'a' - U'A') : letter;
}

bool Token::takes(Letter given) const {
  switch (step) {
    case Step::letter:
      return given == letter || origin(given) == letter;
    case Step::either_case:
      return lower(given) == letter || lower(origin(given)) == letter;
    case Step::any:
      return given < first_symbol && !(in_part && given == U':');
    case Step::run:
      return !(in_part && given == U':');
  }
  return false;
}

void append(Glob& glob, Token token) {
  if (token.step != Step::run || glob.empty() || glob.back().step != Step::run)
    glob.push_back(token);
  else
    glob.back().in_part = glob.back().in_part && token.in_part;
}

Word literal_prefix(const Glob& glob) {
  Word prefix;
  for (const auto& token : glob) {
    if (token.step != Step::letter) break;
    prefix.push_back(token.letter);
  }
  return prefix;
}

bool is_word(const Glob& glob) {
  return std::all_of(glob.begin(), glob.end(), [](const Token& token) { return token.step == Step::letter; });
}

void GlobList::index() {
  std::sort(globs_.begin(), globs_.end());
  globs_.erase(std::unique(globs_.begin(), globs_.end()), globs_.end());
  prefixes_.clear();
  has_length_.clear();
  for (const auto& glob : globs_) {
    prefixes_.push_back(literal_prefix(glob));
    const auto length = prefixes_.back().size();
    if (has_length_.size() <= length) has_length_.resize(length + 1);
    has_length_[length] = true;
  }
  order_.resize(globs_.size());
  std::iota(order_.begin(), order_.end(), 0);
  std::sort(order_.begin(), order_.end(), [&](auto a, auto b) { return prefixes_[a] < prefixes_[b]; });
}

std::size_t GlobList::first_at(std::u32string_view prefix) const {
  const auto at = std::lower_bound(order_.begin(), order_.end(), prefix,
                                   [&](auto i, std::u32string_view sought) { return prefixes_[i] < sought; });
  return static_cast<std::size_t>(at - order_.begin());
}

}  // namespace rolecast::access
