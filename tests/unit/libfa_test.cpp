// The search over words against libfa, which makes automata of the same patterns, as regular expressions: of all words,
// not just short ones. Both must find the same combinations of lists that a word can stay out of; and each word that
// is found must be one by libfa's automaton.
#include <algorithm>
#include <cstdlib>
#include <deque>
#include <iostream>
#include <random>

#include <gtest/gtest.h>

#ifndef ROLECAST_HAS_LIBFA

TEST(Libfa, IsThere) {
  const auto* required = std::getenv("ROLECAST_REQUIRE_TOOLS");
  if (required && std::string(required) == "1") FAIL() << "libfa not found, and ROLECAST_REQUIRE_TOOLS is set";
  GTEST_SKIP() << "SKIPPED: libfa not found (Debian: libaugeas-dev): no pattern is compared with its automata";
}

#else

#include "analysis/access/choices.h"
#include "language.h"
#include "random_texts.h"

namespace rolecast::access {
namespace {

/// By hand, many more: ROLECAST_RANDOM_PAIRS.
unsigned rounds() {
  const auto* given = std::getenv("ROLECAST_RANDOM_PAIRS");
  return given ? static_cast<unsigned>(std::stoul(given)) : 1000;
}

/// A list of patterns, for both engines.
struct List {
  GlobList ours;
  Language theirs = Language::nothing();
  std::string shown;
};

class Patterns {
 public:
  explicit Patterns(unsigned seed) : texts_(seed), names_({}), reading_(symbols_, names_) {}

  RandomTexts& random() { return texts_; }

  List list(std::size_t most) {
    List result;
    for (auto left = 1 + texts_.below(most); left > 0; --left) {
      const auto [kind, text] = texts_.next();
      if (!kind)
        result.ours.add(steps_of(text));
      else if (auto glob = reading_.pattern(text_of(text), *kind, Side::at_most, Version::v2012_10_17, {}))
        result.ours.add(std::move(*glob));
      result.theirs = result.theirs | language_of(text, kind);
      result.shown += " " + std::string(to_word(kind)) + " `" + text + "`";
    }
    result.ours.index();
    return result;
  }

 private:
  RandomTexts texts_;
  Symbols symbols_;
  CommonNames names_;
  Reading reading_;
};

/// A word, and which of the lists take it.
struct Found {
  Word word;
  Bits taken;
};

using Languages = std::vector<const Language*>;

/// The words of `wanted` that are in none of the lists for which `is_out` says so.
template <typename IsOut>
Language without(const Language& wanted, const Languages& lists, IsOut is_out) {
  auto others = Language::nothing();
  for (std::size_t i = 0; i < lists.size(); ++i)
    if (is_out(i)) others = others | *lists[i];
  return wanted - others;
}

/// Of every combination of lists: some word is found that only these take, exactly where libfa says that there is one.
void expect_agreement(const Language& wanted, const Languages& lists, const std::vector<Found>& found,
                      const std::string& described) {
  for (const auto& one : found) {
    const auto is_taken = [&](std::size_t i) { return one.taken.contains(i); };
    auto difference = without(wanted, lists, [&](std::size_t i) { return !is_taken(i); });
    for (std::size_t i = 0; i < lists.size(); ++i)
      if (is_taken(i)) difference = difference & *lists[i];
    EXPECT_TRUE(Language::of_word(in_bytes(one.word)).is_within(difference))
        << described << "\nno such word: `" << in_bytes(one.word) << "`";
  }
  for (std::size_t chosen = 0; chosen < std::size_t{1} << lists.size(); ++chosen) {
    Bits allowed(lists.size());
    for (std::size_t i = 0; i < lists.size(); ++i)
      if ((chosen >> i & 1) != 0) allowed.insert(i);
    const bool is_found =
        std::any_of(found.begin(), found.end(), [&](const Found& one) { return one.taken.is_subset_of(allowed); });
    const auto difference = without(wanted, lists, [&](std::size_t i) { return !allowed.contains(i); });
    EXPECT_EQ(is_found, !difference.is_empty()) << described << "\nwhere lists may take it: " << chosen;
  }
}

TEST(Libfa, FindsTheSameWords) {
  for (unsigned seed = 0; seed < rounds() && !testing::Test::HasFailure(); ++seed) {
    Patterns patterns(seed);
    auto wanted_language = patterns.random().words();
    std::string described = "seed " + std::to_string(seed);
    std::vector<List> targets, lists;
    for (auto left = 1 + patterns.random().below(2); left > 0; --left) targets.push_back(patterns.list(1));
    for (auto left = 1 + patterns.random().below(3); left > 0; --left) lists.push_back(patterns.list(4));
    std::vector<const Glob*> wanted;
    for (const auto& target : targets) {
      for (const auto& glob : target.ours.globs()) wanted.push_back(&glob);
      wanted_language = wanted_language & target.theirs;
      described += "\nwanted" + target.shown;
    }
    if (wanted.size() < targets.size()) continue;  // one takes nothing, and is no pattern of ours
    std::vector<const GlobList*> avoided;
    Languages languages;
    for (const auto& list : lists) {
      avoided.push_back(&list.ours);
      languages.push_back(&list.theirs);
      described += "\nlist" + list.shown;
    }
    Budget budget(1'000'000'000);
    std::vector<Found> found;
    for (auto& one : minimal_words(wanted, avoided, budget)) found.push_back({std::move(one.word), one.taken});
    expect_agreement(wanted_language, languages, found, described);
  }
}

/// Tests of one key: all must hold, each of a list or of what is not in it.
struct Conjunction {
  std::deque<Test> tests;
  Language language = everything();
  std::string shown;

  void add(List list, bool is_negated) {
    language = is_negated ? language - list.theirs : language & list.theirs;
    shown += std::string(is_negated ? "\n    none of" : "\n    one of") + list.shown;
    tests.emplace_back().is_negated = is_negated;
    tests.back().patterns = std::move(list.ours);
  }
  std::vector<const Test*> pointers() const {
    std::vector<const Test*> result;
    for (const auto& test : tests) result.push_back(&test);
    return result;
  }
};

TEST(Libfa, FindsTheSameChoices) {
  for (unsigned seed = 0; seed < rounds() && !testing::Test::HasFailure(); ++seed) {
    Patterns patterns(seed);
    auto& random = patterns.random();
    const auto conjunction = [&](std::size_t most) {
      Conjunction result;
      for (auto left = 1 + random.below(2); left > 0; --left) result.add(patterns.list(most), random.below(3) == 0);
      return result;
    };
    const auto required = conjunction(3);
    auto described = "seed " + std::to_string(seed) + "\nrequired" + required.shown;
    std::vector<Conjunction> statements;
    for (auto left = 1 + random.below(3); left > 0; --left) statements.push_back(conjunction(3));
    std::vector<KeyRival> rivals;
    Languages languages;
    for (const auto& statement : statements) {
      described += "\nrival" + statement.shown;
      rivals.push_back({rivals.size(), statement.pointers()});
      languages.push_back(&statement.language);
    }
    Budget budget(1'000'000'000);
    std::vector<Found> found;
    for (auto& choice :
         minimal_choices({TestKind::text, false, true}, required.pointers(), rivals, rivals.size(), budget))
      found.push_back({choice.value.items.front().word, choice.alive});
    expect_agreement(required.language & random.words(), languages, found, described);
  }
}

}  // namespace
}  // namespace rolecast::access

#endif
