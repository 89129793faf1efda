// Policy documents given as JSON inside of a text: a heredoc, a file in a string, a document that a tool printed.
#pragma once

#include <optional>

#include "model/text.h"
#include "syntax/node.h"

namespace rolecast {

/// The tree of the JSON that `text` spells, with references where the text has them, as text_node.h spells them; its
/// places are exact where the JSON stands in the input as it is, and elsewhere the text's. `what` names the document in
/// messages. Nothing, and an error, where it is no JSON or a reference stands outside of a string.
std::optional<Node> read_json(const Text& text, const std::string& what, Diagnostics& diagnostics);

}  // namespace rolecast
