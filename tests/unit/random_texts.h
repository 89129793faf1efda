// Random texts of policies over a small alphabet, with what each means to libfa: the letters are `a`, `b` and their
// capitals, the colon, and a deferred value.
#pragma once

#include <optional>
#include <random>
#include <string>
#include <string_view>

#include "analysis/access/reading.h"
#include "language.h"

namespace rolecast::access {

/// The texts of one round can be told of one value: actions alone, resources alone, or what conditions compare; or they
/// spell the single steps of patterns, in more ways than texts of policies become patterns. They
/// hold `?` or a deferred value. Not both: `?` takes none, since its length is not known, but does take each letter of
/// one. So ours does not look for words that hold a value where no pattern names it, and libfa would.
class RandomTexts {
 public:
  explicit RandomTexts(unsigned seed)
      : random_(seed), place_(static_cast<Place>(below(4))), has_values_(place_ >= Place::resource && below(3) == 0) {}

  struct Next {
    std::optional<PatternKind> kind;  ///< none: single steps
    std::string text;
  };

  std::size_t below(std::size_t bound) { return random_() % bound; }
  Next next();
  /// All words that are looked for.
  Language words() const;

 private:
  enum class Place : std::uint8_t { steps, action, resource, condition };

  std::string text(std::size_t longest, std::string_view letters);
  std::string parts(std::size_t count);

  std::mt19937 random_;
  Place place_;
  bool has_values_;
};

Glob steps_of(std::string_view shown);
/// `$` is the deferred value.
Text text_of(std::string_view shown);
std::string_view to_word(std::optional<PatternKind> kind);

/// A word that was found, as libfa has it: `#` for the letter that no pattern names, `$` for the deferred value and `%`
/// for the same in other letter case.
std::string in_bytes(const Word& word);
/// All words.
Language everything();
/// What a text takes in one reading.
Language language_of(std::string_view text, std::optional<PatternKind> kind);

}  // namespace rolecast::access
