// Texts with references as leaves of a tree: what remains of a deployment format's expressions once they are worked
// out.
#pragma once

#include <optional>

#include "model/text.h"
#include "syntax/node.h"

namespace rolecast {

/// A literal is a plain string; any other text is a list tagged `text` of strings and, tagged `reference`, names.
Node to_node(const Text& text);

/// The text that such a node holds; nothing where it is another kind of node.
std::optional<Text> to_text(const Node& node);

}  // namespace rolecast
