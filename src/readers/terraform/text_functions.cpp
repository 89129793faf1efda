#include <algorithm>

#include "model/characters.h"
#include "model/text_node.h"
#include "readers/embedded.h"
#include "readers/terraform/function_parts.h"
#include "readers/terraform/value.h"

namespace rolecast::terraform::functions {
namespace {

/// Terraform goes by characters and by Unicode's rules for letter case; ASCII is all that is worked out.
std::optional<std::string> ascii(const Node& value) {
  auto text = as_constant_text(value);
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  return text && std::all_of(text->begin(), text->end(), is_ascii) ? text : std::nullopt;
}

Result text_node(std::string text) { return Node::string(std::move(text)); }

/// Both arguments as texts that are known.
std::optional<std::pair<std::string, std::string>> two_texts(const Call& call) {
  if (call.arguments.size() != 2) return std::nullopt;
  auto a = as_constant_text(call.arguments[0]), b = as_constant_text(call.arguments[1]);
  return a && b ? std::optional(std::pair(std::move(*a), std::move(*b))) : std::nullopt;
}

constexpr std::size_t longest_text = 1u << 20;  // of what is made, in characters or more; no policy comes near

constexpr std::string_view white_space = " \t\n\v\f\r";

/// The text without what of `set` stands at its ends, where those are known.
Result trimmed(const Node& value, std::string_view set, bool at_begin, bool at_end) {
  auto text = as_text(value);
  if (!text || text->empty()) return text ? Result(value) : std::nullopt;
  auto pieces = text->pieces();
  if (at_begin) {
    if (pieces.front().is_reference) return std::nullopt;
    pieces.front().text.erase(0, pieces.front().text.find_first_not_of(set));
  }
  if (at_end) {
    if (pieces.back().is_reference) return std::nullopt;
    pieces.back().text.erase(pieces.back().text.find_last_not_of(set) + 1);
  }
  // a reference that is at an end now may hold more of them
  if (pieces.size() > 1 && ((at_begin && pieces.front().text.empty()) || (at_end && pieces.back().text.empty())))
    return std::nullopt;
  Text result;
  result.span = text->span;
  for (const auto& piece : pieces) piece.is_reference ? result.append_reference(piece.text) : result.append(piece.text);
  return to_node(result);
}

std::string with_case(std::string text, char first, char last, int shift) {
  for (char& c : text)
    if (c >= first && c <= last) c = static_cast<char>(c + shift);
  return text;
}

/// `%s`, `%v`, `%d` and `%%`, without widths and positions.
Result formatted(const std::string& pattern, const std::vector<const Node*>& values) {
  Text text;
  std::size_t next = 0;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] != '%') {
      text.append(pattern.substr(at, 1));
      continue;
    }
    const char verb = ++at < pattern.size() ? pattern[at] : '\0';
    if (verb == '%') {
      text.append("%");
      continue;
    }
    if (next == values.size()) return std::nullopt;
    const Node& value = *values[next++];
    const auto part = as_text(value);
    // `%d` of a text that holds a number drops its leading zeros
    if (!part || !(verb == 's' || verb == 'v' || (verb == 'd' && value.is(Node::Kind::number) && as_integer(value))))
      return std::nullopt;
    for (const auto& run : part->pieces()) run.is_reference ? text.append_reference(run.text) : text.append(run.text);
  }
  return next == values.size() ? Result(to_node(text)) : std::nullopt;
}

}  // namespace

Result chomp(const Call& call) {
  return call.arguments.size() == 1 ? trimmed(call.arguments[0], "\r\n", false, true) : std::nullopt;
}

Result ends_with(const Call& call) {
  const auto texts = two_texts(call);
  return texts ? Result(Node::boolean(texts->first.ends_with(texts->second))) : std::nullopt;
}

Result format(const Call& call) {
  const auto pattern = call.arguments.empty() ? std::nullopt : as_constant_text(call.arguments[0]);
  if (!pattern) return std::nullopt;
  std::vector<const Node*> values;
  for (std::size_t i = 1; i < call.arguments.size(); ++i) values.push_back(&call.arguments[i]);
  return formatted(*pattern, values);
}

Result format_list(const Call& call) {
  const auto pattern = call.arguments.empty() ? std::nullopt : as_constant_text(call.arguments[0]);
  if (!pattern) return std::nullopt;
  std::optional<std::size_t> count;
  for (std::size_t i = 1; i < call.arguments.size(); ++i) {
    const auto& argument = call.arguments[i];
    if (!is_list(argument)) continue;
    if (!is_ordered(argument) || count.value_or(argument.items.size()) != argument.items.size()) return std::nullopt;
    count = argument.items.size();
  }
  if (!count) return std::nullopt;
  Node result = Node::list();
  for (std::size_t row = 0; row < *count; ++row) {
    std::vector<const Node*> values;
    for (std::size_t i = 1; i < call.arguments.size(); ++i)
      values.push_back(is_list(call.arguments[i]) ? &call.arguments[i].items[row] : &call.arguments[i]);
    auto text = formatted(*pattern, values);
    if (!text) return std::nullopt;
    result.items.push_back(std::move(*text));
  }
  return result;
}

Result join(const Call& call) {
  const auto separator = call.arguments.empty() ? std::nullopt : as_text(call.arguments[0]);
  if (!separator) return std::nullopt;
  Text text;
  std::size_t size = 0;
  bool is_first = true;
  const auto append = [&](const Text& more) {
    for (const auto& run : more.pieces()) run.is_reference ? text.append_reference(run.text) : text.append(run.text);
  };
  for (std::size_t i = 1; i < call.arguments.size(); ++i) {
    if (!is_list(call.arguments[i]) || !is_ordered(call.arguments[i])) return std::nullopt;
    for (const auto& item : call.arguments[i].items) {
      const auto part = as_text(item);
      if (!part || (size += size_of(item)) > longest_text) return std::nullopt;
      if (!is_first) append(*separator);
      append(*part);
      is_first = false;
    }
  }
  return to_node(text);
}

Result json_decode(const Call& call) {
  if (call.arguments.size() != 1) return std::nullopt;
  if (call.arguments[0].tag == "json") return call.arguments[0].items[0];
  const auto text = as_text(call.arguments[0]);
  const bool is_open = !text || (text->pieces().size() == 1 && text->pieces()[0].is_reference);
  auto tree = is_open ? std::nullopt : read_json(*text, "the argument of `jsondecode`", call.diagnostics);
  return tree ? with_canonical_numbers(std::move(*tree)) : std::nullopt;
}

Result json_encode(const Call& call) {
  if (call.arguments.size() != 1) return std::nullopt;
  Node json = Node::list().tagged("json");
  json.span = call.place;
  json.items.push_back(call.arguments[0]);
  return json;
}

Result lower(const Call& call) {
  auto text = call.arguments.size() == 1 ? ascii(call.arguments[0]) : std::nullopt;
  return text ? text_node(with_case(std::move(*text), 'A', 'Z', 'a' - 'A')) : std::nullopt;
}

Result replace(const Call& call) {
  if (call.arguments.size() != 3) return std::nullopt;
  const auto text = as_constant_text(call.arguments[0]);
  const auto old = as_constant_text(call.arguments[1]), by = as_constant_text(call.arguments[2]);
  const bool is_pattern = old && old->size() > 1 && old->starts_with('/') && old->ends_with('/');
  if (!text || !old || !by || is_pattern || old->empty()) return std::nullopt;
  std::string result;
  std::size_t done = 0;
  for (auto at = text->find(*old); at != std::string::npos; at = text->find(*old, done)) {
    result.append(*text, done, at - done).append(*by);
    done = at + old->size();
    if (result.size() > longest_text) return std::nullopt;
  }
  return text_node(result.append(*text, done));
}

Result split(const Call& call) {
  const auto texts = two_texts(call);
  if (!texts || texts->first.empty()) return std::nullopt;
  const auto& [separator, text] = *texts;
  Node result = Node::list();
  std::size_t begin = 0;
  for (auto end = text.find(separator); end != std::string::npos; end = text.find(separator, begin)) {
    result.items.push_back(Node::string(text.substr(begin, end - begin)));
    begin = end + separator.size();
  }
  result.items.push_back(Node::string(text.substr(begin)));
  return result;
}

Result starts_with(const Call& call) {
  const auto texts = two_texts(call);
  return texts ? Result(Node::boolean(texts->first.starts_with(texts->second))) : std::nullopt;
}

Result str_contains(const Call& call) {
  const auto texts = two_texts(call);
  return texts ? Result(Node::boolean(texts->first.find(texts->second) != std::string::npos)) : std::nullopt;
}

Result substr(const Call& call) {
  if (call.arguments.size() != 3) return std::nullopt;
  const auto text = ascii(call.arguments[0]);
  const auto offset = as_integer(call.arguments[1]), length = as_integer(call.arguments[2]);
  if (!text || !offset || !length || text->find('\r') != std::string::npos) return std::nullopt;
  if (*offset < 0 && *length == 0) return std::nullopt;  // Terraform gives what is behind the offset
  const auto size = static_cast<std::int64_t>(text->size());
  const auto begin = std::min(size, *offset < 0 ? std::max<std::int64_t>(0, size + *offset) : *offset);
  const auto count = *length < 0 ? size - begin : std::min(*length, size - begin);
  return text_node(text->substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(count)));
}

Result title(const Call& call) {
  auto text = call.arguments.size() == 1 ? ascii(call.arguments[0]) : std::nullopt;
  if (!text) return std::nullopt;
  const auto is_word = [](char c) { return is_letter_or_digit(static_cast<unsigned char>(c)) || c == '_'; };
  for (std::size_t i = 0; i < text->size(); ++i)
    if (i == 0 || !is_word((*text)[i - 1])) (*text)[i] = with_case(text->substr(i, 1), 'a', 'z', 'A' - 'a')[0];
  return text_node(std::move(*text));
}

Result to_bool(const Call& call) {
  const auto truth = call.arguments.size() == 1 ? as_boolean(call.arguments[0]) : std::nullopt;
  return truth ? Result(Node::boolean(*truth)) : std::nullopt;
}

Result to_number(const Call& call) {
  if (call.arguments.size() != 1 || !is_constant(call.arguments[0])) return std::nullopt;
  auto number = canonical_number(call.arguments[0].text);
  return number ? Result(Node::number(std::move(*number))) : std::nullopt;
}

Result to_string(const Call& call) {
  if (call.arguments.size() != 1) return std::nullopt;
  if (call.arguments[0].is(Node::Kind::null) || call.arguments[0].tag == "json") return call.arguments[0];
  const auto text = as_text(call.arguments[0]);
  return text ? Result(to_node(*text)) : std::nullopt;
}

Result trim(const Call& call) {
  const auto texts = two_texts(call);
  if (!texts || !ascii(call.arguments[1])) return std::nullopt;
  return trimmed(call.arguments[0], texts->second, true, true);
}

Result trim_prefix(const Call& call) {
  const auto texts = two_texts(call);
  if (!texts) return std::nullopt;
  const auto& [text, prefix] = *texts;
  return text_node(text.starts_with(prefix) ? text.substr(prefix.size()) : text);
}

Result trim_space(const Call& call) {
  auto result = call.arguments.size() == 1 ? trimmed(call.arguments[0], white_space, true, true) : std::nullopt;
  const auto text = result ? as_text(*result) : std::nullopt;
  if (!text || text->empty()) return result;
  // Unicode has more white space than ASCII
  const bool is_clear =
      (text->pieces().front().text.front() & 0x80) == 0 && (text->pieces().back().text.back() & 0x80) == 0;
  return is_clear ? result : std::nullopt;
}

Result trim_suffix(const Call& call) {
  const auto texts = two_texts(call);
  if (!texts) return std::nullopt;
  const auto& [text, suffix] = *texts;
  return text_node(text.ends_with(suffix) ? text.substr(0, text.size() - suffix.size()) : text);
}

Result upper(const Call& call) {
  auto text = call.arguments.size() == 1 ? ascii(call.arguments[0]) : std::nullopt;
  return text ? text_node(with_case(std::move(*text), 'a', 'z', 'A' - 'a')) : std::nullopt;
}

}  // namespace rolecast::terraform::functions
