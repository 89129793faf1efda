// What a file says: one ordered, located, tagged tree for YAML, JSON and HCL.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "source/source.h"

namespace rolecast {

struct Entry;

/// A value. Equality ignores places and comments. Which tags there are is each syntax's own affair (yaml.h, hcl.h).
struct Node {
  enum class Kind : std::uint8_t { null, boolean, number, string, list, map };

  Kind kind = Kind::null;
  Span span;
  std::string tag;             ///< empty for plain data
  std::string text;            ///< string: its characters; number and boolean: its spelling
  std::vector<Node> items;     ///< list: its elements
  std::vector<Entry> entries;  ///< map: its entries in the author's order

  static Node string(std::string text);
  static Node number(std::string spelling);
  static Node boolean(bool value);
  static Node list();
  static Node list(std::vector<Node> items);
  static Node map();

  bool is(Kind k) const { return kind == k; }
  bool is_scalar() const { return kind < Kind::list; }
  /// The node itself, with a tag.
  Node&& tagged(std::string tag) &&;

  /// Appends an entry to a map and returns its value.
  Node& add(std::string key, Node value);
  Node& add(Node key, Node value);
  /// The value under `key`, or null. The first one where a key stands twice.
  const Node* find(std::string_view key) const;

  bool operator==(const Node&) const;
};

struct Entry {
  Node key;  ///< a string; in HCL also a template
  Node value;
  std::string comment;  ///< lines written above the entry, where the syntax has comments

  bool operator==(const Entry& other) const { return key == other.key && value == other.value; }
};

/// `a string`, `a list` …: what a node is, as messages say it.
std::string_view describe(const Node& node);

}  // namespace rolecast
