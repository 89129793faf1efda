#include <map>
#include <span>

#include "syntax/hcl.h"
#include "syntax/hcl/schema.h"
#include "syntax/hcl/text.h"
#include "syntax/hcl/writer.h"

namespace rolecast::hcl {
namespace {

/// A template, or an expression as a template of its own.
Node json_template(const Node& node) {
  Writer writer;
  writer.pieces(is_template(node) ? std::span<const Node>(node.items) : std::span<const Node>(&node, 1), Quoting::json,
                Next::end);
  return Node::string(writer.take());
}

Node json_value(const Node& node) {
  if (!node.tag.empty() || (is_literal(node) && !node.text.empty())) return json_template(node);
  Node result;
  result.kind = node.kind;
  result.text = node.text;
  result.items.reserve(node.items.size());
  for (const auto& item : node.items) result.items.push_back(json_value(item));
  result.entries.reserve(node.entries.size());
  for (const auto& entry : node.entries) result.add(json_value(entry.key), json_value(entry.value));
  return result;
}

/// Types and references stand in JSON's strings as they are.
Node json_expression(const Node& node) {
  if (!node.tag.empty()) return Node::string(write_value(node));
  Node result = node;
  for (auto& item : result.items) item = json_expression(item);
  for (auto& [key, value, comment] : result.entries) {
    key = json_expression(key);
    value = json_expression(value);
  }
  return result;
}

Node json_attribute(std::string_view block, const Entry& attribute) {
  const auto& value = attribute.value;
  const auto strings = strings_of(block, attribute.key.text);
  if (strings == Strings::expressions) return json_expression(value);
  return strings == Strings::verbatim && value.tag.empty() ? value : json_value(value);
}

Node json_body(const Node& body, std::string_view type);

/// Blocks of one type: an object by label, and where no label is left the body, or a list of bodies.
Node json_blocks(std::span<const Entry* const> blocks, std::size_t level) {
  const Entry& first = *blocks.front();
  if (level == first.value.items.size()) {
    if (blocks.size() == 1) return json_body(first.value, first.key.text);
    Node list = Node::list();
    for (const auto* block : blocks) list.items.push_back(json_body(block->value, block->key.text));
    return list;
  }
  std::map<std::string_view, std::size_t> places;
  std::vector<std::vector<const Entry*>> groups;
  for (const auto* block : blocks) {
    const auto [place, is_new] = places.try_emplace(block->value.items[level].text, groups.size());
    if (is_new) groups.emplace_back();
    groups[place->second].push_back(block);
  }
  Node result = Node::map();
  for (const auto& group : groups) result.add(group.front()->value.items[level].text, json_blocks(group, level + 1));
  return result;
}

Node json_body(const Node& body, std::string_view type) {
  std::map<std::string_view, std::vector<const Entry*>> blocks;
  for (const auto& entry : body.entries)
    if (is_block(entry)) blocks[entry.key.text].push_back(&entry);
  Node result = Node::map();
  for (const auto& entry : body.entries) {
    const auto& [key, value, comment] = entry;
    if (!is_block(entry)) {
      result.add(key.text, json_attribute(type, entry));
    } else if (const auto& group = blocks[key.text]; group.front() == &entry) {
      result.add(key.text, json_blocks(group, 0));
    }
  }
  return result;
}

}  // namespace

Node to_json(const Node& body) { return json_body(body, {}); }

}  // namespace rolecast::hcl
