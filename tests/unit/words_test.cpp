// The search over words against a matcher of its own: every short word over a small alphabet is tried.
#include "analysis/access/words.h"

#include <cstdlib>
#include <random>

#include <gtest/gtest.h>

namespace rolecast::access {
namespace {

/// The letters that are tried: what patterns name, and one that none does.
const Word letters_tried = {U'a', U'A', U'b', U':', other_letter};

/// Word by word and step by step, from the meaning of the steps alone.
bool takes(const Glob& glob, const Word& word, std::size_t step = 0, std::size_t at = 0) {
  if (step == glob.size()) return at == word.size();
  const auto& token = glob[step];
  const auto letter = at < word.size() ? word[at] : Letter{0};
  const bool in_part = !token.in_part || letter != U':';
  switch (token.step) {
    case Step::run:
      return takes(glob, word, step + 1, at) || (letter != 0 && in_part && takes(glob, word, step, at + 1));
    case Step::any:
      return letter != 0 && in_part && takes(glob, word, step + 1, at + 1);
    case Step::letter:
      return letter == token.letter && takes(glob, word, step + 1, at + 1);
    case Step::either_case:
      return (letter == token.letter || (letter == U'A' && token.letter == U'a')) &&
             takes(glob, word, step + 1, at + 1);
  }
  return false;
}

bool takes(const GlobList& list, const Word& word) {
  for (const auto& glob : list.globs())
    if (takes(glob, word)) return true;
  return false;
}

class RandomGlobs {
 public:
  explicit RandomGlobs(unsigned seed) : random_(seed), has_cases_(below(3) == 0) {}

  std::size_t below(std::size_t bound) { return random_() % bound; }

  Glob glob(std::size_t longest, bool with_colons) {
    Glob result;
    for (auto left = below(longest + 1); left > 0; --left) {
      const bool in_part = with_colons && below(2) == 0;
      switch (below(with_colons ? 7 : 6)) {
        case 0:
        case 1:
          append(result, {has_cases_ && below(2) == 0 ? Step::either_case : Step::letter, false, U'a'});
          break;
        case 2:
          append(result, {Step::letter, false, U'b'});
          break;
        case 3:
        case 4:
          append(result, {Step::run, in_part, 0});
          break;
        case 5:
          append(result, {Step::any, in_part, 0});
          break;
        default:
          append(result, {Step::letter, false, U':'});
      }
    }
    return result;
  }

  GlobList list(std::size_t longest, bool with_colons) {
    GlobList result;
    for (auto left = 1 + below(4); left > 0; --left) result.add(glob(longest, with_colons));
    result.index();
    return result;
  }

 private:
  std::mt19937 random_;
  bool has_cases_;
};

std::vector<Word> all_words(std::size_t longest) {
  std::vector<Word> result(1);
  for (std::size_t begin = 0, length = 0; length < longest; ++length) {
    const auto end = result.size();
    for (; begin < end; ++begin)
      for (const auto letter : letters_tried) result.push_back(result[begin] + letter);
  }
  return result;
}

std::string shown(const Word& word) {
  std::string result;
  for (const auto letter : word) result += letter == other_letter ? '#' : static_cast<char>(letter);
  return result;
}

std::string shown(const Glob& glob) {
  std::string result;
  for (const auto& token : glob) {
    if (token.step == Step::letter || token.step == Step::either_case)
      result += std::string(token.step == Step::letter ? "" : "~") + static_cast<char>(token.letter);
    else
      result += std::string(token.step == Step::run ? "*" : "?") + (token.in_part ? "'" : "");
  }
  return result;
}

Bits lists_that_take(const std::vector<const GlobList*>& lists, const Word& word) {
  Bits result(lists.size());
  for (std::size_t i = 0; i < lists.size(); ++i)
    if (takes(*lists[i], word)) result.insert(i);
  return result;
}

std::string described(const std::vector<const Glob*>& wanted, const std::vector<const GlobList*>& lists) {
  std::string result = "wanted";
  for (const auto* glob : wanted) result += " " + shown(*glob);
  for (const auto* list : lists) {
    result += "\nlist";
    for (const auto& glob : list->globs()) result += " " + shown(glob);
  }
  return result;
}

/// By hand, many more: ROLECAST_RANDOM_PAIRS.
unsigned rounds() {
  const auto* given = std::getenv("ROLECAST_RANDOM_PAIRS");
  return given ? static_cast<unsigned>(std::stoul(given)) : 300;
}

TEST(Words, AreAsMinimalAsAllShortWordsSay) {
  const auto words = all_words(5);
  for (unsigned seed = 0; seed < rounds(); ++seed) {
    RandomGlobs random(seed);
    const bool with_colons = random.below(2) == 0;
    std::vector<Glob> wanted_globs;
    for (auto left = 1 + random.below(2); left > 0; --left) wanted_globs.push_back(random.glob(5, with_colons));
    std::vector<GlobList> own_lists;
    for (auto left = 1 + random.below(3); left > 0; --left) own_lists.push_back(random.list(6, with_colons));
    std::vector<const Glob*> wanted;
    for (const auto& glob : wanted_globs) wanted.push_back(&glob);
    std::vector<const GlobList*> lists;
    for (const auto& list : own_lists) lists.push_back(&list);
    Budget budget(1'000'000'000);
    const auto found = minimal_words(wanted, lists, budget);
    for (const auto& one : found) {
      for (const auto* glob : wanted)
        EXPECT_TRUE(takes(*glob, one.word)) << described(wanted, lists) << shown(one.word);
      EXPECT_EQ(lists_that_take(lists, one.word), one.taken) << described(wanted, lists) << "\n" << shown(one.word);
      for (const auto& other : found)
        EXPECT_TRUE(&one == &other || !one.taken.is_subset_of(other.taken)) << described(wanted, lists);
    }
    for (const auto& word : words) {
      const bool is_wanted =
          std::all_of(wanted.begin(), wanted.end(), [&](const Glob* glob) { return takes(*glob, word); });
      if (!is_wanted) continue;
      const auto taken = lists_that_take(lists, word);
      const bool is_known =
          std::any_of(found.begin(), found.end(), [&](const FoundWord& one) { return one.taken.is_subset_of(taken); });
      EXPECT_TRUE(is_known) << "seed " << seed << "\n" << described(wanted, lists) << "\nnot found: " << shown(word);
      if (!is_known) break;
    }
    if (HasFailure()) break;
  }
}

}  // namespace
}  // namespace rolecast::access
