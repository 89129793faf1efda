// Random policies over small alphabets, with every request over the same alphabets: what the comparison is held
// against.
#pragma once

#include <map>
#include <ostream>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "analysis/access/compare.h"

namespace rolecast::access {

using Strings = std::vector<std::string>;

/// A condition key with what policies ask of it and what requests hold of it.
struct RandomKey {
  std::string name;
  Strings operators, wanted;
  std::vector<ContextValue> given;
  bool may_be_missing = true;
};

/// A value as it stands in a request.
inline ContextValue one(std::string value) { return {false, {std::move(value)}}; }
inline ContextValue several(Strings values) { return {true, std::move(values)}; }
inline std::vector<ContextValue> each(const Strings& values) {
  std::vector<ContextValue> result;
  for (const auto& value : values) result.push_back(one(value));
  return result;
}

/// Who asks, and what the request then holds of the caller.
struct RandomCaller {
  Caller caller;
  std::map<std::string, std::string> keys;
};

/// What the statements of a family of random policies are made of. Texts are in the native spelling.
struct Alphabet {
  std::string name;
  Strings actions, resources;                                   ///< patterns
  std::vector<std::pair<std::string, std::string>> principals;  ///< type and value; type `*`: anyone
  std::vector<RandomKey> keys;
  std::vector<std::pair<std::string, Strings>> deferred;  ///< with values to try
  Strings asked_actions, asked_resources;
  std::vector<RandomCaller> callers;
  std::size_t most_statements = 3;
  std::size_t most_undecided = 1;  ///< of a hundred
  bool is_trust() const { return !callers.empty(); }
};

/// What gtest calls it.
inline void PrintTo(const Alphabet& alphabet, std::ostream* out) { *out << alphabet.name; }

class RandomPolicies {
 public:
  RandomPolicies(const Alphabet& alphabet, unsigned seed) : alphabet_(alphabet), random_(seed) {}

  std::size_t below(std::size_t bound) { return random_() % bound; }
  bool chance(unsigned percent) { return random_() % 100 < percent; }

  /// One to three documents, as roles have them; a trust policy is one.
  Model model() {
    Model result;
    for (const auto& [name, values] : alphabet_.deferred)
      if (name != "account" && name != "region" && name != "partition")
        result.parameters.push_back({name, "", {}, {}, {}});
    auto& role = result.roles.emplace_back();
    const auto count = alphabet_.is_trust() || chance(60) ? 1 : 2 + below(2);
    for (std::size_t i = 0; i < count; ++i) {
      auto& policy = role.policies.emplace_back().document;
      for (auto left = 1 + below(alphabet_.most_statements); left > 0; --left) policy.statements.push_back(statement());
    }
    return result;
  }

  /// A few changes, as people make them.
  Model changed(Model model) {
    for (auto left = 1 + below(2); left > 0; --left) {
      auto& statements = model.roles[0].policies[below(model.roles[0].policies.size())].document.statements;
      if (statements.empty() || chance(15)) {
        statements.push_back(statement());
        continue;
      }
      auto& chosen = statements[below(statements.size())];
      const auto other = statement();
      switch (below(7)) {
        case 0:
          statements.erase(statements.begin() + (&chosen - statements.data()));
          break;
        case 1:
          chosen.action = other.action, chosen.not_action = other.not_action;
          break;
        case 2:
          chosen.resource = other.resource, chosen.not_resource = other.not_resource;
          chosen.principal = other.principal;
          break;
        case 3:
          chosen.condition = other.condition;
          break;
        case 4:
          drop_value(chosen);
          break;
        case 5:
          add_value(chosen);
          break;
        default:
          chosen = other;
      }
    }
    return model;
  }

  Statement statement() {
    Statement result;
    result.effect = chance(70) ? Effect::allow : Effect::deny;
    (chance(80) ? result.action : result.not_action) = values(alphabet_.actions);
    if (!alphabet_.resources.empty())
      (chance(80) ? result.resource : result.not_resource) = values(alphabet_.resources);
    if (!alphabet_.principals.empty()) result.principal = principal();
    if (!alphabet_.keys.empty() && chance(80))
      for (auto left = 1 + below(2); left > 0; --left) add_test(result);
    return result;
  }

 private:
  template <typename Item>
  const Item& pick(const std::vector<Item>& items) {
    return items[below(items.size())];
  }

  static Text text(const std::string& native) {
    Diagnostics diagnostics;
    return parse_text(native, {}, diagnostics);
  }

  Values values(const Strings& from) {
    Values result{{}, true, {}};
    for (auto left = 1 + (chance(35) ? 1 + below(2) : 0); left > 0; --left) result.items.push_back(text(pick(from)));
    return result;
  }

  Principal principal() {
    Principal result;
    for (auto left = 1 + below(2); left > 0; --left) {
      const auto& [type, value] = pick(alphabet_.principals);
      if (type == "*") {
        result.anyone = true;
        result.groups.clear();
        break;
      }
      result.groups.push_back({type, {{text(value)}, true, {}}, {}});
    }
    return result;
  }

  void add_test(Statement& statement) {
    const auto& key = pick(alphabet_.keys);
    const auto& name = pick(key.operators);
    if (!statement.condition) statement.condition.emplace();
    auto& condition = *statement.condition;
    for (const auto& known : condition)
      if (known.name == name && known.keys[0].name.literal() == key.name) return;
    const Strings truths = {"true", "false"};
    condition.push_back({name, {{Text(key.name), values(name == "Null" ? truths : key.wanted)}}, {}});
  }

  void drop_value(Statement& statement) {
    for (auto* list : {&statement.action, &statement.not_action, &statement.resource, &statement.not_resource})
      if (*list && (*list)->items.size() > 1) return (*list)->items.pop_back();
    if (statement.condition) statement.condition->pop_back();
    if (statement.condition && statement.condition->empty()) statement.condition.reset();
  }

  void add_value(Statement& statement) {
    for (auto* list : {&statement.action, &statement.not_action})
      if (*list && chance(30)) (*list)->items.push_back(text(pick(alphabet_.actions)));
    for (auto* list : {&statement.resource, &statement.not_resource})
      if (*list && chance(30)) (*list)->items.push_back(text(pick(alphabet_.resources)));
    if (!alphabet_.keys.empty() && chance(40)) add_test(statement);
  }

  const Alphabet& alphabet_;
  std::mt19937 random_;
};

/// Every request over the alphabet.
inline std::vector<Request> all_requests(const Alphabet& alphabet) {
  std::vector<Context> contexts(1);
  for (const auto& key : alphabet.keys) {
    if (key.given.empty()) continue;
    std::vector<Context> more;
    for (const auto& context : contexts) {
      if (key.may_be_missing) more.push_back(context);
      for (const auto& value : key.given) more.emplace_back(context)[key.name] = value;
    }
    contexts = std::move(more);
  }
  std::vector<Request> result;
  for (const auto& action : alphabet.asked_actions)
    for (const auto& context : contexts) {
      for (const auto& resource : alphabet.asked_resources) result.push_back({action, resource, {}, context});
      for (const auto& [caller, keys] : alphabet.callers) {
        auto& request = result.emplace_back(Request{action, "", caller, context});
        for (const auto& [name, value] : keys) request.context[name] = one(value);
      }
    }
  return result;
}

/// Every choice of values for what is deferred.
inline std::vector<std::map<std::string, std::string>> all_values(const Alphabet& alphabet) {
  std::vector<std::map<std::string, std::string>> result(1);
  for (const auto& [name, values] : alphabet.deferred) {
    std::vector<std::map<std::string, std::string>> more;
    for (const auto& known : result)
      for (const auto& value : values) more.emplace_back(known)[name] = value;
    result = std::move(more);
  }
  return result;
}

}  // namespace rolecast::access
