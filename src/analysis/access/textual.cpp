#include "analysis/access/textual.h"

#include <algorithm>

namespace rolecast::access {

bool Textual::are_same(const Text& a, const Text& b) const {
  if (a.is_literal() || b.is_literal()) return a == b;
  return names_.key(a) == names_.key(b);
}

bool Textual::are_same(const Values& a, const Values& b) const {
  return std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(),
                    [&](const Text& x, const Text& y) { return are_same(x, y); });
}

/// Whether the list has all items of the other. No list has none of the other's. Long lists in another order are left
/// to the search.
bool Textual::holds_all(const std::optional<Values>& list, const std::optional<Values>& items) const {
  if (!list || !items) return !list && !items;
  constexpr std::size_t most_looks = 10'000;
  const auto &own = list->items, &other = items->items;
  auto at = own.begin();
  const auto finds = [&](const Text& item, auto from) {
    return std::find_if(from, own.end(), [&](const Text& text) { return are_same(text, item); });
  };
  const bool is_in_order = std::all_of(other.begin(), other.end(), [&](const Text& item) {
    at = finds(item, at);
    return at != own.end();
  });
  return is_in_order ||
         (own.size() * other.size() <= most_looks && std::all_of(other.begin(), other.end(), [&](const Text& item) {
            return finds(item, own.begin()) != own.end();
          }));
}

bool Textual::holds_all(const std::optional<Principal>& list, const std::optional<Principal>& items) const {
  if (!list || !items) return !list && !items;
  if (list->anyone || items->anyone) return list->anyone;
  return std::all_of(items->groups.begin(), items->groups.end(), [&](const PrincipalGroup& item) {
    return std::any_of(list->groups.begin(), list->groups.end(), [&](const PrincipalGroup& own) {
      return own.type == item.type && holds_all(std::optional(own.values), std::optional(item.values));
    });
  });
}

bool Textual::holds_all(const Statement& wide, const Statement& narrow) const {
  if (!holds_all(wide.principal, narrow.principal) || !holds_all(wide.action, narrow.action) ||
      !holds_all(narrow.not_action, wide.not_action) || !holds_all(wide.resource, narrow.resource) ||
      !holds_all(narrow.not_resource, wide.not_resource))
    return false;
  static const std::vector<ConditionOperator> none;
  const auto& x = wide.condition ? *wide.condition : none;
  const auto& y = narrow.condition ? *narrow.condition : none;
  return std::equal(x.begin(), x.end(), y.begin(), y.end(), [&](const auto& one, const auto& other) {
    return one.name == other.name && std::equal(one.keys.begin(), one.keys.end(), other.keys.begin(), other.keys.end(),
                                                [&](const ConditionKey& k, const ConditionKey& l) {
                                                  return keys_.key_name(k.name) == keys_.key_name(l.name) &&
                                                         are_same(k.values, l.values);
                                                });
  });
}

}  // namespace rolecast::access
