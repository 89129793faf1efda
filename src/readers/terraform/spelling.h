// How values and expressions are spelled in messages and in the names of references.
#pragma once

#include <string>
#include <string_view>

#include "syntax/node.h"

namespace rolecast::terraform {

/// The expression that gives a value.
Node as_expression(const Node& value);
/// An expression on one line.
std::string spelled(const Node& expression);
/// The expression of a value that only the deployment knows; empty for all others.
std::string spelled_value(const Node& value);
/// `a list`, `text` …: what a value is, as messages say it.
std::string_view described(const Node& value);
/// For people to read: the beginning of what is too long.
std::string shortened(std::string_view text);

}  // namespace rolecast::terraform
