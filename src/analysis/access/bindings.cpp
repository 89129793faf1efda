#include "analysis/access/bindings.h"

#include <algorithm>
#include <map>
#include <set>

namespace rolecast::access {
namespace {

bool names_letter(const Token& token) { return token.step == Step::letter || token.step == Step::either_case; }
bool is_symbol(const Token& token) { return names_letter(token) && access::is_symbol(token.letter); }
/// A symbol may turn out to be any text.
bool is_open(const Token& token) { return token.step == Step::run || is_symbol(token); }

bool may_agree(const Token& a, const Token& b) {
  if (a.step == Step::letter) return b.takes(a.letter);
  if (b.step == Step::letter) return a.takes(b.letter);
  if (a.step == Step::either_case && b.step == Step::either_case) return a.letter == b.letter;
  return true;
}

/// Letters that the values of a built-in reference are made of.
struct Alphabet {
  std::string_view reference;
  bool (*has)(Letter letter);
};

bool is_digit(Letter letter) { return letter >= U'0' && letter <= U'9'; }
bool is_word_letter(Letter letter) { return (letter >= U'a' && letter <= U'z') || letter == U'-'; }

/// AWS General Reference, "Amazon Resource Names": an account is 12 digits; regions and partitions are words.
constexpr Alphabet alphabets[] = {
    {"account", is_digit},
    {"region", [](Letter letter) { return is_word_letter(letter) || is_digit(letter); }},
    {"partition", is_word_letter},
    {"dns_suffix", [](Letter letter) { return is_word_letter(letter) || letter == U'.'; }},
};

/// What the values of symbols can be made of.
class SymbolValues {
 public:
  explicit SymbolValues(const Symbols& symbols) : symbols_(symbols) {}

  /// Null where they may be any text.
  const Alphabet* alphabet(Letter symbol) const {
    const auto& info = symbols_[symbol];
    if (info.is_variable) return nullptr;
    for (const auto& row : alphabets)
      if (row.reference == info.name) return &row;
    return nullptr;
  }

  /// Whether some value of the symbol may hold what `token` takes, or a part of it.
  bool may_hold(Letter symbol, const Token& token) const {
    const auto* own = alphabet(symbol);
    if (!own || !names_letter(token) || token.letter == other_letter) return true;
    if (!access::is_symbol(token.letter)) return own->has(token.letter);
    const auto* inner = alphabet(token.letter);
    return !inner || inner == own || own->reference == "dns_suffix";  // `amazonaws.com` holds `aws`
  }

 private:
  const Symbols& symbols_;
};

/// For two patterns, which pairs of places a common text can lead to, from the front or from the end.
class Alignment {
 public:
  Alignment(const Glob& first, const Glob& second, const SymbolValues& values)
      : width_(second.size() + 1), forward_((first.size() + 1) * width_), backward_(forward_.size()), values_(values) {
    forward_[0] = true;
    for (std::size_t i = 0; i <= first.size(); ++i)
      for (std::size_t j = 0; j <= second.size(); ++j)
        if (forward_[i * width_ + j])
          for_each_step(first, second, i, j, [&](auto k, auto l) { forward_[k * width_ + l] = true; });
    backward_.back() = true;
    if (!forward_.back()) return;
    for (std::size_t i = first.size() + 1; i-- > 0;)
      for (std::size_t j = second.size() + 1; j-- > 0;)
        for_each_step(first, second, i, j, [&](auto k, auto l) {
          if (backward_[k * width_ + l]) backward_[i * width_ + j] = true;
        });
  }

  /// Whether there is a common text at all.
  bool is_possible() const { return forward_.back(); }
  bool begins(std::size_t i, std::size_t j) const { return forward_[i * width_ + j]; }
  bool ends(std::size_t i, std::size_t j) const { return backward_[i * width_ + j]; }

 private:
  bool takes(const Token& open, const Token& token) const {
    if (open.step == Step::run) return !(open.in_part && names_letter(token) && token.letter == U':');
    return values_.may_hold(open.letter, token);
  }

  template <typename Visit>
  void for_each_step(const Glob& first, const Glob& second, std::size_t i, std::size_t j, Visit visit) const {
    const bool has_first = i < first.size(), has_second = j < second.size();
    if (has_first && has_second && may_agree(first[i], second[j])) visit(i + 1, j + 1);
    if (has_first && is_open(first[i])) {
      visit(i + 1, j);
      if (has_second && takes(first[i], second[j])) visit(i, j + 1);
    }
    if (has_second && is_open(second[j])) {
      visit(i, j + 1);
      if (has_first && takes(second[j], first[i])) visit(i + 1, j);
    }
  }

  std::size_t width_;
  std::vector<bool> forward_, backward_;
  const SymbolValues& values_;
};

/// Those of the patterns that hold symbols: few, and none of actions.
std::vector<const Glob*> with_symbols(const GlobList& list) {
  std::vector<const Glob*> result;
  for (const auto& glob : list.globs())
    if (std::any_of(glob.begin(), glob.end(), [](const Token& token) { return is_symbol(token); }))
      result.push_back(&glob);
  return result;
}

class BindingSearch {
 public:
  explicit BindingSearch(Symbols& symbols) : symbols_(symbols), values_(symbols) {}

  /// Of what the symbols of the first may be made where both match.
  void compare(const Glob& first, const Glob& second) {
    const Alignment alignment(first, second, values_);
    if (!alignment.is_possible()) return;
    for (std::size_t i = 0; i < first.size(); ++i) {
      if (!is_symbol(first[i])) continue;
      for (std::size_t j = 0; j <= second.size(); ++j)
        if (alignment.begins(i, j))
          for (auto end = j; end <= second.size(); ++end)
            if (alignment.ends(i + 1, end)) add(first[i], second, j, end);
    }
  }

  Bindings bindings;

 private:
  void add(const Token& open, const Glob& other, std::size_t begin, std::size_t end) {
    const auto symbol = lower(open.letter);
    const bool ends_in_run = end < other.size() && other[end].step == Step::run;
    const bool has_more = std::any_of(other.begin() + static_cast<std::ptrdiff_t>(begin),
                                      other.begin() + static_cast<std::ptrdiff_t>(end),
                                      [](const Token& token) { return token.step != Step::run; });
    if (!has_more && (begin < end || ends_in_run)) return;  // a run takes whatever it is
    if (end == begin + 1 && names_letter(other[begin]) && other[begin].letter == open.letter) return;
    if (!is_possible(symbol, other, begin, end)) return;
    const bool is_in_case = open.step == Step::either_case;
    if (!known_.insert(key(symbol, is_in_case, other, begin, end, ends_in_run)).second) return;
    bindings.is_complete &= symbol == open.letter;  // the value's other case may be any of several
    Word value;
    for (auto i = begin; i < end; ++i) value.push_back(as_letter(other[i]));
    if (ends_in_run) value.push_back(symbols_.fresh());
    if (is_in_case || std::any_of(other.begin() + static_cast<std::ptrdiff_t>(begin),
                                  other.begin() + static_cast<std::ptrdiff_t>(end),
                                  [](const Token& one) { return one.step == Step::either_case; }))
      add_in_case(symbol, value);
    bindings.all.push_back({symbol, std::move(value)});
  }

  /// All in lower case, and all in upper case; more than these two there are only where there are several letters.
  void add_in_case(Letter symbol, const Word& value) {
    std::size_t with_case = 0;
    for (const auto letter : value) with_case += lower(letter) != upper(letter) ? 1 : 0;
    if (with_case == 0) return;
    bindings.is_complete &= with_case == 1;
    for (const auto change : {lower, upper}) {
      auto changed = value;
      std::transform(changed.begin(), changed.end(), changed.begin(), change);
      if (changed != value) bindings.all.push_back({symbol, std::move(changed)});
    }
  }

  Letter as_letter(const Token& token) {
    if (token.step == Step::run) return symbols_.fresh();
    return token.step == Step::any ? other_letter : token.letter;
  }

  bool is_possible(Letter symbol, const Glob& other, std::size_t begin, std::size_t end) const {
    const auto* alphabet = values_.alphabet(symbol);
    bool is_fixed = true;
    for (auto i = begin; i < end; ++i) {
      const auto& token = other[i];
      if (names_letter(token) && lower(token.letter) == symbol) return false;  // no text lies inside of itself
      if (!values_.may_hold(symbol, token)) return false;
      is_fixed &= !is_open(token);
    }
    if (!alphabet) return true;
    const bool ends_in_run = end < other.size() && other[end].step == Step::run;
    if (alphabet->reference == "account" && is_fixed && !ends_in_run && end - begin != account_digits) return false;
    return begin != end;
  }

  using Key = std::tuple<Letter, bool, Glob, bool>;
  static Key key(Letter symbol, bool is_in_case, const Glob& other, std::size_t begin, std::size_t end,
                 bool ends_in_run) {
    return {symbol, is_in_case,
            Glob(other.begin() + static_cast<std::ptrdiff_t>(begin), other.begin() + static_cast<std::ptrdiff_t>(end)),
            ends_in_run};
  }

  Symbols& symbols_;
  SymbolValues values_;
  std::set<Key> known_;
};

}  // namespace

namespace {

using Lists = std::map<std::size_t, std::vector<const GlobList*>>;

/// How a symbol stands in patterns, for the question whether wildcards in its value could matter.
struct Occurrence {
  std::size_t times = 0;                                       ///< most that one text can hold the value
  bool is_exact = false, is_in_part = false, is_open = false;  ///< in some place: how far a `*` would reach there
};
using Occurrences = std::map<Letter, Occurrence>;

void count(const GlobList& list, Occurrences& all) {
  std::map<Letter, std::size_t> most;
  for (const auto& glob : list.globs()) {
    std::map<Letter, std::size_t> here;
    for (const auto& token : glob) {
      if (!is_symbol(token)) continue;
      const auto symbol = lower(origin(token.letter));
      most[symbol] = std::max(most[symbol], ++here[symbol]);
      auto& occurrence = all[symbol];
      (token.is_exact ? occurrence.is_exact : token.in_part ? occurrence.is_in_part : occurrence.is_open) = true;
    }
  }
  for (const auto& [symbol, times] : most) all[symbol].times += times;
}

/// Symbols of which a request may hold several texts, or one that what is to be avoided does not take. Elsewhere the
/// one text that is held is a value too, and what is to be avoided takes it.
std::set<Letter> open_to_wildcards(const Occurrences& wanted, const Occurrences& avoided) {
  std::set<Letter> symbols;
  for (const auto& [symbol, own] : wanted) {
    const auto found = avoided.find(symbol);
    const auto other = found == avoided.end() ? Occurrence() : found->second;
    const bool reaches_further =
        ((own.is_open || own.is_in_part) && other.is_exact) || (own.is_open && other.is_in_part);
    if (own.times > 1 || reaches_further) symbols.insert(symbol);
  }
  return symbols;
}

}  // namespace

Bindings possible_bindings(const Question& question, Symbols& symbols) {
  Lists lists;  // that the text of a key may have to match
  Occurrences wanted, unwanted;
  const auto add = [&](std::size_t key, const Test& test, bool matched) {
    if (test.kind != TestKind::text) return;
    if (test.is_negated != matched) lists[key].push_back(&test.patterns);
    if (test.patterns.has_symbols()) count(test.patterns, test.is_negated != matched ? wanted : unwanted);
  };
  for (const auto* box : question.matched)
    for (const auto& [key, tests] : box->keys)
      for (const auto* test : tests) add(key, *test, true);
  for (const auto& [key, test] : question.given) add(key, test, true);
  for (const auto* box : question.avoided)
    for (const auto& [key, tests] : box->keys)
      for (const auto* test : tests) add(key, *test, false);
  BindingSearch search(symbols);
  search.bindings.open_to_wildcards = open_to_wildcards(wanted, unwanted);
  for (const auto& [symbol, occurrence] : wanted) search.bindings.wanted.insert(symbol);
  for (const auto& [key, own] : lists) {
    for (const auto* first : own) {
      const auto symbolic = with_symbols(*first);
      for (const auto* second : own)
        if (first != second)
          for (const auto* a : symbolic)
            for (const auto& b : second->globs()) search.compare(*a, b);
    }
  }
  return std::move(search.bindings);
}

}  // namespace rolecast::access
