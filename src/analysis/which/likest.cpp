#include "analysis/which/likest.h"

#include <algorithm>
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

/// Of everything that the two texts hold, how much they share; 0 where that is too little to be meant.
double alike(const Words& one, const Words& other, const Counts& counts) {
  Words shared;
  std::set_intersection(one.begin(), one.end(), other.begin(), other.end(), std::inserter(shared, shared.end()));
  const auto common = weight(shared, counts), first = weight(one, counts), second = weight(other, counts);
  const bool is_one_word = shared.size() < 2 && shared.size() < std::max(one.size(), other.size());
  if (common == 0 || is_one_word || common / std::min(first, second) < least_shared) return 0;
  return common / (first + second - common);
}

}  // namespace

std::vector<std::size_t> likest(std::string_view quoted, const std::vector<std::vector<std::string>>& entries) {
  Counts counts;
  for (const auto& texts : entries) {
    Words all;
    for (const auto& text : texts) all.merge(words_of(text));
    for (const auto& word : all) ++counts[word];
  }
  const auto wanted = words_of(quoted);
  std::vector<double> scores;
  for (const auto& texts : entries) {
    double best = 0;
    for (const auto& text : texts) best = std::max(best, alike(wanted, words_of(text), counts));
    scores.push_back(best);
  }
  const auto top = scores.empty() ? 0 : *std::max_element(scores.begin(), scores.end());
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < scores.size() && top > 0; ++i)
    if (scores[i] > top - least_lead) found.push_back(i);
  return found;
}

}  // namespace rolecast::which
