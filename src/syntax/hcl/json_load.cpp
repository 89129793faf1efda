#include <algorithm>

#include <fmt/core.h>

#include "syntax/hcl.h"
#include "syntax/hcl/schema.h"
#include "syntax/hcl/text.h"

namespace rolecast::hcl {
namespace {

constexpr std::string_view comment_key = "//";

class JsonReader {
 public:
  explicit JsonReader(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  /// The attributes and blocks of `object`, which stands in a block of this type.
  void add_items(Node& body, Node object, std::string_view type) const;

 private:
  void add_blocks(Node& body, const Node& type, Node value, std::size_t labels, std::vector<Node> names) const;
  Node value(Node node, Strings strings) const;
  Node string(Node node, Strings strings) const;
  Node key(Node node, Strings strings) const;
  void refuse_twins(const Node& object, const Entry& entry) const;
  void refuse(const Node& node, std::string message, std::string hint) const {
    diagnostics_.error(Code::hcl_syntax, node.span, std::move(message), std::move(hint));
  }

  Diagnostics& diagnostics_;
};

void JsonReader::add_items(Node& body, Node object, std::string_view type) const {
  for (auto& [key, value, comment] : object.entries) {
    if (key.text == comment_key) continue;
    if (const auto labels = labels_of(type, key.text)) {
      add_blocks(body, key, std::move(value), *labels, {});
    } else {
      auto read = this->value(std::move(value), strings_of(type, key.text));
      body.entries.push_back({std::move(key), std::move(read), {}});
    }
  }
}

/// The blocks in `value`, an object or a list of objects: by their next label, or, where all are in `names`, one each.
void JsonReader::add_blocks(Node& body, const Node& type, Node value, std::size_t labels,
                            std::vector<Node> names) const {
  const bool is_labelled = names.size() == labels;
  if (is_labelled && value.is(Node::Kind::null)) return;
  auto parts = value.is(Node::Kind::list) ? std::move(value.items) : std::vector<Node>();
  if (!value.is(Node::Kind::list)) parts.push_back(std::move(value));
  for (auto& part : parts) {
    if (!part.is(Node::Kind::map)) {
      refuse(part, fmt::format("{} where a block `{}` should be", describe(part), type.text),
             "a block is an object, or an object for each of its labels, or a list of such objects");
    } else if (is_labelled) {
      Node block = hcl::block();
      block.span = part.span;
      block.items = names;
      add_items(block, std::move(part), type.text);
      body.entries.push_back({type, std::move(block), {}});
    } else {
      for (auto& [label, inner, comment] : part.entries) {
        auto longer = names;
        longer.push_back(std::move(label));
        add_blocks(body, type, std::move(inner), labels, std::move(longer));
      }
    }
  }
}

Node JsonReader::value(Node node, Strings strings) const {
  if (node.is(Node::Kind::string)) return string(std::move(node), strings);
  for (auto& item : node.items) item = value(std::move(item), strings);
  for (auto& entry : node.entries) {
    const bool is_spelled = entry.key.text.find_first_of("$%") != std::string::npos;
    entry.key = key(std::move(entry.key), strings);
    entry.value = value(std::move(entry.value), strings);
    if (is_spelled) refuse_twins(node, entry);
  }
  return node;
}

Node JsonReader::string(Node node, Strings strings) const {
  if (strings == Strings::expressions) return parse_expression(node.text, node.span, diagnostics_);
  if (strings == Strings::templates) return parse_template(node.text, node.span, diagnostics_);
  refuse_unsettled(node.text, node.span, diagnostics_);
  return node;
}

/// In a map of references keys are names or references; in other values they are texts.
Node JsonReader::key(Node node, Strings strings) const {
  if (strings == Strings::expressions && node.text.find('.') == std::string::npos) return node;
  Node read = string(node, strings);
  if (!read.tag.empty() || read.is(Node::Kind::string)) return read;
  if (read.is(Node::Kind::null) || !read.is_scalar())
    refuse(node, fmt::format("{} where a key should be", describe(read)), "a key is a text");
  node.text = read.text;
  return node;
}

/// The JSON loader has compared keys as they are spelled; this one has a value or an escape in it.
void JsonReader::refuse_twins(const Node& object, const Entry& entry) const {
  for (const auto& other : object.entries)
    if (&other != &entry && other.key == entry.key)
      diagnostics_.error(Code::duplicate_key, entry.key.span, fmt::format("key `{}` stands twice", entry.key.text),
                         "remove one");
}

}  // namespace

Node from_json(Node body, Diagnostics& diagnostics) {
  Node result = Node::map().tagged(std::string(body_tag));
  result.span = body.span;
  const JsonReader reader(diagnostics);
  if (body.is(Node::Kind::map)) {
    reader.add_items(result, std::move(body), {});
    return result;
  }
  for (auto& part : body.items) reader.add_items(result, std::move(part), {});
  return result;
}

}  // namespace rolecast::hcl
