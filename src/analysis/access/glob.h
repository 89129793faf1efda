// Patterns with wildcards, as IAM has them for actions, resources and the texts of conditions.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rolecast::access {

/// A character, or a sign beyond all characters.
using Letter = char32_t;
using Word = std::u32string;

/// Every character that no pattern at hand names: a pattern that takes it takes any such character in its place.
constexpr Letter other_letter = 0x110000;
/// In the value of a symbol, a `*` that is a wildcard where the text is a pattern.
constexpr Letter wild_letter = 0x110001;
/// The values that only the deployment or the request knows have a letter each, from here on. Of wildcards, `?` does
/// not take them: they may be longer, or shorter. The odd ones are the same values in other letter case.
constexpr Letter first_symbol = 0x110002;

/// A symbol whose value holds wildcards has a letter for each place that holds one of the texts it stands for, see
/// `Assumption::loose`; an odd one where that text may hold `:`. Its own letter is the value itself.
constexpr Letter place_step = 0x1000000;
constexpr std::size_t last_place = 0x7E;
inline Letter origin(Letter letter) { return letter % place_step; }
inline bool is_place(Letter letter) { return letter >= place_step; }
inline bool may_hold_colon(Letter place) { return (place / place_step) % 2 != 0; }

enum class Step : std::uint8_t { letter, either_case, any, run };

/// One step of a pattern.
struct Token {
  Step step = Step::letter;
  bool in_part = false;   ///< a wildcard, or a symbol whose value may hold some, that does not take `:`
  Letter letter = 0;      ///< lower case where either will do
  bool is_exact = false;  ///< a symbol in whose value `*` is no wildcard

  /// For a run: whether it takes the letter as one of many.
  bool takes(Letter given) const;
  /// Whether the symbol it names takes one of the texts that the symbol's value stands for.
  bool takes_place(Letter place) const;
  bool operator==(const Token&) const = default;
  auto operator<=>(const Token&) const = default;
};

/// Runs are never neighbours: see `append`.
using Glob = std::vector<Token>;

void append(Glob& glob, Token token);
/// The letters before the first wildcard.
Word literal_prefix(const Glob& glob);
/// Whether the pattern takes one word alone.
bool is_word(const Glob& glob);
bool takes_word(const Glob& glob, const Word& word);
/// Whether some word is taken by both. Of symbols, that each is a letter like any other.
bool may_meet(const Glob& first, const Glob& second);

Letter lower(Letter letter);
Letter upper(Letter letter);

/// Any of several patterns, with a way to the few that may have a word in common with another one.
class GlobList {
 public:
  void add(Glob glob) { globs_.push_back(std::move(glob)); }
  /// To be called when all have been added.
  void index();
  const std::vector<Glob>& globs() const { return globs_; }

  /// Whether some pattern holds a symbol.
  bool has_symbols() const { return has_symbols_; }

  /// The letters before the first wildcard, of each pattern.
  const std::vector<Word>& prefixes() const { return prefixes_; }

  /// Calls `visit` with every pattern whose literal prefix agrees with `prefix` as far as both go.
  template <typename Visit>
  void for_each_like(std::u32string_view prefix, Visit visit) const {
    // a place of a symbol is taken by the symbol's own letter, which stands elsewhere in the order
    prefix = prefix.substr(
        0, static_cast<std::size_t>(std::find_if(prefix.begin(), prefix.end(), is_place) - prefix.begin()));
    const auto from = first_at(prefix);
    if (from > 0)
      for (auto at = static_cast<std::uint32_t>(from - 1); at != none; at = start_of_[at])
        if (prefix.starts_with(prefixes_[order_[at]])) visit(globs_[order_[at]]);
    for (auto at = from; at < order_.size() && prefixes_[order_[at]].starts_with(prefix); ++at)
      visit(globs_[order_[at]]);
  }

 private:
  std::size_t first_at(std::u32string_view prefix) const;

  std::vector<Glob> globs_;
  bool has_symbols_ = false;
  std::vector<Word> prefixes_;
  std::vector<std::uint32_t> order_;  // by prefix
  /// By place in the order: the last one before it whose prefix its own begins with. What a text begins with is found
  /// from the place before the text, and from there by these.
  std::vector<std::uint32_t> start_of_;
  static constexpr std::uint32_t none = ~std::uint32_t{0};
};

}  // namespace rolecast::access
