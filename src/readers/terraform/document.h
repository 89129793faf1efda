// Policies as arguments of resources: what jsonencode() made, and JSON in a text.
#pragma once

#include <optional>
#include <string>

#include "model/model.h"
#include "syntax/node.h"

namespace rolecast::terraform {

/// Reports that `what` takes `wanted`, and that `value` is something else or known only at deployment. Gives `damaged`.
Node refuse(const Node& value, const std::string& what, std::string_view wanted, Diagnostics& diagnostics);

/// The text of a value in a place that takes nothing else: there, a function that is not known must give one.
std::optional<Text> scalar_text(const Node& value);

/// The tree of the document that a value holds; nothing, and an error, where it holds none. `where` names it in
/// messages.
std::optional<Node> document_tree(const Node& value, const std::string& where, Diagnostics& diagnostics);

/// The policy that a value holds. References may stand where a document has texts, and nowhere else.
Policy read_document(const Node& value, const std::string& where, Diagnostics& diagnostics);

}  // namespace rolecast::terraform
