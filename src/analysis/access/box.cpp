#include "analysis/access/box.h"

#include <algorithm>
#include <set>

#include <fmt/core.h>

#include "model/characters.h"

namespace rolecast::access {
namespace {

/// What a value of a condition has to be read as; false where it cannot be.
bool add_value(Test& test, const Text& value) {
  if (!value.is_literal()) return false;
  const auto text = value.literal();
  switch (test.kind) {
    case TestKind::number:
    case TestKind::date: {
      const auto amount = test.kind == TestKind::number ? read_number(text) : read_date(text);
      if (amount) test.amounts.push_back(*amount);
      return amount.has_value();
    }
    case TestKind::address: {
      const auto block = read_addresses(text);
      if (block) test.blocks.push_back(*block);
      return block.has_value();
    }
    case TestKind::boolean:
    case TestKind::null: {
      const auto word = lower_case(text);
      test.takes_true |= word == "true";
      test.takes_false |= word == "false";
      return word == "true" || word == "false";
    }
    default:
      return false;
  }
}

Test test_of(const Operator& op) {
  Test test;
  test.kind = op.kind;
  test.over = op.over;
  test.is_negated = op.is_negated;
  test.if_exists = op.if_exists;
  test.relation = op.relation;
  return test;
}

/// Whether the operator and its values are understood, apart from texts.
bool is_understood(const std::optional<Operator>& op, const ConditionKey& tested) {
  if (!op) return false;
  if (op->kind == TestKind::null && (op->over != Over::one || op->if_exists)) return false;
  if (op->kind == TestKind::text) return true;
  Test test = test_of(*op);
  return std::all_of(tested.values.items.begin(), tested.values.items.end(),
                     [&](const Text& value) { return add_value(test, value); });
}

/// Whether a text is the same pattern under every assumption.
bool is_fixed(const Text& text) { return text.is_literal() && text.literal().find("${") == std::string_view::npos; }

}  // namespace

class BoxMaker {
 public:
  BoxMaker(Boxes& boxes, const Policy& policy, Side side, const Assumption& assumption)
      : boxes_(boxes), policy_(policy), side_(side), assumption_(assumption) {}

  void add_list(std::size_t key, PatternKind kind, const std::optional<Values>& values,
                const std::optional<Values>& negated) {
    if (!values && !negated) return;
    Operator list;
    list.pattern = kind;
    list.is_negated = !values;
    tests_[key].push_back(test(list, values ? *values : *negated));
  }

  void add_condition(const ConditionOperator& op, const ConditionKey& tested) {
    const auto name = boxes_.keys_.key_name(tested.name);
    if (boxes_.keys_.is_opaque(name, op, tested)) {
      static const Test opaque = [] {
        Test test;
        test.kind = TestKind::opaque;
        return test;
      }();
      tests_[boxes_.keys_.find(boxes_.keys_.opaque_name(op.name, tested))].push_back(&opaque);
      return;
    }
    tests_[boxes_.keys_.find(name)].push_back(test(*read_operator(op.name), tested.values));
  }

  std::vector<KeyTests> finish() {
    std::vector<KeyTests> result;
    for (auto& [key, tests] : tests_) result.push_back({key, std::move(tests)});
    return result;
  }

 private:
  const Test* test(const Operator& op, const Values& values) {
    if (!(assumption_ == boxes_.nothing_) && !std::all_of(values.items.begin(), values.items.end(), is_fixed))
      return &boxes_.passing_.emplace_back(make(op, values));
    // Of actions all is documented.
    const auto side = op.pattern == PatternKind::action ? Side::at_least : side_;
    const auto [known, is_new] = boxes_.known_.try_emplace({&values, side}, nullptr);
    if (is_new) known->second = &boxes_.lasting_.emplace_back(make(op, values));
    return known->second;
  }

  /// A list that must not match reaches further where it is read as less.
  Test make(const Operator& op, const Values& values) {
    auto result = test_of(op);
    const bool is_more = (side_ == Side::at_least) != op.is_negated;
    const auto place = is_more ? next_place() : 0;
    for (const auto& value : values.items) {
      if (op.kind != TestKind::text)
        add_value(result, value);
      else if (auto glob = boxes_.reading_.pattern(value, op.pattern, is_more ? Side::at_least : Side::at_most,
                                                   policy_.version, assumption_, place))
        result.patterns.add(std::move(*glob));
    }
    result.patterns.index();
    return result;
  }

  /// What a request has to match has letters of its own for the places of loose symbols.
  std::size_t next_place() {
    if (assumption_.loose.empty()) return 0;
    return 1 + most_places * boxes_.loose_lists_++;
  }

  Boxes& boxes_;
  const Policy& policy_;
  Side side_;
  const Assumption& assumption_;
  std::map<std::size_t, std::vector<const Test*>> tests_;
};

Keys::Keys(const std::vector<const Statement*>& statements, const CommonNames& names) : common_(names) {
  add("action");
  add("resource");
  kinds_[action].is_always_there = kinds_[resource].is_always_there = true;
  std::map<std::string, std::set<TestKind>> kinds;
  std::set<std::string> with_sets;
  const auto for_each_test = [&](auto visit) {
    for (const auto* statement : statements)
      if (statement->condition)
        for (const auto& op : *statement->condition)
          for (const auto& tested : op.keys) visit(key_name(tested.name), op, tested);
  };
  for_each_test([&](const std::string& name, const ConditionOperator& op, const ConditionKey& tested) {
    const auto known = read_operator(op.name);
    if (!is_understood(known, tested)) return;
    if (known->kind != TestKind::null) kinds[name].insert(known->kind);
    if (known->over != Over::one) with_sets.insert(name);
  });
  for (const auto& [name, own] : kinds)
    if (own.size() > 1) mixed_.insert(name);
  for_each_test([&](const std::string& name, const ConditionOperator& op, const ConditionKey& tested) {
    const auto key = add(name);
    const auto& own = kinds[name];
    if (own.size() == 1) kinds_[key].kind = *own.begin();
    kinds_[key].has_sets = with_sets.contains(name);
    if (!is_opaque(name, op, tested)) return;
    const auto own_key = add(opaque_name(op.name, tested));
    kinds_[own_key].kind = TestKind::opaque;
    kinds_[own_key].is_always_there = true;
  });
}

std::size_t Keys::add(const std::string& name) {
  const auto [found, is_new] = numbers_.try_emplace(name, names_.size());
  if (is_new) {
    names_.push_back(name);
    kinds_.emplace_back();
  }
  return found->second;
}

std::size_t Keys::find(const std::string& name) const {
  const auto found = numbers_.find(name);
  return found == numbers_.end() ? size() : found->second;
}

std::string Keys::key_name(const Text& name) const {
  return name.is_literal() ? lower_case(name.literal()) : common_.key_without_case(name);
}

bool Keys::is_opaque(const std::string& key, const ConditionOperator& op, const ConditionKey& tested) const {
  const auto known = read_operator(op.name);
  return !is_understood(known, tested) || (known->kind != TestKind::null && mixed_.contains(key));
}

std::string Keys::opaque_name(const std::string& op, const ConditionKey& tested) const {
  std::set<std::string> values;
  for (const auto& value : tested.values.items) values.insert(common_.key(value));
  auto name = fmt::format("\x01{} {}", op, key_name(tested.name));  // no key begins so
  for (const auto& value : values) name += fmt::format(" {}:{}", value.size(), value);
  return name;
}

std::string Keys::condition(std::size_t key) const {
  const auto& name = names_[key];
  return name.substr(1, name.find(' ', name.find(' ') + 1) - 1);
}

const std::vector<const Test*>* Box::find(std::size_t key) const {
  const auto found = std::lower_bound(keys.begin(), keys.end(), key,
                                      [](const KeyTests& tests, std::size_t sought) { return tests.key < sought; });
  return found == keys.end() || found->key != key ? nullptr : &found->tests;
}

const Test& Boxes::actions(const Policy& policy, const Statement& statement) {
  BoxMaker maker(*this, policy, Side::at_least, nothing_);
  maker.add_list(Keys::action, PatternKind::action, statement.action, statement.not_action);
  return *maker.finish().front().tests.front();
}

const Box& Boxes::make(const Policy& policy, const Statement& statement, Side side, const Assumption& assumption) {
  const bool assumes_nothing = assumption == nothing_;
  if (const auto known = lasting_boxes_.find({&statement, side}); assumes_nothing && known != lasting_boxes_.end())
    return known->second;
  BoxMaker maker(*this, policy, side, assumption);
  maker.add_list(Keys::action, PatternKind::action, statement.action, statement.not_action);
  maker.add_list(Keys::resource, PatternKind::resource, statement.resource, statement.not_resource);
  if (statement.condition)
    for (const auto& op : *statement.condition)
      for (const auto& tested : op.keys) maker.add_condition(op, tested);
  Box box{&policy, &statement, maker.finish()};
  if (!assumes_nothing) return passing_boxes_.emplace_back(std::move(box));
  return lasting_boxes_.emplace(std::pair(&statement, side), std::move(box)).first->second;
}

}  // namespace rolecast::access
