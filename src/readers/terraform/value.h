// What a Terraform expression gives: data, texts with references in them, and what only the deployment knows.
//
// Tags in the tree of a value:
//   text       a text with references, as text_node.h has it; each names an expression as it is spelled in the input
//   set        on a list: no element stands twice, and the order says nothing
//   json       on a list of one: the text that jsonencode() makes of it; with a text, an expression: that of a data
//              source, which lays out the same JSON in its own way
//   object     on a string: the address of a resource or of a data source
//   unknown    on a string, the expression: a list or a map that only the deployment knows
//   damaged    what was reported already
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/text.h"
#include "syntax/node.h"

namespace rolecast::terraform {

/// The text that is `expression`, known at deployment.
Node reference(std::string expression, Span place);
Node unknown(std::string expression, Span place);
Node damaged(Span place);

bool is_damaged(const Node& value);
/// Something below it, or the value itself, was reported already.
bool holds_damage(const Node& value);
bool is_list(const Node& value);  ///< or a set
bool is_map(const Node& value);
/// A scalar without references; `null` is one.
bool is_constant(const Node& value);
/// Nothing in it waits for the deployment.
bool is_all_constant(const Node& value);
/// The expression behind a value that is nothing else than a reference; empty for all others.
std::string_view expression_of(const Node& value);

/// What the value is as text: numbers as Terraform prints them. Nothing where it is no scalar, or null.
std::optional<Text> as_text(const Node& value);
/// The same, where nothing in it is a reference.
std::optional<std::string> as_constant_text(const Node& value);
std::optional<bool> as_boolean(const Node& value);
std::optional<std::int64_t> as_integer(const Node& value);

/// A decimal number as Terraform prints it: `1.0` is `1`, `1e3` is `1000`. Nothing where it has more digits than
/// Terraform keeps.
std::optional<std::string> canonical_number(std::string_view spelling);
/// The same tree with such numbers.
std::optional<Node> with_canonical_numbers(Node value);

/// Whether two values are the same; nothing where only the deployment knows, or where their types matter.
std::optional<bool> equal(const Node& a, const Node& b);

/// Elements that stand twice are dropped. In Terraform's order where that is known.
Node make_set(std::vector<Node> items, Span place);
/// Whether it is known in which order Terraform goes through a list, set or map.
bool is_ordered(const Node& collection);

struct Element {
  Node key, value;
};
/// What `for` and `for_each` go through, in Terraform's order where that is known.
std::vector<Element> elements(const Node& collection);

/// Makes a map in which a key stands once: the last value under it counts, in the place of the first.
class MapBuilder {
 public:
  /// Whether the key is new.
  bool put(Node key, Node value);
  void put_all(const Node& map);
  /// Appends to the list under `key`, which begins empty.
  void append(Node key, const std::vector<Node>& values);
  Node take() { return std::move(map_); }

 private:
  Node map_ = Node::map();
  std::unordered_map<std::string, std::size_t> places_;
};

/// What a value weighs towards the limit on all that an input may make.
std::size_t size_of(const Node& value);

/// Text as jsonencode() spells a value; nothing where that is not known.
std::optional<std::string> json_text(const Node& value);

}  // namespace rolecast::terraform
