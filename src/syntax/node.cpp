#include "syntax/node.h"

#include <array>

namespace rolecast {

namespace {

Node scalar(Node::Kind kind, std::string text) {
  Node node;
  node.kind = kind;
  node.text = std::move(text);
  return node;
}

}  // namespace

Node Node::string(std::string text) { return scalar(Kind::string, std::move(text)); }

Node Node::number(std::string spelling) { return scalar(Kind::number, std::move(spelling)); }

Node Node::boolean(bool value) { return scalar(Kind::boolean, value ? "true" : "false"); }

Node Node::list() { return list({}); }

Node Node::list(std::vector<Node> items) {
  Node node;
  node.kind = Kind::list;
  node.items = std::move(items);
  return node;
}

Node Node::map() {
  Node node;
  node.kind = Kind::map;
  return node;
}

Node&& Node::tagged(std::string name) && {
  tag = std::move(name);
  return std::move(*this);
}

Node& Node::add(std::string key, Node value) {
  Entry& entry = entries.emplace_back();
  entry.key.kind = Kind::string;
  entry.key.text = std::move(key);
  return entry.value = std::move(value);
}

Node& Node::add(Node key, Node value) {
  entries.push_back({std::move(key), std::move(value), {}});
  return entries.back().value;
}

const Node* Node::find(std::string_view key) const {
  for (const auto& entry : entries)
    if (entry.key.text == key) return &entry.value;
  return nullptr;
}

bool Node::operator==(const Node& other) const {
  return kind == other.kind && tag == other.tag && text == other.text && items == other.items &&
         entries == other.entries;
}

std::string_view describe(const Node& node) {
  constexpr std::array<std::string_view, 6> words = {"nothing", "a boolean", "a number", "text", "a list", "a map"};
  return words[static_cast<std::size_t>(node.kind)];
}

}  // namespace rolecast
