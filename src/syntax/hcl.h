// HCL as Terraform writes it: the writer, and everything about quoting in it.
//
// A file is a map tagged `body`: its entries are attributes and blocks, in order. Texts, numbers, lists and objects
// have no tag. The tags of the others; each is on a list unless it says otherwise:
//   block           on a map: `items` are the labels, the entry's key is the type
//   expression      on a string: a reference without blanks, `data.aws_region.current.id`, `a.b[0]["c"]`, `string`
//   template        of texts, values and directives: "arn:${…}:iam"; no two texts are neighbours, none is empty but
//                   in [value, ""], which is the value as a text; `"${x}"` is loaded as x
//   call NAME       of the arguments; `call... NAME` where `...` spreads the last one
//   infix OP        of two or more operands with the operator between them, grouped from the left; an operand that
//                   binds less tightly stands in `parentheses`
//   prefix OP       of one operand: `!x`, `-x`
//   conditional     of three: condition, value, other
//   parentheses     of one
//   index           of two: base, key; `attribute NAME` of one: both only where they are not part of an `expression`
//   splat           of one: `a[*].b` is attribute b of the splat of a; parentheses end what a splat reaches
//   for list NAMES  of two or three: collection, value, condition; NAMES is `v` or `k,v`
//   for map NAMES   of three or four: collection, key, value, condition; `for map... NAMES` where values are grouped
//   directive if    of three: condition, text, other text; `directive for NAMES` of two: collection, text. Only in a
//                   template, where each text is a text, a template, or a lone value
// The key of an object is a string (`a =`, `"a" =`, `1 =`), or the expression of `(x) =` and of a key with values in
// it.
#pragma once

#include <string>
#include <vector>

#include "source/diagnostic.h"
#include "syntax/node.h"

namespace rolecast::hcl {

Node expression(std::string text);
Node call(std::string function, std::vector<Node> arguments);
Node infix(std::string op, std::vector<Node> operands);
/// An empty block with these labels; its body is added as entries.
Node block(std::vector<std::string> labels = {});

/// Whether a text begins like a Terraform file: with one of Terraform's blocks.
bool begins(std::string_view text);
/// A whole file, each fault with its place. Comments are dropped. Refuses what Terraform refuses, and more: names that
/// are not ASCII, carriage returns inside of texts, more than 100 levels.
Node load(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics);
/// The whole of a file as a text, and as a template: what file() and templatefile() take.
Node load_text(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics);
Node load_template(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics);
/// A string of Terraform's JSON syntax that stands at `place`: as a template, or as an expression.
Node parse_template(std::string_view text, Span place, Diagnostics& diagnostics);
Node parse_expression(std::string_view text, Span place, Diagnostics& diagnostics);

/// A body (a map of attributes and blocks) as text that `terraform fmt` leaves as it is.
std::string write(const Node& body);
/// One value in that spelling.
std::string write_value(const Node& value);

/// The same body in Terraform's JSON syntax: labels become nested objects, blocks of one type are gathered, expressions
/// and templates become strings with `${}`, and literal `${` and `%{` are escaped as that syntax wants it.
Node to_json(const Node& body);

/// A file of Terraform's JSON syntax as a body. Terraform's own blocks become blocks; what is an object or a list of
/// objects inside of those of providers stays one, since only the provider knows which of them are blocks. There, `//`
/// is a key like others.
Node from_json(Node body, Diagnostics& diagnostics);

}  // namespace rolecast::hcl
