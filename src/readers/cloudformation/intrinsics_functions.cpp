// Each of CloudFormation's functions: what it gives where that is known, and what stands for it where it is not.
#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/core.h>

#include "model/characters.h"
#include "model/text_node.h"
#include "model/vocabulary.h"
#include "readers/cloudformation/intrinsics.h"
#include "syntax/suggest.h"

namespace rolecast {
namespace {

/// What Fn::Sub takes between `${` and `}`.
bool is_sub_name(std::string_view name) {
  return !name.empty() &&
         all_in(name, [](char32_t c) { return is_letter_or_digit(c) || c == ':' || c == '.' || c == '_'; });
}

/// `${ Name }` is `${Name}`; only a literal keeps its blanks.
std::string without_blanks(std::string_view written) {
  auto name = written;
  while (name.starts_with(' ')) name.remove_prefix(1);
  while (name.ends_with(' ')) name.remove_suffix(1);
  return std::string(name.starts_with('!') ? written : name);
}

/// No account, region, partition or DNS suffix holds any of these characters.
bool parts_built_ins(std::string_view delimiter) {
  return all_in(delimiter, [](char32_t c) { return !(is_letter_or_digit(c) || c == '-' || c == '.'); });
}

bool is_built_in(const Piece& piece) { return find_built_in(piece.text) != nullptr; }

/// The parts of a text; nothing where a value in it may hold the delimiter.
std::optional<std::vector<Text>> parts_of(const Text& text, std::string_view delimiter) {
  std::vector<Text> parts(1);
  for (const auto& piece : text.pieces()) {
    if (piece.is_reference) {
      if (!is_built_in(piece) || !parts_built_ins(delimiter)) return std::nullopt;
      parts.back().append_reference(piece.text);
      continue;
    }
    std::string_view rest = piece.text;
    for (std::size_t end; (end = rest.find(delimiter)) != std::string_view::npos;) {
      parts.back().append(rest.substr(0, end));
      parts.emplace_back();
      rest.remove_prefix(end + delimiter.size());
    }
    parts.back().append(rest);
  }
  for (auto& part : parts) part.span = text.span;
  return parts;
}

}  // namespace

const Intrinsics::Function* Intrinsics::find(std::string_view name) {
  static constexpr std::array<Function, 14> functions = {{
      {"Ref", &Intrinsics::ref},
      {"Fn::GetAtt", &Intrinsics::get_attribute},
      {"Fn::Sub", &Intrinsics::sub},
      {"Fn::Join", &Intrinsics::join},
      {"Fn::Select", &Intrinsics::select},
      {"Fn::Split", &Intrinsics::split},
      {"Fn::If", &Intrinsics::choose},
      {"Fn::FindInMap", &Intrinsics::find_in_map},
      {"Fn::ImportValue", &Intrinsics::deferred_text},
      {"Fn::GetStackOutput", &Intrinsics::deferred_text},
      {"Fn::Base64", &Intrinsics::deferred_text},
      {"Fn::ToJsonString", &Intrinsics::deferred_text},
      {"Fn::GetAZs", &Intrinsics::deferred_list},
      {"Fn::Cidr", &Intrinsics::deferred_list},
  }};
  const auto found =
      std::find_if(functions.begin(), functions.end(), [&](const Function& row) { return row.name == name; });
  return found == functions.end() ? nullptr : &*found;
}

Intrinsics::Value Intrinsics::ref(const Node& node, const Node& argument) {
  if (!argument.is(Node::Kind::string)) return refuse(node.span, fmt::format("`!Ref` of {}", describe(argument)));
  return ref(argument.text, node.span);
}

Intrinsics::Value Intrinsics::get_attribute(const Node& node, const Node& argument) {
  std::string path = argument.text;
  for (const auto& part : argument.items) {
    if (!part.is_scalar()) {
      work_out(argument);  // for what is wrong in it
      return stand_for(node, node.span);
    }
    path += (path.empty() ? "" : ".") + part.text;
  }
  const auto dot = path.find('.');
  if (dot == std::string::npos || argument.is(Node::Kind::map))
    return refuse(node.span, "`!GetAtt` without an attribute", "write Resource.Attribute");
  return attribute(path.substr(0, dot), path.substr(dot + 1), node.span);
}

Intrinsics::Value Intrinsics::sub(const Node& node, const Node& argument) {
  const bool has_variables = argument.is(Node::Kind::list);
  if (has_variables && !has_size(node, argument, 2, 2)) return {};
  const Node& written = has_variables ? argument.items[0] : argument;
  if (!written.is(Node::Kind::string))
    return refuse(node.span, fmt::format("`!Sub` of {}", describe(written)), "it takes a text, and a map of variables");
  const auto values = has_variables ? variables(argument.items[1]) : TextByName();
  Text result({}, node.span);
  if (!values || !substitute(written.text, *values, node, result)) return stand_for(node, node.span);
  return text(result, node);
}

/// The variables of Fn::Sub; nothing where one of them only the deployment knows.
std::optional<TextByName> Intrinsics::variables(const Node& map) {
  std::optional<TextByName> result = TextByName();
  if (!map.is(Node::Kind::map))
    refuse(map.span, fmt::format("the variables of `!Sub` are {}, not a map", describe(map)));
  for (const auto& entry : map.entries) {
    const auto value = work_out(entry.value);
    auto text = value ? text_of(*value) : std::nullopt;
    const bool is_known = !value || !is_undecided(*value);
    if (!text && is_known)
      refuse(entry.value.span, fmt::format("the variable `{}` of `!Sub` is no text", entry.key.text));
    if (!is_known)
      result.reset();
    else if (result)
      result->emplace(entry.key.text, std::move(text).value_or(Text()));
  }
  return result;
}

/// False where a name stands for something that only the deployment knows and that is no text.
/// AWS CloudFormation Template Reference, "Fn::Sub".
bool Intrinsics::substitute(std::string_view written, const TextByName& variables, const Node& node, Text& result) {
  for (bool is_known = true;;) {
    const auto open = std::min(written.find("${"), written.size());
    result.append(written.substr(0, open));
    written.remove_prefix(open);
    if (written.empty()) return is_known;
    const auto close = written.find('}');
    const auto name = without_blanks(written.substr(2, close == std::string_view::npos ? close : close - 2));
    written.remove_prefix(std::min(close, written.size() - 1) + 1);
    const bool is_literal = name.size() > 1 && name[0] == '!' && name[1] != '!';
    const auto variable = variables.find(name);
    if (close == std::string_view::npos) {
      refuse(node.span, "`${` without its `}` in `!Sub`");
    } else if (is_literal) {
      result.append("${" + name.substr(1) + "}");
    } else if (variable != variables.end()) {
      if (!append(result, variable->second)) return false;
    } else if (!is_sub_name(name)) {
      refuse(node.span, fmt::format("`${{{}}}` is no name that `!Sub` takes", name),
             "write `${!` where a literal `${` is meant");
    } else {
      const auto dot = name.find('.');
      const auto value = dot == std::string::npos ? ref(name, node.span)
                                                  : attribute(name.substr(0, dot), name.substr(dot + 1), node.span);
      const auto text = value ? text_of(*value) : std::nullopt;
      if (!value) refuse(node.span, fmt::format("`${{{}}}` is nothing, and `!Sub` needs a text", name));
      if (text && !append(result, *text)) return false;
      is_known = is_known && text;
    }
  }
}

Intrinsics::Value Intrinsics::join(const Node& node, const Node& argument) {
  if (!has_size(node, argument, 2, 2)) return {};
  const auto delimiter = literal(argument.items[0]);
  const auto list = work_out(argument.items[1]);
  if (!list) return refuse(node.span, "`!Join` of nothing");
  const auto list_text = text_of(*list);
  if (!delimiter || is_undecided(*list) || (list_text && !list_text->is_literal())) return stand_for(node, node.span);
  if (!list->is(Node::Kind::list))
    return refuse(list->span, fmt::format("`!Join` of {}", describe(*list)),
                  "it takes a delimiter and a list of texts");
  Text result({}, node.span);
  for (const auto& item : list->items) {
    if (is_undecided(item)) return stand_for(node, node.span);
    const auto part = text_of(item);
    if (!part) return refuse(item.span, fmt::format("`!Join` of {}", describe(item)), "it takes a list of texts");
    if (&item != &list->items.front() && !append(result, Text(*delimiter))) break;
    if (!append(result, *part)) break;
  }
  return text(result, node);
}

Intrinsics::Value Intrinsics::select(const Node& node, const Node& argument) {
  if (!has_size(node, argument, 2, 2)) return {};
  const auto written = literal(argument.items[0]);
  auto list = work_out(argument.items[1]);
  if (!list) return refuse(node.span, "`!Select` of nothing");
  const auto list_text = text_of(*list);
  const bool is_known = written && !is_undecided(*list) && !(list_text && !list_text->is_literal()) &&
                        std::none_of(list->items.begin(), list->items.end(), is_undecided);
  if (!is_known) return stand_for(node, node.span);
  if (!list->is(Node::Kind::list)) return refuse(list->span, fmt::format("`!Select` of {}", describe(*list)));
  std::size_t index = 0;
  const char* end = written->data() + written->size();
  const auto [stop, fault] = std::from_chars(written->data(), end, index);
  if (fault != std::errc() || stop != end || index >= list->items.size())
    return refuse(node.span, fmt::format("`!Select` of `{}` in a list of {}", *written, list->items.size()),
                  "it counts from 0");
  Node item = std::move(list->items[index]);
  return item;
}

Intrinsics::Value Intrinsics::split(const Node& node, const Node& argument) {
  if (!has_size(node, argument, 2, 2)) return {};
  const auto delimiter = literal(argument.items[0]);
  const auto source = work_out(argument.items[1]);
  const auto whole = source ? text_of(*source) : std::nullopt;
  if (delimiter && delimiter->empty()) return refuse(node.span, "`!Split` at an empty text");
  const auto parts = delimiter && whole ? parts_of(*whole, *delimiter) : std::nullopt;
  if (!parts) {
    if (source && !whole && !is_undecided(*source))
      return refuse(node.span, fmt::format("`!Split` of {}", describe(*source)));
    return undecided(fmt::format("`{}`", spelled(node)), node.span);
  }
  Node list = Node::list();
  list.span = node.span;
  for (const auto& part : *parts) {
    if (!affords(0, node.span)) break;
    if (auto item = text(part, node)) list.items.push_back(std::move(*item));
  }
  return list;
}

Intrinsics::Value Intrinsics::choose(const Node& node, const Node& argument) {
  if (!has_size(node, argument, 3, 3)) return {};
  const auto known = holds(argument.items[0]);
  if (known) return work_out(argument.items[*known ? 1 : 2]);
  auto yes = work_out(argument.items[1]), no = work_out(argument.items[2]);
  if (are_same(yes, no)) return yes;
  if (yes && no && text_of(*yes) && text_of(*no)) return stand_for(node, node.span);
  return undecided(fmt::format("the condition `{}`", argument.items[0].text), node.span, yes ? yes : no);
}

Intrinsics::Value Intrinsics::find_in_map(const Node& node, const Node& argument) {
  if (!has_size(node, argument, 3, 4)) return {};
  const bool has_default = argument.items.size() == 4;
  const Node* otherwise = has_default ? argument.items[3].find("DefaultValue") : nullptr;
  if (has_default && !otherwise)
    return refuse(argument.items[3].span, "`!FindInMap` takes {DefaultValue: …} as its fourth value");
  const MappingKeys keys = {literal(argument.items[0]), literal(argument.items[1]), literal(argument.items[2])};
  if (const Node* found = mappings_.find(keys)) return work_out(*found);
  const bool is_known = keys[0] && keys[1] && keys[2];
  if (is_known && otherwise) return work_out(*otherwise);
  const auto values = mappings_.values(keys);
  if (values == Mappings::Values::none && !otherwise)
    return refuse(node.span, fmt::format("`{}` leads to nothing", spelled(node)), "correct its keys");
  const auto default_value = otherwise ? work_out(*otherwise) : Node::string("");
  if (values != Mappings::Values::others && default_value && text_of(*default_value)) return stand_for(node, node.span);
  return undecided(fmt::format("`{}`", spelled(node)), node.span);
}

Intrinsics::Value Intrinsics::deferred_text(const Node& node, const Node& argument) {
  work_out(argument);  // for what is wrong in it
  return stand_for(node, node.span);
}

Intrinsics::Value Intrinsics::deferred_list(const Node& node, const Node& argument) {
  work_out(argument);
  return undecided(fmt::format("`{}`", spelled(node)), node.span);
}

/// False where that makes too much text.
bool Intrinsics::append(Text& to, const Text& part) {
  std::size_t size = 0;
  for (const auto& piece : part.pieces()) size += piece.text.size();
  if (!affords(size, to.span)) return false;
  to.append(part);
  return true;
}

std::optional<std::string> Intrinsics::literal(const Node& node) {
  const auto value = work_out(node);
  const auto text = value ? text_of(*value) : std::nullopt;
  if (!text || !text->is_literal()) return std::nullopt;
  return std::string(text->literal());
}

bool Intrinsics::has_size(const Node& node, const Node& argument, std::size_t least, std::size_t most) {
  const auto size = argument.items.size();
  if (argument.is(Node::Kind::list) && size >= least && size <= most) return true;
  refuse(
      node.span,
      fmt::format("`{}` of {}", tag_of(node.entries[0].key.text),
                  argument.is(Node::Kind::list) ? fmt::format("a list of {}", size) : std::string(describe(argument))),
      fmt::format("it takes a list of {}", least));
  return false;
}

}  // namespace rolecast
