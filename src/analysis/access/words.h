// The search over words: which sets of patterns a word can avoid, given the patterns it must match.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/access/bits.h"
#include "analysis/access/glob.h"

namespace rolecast::access {

/// How much work may still be done, in steps that take about a nanosecond each; the same for the same input. What is
/// found after it is spent proves nothing.
class Budget {
 public:
  explicit Budget(std::uint64_t steps) : left_(steps) {}
  bool spend(std::uint64_t steps) {
    left_ = steps < left_ ? left_ - steps : 0;
    return left_ > 0;
  }
  bool is_spent() const { return left_ == 0; }

 private:
  std::uint64_t left_;
};

/// A word, and the lists that take it.
struct FoundWord {
  Word word;
  Bits taken;
};

/// Words that every one of `wanted` takes. No other such word is taken by a smaller set of `lists` than one of those
/// found, and no set that is found lies in another. Letters that no pattern names are `other_letter`.
std::vector<FoundWord> minimal_words(const std::vector<const Glob*>& wanted, const std::vector<const GlobList*>& lists,
                                     Budget& budget);

}  // namespace rolecast::access
