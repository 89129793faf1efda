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

class BoxMaker {
 public:
  BoxMaker(Box& box, const Keys& keys, Reading& reading, Side side, const Assumption& assumption)
      : box_(box), keys_(keys), reading_(reading), side_(side), assumption_(assumption) {}

  void add_list(std::size_t key, PatternKind kind, const std::optional<Values>& values,
                const std::optional<Values>& negated) {
    if (!values && !negated) return;
    Test test;
    test.is_negated = !values;
    fill(test, kind, values ? *values : *negated);
    tests_[key].push_back(std::move(test));
  }

  void add_condition(const ConditionOperator& op, const ConditionKey& tested) {
    const auto name = keys_.key_name(tested.name);
    if (keys_.is_opaque(name, op, tested)) {
      Test test;
      test.kind = TestKind::opaque;
      tests_[keys_.find(keys_.opaque_name(op.name, tested))].push_back(std::move(test));
      return;
    }
    const auto known = *read_operator(op.name);
    auto test = test_of(known);
    if (known.kind == TestKind::text)
      fill(test, known.pattern, tested.values);
    else
      for (const auto& value : tested.values.items) add_value(test, value);
    tests_[keys_.find(name)].push_back(std::move(test));
  }

  void finish() {
    for (auto& [key, tests] : tests_) box_.keys.push_back({key, std::move(tests)});
  }

 private:
  /// A list that must not match reaches further where it is read as less.
  void fill(Test& test, PatternKind kind, const Values& values) {
    const bool is_more = (side_ == Side::at_least) != test.is_negated;
    for (const auto& value : values.items)
      if (auto glob = reading_.pattern(value, kind, is_more ? Side::at_least : Side::at_most, box_.policy->version,
                                       assumption_))
        test.patterns.add(std::move(*glob));
    test.patterns.index();
  }

  Box& box_;
  const Keys& keys_;
  Reading& reading_;
  Side side_;
  const Assumption& assumption_;
  std::map<std::size_t, std::vector<Test>> tests_;
};

}  // namespace

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

const std::vector<Test>* Box::find(std::size_t key) const {
  const auto found = std::lower_bound(keys.begin(), keys.end(), key,
                                      [](const KeyTests& tests, std::size_t sought) { return tests.key < sought; });
  return found == keys.end() || found->key != key ? nullptr : &found->tests;
}

Box make_box(const Policy& policy, const Statement& statement, const Keys& keys, Reading& reading, Side side,
             const Assumption& assumption) {
  Box box{&policy, &statement, {}};
  BoxMaker maker(box, keys, reading, side, assumption);
  maker.add_list(Keys::action, PatternKind::action, statement.action, statement.not_action);
  maker.add_list(Keys::resource, PatternKind::resource, statement.resource, statement.not_resource);
  if (statement.condition)
    for (const auto& op : *statement.condition)
      for (const auto& tested : op.keys) maker.add_condition(op, tested);
  maker.finish();
  return box;
}

}  // namespace rolecast::access
