#include "analysis/access/choices.h"

#include <algorithm>
#include <set>

namespace rolecast::access {
namespace {

/// A test that must hold for an element, or must not.
struct Demand {
  const Test* test = nullptr;
  bool holds = true;
};
using Demands = std::vector<Demand>;

bool takes(const GlobList& list, const Word& word, Budget& budget) {
  Glob exact;
  for (const auto letter : word) exact.push_back({Step::letter, false, letter});
  const auto found = minimal_words({&exact}, {&list}, budget);
  return found.empty() || !found.front().taken.empty();
}

/// Finds values of one element: what can be said of a key that has no several values.
class Elements {
 public:
  Elements(TestKind kind, const std::vector<const Test*>& tests, Budget& budget) : kind_(kind), budget_(budget) {
    any_.add({{Step::run, false, 0}});
    any_.index();
    if (kind_ == TestKind::boolean || kind_ == TestKind::opaque)
      for (const Amount amount : {1, 0}) samples_.push_back({{}, amount, {}});
    if (kind_ == TestKind::number || kind_ == TestKind::date) sample_amounts(tests);
    if (kind_ == TestKind::address) sample_addresses(tests);
  }

  bool is_text() const { return kind_ == TestKind::text; }
  /// Elements that stand for all others where the key is no text.
  const std::vector<Element>& samples() const { return samples_; }

  bool holds(const Test& test, const Element& element) const {
    if (test.kind == TestKind::null) return test.takes_false;
    if (kind_ == TestKind::text) return takes(test.patterns, element.word, budget_) != test.is_negated;
    return kind_ == TestKind::address ? test.holds_for(element.address) : test.holds_for(element.amount);
  }

  /// An element for which every demand is met; nothing where there is none.
  std::optional<Element> find(const Demands& demands) {
    if (!is_text()) {
      const auto found = std::find_if(samples_.begin(), samples_.end(), [&](const Element& element) {
        return std::all_of(demands.begin(), demands.end(),
                           [&](const Demand& demand) { return holds(*demand.test, element) == demand.holds; });
      });
      if (found == samples_.end()) return {};
      return *found;
    }
    std::vector<const GlobList*> matched, avoided;
    for (const auto& demand : demands) {
      if (demand.test->kind == TestKind::null) continue;
      (demand.holds != demand.test->is_negated ? matched : avoided).push_back(&demand.test->patterns);
    }
    std::optional<Element> result;
    for_each_combination(matched, [&](const std::vector<const Glob*>& wanted) {
      for (auto& found : minimal_words(wanted, avoided, budget_))
        if (found.taken.empty() && !result) result = Element{std::move(found.word), 0, {}};
      return !result;
    });
    return result;
  }

  /// Calls `visit` with one pattern of each list, in all ways that may have a word in common, until it says stop.
  template <typename Visit>
  void for_each_combination(std::vector<const GlobList*> lists, Visit visit) const {
    if (lists.empty()) lists.push_back(&any_);
    std::sort(lists.begin(), lists.end(), [](auto* a, auto* b) { return a->globs().size() < b->globs().size(); });
    std::vector<const Glob*> wanted;
    combine(lists, {}, wanted, visit);
  }

 private:
  template <typename Visit>
  bool combine(const std::vector<const GlobList*>& lists, const Word& prefix, std::vector<const Glob*>& wanted,
               Visit& visit) const {
    if (budget_.is_spent()) return false;
    if (wanted.size() == lists.size()) return visit(std::as_const(wanted));
    bool goes_on = true;
    lists[wanted.size()]->for_each_like(prefix, [&](const Glob& glob) {
      if (!goes_on) return;
      wanted.push_back(&glob);
      auto own = literal_prefix(glob);
      goes_on = combine(lists, own.size() > prefix.size() ? own : prefix, wanted, visit);
      wanted.pop_back();
    });
    return goes_on;
  }

  /// Every bound, what lies between two, and what lies beyond all.
  void sample_amounts(const std::vector<const Test*>& tests) {
    std::vector<Amount> bounds;
    for (const auto* test : tests) bounds.insert(bounds.end(), test->amounts.begin(), test->amounts.end());
    if (bounds.empty()) bounds.push_back(0);
    std::sort(bounds.begin(), bounds.end());
    bounds.erase(std::unique(bounds.begin(), bounds.end()), bounds.end());
    constexpr Amount unit = 1'000'000'000;
    samples_.push_back({{}, bounds.front() - unit, {}});
    for (std::size_t i = 0; i < bounds.size(); ++i) {
      samples_.push_back({{}, bounds[i], {}});
      const bool is_last = i + 1 == bounds.size();
      if (is_last)
        samples_.push_back({{}, bounds[i] + unit, {}});
      else if (bounds[i + 1] - bounds[i] > 1)
        samples_.push_back({{}, between(bounds[i], bounds[i + 1]), {}});
    }
  }

  /// A whole number where there is one.
  static Amount between(Amount low, Amount high) {
    constexpr Amount unit = 1'000'000'000;
    const auto middle = low + (high - low) / 2;
    const auto whole = middle / unit * unit;
    return whole > low && whole < high ? whole : middle;
  }

  /// The ends of every block, their neighbours, and both families.
  void sample_addresses(const std::vector<const Test*>& tests) {
    const auto add = [&](bool is_v6, AddressNumber number) {
      const Address address{is_v6, number};
      const bool is_known =
          std::any_of(samples_.begin(), samples_.end(), [&](const Element& known) { return known.address == address; });
      if (!is_known) samples_.push_back({{}, 0, address});
    };
    constexpr AddressNumber last_v4 = 0xFFFFFFFF, last_v6 = ~static_cast<AddressNumber>(0);
    for (const auto* test : tests)
      for (const auto& block : test->blocks) {
        const bool is_v6 = block.first.is_v6;
        add(is_v6, block.first.number);
        add(is_v6, block.last.number);
        if (block.first.number > 0) add(is_v6, block.first.number - 1);
        if (block.last.number < (is_v6 ? last_v6 : last_v4)) add(is_v6, block.last.number + 1);
      }
    add(false, 0xC6336401);  // 198.51.100.1
    add(true, static_cast<AddressNumber>(0x20010DB8) << 96 | 1);
  }

  TestKind kind_;
  Budget& budget_;
  GlobList any_;
  std::vector<Element> samples_;
};

class Chooser {
 public:
  Chooser(const KeyKind& kind, const std::vector<const Test*>& required, const std::vector<KeyRival>& rivals,
          std::size_t size, Budget& budget)
      : kind_(kind),
        required_(required),
        rivals_(rivals),
        size_(size),
        budget_(budget),
        elements_(kind.kind, all_tests(required, rivals), budget) {}

  std::vector<Choice> choices() {
    if (!kind_.is_always_there) try_missing();
    if (elements_.is_text())
      try_words();
    else
      for (const auto& sample : elements_.samples()) try_value({false, false, {sample}});
    if (kind_.has_sets) try_arrays();
    return std::move(choices_);
  }

 private:
  static std::vector<const Test*> all_tests(const std::vector<const Test*>& required,
                                            const std::vector<KeyRival>& rivals) {
    auto tests = required;
    for (const auto& rival : rivals) tests.insert(tests.end(), rival.tests.begin(), rival.tests.end());
    return tests;
  }

  void keep(Choice choice) {
    keep_minimal(choices_, std::move(choice), [](const Choice& one) -> const Bits& { return one.alive; });
  }
  /// Whether nothing can do better.
  bool is_settled() const { return choices_.size() == 1 && choices_.front().alive.empty(); }

  void try_missing() {
    for (const auto* test : required_)
      if (!test->holds_without_key()) return;
    Choice choice{{true, false, {}}, Bits(size_)};
    for (const auto& rival : rivals_)
      if (std::all_of(rival.tests.begin(), rival.tests.end(), [](auto* test) { return test->holds_without_key(); }))
        choice.alive.insert(rival.statement);
    keep(std::move(choice));
  }

  /// Of a single value. Under a set operator it is a set of one.
  void try_value(KeyValue value) {
    const auto holds = [&](const Test* test) { return elements_.holds(*test, value.items.front()); };
    if (!std::all_of(required_.begin(), required_.end(), holds)) return;
    Choice choice{std::move(value), Bits(size_)};
    for (const auto& rival : rivals_)
      if (std::all_of(rival.tests.begin(), rival.tests.end(),
                      [&](auto* test) { return elements_.holds(*test, choice.value.items.front()); }))
        choice.alive.insert(rival.statement);
    keep(std::move(choice));
  }

  void try_words() {
    std::vector<const GlobList*> matched;
    for (const auto* test : required_) {
      if (test->kind == TestKind::null && !test->takes_false) return;
      if (test->kind == TestKind::text) (test->is_negated ? avoided_ : matched).push_back(&test->patterns);
    }
    forbidden_ = avoided_.size();
    for (const auto& rival : rivals_)
      for (const auto* test : rival.tests) {
        if (test->kind == TestKind::null) continue;
        if (!test->is_negated)
          avoided_.push_back(&test->patterns);
        else
          wishes_.push_back({rival.statement, test});
      }
    elements_.for_each_combination(matched, [&](const std::vector<const Glob*>& wanted) {
      explore(wanted);
      return !is_settled();
    });
  }

  struct Wish {
    std::size_t statement;
    const Test* test;
  };

  /// A rival with a negated test is out of the way where the word is one that its list takes. One that happens to be
  /// so for the words at hand may have to be put there later, so that wishes come in any order.
  void explore(const std::vector<const Glob*>& wanted) {
    if (budget_.is_spent() || !explored_.insert({wanted.begin(), wanted.end()}).second) return;
    Bits ever_alive(size_);
    bool found_one = false;
    for (auto& found : minimal_words(wanted, avoided_, budget_)) {
      if (takes_forbidden(found.taken)) continue;
      auto still = alive(found);
      Choice choice{{false, false, {{std::move(found.word), 0, {}}}}, std::move(still)};
      ever_alive |= choice.alive;
      found_one = true;
      keep(std::move(choice));
    }
    if (!found_one || is_settled()) return;
    for (const auto& wish : wishes_) {
      if (!ever_alive.contains(wish.statement)) continue;
      wish.test->patterns.for_each_like(prefix_of(wanted), [&](const Glob& glob) {
        auto more = wanted;
        more.push_back(&glob);
        if (!is_settled()) explore(more);
      });
    }
  }

  static Word prefix_of(const std::vector<const Glob*>& wanted) {
    Word longest;
    for (const auto* glob : wanted)
      if (auto prefix = literal_prefix(*glob); prefix.size() > longest.size()) longest = std::move(prefix);
    return longest;
  }

  bool takes_forbidden(const Bits& taken) const {
    for (std::size_t i = 0; i < forbidden_; ++i)
      if (taken.contains(i)) return true;
    return false;
  }

  Bits alive(const FoundWord& found) {
    Bits result(size_);
    std::size_t next = forbidden_;
    for (const auto& rival : rivals_) {
      bool holds = true;
      for (const auto* test : rival.tests) {
        if (test->kind == TestKind::null)
          holds &= test->takes_false;
        else if (!test->is_negated)
          holds &= found.taken.contains(next++);
        else
          holds = holds && !takes(test->patterns, found.word, budget_);
      }
      if (holds) result.insert(rival.statement);
    }
    return result;
  }

  /// Several values at once: rivals are put out of the way one after another, each by one of its tests. Elements are
  /// independent of one another, so that each demand for one is met by itself.
  void try_arrays() {
    Demands of_all;
    std::vector<Demands> of_some;
    for (const auto* test : required_) {
      if (test->kind == TestKind::null ? !test->takes_false : test->over == Over::one) return;
      if (test->kind == TestKind::null) continue;
      if (test->over == Over::all)
        of_all.push_back({test, true});
      else
        of_some.push_back({{test, true}});
    }
    decide(0, of_all, of_some, Bits(size_));
  }

  void decide(std::size_t next, const Demands& of_all, const std::vector<Demands>& of_some, const Bits& alive) {
    if (budget_.is_spent() || !budget_.spend(64)) return;
    if (next == rivals_.size()) {
      if (auto value = array(of_all, of_some)) keep({std::move(*value), alive});
      return;
    }
    const auto& rival = rivals_[next];
    for (const auto* test : rival.tests) {
      if (test->kind == TestKind::null ? !test->takes_false : test->over == Over::one)
        return decide(next + 1, of_all, of_some, alive);  // no array passes
    }
    for (const auto* test : rival.tests) {
      if (test->kind == TestKind::null) continue;
      auto all = of_all;
      auto some = of_some;
      if (test->over == Over::any)
        all.push_back({test, false});
      else
        some.push_back({{test, false}});
      if (array(all, some)) decide(next + 1, all, some, alive);
    }
    auto still = alive;
    still.insert(rival.statement);
    for (const auto& known : choices_)
      if (known.alive.is_subset_of(still)) return;
    decide(next + 1, of_all, of_some, still);
  }

  std::optional<KeyValue> array(const Demands& of_all, const std::vector<Demands>& of_some) {
    KeyValue value{false, true, {}};
    auto each = of_some;
    if (each.empty()) each.emplace_back();
    for (auto demands : each) {
      demands.insert(demands.end(), of_all.begin(), of_all.end());
      auto element = elements_.find(demands);
      if (!element) return {};
      value.items.push_back(std::move(*element));
    }
    return value;
  }

  const KeyKind& kind_;
  const std::vector<const Test*>& required_;
  const std::vector<KeyRival>& rivals_;
  std::size_t size_;
  Budget& budget_;
  Elements elements_;
  std::vector<const GlobList*> avoided_;  // those of `required_` first
  std::size_t forbidden_ = 0;
  std::vector<Wish> wishes_;
  std::set<std::set<const Glob*>> explored_;
  std::vector<Choice> choices_;
};

}  // namespace

std::vector<Choice> minimal_choices(const KeyKind& kind, const std::vector<const Test*>& required,
                                    const std::vector<KeyRival>& rivals, std::size_t size, Budget& budget) {
  return Chooser(kind, required, rivals, size, budget).choices();
}

}  // namespace rolecast::access
