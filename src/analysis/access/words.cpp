#include "analysis/access/words.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace rolecast::access {
namespace {

/// All patterns of all lists at once: a set holds, for each, the steps it may have taken.
class Automaton {
 public:
  Automaton(const std::vector<const GlobList*>& lists, const Word& prefix) {
    std::vector<std::pair<const Glob*, std::size_t>> patterns;
    std::size_t size = 0;
    for (std::size_t list = 0; list < lists.size(); ++list)
      lists[list]->for_each_like(prefix, [&](const Glob& glob) {
        patterns.emplace_back(&glob, list);
        size += glob.size() + 1;
      });
    start = runs_ = anys_ = finished_ = endless_ = Bits(size);
    in_part_ = Bits(size);
    lists_ = lists.size();
    for (const auto& [glob, list] : patterns) add(*glob, list);
    close(start);
  }

  Bits start;
  std::size_t most_any = 0;  ///< steps `?` of a pattern
  bool minds_colons = false;

  void step(Bits& at, Letter letter) {
    const auto& masks = masks_for(letter);
    Bits moved = at;
    moved &= masks.moves;
    moved.move_up();
    at &= masks.stays;
    at |= moved;
    close(at);
  }

  /// The lists of which a pattern has been matched.
  Bits taken(const Bits& at) const { return lists_of(at, finished_); }
  /// The lists that will take every word that goes on from here.
  Bits doomed(const Bits& at) const { return lists_of(at, endless_); }

 private:
  struct Masks {
    Bits moves, stays;
  };

  void add(const Glob& glob, std::size_t list) {
    start.insert(next_);
    std::size_t any = 0;
    for (const auto& token : glob) {
      tokens_.push_back(token);
      if (token.step == Step::run) runs_.insert(next_);
      if (token.step == Step::any) anys_.insert(next_), ++any;
      if (token.in_part && (token.step == Step::run || token.step == Step::any))
        in_part_.insert(next_), minds_colons = true;
      if (token.step == Step::letter) by_letter_[token.letter].push_back(next_);
      if (token.step == Step::either_case) {
        by_letter_[token.letter].push_back(next_);
        if (upper(token.letter) != token.letter) by_letter_[upper(token.letter)].push_back(next_);
      }
      ++next_;
    }
    most_any = std::max(most_any, any);
    tokens_.push_back({});
    finished_.insert(next_);
    owner_[next_] = list;
    if (!glob.empty() && glob.back().step == Step::run && !glob.back().in_part) {
      endless_.insert(next_ - 1);
      owner_[next_ - 1] = list;
    }
    ++next_;
  }

  /// A run may take nothing. Runs are never neighbours, so that once is enough.
  void close(Bits& at) const {
    Bits skipped = at;
    skipped &= runs_;
    at |= skipped.move_up();
  }

  const Masks& masks_for(Letter letter) {
    const auto [found, fresh] = masks_.try_emplace(letter);
    if (!fresh) return found->second;
    auto& masks = found->second;
    masks = {letter < first_symbol ? anys_ : Bits(next_), runs_};
    if (letter == U':') masks.moves -= in_part_, masks.stays -= in_part_;
    if (const auto named = by_letter_.find(letter); named != by_letter_.end())
      for (const auto i : named->second) masks.moves.insert(i);
    if (const auto own = by_letter_.find(origin(letter)); is_place(letter) && own != by_letter_.end())
      for (const auto i : own->second)
        if (tokens_[i].takes_place(letter)) masks.moves.insert(i);
    return masks;
  }

  Bits lists_of(Bits at, const Bits& mask) const {
    Bits result(lists_);
    at &= mask;
    at.for_each([&](std::size_t i) { result.insert(owner_.find(i)->second); });
    return result;
  }

  std::vector<Token> tokens_;
  Bits runs_, anys_, in_part_, finished_, endless_;
  std::unordered_map<Letter, std::vector<std::size_t>> by_letter_;
  std::unordered_map<Letter, Masks> masks_;
  std::unordered_map<std::size_t, std::size_t> owner_;  // the list that a last step is of
  std::size_t next_ = 0, lists_ = 0;
};

/// How far each of the wanted patterns has come.
using Places = std::vector<std::uint32_t>;

class WordSearch {
 public:
  WordSearch(const std::vector<const Glob*>& wanted, const std::vector<const GlobList*>& lists, Budget& budget)
      : wanted_(wanted), automaton_(lists, longest_prefix(wanted)), budget_(budget) {
    for (const auto* glob : wanted_)
      for (const auto& token : *glob) {
        takes_colons_ |= (token.step == Step::run || token.step == Step::any) && !token.in_part;
        has_cases_ |= token.step == Step::either_case;
      }
  }

  std::vector<FoundWord> found() {
    if (wanted_.size() == 1) try_long_runs();
    if (!is_settled()) search();
    return std::move(found_);
  }

 private:
  struct State {
    Places places;
    Bits at;
    std::size_t parent;
    Letter letter;
  };

  static Word longest_prefix(const std::vector<const Glob*>& wanted) {
    Word longest;
    for (const auto* glob : wanted)
      if (auto prefix = literal_prefix(*glob); prefix.size() > longest.size()) longest = std::move(prefix);
    return longest;
  }

  bool colons_matter() const { return takes_colons_ && automaton_.minds_colons; }

  /// Whether no word can do better than those found. Where no pattern counts characters, a run that is filled with
  /// letters that no pattern names does as well as any other.
  bool is_settled() const {
    if (budget_.is_spent()) return true;
    if (std::any_of(found_.begin(), found_.end(), [](const FoundWord& one) { return one.taken.empty(); })) return true;
    return wanted_.size() == 1 && automaton_.most_any == 0 && !has_cases_ && !colons_matter();
  }

  void try_long_runs() {
    Word word;
    for (const auto& token : *wanted_.front()) switch (token.step) {
        case Step::letter:
        case Step::either_case:
          word.push_back(token.letter);
          break;
        case Step::any:
          word.push_back(other_letter);
          break;
        case Step::run:
          word.append(automaton_.most_any + 1, other_letter);
          break;
      }
    Bits at = automaton_.start;
    for (const auto letter : word) automaton_.step(at, letter);
    budget_.spend(word.size() * (at.words() + 1) * 8);
    found_.push_back({std::move(word), automaton_.taken(at)});
  }

  /// Breadth first, so that words are short. Of two ways to the same places, one that keeps fewer patterns going does
  /// at least as well.
  void search() {
    reach(Places(wanted_.size(), 0), automaton_.start, 0, 0);
    for (std::size_t i = 0; i < states_.size() && !is_settled(); ++i) {
      if (states_[i].places.empty()) continue;  // another way does better
      if (is_end(states_[i].places)) {
        keep_minimal(found_, FoundWord{word_of(i), automaton_.taken(states_[i].at)},
                     [](const auto& one) -> const Bits& { return one.taken; });
        continue;
      }
      for (const auto letter : letters(states_[i].places)) go(i, letter);
    }
  }

  bool is_end(const Places& places) const {
    for (std::size_t i = 0; i < places.size(); ++i)
      if (places[i] < wanted_[i]->size()) return false;
    return true;
  }

  /// What may come next: what a pattern names, or else a letter that none does.
  std::vector<Letter> letters(const Places& places) const {
    std::vector<Letter> result;
    bool is_free = true;
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (places[i] == wanted_[i]->size()) return {};
      const auto& token = (*wanted_[i])[places[i]];
      if (token.step == Step::run || token.step == Step::any) continue;
      if (is_free) {
        result.push_back(token.letter);
        if (token.step == Step::either_case && upper(token.letter) != token.letter)
          result.push_back(upper(token.letter));
      }
      is_free = false;
    }
    if (is_free) {
      result.push_back(other_letter);
      if (colons_matter()) result.push_back(U':');
    }
    std::erase_if(result, [&](Letter letter) {
      for (std::size_t i = 0; i < places.size(); ++i)
        if (!(*wanted_[i])[places[i]].takes(letter)) return true;
      return false;
    });
    return result;
  }

  void go(std::size_t from, Letter letter) {
    Places places = states_[from].places;
    for (std::size_t i = 0; i < places.size(); ++i)
      if ((*wanted_[i])[places[i]].step != Step::run) ++places[i];
    Bits at = states_[from].at;
    automaton_.step(at, letter);
    budget_.spend((at.words() + 1) * 8);
    const auto doomed = automaton_.doomed(at);
    for (const auto& one : found_)
      if (one.taken.is_subset_of(doomed)) return;
    reach(places, at, from, letter);
  }

  /// Adds the places, and those that come of runs which end there.
  void reach(const Places& places, const Bits& at, std::size_t parent, Letter letter) {
    add(places, at, parent, letter);
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (places[i] == wanted_[i]->size() || (*wanted_[i])[places[i]].step != Step::run) continue;
      Places skipped = places;
      ++skipped[i];
      reach(skipped, at, parent, letter);
    }
  }

  void add(const Places& places, const Bits& at, std::size_t parent, Letter letter) {
    auto& ways = by_places_[places];
    budget_.spend(ways.size() * (at.words() + 1) + 32);
    for (const auto i : ways)
      if (states_[i].at.is_subset_of(at)) return;
    std::erase_if(ways, [&](std::size_t i) {
      const bool is_worse = at.is_subset_of(states_[i].at);
      if (is_worse) states_[i].places.clear();
      return is_worse;
    });
    ways.push_back(states_.size());
    states_.push_back({places, at, parent, letter});
  }

  Word word_of(std::size_t state) const {
    Word word;
    for (; states_[state].letter != 0; state = states_[state].parent) word.push_back(states_[state].letter);
    std::reverse(word.begin(), word.end());
    return word;
  }

  const std::vector<const Glob*>& wanted_;
  Automaton automaton_;
  Budget& budget_;
  bool takes_colons_ = false, has_cases_ = false;
  std::vector<State> states_;
  std::map<Places, std::vector<std::size_t>> by_places_;
  std::vector<FoundWord> found_;
};

/// Of a single word nothing has to be searched. Policies list actions by the thousand.
FoundWord found_word(const Glob& wanted, const std::vector<const GlobList*>& lists, Budget& budget) {
  FoundWord found{literal_prefix(wanted), Bits(lists.size())};
  for (std::size_t i = 0; i < lists.size(); ++i)
    lists[i]->for_each_like(found.word, [&](const Glob& glob) {
      budget.spend(glob.size() + 8);
      if (!found.taken.contains(i) && takes_word(glob, found.word)) found.taken.insert(i);
    });
  return found;
}

}  // namespace

std::vector<FoundWord> minimal_words(const std::vector<const Glob*>& wanted, const std::vector<const GlobList*>& lists,
                                     Budget& budget) {
  if (wanted.size() == 1 && is_word(*wanted.front())) return {found_word(*wanted.front(), lists, budget)};
  return WordSearch(wanted, lists, budget).found();
}

}  // namespace rolecast::access
