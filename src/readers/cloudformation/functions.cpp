#include "readers/cloudformation/functions.h"

#include <algorithm>

#include "syntax/json.h"

namespace rolecast {
namespace {

constexpr std::string_view prefix = "Fn::";

std::string name_of(std::string_view tag) {
  if (tag.starts_with('!')) tag.remove_prefix(1);
  return tag == "Ref" || tag == "Condition" ? std::string(tag) : std::string(prefix).append(tag);
}

/// Whether a text needs no quotes to be told from what stands around it.
bool is_bare(std::string_view text) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_.:/@+*=-").find(c) != std::string_view::npos;
  };
  return !text.empty() && !text.ends_with(':') && std::string_view("@+*=-:").find(text[0]) == std::string_view::npos &&
         std::all_of(text.begin(), text.end(), allowed);
}

std::string spelled_text(const std::string& text) {
  return is_bare(text) ? text : json::write_compact(Node::string(text));
}

/// `Bucket.Arn`, which may also be written as the list of its parts.
std::string spelled_attribute(const Node& path) {
  std::string text;
  for (const auto& part : path.items) {
    if (!part.is_scalar()) return spelled(path);
    text += (text.empty() ? "" : ".") + part.text;
  }
  return path.items.empty() ? spelled(path) : spelled_text(text);
}

template <typename Items, typename Spell>
std::string joined(const Items& items, Spell spell) {
  std::string text;
  for (const auto& item : items) text += (text.empty() ? "" : ", ") + spell(item);
  return text;
}

std::string spelled_map(const Node& map) {
  return "{" + joined(map.entries, [](const Entry& e) { return spelled_text(e.key.text) + ": " + spelled(e.value); }) +
         "}";
}

}  // namespace

Node without_tags(Node node) {
  for (auto& item : node.items) item = without_tags(std::move(item));
  for (auto& entry : node.entries) entry.value = without_tags(std::move(entry.value));
  if (node.tag.empty()) return node;
  Node object = Node::map();
  object.span = node.span;
  const auto name = name_of(std::exchange(node.tag, {}));
  object.add(name, std::move(node));
  object.entries[0].key.span = object.span;
  return object;
}

bool is_function(std::string_view key) { return key == "Ref" || key.starts_with(prefix); }

std::optional<Call> call_in(const Node& node) {
  if (!node.is(Node::Kind::map) || node.entries.size() != 1 || !is_function(node.entries[0].key.text))
    return std::nullopt;
  return Call{node.entries[0].key.text, node.entries[0].value};
}

std::string spelled(const Node& node) {
  if (const auto call = call_in(node)) {
    if (call_in(call->argument)) return tag_of(call->name) + " " + spelled_map(call->argument);  // a node has one tag
    const bool is_attribute = call->name == "Fn::GetAtt" && call->argument.is(Node::Kind::list);
    return tag_of(call->name) + " " + (is_attribute ? spelled_attribute(call->argument) : spelled(call->argument));
  }
  if (node.is(Node::Kind::list)) return "[" + joined(node.items, spelled) + "]";
  if (node.is(Node::Kind::map))
    return "{" +
           joined(node.entries, [](const Entry& e) { return spelled_text(e.key.text) + ": " + spelled(e.value); }) +
           "}";
  return node.is(Node::Kind::null) ? "null" : spelled_text(node.text);
}

std::string tag_of(std::string_view function) {
  if (function.starts_with(prefix)) function.remove_prefix(prefix.size());
  return "!" + std::string(function);
}

}  // namespace rolecast
