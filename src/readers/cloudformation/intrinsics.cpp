#include "readers/cloudformation/intrinsics.h"

#include <algorithm>

#include <fmt/core.h>

#include "model/characters.h"
#include "model/text_node.h"
#include "readers/cloudformation/scalars.h"
#include "syntax/suggest.h"

namespace rolecast {
namespace {

constexpr std::string_view undecided_tag = "undecided", dynamic_reference = "{{resolve:";
constexpr std::size_t most_bytes = 128u << 20, node_bytes = 64;  // of text: functions can make much of little
constexpr int most_names = 50;

std::map<std::string_view, const Node*> index_of(const Node* section) {
  std::map<std::string_view, const Node*> index;
  if (section)
    for (const auto& entry : section->entries) index.emplace(entry.key.text, &entry.value);
  return index;
}

bool is_macro(std::string_view function) { return function == "Fn::Transform" || function.starts_with("Fn::ForEach"); }

/// Equal only in what is known of it.
bool holds_undecided(const Node& node) {
  return node.tag == undecided_tag || std::any_of(node.items.begin(), node.items.end(), holds_undecided) ||
         std::any_of(node.entries.begin(), node.entries.end(),
                     [](const Entry& entry) { return holds_undecided(entry.value); });
}

}  // namespace

std::optional<Text> text_of(const Node& value) {
  if (value.is(Node::Kind::number) || value.is(Node::Kind::boolean)) return Text(value.text, value.span);
  return to_text(value);
}

Intrinsics::Intrinsics(const Node& file, const TemplateParameters& parameters, Undeclared undeclared,
                       const Sources& sources, DeferredValues& values, Diagnostics& diagnostics)
    : mappings_(file.find("Mappings")),
      conditions_(index_of(file.find("Conditions"))),
      resources_(index_of(file.find("Resources"))),
      parameters_(parameters),
      undeclared_(undeclared),
      sources_(sources),
      values_(values),
      diagnostics_(diagnostics) {}

std::optional<Node> Intrinsics::value(const Node& node) {
  auto result = work_out(node);
  if (result && !settle(*result)) return std::nullopt;
  return result;
}

Node Intrinsics::values(const Node& map) {
  Node result = map;
  result.entries.clear();
  for (const auto& entry : map.entries)
    if (auto found = value(entry.value)) result.add(entry.key, std::move(*found));
  return result;
}

/// What to read on with after an error: a value of which nothing is known that could be a further fault.
Node Intrinsics::stand_in(Span place) {
  if (stand_in_.empty()) {
    Parameter parameter;
    parameter.name = "undecided";
    stand_in_ = values_.declare(std::move(parameter));
  }
  Text text;
  text.span = place;
  text.append_reference(stand_in_);
  return to_node(text);
}

/// Reports what is still undecided, and puts something in its place to read on with. False where there is nothing.
bool Intrinsics::settle(Node& node) {
  if (is_undecided(node)) {
    if (!node.text.empty())
      diagnostics_.error(Code::not_constant, node.span,
                         fmt::format("what stands here depends on {}, which only the deployment knows", node.text),
                         "give the parameters behind it with --set, or write it out for one case");
    if (node.items.empty()) return false;
    Node first = std::move(node.items[0]);
    node = std::move(first);
    return settle(node);
  }
  if (node.is(Node::Kind::string) && node.text.find(dynamic_reference) != std::string::npos)
    refuse(node.span, "a dynamic reference that is a key or is not closed",
           "write it as a value, in one text: {{resolve:ssm:name}}");
  for (auto& item : node.items)
    if (!settle(item)) item = stand_in(item.span);
  for (auto& entry : node.entries) {
    settle(entry.key);
    if (!settle(entry.value)) entry.value = stand_in(entry.value.span);
  }
  return true;
}

Intrinsics::Value Intrinsics::work_out(const Node& node) {
  if (!affords(node.text.size(), node.span)) return stand_in(node.span);
  if (node.is_scalar()) return leaf(node);
  if (node.is(Node::Kind::map)) return map(node);
  Node list = Node::list();
  list.span = node.span;
  for (const auto& item : node.items)
    if (auto value = work_out(item)) list.items.push_back(std::move(*value));
  return list;
}

Intrinsics::Value Intrinsics::leaf(const Node& node) {
  Node result = node;
  if (!check_scalar(node, sources_, diagnostics_)) result.kind = Node::Kind::string;
  if (node.is(Node::Kind::boolean)) result.text = lower_case(node.text);
  if (!node.is(Node::Kind::string)) return result;
  warn_about_placeholder(node, "write `!Sub` before the text");
  return text(Text(node.text, node.span), node);
}

Intrinsics::Value Intrinsics::map(const Node& node) {
  if (const auto found = call_in(node)) return call(node, *found);
  const auto function = std::find_if(node.entries.begin(), node.entries.end(),
                                     [](const Entry& entry) { return is_function(entry.key.text); });
  if (function != node.entries.end()) {
    const auto& key = function->key;
    if (is_macro(key.text)) return macro(key, function->value);
    return refuse(key.span, fmt::format("`{}` beside other keys", key.text), "a function stands alone");
  }
  Node result = Node::map();
  result.span = node.span;
  for (const auto& entry : node.entries) {
    warn_about_placeholder(entry.key, "a key holds no function: write the document as JSON in a `!Sub`");
    if (auto value = work_out(entry.value)) result.add(entry.key, std::move(*value));
  }
  return result;
}

/// Where a fault is found on the way, what comes out is only there to read on with.
Intrinsics::Value Intrinsics::call(const Node& node, const Call& call) {
  const auto errors = diagnostics_.errors();
  const auto* function = find(call.name);
  if (is_macro(call.name)) return macro(node, call.argument);
  if (!function)
    return refuse(node.span, fmt::format("the function `{}` is not understood", call.name), "write what it gives");
  auto result = (this->*function->work_out)(node, call.argument);
  if (diagnostics_.errors() == errors) return result;
  if (result && is_undecided(*result)) result = result->items.empty() ? Value() : Value(Node(result->items[0]));
  return undecided("", node.span, result && text_of(*result) ? Value() : std::move(result));
}

/// `${AWS::Region}` or the name of a parameter or resource in a text that Fn::Sub does not see.
void Intrinsics::warn_about_placeholder(const Node& node, const std::string& hint) {
  const std::string_view text = node.text;
  for (auto open = text.find("${"); open != std::string_view::npos; open = text.find("${", open + 2)) {
    const auto close = text.find('}', open);
    if (close == std::string_view::npos) return;
    const auto content = text.substr(open + 2, close - open - 2);
    const auto name = content.substr(0, content.find('.'));
    if (!content.starts_with("AWS::") && !parameters_.contains(name) && !resources_.contains(name)) continue;
    diagnostics_.warning(Code::literal_placeholder, node.span, fmt::format("`${{{}}}` is plain text here", content),
                         hint);
    return;
  }
}

std::optional<bool> Intrinsics::holds(const Node& name) {
  const auto found = name.is(Node::Kind::string) ? conditions_.find(name.text) : conditions_.end();
  if (found == conditions_.end()) {
    std::vector<std::string_view> names;
    for (const auto& [key, node] : conditions_) names.push_back(key);
    diagnostics_.error(Code::unknown_name, name.span,
                       name.is_scalar() ? fmt::format("unknown condition `{}`", name.text)
                                        : fmt::format("a condition's name is {}", describe(name)),
                       ++faults_ < 20 ? suggestion(name.text, names) : "");
    return true;  // to read on with
  }
  const auto [known, fresh] = decisions_.try_emplace(found->first);
  auto& decision = known->second;
  if (!fresh && decision.is_open) refuse(name.span, fmt::format("the condition `{}` leads back to itself", name.text));
  if (!fresh) return decision.value;
  if (depth_ == most_names) {
    diagnostics_.error(Code::too_deep, name.span,
                       fmt::format("more than {} conditions that lead to each other", depth_));
    return std::nullopt;
  }
  ++depth_;
  decision.value = condition(*found->second);
  decision.is_open = false;
  --depth_;
  return decision.value;
}

std::optional<bool> Intrinsics::condition(const Node& node) {
  const bool is_call = node.is(Node::Kind::map) && node.entries.size() == 1;
  const auto& function = is_call ? node.entries[0].key.text : node.text;
  if (is_call) {
    const auto& argument = node.entries[0].value;
    const bool is_list = argument.is(Node::Kind::list);
    if (function == "Condition") return holds(argument);
    if (function == "Fn::Equals" && is_list && argument.items.size() == 2) return equals(argument);
    if (function == "Fn::And" && is_list) return any(argument, false);
    if (function == "Fn::Or" && is_list) return any(argument, true);
    if (function == "Fn::Not" && is_list && argument.items.size() == 1)
      if (const auto inner = condition(argument.items[0])) return !*inner;
    if (function == "Fn::Not" && is_list && argument.items.size() == 1) return std::nullopt;
  }
  refuse(node.span, "this is no condition", "a condition is Fn::Equals, Fn::And, Fn::Or, Fn::Not or Condition");
  return std::nullopt;
}

/// `wanted` where one of the conditions is that, its opposite where none can be, and nothing where that is not known.
std::optional<bool> Intrinsics::any(const Node& conditions, bool wanted) {
  std::optional<bool> result = !wanted;
  for (const auto& item : conditions.items) {
    const auto each = condition(item);
    if (each == wanted) return wanted;
    if (!each) result = std::nullopt;
  }
  return result;
}

std::optional<bool> Intrinsics::equals(const Node& arguments) {
  const auto left = work_out(arguments.items[0]), right = work_out(arguments.items[1]);
  if (!left || !right) return std::nullopt;
  if (are_same(left, right)) return true;
  const auto a = text_of(*left), b = text_of(*right);
  if (!a || !b || !a->is_literal() || !b->is_literal()) return std::nullopt;
  return a->literal() == b->literal();
}

Intrinsics::Value Intrinsics::text(const Text& text, const Node& node) {
  Text result;
  result.span = node.span;
  for (const auto& piece : text.pieces()) {
    if (piece.is_reference)
      result.append_reference(piece.text);
    else if (!append_resolved(piece.text, result) && text.pieces().size() > 1)
      return stand_for(node, node.span);
  }
  return to_node(result);
}

/// False, and once an error, where functions make more of a template than it is worth reading.
bool Intrinsics::affords(std::size_t bytes, Span place) {
  if (produced_ <= most_bytes && (produced_ += bytes + node_bytes) > most_bytes)
    diagnostics_.error(Code::too_large, place, "the functions of this template make more text than rolecast reads");
  return produced_ <= most_bytes;
}

/// `{{resolve:ssm:name}}` becomes a parameter. False where one is not closed: the rest of it may stand in another text.
bool Intrinsics::append_resolved(std::string_view literal, Text& to) {
  for (;;) {
    const auto open = std::min(literal.find(dynamic_reference), literal.size());
    to.append(literal.substr(0, open));
    literal.remove_prefix(open);
    if (literal.empty()) return true;
    const auto close = literal.find("}}");
    if (close == std::string_view::npos) {
      to.append(literal);
      return false;
    }
    const auto reference = literal.substr(0, close + 2);
    to.append_reference(values_.stand_for(reference, to.span, reference.substr(dynamic_reference.size())));
    literal.remove_prefix(reference.size());
  }
}

Intrinsics::Value Intrinsics::stand_for(const Node& node, Span place) {
  const auto call = call_in(node);
  const bool is_name = call && (call->name == "Ref" || call->name == "Fn::GetAtt" || call->name == "Fn::ImportValue");
  const auto expression = spelled(node);
  Text text;
  text.span = place;
  text.append_reference(
      values_.stand_for(expression, place, is_name ? expression.substr(expression.find(' ') + 1) : expression));
  return to_node(text);
}

Intrinsics::Value Intrinsics::refuse(Span place, std::string message, std::string hint) {
  diagnostics_.error(Code::unsupported_expression, place, std::move(message), std::move(hint));
  return undecided("", place);
}

Intrinsics::Value Intrinsics::macro(const Node& place, const Node&) {
  diagnostics_.error(Code::not_constant, place.span, "a macro makes what stands here, and only the deployment runs it",
                     "write what it gives");
  return undecided("", place.span);
}

Node Intrinsics::undecided(std::string what, Span place, Value stand_in) {
  Node node = Node::list().tagged(std::string(undecided_tag));
  node.text = std::move(what);
  node.span = place;
  if (stand_in) node.items.push_back(std::move(*stand_in));
  return node;
}

bool Intrinsics::is_undecided(const Node& value) { return value.tag == undecided_tag; }

bool Intrinsics::are_same(const Value& a, const Value& b) { return a && b && *a == *b && !holds_undecided(*a); }

}  // namespace rolecast
