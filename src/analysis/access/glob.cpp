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

bool Token::takes_place(Letter place) const {
  const bool is_its = (step == Step::letter && origin(place) == letter) ||
                      (step == Step::either_case && lower(origin(place)) == letter);
  return is_its && !is_exact && !(in_part && may_hold_colon(place));
}

bool Token::takes(Letter given) const {
  if (is_place(given) && takes_place(given)) return true;
  switch (step) {
    case Step::letter:
      return given == letter;
    case Step::either_case:
      return lower(given) == letter;
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
  const auto end =
      std::find_if(glob.begin(), glob.end(), [](const Token& token) { return token.step != Step::letter; });
  Word prefix(static_cast<std::size_t>(end - glob.begin()), Letter{0});
  std::transform(glob.begin(), end, prefix.begin(), [](const Token& token) { return token.letter; });
  return prefix;
}

bool is_word(const Glob& glob) {
  return std::all_of(glob.begin(), glob.end(), [](const Token& token) { return token.step == Step::letter; });
}

bool takes_word(const Glob& glob, const Word& word) {
  std::size_t begin = 0;
  for (; begin < glob.size() && glob[begin].step == Step::letter; ++begin)
    if (begin == word.size() || !glob[begin].takes(word[begin])) return false;
  if (begin == glob.size()) return begin == word.size();
  if (begin + 1 == glob.size() && glob[begin].step == Step::run && !glob[begin].in_part) return true;
  // Which steps may be next, letter by letter. A run may take nothing.
  std::vector<bool> next(glob.size() + 1);
  const auto reach = [&](std::vector<bool>& places, std::size_t step) {
    places[step] = true;
    for (; step < glob.size() && glob[step].step == Step::run; ++step) places[step + 1] = true;
  };
  reach(next, begin);
  for (auto at = begin; at < word.size(); ++at) {
    std::vector<bool> moved(glob.size() + 1);
    for (auto step = begin; step < glob.size(); ++step)
      if (next[step] && glob[step].takes(word[at])) reach(moved, glob[step].step == Step::run ? step : step + 1);
    next = std::move(moved);
  }
  return next.back();
}

bool may_meet(const Glob& first, const Glob& second) {
  const auto agree = [](const Token& one, const Token& other) {
    const bool names_letter = one.step == Step::letter || one.step == Step::either_case;
    return names_letter ? other.takes(one.letter) || other.takes(upper(one.letter)) : true;
  };
  const auto width = second.size() + 1;
  std::vector<bool> reached((first.size() + 1) * width);
  reached[0] = true;
  for (std::size_t i = 0; i <= first.size(); ++i)
    for (std::size_t j = 0; j <= second.size(); ++j) {
      if (!reached[i * width + j]) continue;
      const bool has_first = i < first.size(), has_second = j < second.size();
      const bool is_first_run = has_first && first[i].step == Step::run;
      const bool is_second_run = has_second && second[j].step == Step::run;
      if (is_first_run) reached[(i + 1) * width + j] = true;
      if (is_second_run) reached[i * width + j + 1] = true;
      if (!has_first || !has_second || !agree(first[i], second[j]) || !agree(second[j], first[i])) continue;
      reached[(i + (is_first_run ? 0 : 1)) * width + j + (is_second_run ? 0 : 1)] = true;
    }
  return reached.back();
}

void GlobList::index() {
  std::sort(globs_.begin(), globs_.end());
  globs_.erase(std::unique(globs_.begin(), globs_.end()), globs_.end());
  has_symbols_ = std::any_of(globs_.begin(), globs_.end(), [](const Glob& glob) {
    return std::any_of(glob.begin(), glob.end(), [](const Token& token) { return token.letter >= first_symbol; });
  });
  prefixes_.clear();
  for (const auto& glob : globs_) prefixes_.push_back(literal_prefix(glob));
  order_.resize(globs_.size());
  std::iota(order_.begin(), order_.end(), 0);
  std::sort(order_.begin(), order_.end(), [&](auto a, auto b) { return prefixes_[a] < prefixes_[b]; });
  start_of_.assign(order_.size(), none);
  for (std::size_t at = 1; at < order_.size(); ++at) {
    auto start = static_cast<std::uint32_t>(at - 1);
    while (start != none && !prefixes_[order_[at]].starts_with(prefixes_[order_[start]])) start = start_of_[start];
    start_of_[at] = start;
  }
}

std::size_t GlobList::first_at(std::u32string_view prefix) const {
  const auto at = std::lower_bound(order_.begin(), order_.end(), prefix,
                                   [&](auto i, std::u32string_view sought) { return prefixes_[i] < sought; });
  return static_cast<std::size_t>(at - order_.begin());
}

}  // namespace rolecast::access
