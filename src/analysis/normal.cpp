#include "analysis/normal.h"

#include <algorithm>
#include <compare>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <unordered_map>

#include "model/characters.h"

namespace rolecast {
namespace {

using Keys = std::vector<std::string>;
using Ids = std::vector<std::uint32_t>;

/// One key of several, none of which can be mistaken for part of another.
std::string joined(const Keys& keys) {
  std::string result;
  for (const auto& key : keys) result += std::to_string(key.size()) + ":" + key;
  return result;
}

std::string joined_set(Keys keys) {
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return joined(keys);
}

/// The account in `arn:PARTITION:iam::ACCOUNT:root`, as the native form spells it; empty where `value` is another text.
std::string account_of_root(const Text& value) {
  const auto spelled = value.spelled();
  constexpr std::string_view start = "arn:", middle = ":iam::", end = ":root";
  const auto at = spelled.find(middle);
  if (!spelled.starts_with(start) || !spelled.ends_with(end) || at == std::string::npos) return {};
  const auto from = at + middle.size();
  if (from + end.size() > spelled.size()) return {};
  const auto account = spelled.substr(from, spelled.size() - end.size() - from);
  const bool is_plain = account.find(':') == std::string::npos && spelled.find("$$") == std::string::npos &&
                        spelled.find(':', start.size()) == at;
  return is_plain ? account : std::string();
}

/// Twelve digits or `${account}` alone; empty where `value` is another text. A parameter might hold a whole ARN.
std::string bare_account(const Text& value) {
  const bool is_digits = value.is_literal() && value.literal().size() == 12 && all_in(value.literal(), is_digit);
  const bool is_own = value.pieces().size() == 1 && value.pieces()[0] == Piece{true, "account"};
  return is_digits || is_own ? value.spelled() : std::string();
}

/// A combination that a statement allows or denies: numbers of keys.
struct Grant {
  std::uint32_t terms = 0, principal = 0, action = 0, resource = 0;  ///< terms: effect and condition
  auto operator<=>(const Grant&) const = default;
};

/// A statement as what it combines, in the order of its own lists.
struct Product {
  std::uint32_t terms = 0;
  Ids principals, actions, resources;
  std::size_t size() const { return principals.size() * actions.size() * resources.size(); }
};

/// Turns statements into numbers that are the same for the same meaning.
class Normalizer {
 public:
  Normalizer(const Policies& first, const Policies& second, const CommonNames& names) : names_(names) {
    for (const auto* side : {&first, &second})
      for (const auto* policy : *side)
        for (const auto& statement : policy->statements) note_roots(statement);
  }

  Product product(const Statement& statement) {
    return {number(joined({statement.effect == Effect::allow ? "allow" : "deny", condition(statement)})),
            numbers(principals(statement)), numbers(elements(statement.action, statement.not_action, true)),
            numbers(elements(statement.resource, statement.not_resource, false))};
  }

 private:
  std::uint32_t number(const std::string& key) {
    return numbers_.try_emplace(key, static_cast<std::uint32_t>(numbers_.size())).first->second;
  }

  Ids numbers(const Keys& keys) {
    Ids result;
    result.reserve(keys.size());
    for (const auto& key : keys) result.push_back(number(key));
    return result;
  }

  Keys keys_of(const Values& values, bool without_case) const {
    Keys keys;
    keys.reserve(values.items.size());
    for (const auto& item : values.items)
      keys.push_back(without_case ? names_.key_without_case(item) : names_.key(item));
    return keys;
  }

  /// A negated list is one element: what it stands for is no union over its items. Neither list is an element too.
  Keys elements(const std::optional<Values>& values, const std::optional<Values>& negated, bool without_case) const {
    if (values) return keys_of(*values, without_case);
    return {negated ? "not " + joined_set(keys_of(*negated, without_case)) : std::string("none")};
  }

  void note_roots(const Statement& statement) {
    for (const auto* principal : {&statement.principal, &statement.not_principal})
      if (*principal)
        for (const auto& group : (*principal)->groups)
          for (const auto& value : group.values.items)
            if (const auto account = account_of_root(value); group.type == "AWS" && !account.empty())
              roots_[account].insert(names_.key(value));
  }

  std::string principal_key(const std::string& type, const Text& value) const {
    const auto root = type == "AWS" ? roots_.find(bare_account(value)) : roots_.end();
    const bool is_root = root != roots_.end() && root->second.size() == 1;
    return joined({type, is_root ? *root->second.begin() : names_.key(value)});
  }

  Keys listed(const Principal& principal) const {
    if (principal.anyone) return {"anyone"};
    Keys keys;
    for (const auto& group : principal.groups)
      for (const auto& value : group.values.items) keys.push_back(principal_key(group.type, value));
    return keys;
  }

  Keys principals(const Statement& statement) const {
    if (statement.principal) return listed(*statement.principal);
    return {statement.not_principal ? "not " + joined_set(listed(*statement.not_principal)) : std::string("none")};
  }

  /// The operators and their keys must all hold, so they are a set, and so are the values of each.
  std::string condition(const Statement& statement) const {
    Keys tests;
    if (statement.condition)
      for (const auto& op : *statement.condition) {
        if (op.keys.empty()) tests.push_back(joined({op.name}));
        for (const auto& key : op.keys)
          tests.push_back(joined({op.name, names_.key_without_case(key.name), joined_set(keys_of(key.values, false))}));
      }
    return joined_set(std::move(tests));
  }

  const CommonNames& names_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::map<std::string, std::set<std::string>> roots_;  // what ARNs are written for an account as a principal
};

struct Part {
  const Policy* policy;
  const Statement* statement;
  Product product;
};

/// One side of the comparison.
struct Side {
  std::vector<Part> parts;
  std::vector<Grant> grants;  // sorted, each once
};

template <typename Visit>
void for_each_grant(const Product& product, Visit visit) {
  for (std::size_t p = 0; p < product.principals.size(); ++p)
    for (std::size_t a = 0; a < product.actions.size(); ++a)
      for (std::size_t r = 0; r < product.resources.size(); ++r)
        visit(Grant{product.terms, product.principals[p], product.actions[a], product.resources[r]}, p, a, r);
}

/// Fails where the side has more grants than `most`.
bool multiply(const Policies& policies, Normalizer& normalizer, std::size_t most, Side& side) {
  std::size_t total = 0;
  for (const auto* policy : policies)
    for (const auto& statement : policy->statements) {
      side.parts.push_back({policy, &statement, normalizer.product(statement)});
      total += side.parts.back().product.size();
      if (total > most) return false;
    }
  side.grants.reserve(total);
  for (const auto& part : side.parts)
    for_each_grant(part.product, [&](const Grant& grant, auto, auto, auto) { side.grants.push_back(grant); });
  std::sort(side.grants.begin(), side.grants.end());
  side.grants.erase(std::unique(side.grants.begin(), side.grants.end()), side.grants.end());
  return true;
}

void keep(std::vector<Text>& items, const std::vector<bool>& kept, std::size_t from = 0) {
  std::size_t at = from;
  std::erase_if(items, [&](const Text&) { return !kept[at++]; });
}

/// Takes out what the other side has too. Negated lists are one element and stay whole.
void cut(Statement& statement, const std::vector<bool>& principals, const std::vector<bool>& actions,
         const std::vector<bool>& resources) {
  if (statement.principal && !statement.principal->anyone) {
    std::size_t from = 0;
    for (auto& group : statement.principal->groups) {
      const auto count = group.values.items.size();
      keep(group.values.items, principals, from);
      from += count;
    }
    std::erase_if(statement.principal->groups, [](const PrincipalGroup& group) { return group.values.items.empty(); });
  }
  if (statement.action) keep(statement.action->items, actions);
  if (statement.resource) keep(statement.resource->items, resources);
}

/// What of a statement is missing for some of its actions, all of which lack the same.
struct Gap {
  std::vector<std::pair<std::size_t, std::size_t>> places;  // of principals and resources
  std::vector<bool> actions;
};

std::vector<Gap> gaps(const Product& product, const std::vector<Grant>& other) {
  std::vector<Gap> of_actions(product.actions.size()), result;
  for_each_grant(product, [&](const Grant& grant, std::size_t p, std::size_t a, std::size_t r) {
    if (!std::binary_search(other.begin(), other.end(), grant)) of_actions[a].places.emplace_back(p, r);
  });
  for (std::size_t a = 0; a < of_actions.size(); ++a) {
    if (of_actions[a].places.empty()) continue;
    auto same =
        std::find_if(result.begin(), result.end(), [&](const Gap& gap) { return gap.places == of_actions[a].places; });
    if (same == result.end()) {
      same = result.insert(same, std::move(of_actions[a]));
      same->actions.resize(product.actions.size());
    }
    same->actions[a] = true;
  }
  return result;
}

std::vector<Remainder> missing(const Side& side, const std::vector<Grant>& other) {
  std::vector<Remainder> result;
  for (const auto& [policy, statement, product] : side.parts)
    for (const auto& gap : gaps(product, other)) {
      std::vector<bool> principals(product.principals.size()), resources(product.resources.size());
      for (const auto& [p, r] : gap.places) principals[p] = resources[r] = true;
      cut(result.emplace_back(Remainder{policy, *statement}).statement, principals, gap.actions, resources);
    }
  return result;
}

}  // namespace

NormalComparison compare_normal_forms(const Policies& first, const Policies& second, const CommonNames& names,
                                      std::size_t most) {
  NormalComparison result;
  Normalizer normalizer(first, second, names);
  Side one, other;
  if (!multiply(first, normalizer, most, one) || !multiply(second, normalizer, most, other)) {
    result.too_large = true;
    return result;
  }
  if (one.grants == other.grants) return result;
  result.only_first = missing(one, other.grants);
  result.only_second = missing(other, one.grants);
  return result;
}

}  // namespace rolecast
