// HCL as Terraform writes it: the writer, and everything about quoting in it.
//
// Tags in the tree:
//   expression      on a string: an HCL expression as it stands, such as `data.aws_region.current.id`
//   template        on a list of strings and expressions: text with values in it, "arn:${…}:iam"; no two strings are
//                   neighbours
//   call NAME       on a list: a function call with these arguments
//   infix OP        on a list: its elements with the operator between them
//   block           on a map: a block; `items` are its labels, the entry's key is its type
#pragma once

#include <string>
#include <vector>

#include "syntax/node.h"

namespace rolecast::hcl {

Node expression(std::string text);
Node call(std::string function, std::vector<Node> arguments);
Node infix(std::string op, std::vector<Node> operands);
/// An empty block with these labels; its body is added as entries.
Node block(std::vector<std::string> labels = {});

/// A body (a map of attributes and blocks) as text that `terraform fmt` leaves as it is.
std::string write(const Node& body);
/// One value in that spelling.
std::string write_value(const Node& value);

/// The same body in Terraform's JSON syntax: labels become nested objects, blocks of one type are gathered, expressions
/// and templates become strings with `${}`, and literal `${` and `%{` are escaped as that syntax wants it.
Node to_json(const Node& body);

}  // namespace rolecast::hcl
