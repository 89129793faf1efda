#include "analysis/access/compare.h"

#include <algorithm>
#include <deque>
#include <set>

#include <fmt/core.h>

#include "analysis/access/bindings.h"
#include "analysis/access/callers.h"
#include "analysis/access/textual.h"
#include "analysis/access/witness.h"
#include "model/pattern.h"

namespace rolecast::access {
namespace {

constexpr std::size_t most_variables = 6, most_assumptions = 200, most_bindings = 3, most_unconfirmed = 50;

struct Place {
  const Policy* policy = nullptr;
  const Statement* statement = nullptr;
};

std::vector<Place> statements_of(const Policies& policies, Effect effect) {
  std::vector<Place> places;
  for (const auto* policy : policies)
    for (const auto& statement : policy->statements)
      if (statement.effect == effect) places.push_back({policy, &statement});
  return places;
}

/// What is allowed on one side and not on the other: `to` allows, `from` may not.
class ExcessSearch {
 public:
  ExcessSearch(const Permissions& from, const Permissions& to, bool asks_callers, const CommonNames& names,
               std::uint64_t budget)
      : models_{from.model, to.model},
        asks_callers_(asks_callers),
        names_(names),
        budget_(budget),
        wildcard_budget_(budget / 32),
        reading_(symbols_, names),
        old_allow_(statements_of(from.policies, Effect::allow)),
        old_deny_(statements_of(from.policies, Effect::deny)),
        new_allow_(statements_of(to.policies, Effect::allow)),
        new_deny_(statements_of(to.policies, Effect::deny)),
        keys_(all(), names),
        textual_(names, keys_),
        boxes_(keys_, reading_),
        witnesses_(to, from, names) {}

  /// A request is newly allowed where a new Allow takes it that no old Allow takes, or that an old Deny takes; and no
  /// new Deny does. What stands on both sides decides alike on both.
  Excess find() {
    auto avoided = old_allow_;
    avoided.insert(avoided.end(), new_deny_.begin(), new_deny_.end());
    for (const auto& place : new_allow_) {
      if (!is_within(place, old_allow_)) ask({place}, avoided, place);
      for (const auto& denied : old_deny_)
        if (may_meet(place, denied) && !is_within(denied, new_deny_)) ask({place, denied}, new_deny_, denied);
    }
    for (const auto& finding : excess_.findings)
      excess_.certainty = std::max(excess_.certainty, finding.witness ? Certainty::proved : Certainty::undecided,
                                   [](auto a, auto b) { return rank(a) < rank(b); });
    return std::move(excess_);
  }

 private:
  static int rank(Certainty certainty) {
    return certainty == Certainty::none ? 0 : certainty == Certainty::undecided ? 1 : 2;
  }

  std::vector<const Statement*> all() const {
    std::vector<const Statement*> statements;
    for (const auto* places : {&old_allow_, &old_deny_, &new_allow_, &new_deny_})
      for (const auto& place : *places) statements.push_back(place.statement);
    return statements;
  }

  /// Whether a statement among `places` takes all that `place` does, as their texts tell, Sid aside.
  bool is_within(const Place& place, const std::vector<Place>& places) const {
    return std::any_of(places.begin(), places.end(), [&](const Place& other) {
      return other.policy->version == place.policy->version && textual_.holds_all(*other.statement, *place.statement);
    });
  }

  /// The variables in the statements; nothing where they cannot be told.
  std::optional<std::set<std::string>> variables(const std::vector<Place>& places) {
    std::set<std::string> names;
    for (const auto& place : places) {
      auto [known, is_new] = variables_.try_emplace(place.statement);
      if (is_new) known->second = variables(place);
      if (!known->second) return {};
      names.insert(known->second->begin(), known->second->end());
    }
    return names;
  }

  std::optional<std::set<std::string>> variables(const Place& place) const {
    std::set<std::string> names;
    bool is_clear = true;
    const auto look = [&](const Text& text) {
      is_clear &= reading_.find_variables(text, place.policy->version, names);
    };
    for (const auto* values : {&place.statement->resource, &place.statement->not_resource})
      if (*values)
        for (const auto& text : (*values)->items) look(text);
    if (place.statement->condition)
      for (const auto& op : *place.statement->condition)
        for (const auto& key : op.keys)
          for (const auto& text : key.values.items) look(text);
    if (!is_clear) return {};
    return names;
  }

  void report(const Place& place, std::optional<Witness> witness, std::string reason) {
    for (auto& known : excess_.findings)
      if (known.statement == place.statement) {
        if (!known.witness && witness) known.witness = std::move(witness), known.reason.clear();
        return;
      }
    excess_.findings.push_back({place.policy, place.statement, std::move(witness), std::move(reason)});
  }

  bool is_proved(const Place& cause) const {
    return std::any_of(excess_.findings.begin(), excess_.findings.end(),
                       [&](const Finding& known) { return known.statement == cause.statement && known.witness; });
  }

  /// False where no text can be of both lists. What symbols stand for is left open.
  static bool may_meet(const Test* one, const Test* other) {
    if (!one || !other || one->is_negated || other->is_negated) return true;
    const auto *first = &one->patterns, *second = &other->patterns;
    if (first->has_symbols() || second->has_symbols()) return true;
    if (first->globs().size() > second->globs().size()) std::swap(first, second);
    bool is_found = false;
    for (std::size_t i = 0; i < first->globs().size() && !is_found; ++i)
      second->for_each_like(first->prefixes()[i], [&](const Glob& glob) {
        is_found = is_found || access::may_meet(first->globs()[i], glob);
      });
    return is_found;
  }

  /// False where no action, or no resource, can be one of both statements.
  bool may_meet(const Place& one, const Place& other) {
    return may_meet(&boxes_.actions(*one.policy, *one.statement), &boxes_.actions(*other.policy, *other.statement)) &&
           may_meet(boxes_.resources(*one.policy, *one.statement), boxes_.resources(*other.policy, *other.statement));
  }

  /// Whether a request is matched by all of `matched` and by none of `others`, for some values of what is deferred.
  void ask(const std::vector<Place>& matched, const std::vector<Place>& others, const Place& cause) {
    if (is_proved(cause)) return;
    unconfirmed_ = 0;
    std::vector<Place> avoided;
    for (const auto& place : others)
      if (std::all_of(matched.begin(), matched.end(), [&](const Place& own) { return may_meet(own, place); }))
        avoided.push_back(place);
    auto involved = matched;
    involved.insert(involved.end(), avoided.begin(), avoided.end());
    const auto names = variables(involved);
    if (!names) return report(cause, {}, "the name of a policy variable is deferred");
    if (names->size() > most_variables) return report(cause, {}, "there are more than 6 policy variables");
    std::deque<Assumption> open;
    for (std::size_t mask = 0; mask < std::size_t{1} << names->size(); ++mask) {
      Assumption assumption;
      std::size_t i = 0;
      for (const auto& name : *names)
        if ((mask >> i++ & 1) != 0) assumption.absent.insert(name);
      open.push_back(std::move(assumption));
    }
    std::set<Assumption> known(open.begin(), open.end());
    std::string doubt;
    for (; !open.empty(); open.pop_front()) {
      const auto assumption = open.front();
      auto more = try_assumption(matched, avoided, assumption, *names, cause, doubt);
      if (is_proved(cause)) return;
      if (is_loosely_possible_) {
        is_loosely_possible_ = false;
        for (auto& next : with_wildcards(assumption))
          if (known.insert(next).second) open.push_back(std::move(next));
      }
      if (assumption.bound.empty() && assumption.loose.empty()) {
        auto next = assumption;
        next.loose = open_parameters(involved, more);
        if (known.insert(next).second) open.push_back(std::move(next));
      }
      if (!more.is_complete) doubt = "deferred values may agree but for letter case";
      for (auto& binding : more.all) {
        if (assumption.bound.size() == most_bindings || known.size() >= most_assumptions) {
          doubt = "deferred values may have to agree in more ways than are tried";
          break;
        }
        auto next = assumption;
        next.bound[binding.symbol] = std::move(binding.value);
        if (known.insert(next).second) open.push_back(std::move(next));
      }
    }
    if (!doubt.empty()) report(cause, {}, std::move(doubt));
  }

  /// A parameter's value may hold wildcards, and is then several texts at once: gives the parameters of which that
  /// could make a difference. In a principal there are no wildcards, so it does where a condition tests the same
  /// parameter.
  std::set<Letter> open_parameters(const std::vector<Place>& places, const Bindings& found) {
    auto symbols = found.open_to_wildcards;
    for (const auto& place : places)
      if (place.statement->principal)
        for (const auto& group : place.statement->principal->groups)
          for (const auto& text : group.values.items)
            for (const auto& piece : text.pieces())
              if (piece.is_reference)
                if (const auto symbol = symbols_.letter({names_.name(piece.text), false});
                    found.wanted.contains(symbol))
                  symbols.insert(symbol);
    std::erase_if(symbols, [&](Letter symbol) { return !may_hold_wildcards(symbol); });
    return symbols;
  }

  /// Where wildcards may matter, an example is sought with one `*` in the value of one symbol, or of all.
  std::vector<Assumption> with_wildcards(const Assumption& loose) {
    Assumption plain, all;
    plain.absent = all.absent = loose.absent;
    std::vector<Assumption> more;
    for (const auto symbol : loose.loose) {
      all.bound[symbol] = {wild_letter};
      more.push_back(plain);
      more.back().bound[symbol] = {part_of(symbol, 0), wild_letter, part_of(symbol, 1)};
    }
    more.insert(more.begin(), std::move(all));
    return more;
  }

  /// What stands before or behind the `*` in the value of a symbol.
  Letter part_of(Letter symbol, std::size_t which) {
    auto& parts = parts_[symbol];
    while (parts.size() <= which) parts.push_back(symbols_.fresh());
    return parts[which];
  }

  bool may_hold_wildcards(Letter letter) const {
    const auto may = [](const Parameter& parameter) {
      return !parameter.pattern || !excludes(*parameter.pattern, "*?");
    };
    return parameter(letter, may) != nullptr;
  }

  /// A parameter of either side that the symbol stands for.
  const Parameter* parameter(
      Letter letter, bool (*is_meant)(const Parameter&) = [](const Parameter&) { return true; }) const {
    const auto& symbol = symbols_[letter];
    if (symbol.is_variable) return nullptr;
    for (const auto* model : models_)
      for (const auto& parameter : model->parameters)
        if (names_.name(parameter.name) == symbol.name && is_meant(parameter)) return &parameter;
    return nullptr;
  }

  /// Gives the bindings under which to look again.
  Bindings try_assumption(const std::vector<Place>& matched, const std::vector<Place>& avoided,
                          const Assumption& assumption, const std::set<std::string>& variables, const Place& cause,
                          std::string& doubt) {
    boxes_.clear();
    std::vector<const Box*> boxes;
    Question question;
    for (const auto& place : matched)
      question.matched.push_back(&boxes_.make(*place.policy, *place.statement, Side::at_least, assumption));
    for (const auto& place : avoided)
      boxes.push_back(&boxes_.make(*place.policy, *place.statement, Side::at_most, assumption));
    add_variables(question, assumption, variables);
    const auto avoid = [&](const auto& is_avoided) {
      question.avoided.clear();
      for (std::size_t i = 0; i < avoided.size(); ++i)
        if (is_avoided(*avoided[i].statement)) question.avoided.push_back(boxes[i]);
    };
    if (!asks_callers_) {
      avoid([](const Statement&) { return true; });
      find(question, assumption, nullptr, cause, doubt);
      if (is_proved(cause)) return {};
    } else {
      const bool loosely = matched.size() > 1;
      const auto known = question.given;
      auto given_to_any = known;  // of all cells, whose accounts and ARNs may hold deferred values
      for (const auto& cell : caller_cells(all(), reading_, assumption)) {
        const auto takes_cell = [&](const Statement& statement, bool is_loose) {
          return statement.principal && takes(*statement.principal, cell, reading_, assumption, is_loose);
        };
        if (!std::all_of(matched.begin(), matched.end(),
                         [&](const Place& place) { return takes_cell(*place.statement, loosely); }))
          continue;
        avoid([&](const Statement& statement) { return takes_cell(statement, false); });
        question.given = known;
        for (const auto& [name, test] : cell.own_keys)
          if (const auto key = keys_.find(name); key != keys_.size()) question.given.emplace_back(key, test);
        given_to_any.insert(given_to_any.end(), question.given.begin() + static_cast<std::ptrdiff_t>(known.size()),
                            question.given.end());
        find(question, assumption, &cell, cause, doubt);
        if (is_proved(cause)) return {};
      }
      avoid([](const Statement&) { return true; });
      question.given = std::move(given_to_any);
    }
    return possible_bindings(question, symbols_);
  }

  /// A variable's value is that of its key.
  void add_variables(Question& question, const Assumption& assumption, const std::set<std::string>& variables) {
    for (const auto& name : variables) {
      const auto key = keys_.find(name);
      if (key == keys_.size() || keys_.kind(key).kind != TestKind::text) continue;
      Test test;
      if (assumption.absent.contains(name)) {
        test.kind = TestKind::null;
        test.takes_true = true;
      } else {
        Text variable("${" + name + "}");
        test.patterns.add(
            *reading_.pattern(variable, PatternKind::equal, Side::at_least, Version::v2012_10_17, assumption));
        test.patterns.index();
      }
      question.given.emplace_back(key, std::move(test));
    }
  }

  void find(const Question& question, const Assumption& assumption, const CallerCell* caller, const Place& cause,
            std::string& doubt) {
    auto& budget = is_about_wildcards(assumption) ? wildcard_budget_ : budget_;
    const auto answer = find_request(question, keys_, budget);
    if (budget.is_spent()) doubt = "the comparison needs more work than it is allowed";
    if (!answer) return;
    if (unconfirmed_ == most_unconfirmed) return;
    auto witness = witnesses_.find({*answer, keys_, symbols_, assumption, caller});
    if (witness) return report(cause, std::move(witness), {});
    ++unconfirmed_;
    is_loosely_possible_ |= !assumption.loose.empty();
    if (doubt.empty()) doubt = reason_for(*answer, assumption);
  }

  /// Why an answer may be none.
  std::string reason_for(const Answer& answer, const Assumption& assumption) const {
    if (!assumption.loose.empty()) {
      const auto* known = parameter(*assumption.loose.begin());
      return fmt::format("the value of `{}` may hold wildcards, and that may matter",
                         known ? known->name : "a parameter");
    }
    for (const auto& [key, value] : answer)
      if (keys_.kind(key).kind == TestKind::opaque)
        return fmt::format("the condition `{}` is beyond what is decided: its operator, or a value",
                           keys_.condition(key));
    return "no example request could be confirmed";
  }

  const Model* models_[2];
  bool asks_callers_;
  const CommonNames& names_;
  static bool is_about_wildcards(const Assumption& assumption) {
    return !assumption.loose.empty() ||
           std::any_of(assumption.bound.begin(), assumption.bound.end(),
                       [](const auto& binding) { return binding.second.find(wild_letter) != Word::npos; });
  }

  Budget budget_;
  Budget wildcard_budget_;  ///< what values with wildcards may take of it
  Symbols symbols_;
  Reading reading_;
  std::vector<Place> old_allow_, old_deny_, new_allow_, new_deny_;
  Keys keys_;
  Textual textual_;
  Boxes boxes_;
  Witnesses witnesses_;
  Excess excess_;
  std::map<const Statement*, std::optional<std::set<std::string>>> variables_;
  std::map<Letter, Word> parts_;  ///< around the `*` in a symbol's value
  bool is_loosely_possible_ = false;
  std::size_t unconfirmed_ = 0;  ///< of the cause at hand
};

}  // namespace

Comparison compare(const Permissions& before, const Permissions& after, bool asks_callers, const CommonNames& names,
                   std::uint64_t budget) {
  return {excess(after, before, asks_callers, names, budget), excess(before, after, asks_callers, names, budget)};
}

Excess excess(const Permissions& allowed, const Permissions& known, bool asks_callers, const CommonNames& names,
              std::uint64_t budget) {
  return ExcessSearch(known, allowed, asks_callers, names, budget).find();
}

}  // namespace rolecast::access
