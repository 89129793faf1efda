// The inside of an HCL string: every escape there is. Private to the HCL writers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "source/diagnostic.h"
#include "syntax/node.h"

namespace rolecast::hcl {

/// The tags of hcl.h. Behind those that end in a blank stands a name, an operator or the names of a loop.
constexpr std::string_view body_tag = "body", block_tag = "block", reference_tag = "expression",
                           template_tag = "template", parentheses_tag = "parentheses", conditional_tag = "conditional",
                           index_tag = "index", splat_tag = "splat", attribute_prefix = "attribute ",
                           call_prefix = "call ", spread_prefix = "call... ", infix_prefix = "infix ",
                           prefix_prefix = "prefix ", list_loop_prefix = "for list ", map_loop_prefix = "for map ",
                           grouping_loop_prefix = "for map... ", if_tag = "directive if",
                           directive_loop_prefix = "directive for ";

inline bool is_template(const Node& node) { return node.tag == template_tag; }
inline bool is_reference(const Node& node) { return node.tag == reference_tag; }
inline bool is_directive(const Node& node) { return node.tag.starts_with("directive "); }
inline bool is_block(const Entry& entry) { return entry.value.tag == block_tag; }
inline bool is_literal(const Node& node) { return node.is(Node::Kind::string) && node.tag.empty(); }
/// A template of one value is that value: `terraform fmt` writes `var.x` for `"${var.x}"`.
inline bool is_mixed(const Node& node) {
  return is_template(node) && (node.items.size() != 1 || is_literal(node.items[0]) || is_directive(node.items[0]));
}

enum class Charset : std::uint8_t {
  unicode,
  ascii,  ///< keys: `terraform fmt` aligns `=` by grapheme clusters, and escapes make that count trivial
};

/// What a text is a part of.
enum class Quoting : std::uint8_t {
  quotes,
  json,  ///< a string of Terraform's JSON syntax, which JSON has yet to quote
};

/// What stands behind a text: the end of the string or, in a template, a value or a directive.
enum class Next : std::uint8_t { end, value, directive };

void append_text(std::string& out, std::string_view text, Quoting quoting, Next next, Charset charset);
/// `text` as a whole quoted string.
void append_quoted(std::string& out, std::string_view text, Charset charset);
/// Reports a text that Terraform may change when it brings it into Unicode's form NFC.
void refuse_unsettled(std::string_view text, Span place, Diagnostics& diagnostics);

/// A whole number as it stands in `[0]`.
bool is_index(std::string_view number);

/// May stand as a key without quotes.
bool is_bare_key(std::string_view key);

}  // namespace rolecast::hcl
