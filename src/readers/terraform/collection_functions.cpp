#include <algorithm>

#include "model/text_node.h"
#include "readers/terraform/function_parts.h"
#include "readers/terraform/value.h"

namespace rolecast::terraform::functions {
namespace {

bool takes(const Call& call, std::size_t count) { return call.arguments.size() == count; }
bool takes_list(const Call& call) { return takes(call, 1) && is_list(call.arguments[0]); }
bool takes_map(const Call& call) { return takes(call, 1) && is_map(call.arguments[0]); }

/// Text that is surely not empty, whatever its references are.
bool is_never_empty(const Node& value) {
  return std::any_of(value.items.begin(), value.items.end(), [](const Node& piece) { return piece.tag.empty(); });
}

bool is_empty_or_null(const Node& value) {
  return is_constant(value) && (value.is(Node::Kind::null) || (value.is(Node::Kind::string) && value.text.empty()));
}

Node list_of(std::vector<Node> items) { return Node::list(std::move(items)); }

void flatten_into(std::vector<Node>& items, const Node& list) {
  for (const auto& item : list.items) is_list(item) ? flatten_into(items, item) : items.push_back(item);
}

bool holds_unknown(const Node& list) {
  return std::any_of(list.items.begin(), list.items.end(),
                     [](const Node& item) { return item.tag == "unknown" || (is_list(item) && holds_unknown(item)); });
}

}  // namespace

Node unified(Node list) {
  const auto is_like_first = [&](const Node& item) { return item.kind == list.items.front().kind; };
  if (std::all_of(list.items.begin(), list.items.end(), is_like_first)) return list;
  for (auto& item : list.items)
    if (const auto text = as_text(item)) item = to_node(*text);
  return list;
}

/// The arguments have one type.
Result coalesce(const Call& call) {
  std::vector<Node> given;
  for (const auto& argument : call.arguments)
    if (!argument.is(Node::Kind::null)) given.push_back(argument);
  for (const auto& argument : unified(Node::list(std::move(given))).items) {
    if (is_empty_or_null(argument)) continue;
    if (is_constant(argument) || is_never_empty(argument)) return argument;
    return std::nullopt;
  }
  return std::nullopt;
}

Result compact(const Call& call) {
  if (!takes_list(call)) return std::nullopt;
  std::vector<Node> items;
  for (const auto& item : call.arguments[0].items) {
    if (is_empty_or_null(item)) continue;
    if (!is_constant(item) && !is_never_empty(item)) return std::nullopt;
    items.push_back(item);
  }
  return list_of(std::move(items));
}

Result concat(const Call& call) {
  std::vector<Node> items;
  bool is_ordered_throughout = true;
  for (const auto& list : call.arguments) {
    if (!is_list(list)) return std::nullopt;
    is_ordered_throughout = is_ordered_throughout && is_ordered(list);
    items.insert(items.end(), list.items.begin(), list.items.end());
  }
  return is_ordered_throughout ? list_of(std::move(items)) : make_set(std::move(items), call.place);
}

Result contains(const Call& call) {
  if (!takes(call, 2) || !is_list(call.arguments[0])) return std::nullopt;
  bool all_known = true;
  for (const auto& item : call.arguments[0].items) {
    const auto same = equal(item, call.arguments[1]);
    if (same == true) return Node::boolean(true);
    all_known = all_known && same;
  }
  return all_known ? std::optional(Node::boolean(false)) : std::nullopt;
}

Result distinct(const Call& call) {
  if (!takes_list(call)) return std::nullopt;
  const auto list = unified(call.arguments[0]);
  if (!std::all_of(list.items.begin(), list.items.end(), is_constant)) return make_set(list.items, call.place);
  std::vector<Node> items;
  MapBuilder seen;
  for (const auto& item : list.items) seen.put(item, {});
  for (auto& entry : seen.take().entries) items.push_back(std::move(entry.key));
  return list_of(std::move(items));
}

Result element(const Call& call) {
  if (!takes(call, 2) || !is_list(call.arguments[0]) || !is_ordered(call.arguments[0])) return std::nullopt;
  const auto number = as_integer(call.arguments[1]);
  const auto& items = call.arguments[0].items;
  if (!number || *number < 0 || items.empty()) return std::nullopt;
  return items[static_cast<std::size_t>(*number) % items.size()];
}

Result flatten(const Call& call) {
  if (!takes_list(call) || holds_unknown(call.arguments[0])) return std::nullopt;
  std::vector<Node> items;
  flatten_into(items, call.arguments[0]);
  return list_of(std::move(items));
}

Result keys(const Call& call) {
  if (!takes_map(call) || !is_ordered(call.arguments[0])) return std::nullopt;
  std::vector<Node> items;
  for (auto& element : elements(call.arguments[0])) items.push_back(std::move(element.key));
  return list_of(std::move(items));
}

Result length(const Call& call) {
  if (!takes(call, 1)) return std::nullopt;
  const auto& of = call.arguments[0];
  const auto number = [](std::size_t count) { return Node::number(std::to_string(count)); };
  if (is_map(of) && is_ordered(of)) return number(of.entries.size());
  if (is_list(of) && (of.tag != "set" || is_ordered(of))) return number(of.items.size());
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80 && c != '\r'; };
  if (is_constant(of) && of.is(Node::Kind::string) && std::all_of(of.text.begin(), of.text.end(), is_ascii))
    return number(of.text.size());
  return std::nullopt;
}

Result lookup(const Call& call) {
  if (!takes(call, 3) || !is_map(call.arguments[0]) || !is_constant(call.arguments[1])) return std::nullopt;
  if (const Node* found = call.arguments[0].find(call.arguments[1].text)) return *found;
  return is_ordered(call.arguments[0]) ? std::optional(call.arguments[2]) : std::nullopt;
}

Result merge(const Call& call) {
  MapBuilder result;
  for (const auto& map : call.arguments) {
    if (map.is(Node::Kind::null)) continue;
    if (!is_map(map)) return std::nullopt;
    result.put_all(map);
  }
  return result.take();
}

Result one(const Call& call) {
  if (!takes_list(call) || call.arguments[0].items.size() > 1) return std::nullopt;
  return call.arguments[0].items.empty() ? Node() : call.arguments[0].items[0];
}

Result same(const Call& call) { return takes(call, 1) ? std::optional(call.arguments[0]) : std::nullopt; }

Result to_list(const Call& call) {
  if (!takes_list(call)) return std::nullopt;
  auto list = unified(call.arguments[0]);
  if (is_ordered(list)) list.tag.clear();
  return list;
}

Result to_map(const Call& call) {
  if (!takes_map(call)) return std::nullopt;
  auto map = call.arguments[0];
  Node values = Node::list();
  for (const auto& entry : map.entries) values.items.push_back(entry.value);
  values = unified(std::move(values));
  for (std::size_t i = 0; i < map.entries.size(); ++i) map.entries[i].value = std::move(values.items[i]);
  return map;
}

Result to_set(const Call& call) {
  if (!takes_list(call)) return std::nullopt;
  return make_set(unified(call.arguments[0]).items, call.place);
}

Result values(const Call& call) {
  if (!takes_map(call) || !is_ordered(call.arguments[0])) return std::nullopt;
  std::vector<Node> items;
  for (auto& element : elements(call.arguments[0])) items.push_back(std::move(element.value));
  return list_of(std::move(items));
}

Result zipmap(const Call& call) {
  if (!takes(call, 2) || !is_list(call.arguments[0]) || !is_list(call.arguments[1])) return std::nullopt;
  const auto &names = call.arguments[0], &items = call.arguments[1];
  if (names.items.size() != items.items.size() || !is_ordered(names) || !is_ordered(items)) return std::nullopt;
  MapBuilder result;
  for (std::size_t i = 0; i < names.items.size(); ++i) {
    const auto name = as_text(names.items[i]);
    if (!name) return std::nullopt;
    result.put(to_node(*name), items.items[i]);
  }
  return result.take();
}

}  // namespace rolecast::terraform::functions
