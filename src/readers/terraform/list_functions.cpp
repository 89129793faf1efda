// Functions over lists and sets whose elements are known.
#include <algorithm>

#include "readers/terraform/function_parts.h"
#include "readers/terraform/value.h"

namespace rolecast::terraform::functions {
namespace {

constexpr std::int64_t longest_range = 1024;  // Terraform's own limit

bool are_lists(const Call& call) {
  return !call.arguments.empty() && std::all_of(call.arguments.begin(), call.arguments.end(), is_list);
}

Node number(std::int64_t value) { return Node::number(std::to_string(value)); }

/// `decisive` where one element is that, and the opposite where all are known and none is.
Result truth_of(const Call& call, bool decisive) {
  if (call.arguments.size() != 1 || !are_lists(call)) return std::nullopt;
  bool all_known = true;
  for (const auto& item : call.arguments[0].items) {
    const auto truth = as_boolean(item);
    if (truth == decisive) return Node::boolean(decisive);
    all_known = all_known && truth;
  }
  return all_known ? Result(Node::boolean(!decisive)) : std::nullopt;
}

/// The elements of all arguments in one type, argument by argument; nothing where one is not known.
std::optional<std::vector<std::vector<Node>>> known_sets(const Call& call) {
  if (!are_lists(call)) return std::nullopt;
  Node all = Node::list();
  for (const auto& list : call.arguments) all.items.insert(all.items.end(), list.items.begin(), list.items.end());
  if (!std::all_of(all.items.begin(), all.items.end(), is_constant)) return std::nullopt;
  all = unified(std::move(all));
  std::vector<std::vector<Node>> result;
  auto next = all.items.begin();
  for (const auto& list : call.arguments) {
    result.emplace_back(next, next + static_cast<std::ptrdiff_t>(list.items.size()));
    next += static_cast<std::ptrdiff_t>(list.items.size());
  }
  return result;
}

/// What of the first argument stands in each of the others, or in none of them.
Result set_without(const Call& call, bool stands_in_others) {
  auto sets = known_sets(call);
  if (!sets) return std::nullopt;
  auto items = std::move(sets->front());
  for (auto other = sets->begin() + 1; other != sets->end(); ++other)
    std::erase_if(items, [&](const Node& item) {
      return (std::find(other->begin(), other->end(), item) != other->end()) != stands_in_others;
    });
  return make_set(std::move(items), call.place);
}

}  // namespace

Result all_true(const Call& call) { return truth_of(call, false); }
Result any_true(const Call& call) { return truth_of(call, true); }

Result coalesce_list(const Call& call) {
  for (const auto& list : call.arguments) {
    if (!is_list(list)) return std::nullopt;
    if (!list.items.empty()) return list;
  }
  return std::nullopt;
}

Result index(const Call& call) {
  if (call.arguments.size() != 2 || !is_list(call.arguments[0]) || !is_ordered(call.arguments[0])) return std::nullopt;
  const auto& items = call.arguments[0].items;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto same = equal(items[i], call.arguments[1]);
    if (!same) return std::nullopt;
    if (*same) return number(static_cast<std::int64_t>(i));
  }
  return std::nullopt;
}

Result range(const Call& call) {
  std::vector<std::int64_t> given;
  for (const auto& argument : call.arguments) {
    const auto value = as_integer(argument);
    if (!value || *value > longest_range || *value < -longest_range) return std::nullopt;
    given.push_back(*value);
  }
  if (given.empty() || given.size() > 3) return std::nullopt;
  const auto begin = given.size() == 1 ? 0 : given[0];
  const auto end = given.size() == 1 ? given[0] : given[1];
  const auto step = given.size() == 3 ? given[2] : begin <= end ? 1 : -1;
  if (step == 0 || (step > 0) != (begin <= end)) return std::nullopt;
  Node result = Node::list();
  for (auto value = begin; step > 0 ? value < end : value > end; value += step) {
    if (static_cast<std::int64_t>(result.items.size()) == longest_range) return std::nullopt;
    result.items.push_back(number(value));
  }
  return result;
}

Result reverse(const Call& call) {
  if (call.arguments.size() != 1 || !are_lists(call) || !is_ordered(call.arguments[0])) return std::nullopt;
  return Node::list({call.arguments[0].items.rbegin(), call.arguments[0].items.rend()});
}

Result set_intersection(const Call& call) { return set_without(call, true); }
Result set_subtract(const Call& call) { return call.arguments.size() == 2 ? set_without(call, false) : std::nullopt; }

/// Every choice of one element from each argument, those of the last one changing fastest.
Result set_product(const Call& call) {
  constexpr std::size_t most = 10'000;
  if (call.arguments.size() < 2 || !are_lists(call)) return std::nullopt;
  std::vector<Node> rows = {Node::list()};
  bool is_ordered_throughout = true;
  for (const auto& list : call.arguments) {
    is_ordered_throughout = is_ordered_throughout && list.tag.empty();
    if (rows.size() * list.items.size() > most) return std::nullopt;
    std::vector<Node> longer;
    for (const auto& row : rows)
      for (const auto& item : unified(list).items) {
        longer.push_back(row);
        longer.back().items.push_back(item);
      }
    rows = std::move(longer);
  }
  return is_ordered_throughout ? Node::list(std::move(rows)) : make_set(std::move(rows), call.place);
}

Result set_union(const Call& call) {
  if (!are_lists(call)) return std::nullopt;
  Node all = Node::list();
  for (const auto& list : call.arguments) all.items.insert(all.items.end(), list.items.begin(), list.items.end());
  return make_set(unified(std::move(all)).items, call.place);
}

Result slice(const Call& call) {
  if (call.arguments.size() != 3 || !is_list(call.arguments[0]) || !call.arguments[0].tag.empty()) return std::nullopt;
  const auto begin = as_integer(call.arguments[1]), end = as_integer(call.arguments[2]);
  const auto& items = call.arguments[0].items;
  if (!begin || !end || *begin < 0 || *begin > *end || *end > static_cast<std::int64_t>(items.size()))
    return std::nullopt;
  return Node::list({items.begin() + *begin, items.begin() + *end});
}

/// By the bytes of texts.
Result sort(const Call& call) {
  if (call.arguments.size() != 1 || !are_lists(call)) return std::nullopt;
  std::vector<Node> items;
  for (const auto& item : call.arguments[0].items) {
    const auto text = as_constant_text(item);
    if (!text) return std::nullopt;
    items.push_back(Node::string(*text));
    items.back().span = item.span;
  }
  std::sort(items.begin(), items.end(), [](const Node& a, const Node& b) { return a.text < b.text; });
  return Node::list(std::move(items));
}

}  // namespace rolecast::terraform::functions
