// The inside of an HCL string: every escape there is. Private to the HCL writers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "syntax/node.h"

namespace rolecast::hcl {

constexpr std::string_view call_prefix = "call ", spread_prefix = "call... ", infix_prefix = "infix ",
                           prefix_prefix = "prefix ", attribute_prefix = "attribute ", list_loop_prefix = "for list ",
                           map_loop_prefix = "for map ", grouping_loop_prefix = "for map... ", if_tag = "directive if",
                           directive_loop_prefix = "directive for ";

inline bool is_template(const Node& node) { return node.tag == "template"; }
inline bool is_call(const Node& node) { return node.tag.starts_with(call_prefix); }
inline bool is_infix(const Node& node) { return node.tag.starts_with(infix_prefix); }
inline bool is_reference(const Node& node) { return node.tag == "expression"; }
inline bool is_directive(const Node& node) { return node.tag.starts_with("directive "); }
inline bool is_block(const Entry& entry) { return entry.value.tag == "block"; }
inline bool is_literal(const Node& node) { return node.is(Node::Kind::string) && node.tag.empty(); }

enum class Charset : std::uint8_t {
  unicode,
  ascii,  ///< keys: `terraform fmt` aligns `=` by grapheme clusters, and escapes make that count trivial
};

/// What stands after a literal: the end of the string or, in a template, a value.
enum class Next : std::uint8_t { end, value };

/// `text` as a part of a quoted string.
void append_literal(std::string& out, std::string_view text, Next next, Charset charset);
/// `text` as a whole quoted string.
void append_quoted(std::string& out, std::string_view text, Charset charset);
/// `text` as a part of a string of Terraform's JSON syntax, which JSON has yet to quote.
std::string json_literal(std::string_view text, Next next);

/// A whole number as it stands in `[0]`.
bool is_index(std::string_view number);

/// May stand as a key without quotes.
bool is_bare_key(std::string_view key);

}  // namespace rolecast::hcl
