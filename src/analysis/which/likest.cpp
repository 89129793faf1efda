#include "analysis/which/likest.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "model/characters.h"

namespace rolecast::which {
namespace {

using Words = std::set<std::string>;

/// So much of the shorter of two texts has to stand in the other.
constexpr double least_shared = 0.6;
/// Of what two texts have in all, this little more makes no difference.
constexpr double least_lead = 0.02;
constexpr double unquoted_lead = 0.25;

/// Letters and digits, in lower case.
Words words_of(std::string_view text) {
  Words words;
  std::string word;
  const auto end = [&] {
    if (!word.empty()) words.insert(std::move(word));
    word.clear();
  };
  for (const char c : lower_case(text)) {
    if (is_letter_or_digit(static_cast<unsigned char>(c)))
      word += c;
    else
      end();
  }
  end();
  return words;
}

/// Counts in how many entries a word stands.
using Counts = std::map<std::string, int, std::less<>>;

double weight(const Words& words, const Counts& counts) {
  double sum = 0;
  for (const auto& word : words) {
    const auto count = counts.find(word);
    sum += count == counts.end() ? 1.0 : 1.0 / count->second;
  }
  return sum;
}

/// How alike two texts are.
struct Likeness {
  double part = 0;        ///< of everything that they hold, how much they share; 0 where that is too little
  double common = 0;      ///< how much they share
  bool is_whole = false;  ///< all of the second stands in the first
};

Likeness alike(const Words& one, const Words& other, const Counts& counts) {
  Words shared;
  std::set_intersection(one.begin(), one.end(), other.begin(), other.end(), std::inserter(shared, shared.end()));
  const auto common = weight(shared, counts), first = weight(one, counts), second = weight(other, counts);
  const bool is_one_word = shared.size() < 2 && shared.size() < std::max(one.size(), other.size());
  if (common == 0 || is_one_word || common / std::min(first, second) < least_shared) return {};
  return {common / (first + second - common), common, shared.size() == other.size()};
}

/// How far ahead the likest has to be, lest others are meant: what it has and nobody quoted tells nothing.
double lead(const Likeness& top) { return top.is_whole ? least_lead : unquoted_lead; }

}  // namespace

std::vector<std::size_t> likest(std::string_view quoted, const std::vector<std::vector<std::string>>& entries) {
  Counts counts;
  for (const auto& texts : entries) {
    Words all;
    for (const auto& text : texts) all.merge(words_of(text));
    for (const auto& word : all) ++counts[word];
  }
  const auto wanted = words_of(quoted);
  std::vector<Likeness> found;
  Likeness top;
  for (const auto& texts : entries) {
    Likeness best;
    for (const auto& text : texts)
      if (const auto one = alike(wanted, words_of(text), counts); one.part > best.part) best = one;
    if (best.part > top.part) top = best;
    found.push_back(best);
  }
  std::vector<std::size_t> meant;
  for (std::size_t i = 0; i < found.size() && top.part > 0; ++i)
    if (found[i].part > top.part - lead(top) && found[i].common > top.common - least_lead) meant.push_back(i);
  return meant;
}

}  // namespace rolecast::which
