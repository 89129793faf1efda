#include "syntax/hcl.h"

#include "syntax/hcl/text.h"
#include "syntax/hcl/writer.h"

namespace rolecast::hcl {

Node expression(std::string text) { return Node::string(std::move(text)).tagged(std::string(reference_tag)); }

Node call(std::string function, std::vector<Node> arguments) {
  return Node::list(std::move(arguments)).tagged(std::string(call_prefix) + std::move(function));
}

Node infix(std::string op, std::vector<Node> operands) {
  return Node::list(std::move(operands)).tagged(std::string(infix_prefix) + std::move(op));
}

Node block(std::vector<std::string> labels) {
  Node node = Node::map().tagged(std::string(block_tag));
  for (auto& label : labels) node.items.push_back(Node::string(std::move(label)));
  return node;
}

std::string write(const Node& body) {
  Writer writer;
  writer.entries(body);
  return writer.take();
}

std::string write_value(const Node& node) {
  Writer writer;
  writer.value(node);
  return writer.take();
}

}  // namespace rolecast::hcl
