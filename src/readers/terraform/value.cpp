#include "readers/terraform/value.h"

#include <algorithm>
#include <charconv>
#include <unordered_set>

#include "model/text_node.h"
#include "readers/terraform/spelling.h"
#include "syntax/json.h"

namespace rolecast::terraform {
namespace {

Node marked(const char* tag, std::string text, Span place) {
  Node node = Node::string(std::move(text)).tagged(tag);
  node.span = place;
  return node;
}

/// jsonencode() escapes these, so that JSON may stand inside of HTML and JavaScript.
void escape_for_html(std::string& json) {
  constexpr std::pair<std::string_view, std::string_view> escapes[] = {
      {"<", "\\u003c"}, {">", "\\u003e"}, {"&", "\\u0026"}, {"\u2028", "\\u2028"}, {"\u2029", "\\u2029"}};
  for (const auto& [plain, escape] : escapes)
    for (auto at = json.find(plain); at != std::string::npos; at = json.find(plain, at + escape.size()))
      json.replace(at, plain.size(), escape);
}

/// A text that is the same for equal values only.
std::string identity(const Node& value) {
  auto result = std::to_string(static_cast<int>(value.kind)) + value.tag + "(";
  result += std::to_string(value.text.size()) + ":" + value.text;
  for (const auto& item : value.items) result += identity(item);
  for (const auto& entry : value.entries) result += identity(entry.key) + identity(entry.value);
  return result + ")";
}

bool holds_control_character(const Node& value) {
  const auto has = [](const std::string& text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; });
  };
  return has(value.text) || std::any_of(value.items.begin(), value.items.end(), holds_control_character) ||
         std::any_of(value.entries.begin(), value.entries.end(),
                     [&](const Entry& entry) { return has(entry.key.text) || holds_control_character(entry.value); });
}

/// Terraform's order of the elements of a set.
bool stands_before(const Node& a, const Node& b) {
  return a.is(Node::Kind::number) ? as_integer(a) < as_integer(b) : a.text < b.text;
}

bool holds_open_set(const Node& value) {
  return !is_ordered(value) || std::any_of(value.items.begin(), value.items.end(), holds_open_set) ||
         std::any_of(value.entries.begin(), value.entries.end(),
                     [](const Entry& entry) { return holds_open_set(entry.value); });
}

/// In the order of keys that jsonencode() gives; texts that are JSON themselves as the texts they are.
void sort_keys(Node& value) {
  if (value.tag == "json") value = Node::string(json_text(value.items[0]).value_or(""));
  value.tag.clear();
  for (auto& item : value.items) sort_keys(item);
  for (auto& entry : value.entries) sort_keys(entry.value);
  std::sort(value.entries.begin(), value.entries.end(),
            [](const Entry& a, const Entry& b) { return a.key.text < b.key.text; });
}

}  // namespace

Node reference(std::string expression, Span place) {
  Text text;
  text.append_reference(std::move(expression));
  text.span = place;
  return to_node(text);
}

Node unknown(std::string expression, Span place) { return marked("unknown", std::move(expression), place); }
Node damaged(Span place) { return marked("damaged", {}, place); }

bool is_damaged(const Node& value) { return value.tag == "damaged"; }

bool holds_damage(const Node& value) {
  return is_damaged(value) || std::any_of(value.items.begin(), value.items.end(), holds_damage) ||
         std::any_of(value.entries.begin(), value.entries.end(),
                     [](const Entry& entry) { return is_damaged(entry.key) || holds_damage(entry.value); });
}

bool is_list(const Node& value) { return value.is(Node::Kind::list) && (value.tag.empty() || value.tag == "set"); }
bool is_map(const Node& value) { return value.is(Node::Kind::map); }
bool is_constant(const Node& value) { return value.is_scalar() && value.tag.empty(); }

bool is_all_constant(const Node& value) {
  if (value.is_scalar() || value.tag == "text") return is_constant(value);
  if (value.tag == "json" && !value.text.empty()) return false;
  return std::all_of(value.items.begin(), value.items.end(), is_all_constant) &&
         std::all_of(value.entries.begin(), value.entries.end(),
                     [](const Entry& entry) { return is_constant(entry.key) && is_all_constant(entry.value); });
}

std::string_view expression_of(const Node& value) {
  if (value.tag == "unknown" || value.tag == "object") return value.text;
  if (value.tag == "text" && value.items.size() == 1) return value.items[0].text;
  return {};
}

std::optional<Text> as_text(const Node& value) {
  if (auto text = to_text(value)) return text;
  if (value.tag == "json") {
    auto json = value.text.empty() ? json_text(value.items[0]) : std::nullopt;
    if (json) return Text(std::move(*json), value.span);
    return to_text(reference(spelled(as_expression(value)), value.span));
  }
  if (!is_constant(value) || value.is(Node::Kind::null)) return std::nullopt;
  return Text(value.text, value.span);
}

std::optional<std::string> as_constant_text(const Node& value) {
  const auto text = as_text(value);
  return text && text->is_literal() ? std::optional(std::string(text->literal())) : std::nullopt;
}

std::optional<bool> as_boolean(const Node& value) {
  if (!is_constant(value) || (value.text != "true" && value.text != "false")) return std::nullopt;
  return value.text == "true";
}

std::optional<std::int64_t> as_integer(const Node& value) {
  if (!is_constant(value) || value.is(Node::Kind::null)) return std::nullopt;
  const auto spelling = canonical_number(value.text).value_or("");
  std::int64_t number = 0;
  const char* end = spelling.data() + spelling.size();
  const auto [stop, fault] = std::from_chars(spelling.data(), end, number);
  return fault == std::errc() && stop == end && !spelling.empty() ? std::optional(number) : std::nullopt;
}

std::optional<std::string> canonical_number(std::string_view spelling) {
  constexpr std::size_t most_digits = 150;  // what 512 bits hold for certain
  const bool is_negative = spelling.starts_with('-');
  if (is_negative) spelling.remove_prefix(1);
  const auto mantissa = spelling.substr(0, spelling.find_first_of("eE"));
  int exponent = 0;
  if (mantissa.size() < spelling.size()) {
    auto rest = spelling.substr(mantissa.size() + 1);
    if (rest.starts_with('+')) rest.remove_prefix(1);
    const auto [stop, fault] = std::from_chars(rest.data(), rest.data() + rest.size(), exponent);
    if (fault != std::errc() || stop != rest.data() + rest.size()) return std::nullopt;
  }
  std::string digits;
  for (const char c : mantissa) {
    if (c >= '0' && c <= '9')
      digits += c;
    else if (c != '.')
      return std::nullopt;
  }
  if (digits.empty() || std::count(mantissa.begin(), mantissa.end(), '.') > 1) return std::nullopt;
  const auto point = std::min(mantissa.find('.'), mantissa.size());
  const auto leading = std::min(digits.find_first_not_of('0'), digits.size());
  if (leading == digits.size()) return "0";
  // the value is 0.DIGITS times ten to the power of `scale`
  const auto scale = static_cast<long>(point) + exponent - static_cast<long>(leading);
  digits.erase(0, leading);
  digits.erase(digits.find_last_not_of('0') + 1);
  const auto count = static_cast<long>(digits.size());
  if (digits.size() > most_digits || scale > static_cast<long>(most_digits) || scale < -static_cast<long>(most_digits))
    return std::nullopt;
  if (scale <= 0)
    digits = "0." + std::string(static_cast<std::size_t>(-scale), '0') + digits;
  else if (scale >= count)
    digits.append(static_cast<std::size_t>(scale - count), '0');
  else
    digits.insert(static_cast<std::size_t>(scale), 1, '.');
  return (is_negative ? "-" : "") + digits;
}

std::optional<Node> with_canonical_numbers(Node value) {
  if (value.is(Node::Kind::number)) {
    auto number = canonical_number(value.text);
    if (!number) return std::nullopt;
    value.text = std::move(*number);
  }
  const auto convert = [](Node& part) {
    auto converted = with_canonical_numbers(std::move(part));
    if (converted) part = std::move(*converted);
    return converted.has_value();
  };
  for (auto& item : value.items)
    if (!convert(item)) return std::nullopt;
  for (auto& entry : value.entries)
    if (!convert(entry.value)) return std::nullopt;
  return value;
}

std::optional<bool> equal(const Node& a, const Node& b) {
  for (const auto* json : {&a, &b})
    if (json->tag == "json") {
      const auto text = as_text(*json);
      return json == &a ? equal(to_node(*text), b) : equal(a, to_node(*text));
    }
  if (is_constant(a) && is_constant(b)) {
    const bool is_one_null = a.is(Node::Kind::null) != b.is(Node::Kind::null);
    if (a.kind == b.kind || a.text != b.text || is_one_null) return a.kind == b.kind && a.text == b.text;
    return std::nullopt;  // `1` and `"1"`: a list, map or condition around one of them may have made it a text
  }
  const auto is_text_with_more = [](const Node& value) { return value.tag == "text" && value.items.size() > 1; };
  if ((is_text_with_more(a) && b.is(Node::Kind::null)) || (is_text_with_more(b) && a.is(Node::Kind::null)))
    return false;
  if (a.tag == "text" && a == b) return true;
  return std::nullopt;
}

Node make_set(std::vector<Node> items, Span place) {
  Node set = Node::list().tagged("set");
  set.span = place;
  std::unordered_set<std::string> seen;
  for (auto& item : items)
    if (seen.insert(identity(item)).second) set.items.push_back(std::move(item));
  if (is_ordered(set)) std::sort(set.items.begin(), set.items.end(), stands_before);
  return set;
}

bool is_ordered(const Node& collection) {
  const auto is_constant_text = [](const Node& node) { return is_constant(node) && node.is(Node::Kind::string); };
  const auto is_whole = [](const Node& node) { return node.is(Node::Kind::number) && as_integer(node); };
  const auto is_truth = [](const Node& node) { return is_constant(node) && node.is(Node::Kind::boolean); };
  if (is_map(collection))
    return std::all_of(collection.entries.begin(), collection.entries.end(),
                       [&](const Entry& entry) { return is_constant_text(entry.key); });
  const auto all = [&](const auto& is_kind) {
    return std::all_of(collection.items.begin(), collection.items.end(), is_kind);
  };
  return collection.tag != "set" || collection.items.size() < 2 || all(is_constant_text) || all(is_whole) ||
         all(is_truth);
}

std::vector<Element> elements(const Node& collection) {
  std::vector<Element> result;
  for (const auto& item : collection.items)
    result.push_back({collection.tag == "set" ? item : Node::number(std::to_string(result.size())), item});
  for (const auto& entry : collection.entries) result.push_back({entry.key, entry.value});
  if (is_map(collection) && is_ordered(collection))
    std::stable_sort(result.begin(), result.end(),
                     [](const Element& a, const Element& b) { return a.key.text < b.key.text; });
  return result;
}

bool MapBuilder::put(Node key, Node value) {
  const auto [place, is_new] = places_.try_emplace(identity(key), map_.entries.size());
  if (is_new)
    map_.add(std::move(key), std::move(value));
  else
    map_.entries[place->second].value = std::move(value);
  return is_new;
}

void MapBuilder::put_all(const Node& map) {
  for (const auto& entry : map.entries) put(entry.key, entry.value);
}

void MapBuilder::append(Node key, const std::vector<Node>& values) {
  const auto [place, is_new] = places_.try_emplace(identity(key), map_.entries.size());
  if (is_new) map_.add(std::move(key), Node::list());
  auto& items = map_.entries[place->second].value.items;
  items.insert(items.end(), values.begin(), values.end());
}

std::size_t size_of(const Node& value) {
  std::size_t size = 1 + value.text.size() / 16;
  for (const auto& item : value.items) size += size_of(item);
  for (const auto& entry : value.entries) size += size_of(entry.key) + size_of(entry.value);
  return size;
}

std::optional<std::string> json_text(const Node& value) {
  if (!is_all_constant(value) || holds_control_character(value) || holds_open_set(value)) return std::nullopt;
  Node sorted = value;
  sort_keys(sorted);
  auto json = json::write_compact(sorted);
  escape_for_html(json);
  return json;
}

}  // namespace rolecast::terraform
