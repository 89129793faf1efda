#include "model/text_node.h"

namespace rolecast {

Node to_node(const Text& text) {
  Node node;
  if (text.is_literal()) {
    node = Node::string(std::string(text.literal()));
  } else {
    node = Node::list().tagged("text");
    for (const auto& piece : text.pieces()) {
      Node& item = node.items.emplace_back(Node::string(piece.text));
      if (piece.is_reference) item.tag = "reference";
    }
  }
  node.span = text.span;
  return node;
}

std::optional<Text> to_text(const Node& node) {
  if (node.is(Node::Kind::string) && node.tag.empty()) return Text(node.text, node.span);
  if (node.tag != "text") return std::nullopt;
  Text text;
  text.span = node.span;
  for (const auto& item : node.items) {
    if (item.tag == "reference")
      text.append_reference(item.text);
    else
      text.append(item.text);
  }
  return text;
}

}  // namespace rolecast
