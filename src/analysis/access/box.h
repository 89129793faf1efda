// A statement as the tests it makes, key by key: what the comparison works on.
#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "analysis/access/choices.h"
#include "analysis/access/request.h"
#include "analysis/common_names.h"

namespace rolecast::access {

/// The keys of two sides: the action, the resource, then condition keys by name, in lower case.
class Keys {
 public:
  /// Of all statements. A key that is compared as values of several kinds, and a test that is not understood, become
  /// keys of their own that hold true or false: the same test on both sides is the same key.
  Keys(const std::vector<const Statement*>& statements, const CommonNames& names);

  static constexpr std::size_t action = 0, resource = 1;
  std::size_t size() const { return names_.size(); }
  const std::string& name(std::size_t key) const { return names_[key]; }
  const KeyKind& kind(std::size_t key) const { return kinds_[key]; }
  /// The number of the key; size() where there is none.
  std::size_t find(const std::string& name) const;
  bool is_opaque(const std::string& key, const ConditionOperator& op, const ConditionKey& tested) const;
  std::string key_name(const Text& name) const;
  std::string opaque_name(const std::string& op, const ConditionKey& tested) const;
  /// Operator and key of a test that is not understood, by the number of its key.
  std::string condition(std::size_t key) const;

 private:
  std::size_t add(const std::string& name);

  const CommonNames& common_;
  std::vector<std::string> names_;
  std::vector<KeyKind> kinds_;
  std::map<std::string, std::size_t, std::less<>> numbers_;
  std::set<std::string> mixed_;  // keys that are compared as values of several kinds
};

struct KeyTests {
  std::size_t key = 0;
  std::vector<const Test*> tests;
};

/// All tests must hold; a trust policy's statement also names callers.
struct Box {
  const Policy* policy = nullptr;
  const Statement* statement = nullptr;
  std::vector<KeyTests> keys;  ///< rising

  const std::vector<const Test*>* find(std::size_t key) const;
};

/// Makes and keeps boxes: those under no assumption, and the tests that none changes, are made once.
class Boxes {
 public:
  Boxes(const Keys& keys, Reading& reading) : keys_(keys), reading_(reading) {}

  /// The statement under an assumption; with `side`, where the documentation leaves its reach open.
  const Box& make(const Policy& policy, const Statement& statement, Side side, const Assumption& assumption);
  /// The test of a statement's actions, where nothing is assumed.
  const Test& actions(const Policy& policy, const Statement& statement);
  /// Ends the life of all boxes under an assumption.
  void clear() {
    passing_.clear();
    passing_boxes_.clear();
    loose_lists_ = 0;
  }

 private:
  friend class BoxMaker;

  const Keys& keys_;
  Reading& reading_;
  const Assumption nothing_ = {};
  std::map<std::pair<const Values*, Side>, const Test*> known_;
  std::deque<Test> lasting_, passing_;
  std::map<std::pair<const Statement*, Side>, Box> lasting_boxes_;
  std::deque<Box> passing_boxes_;
  std::size_t loose_lists_ = 0;  ///< made under the assumption at hand
};

}  // namespace rolecast::access
