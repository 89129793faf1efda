// What a role is made of as AWS stores it: every value is there, also those that nobody gave.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/model.h"
#include "syntax/node.h"

namespace rolecast {

/// A policy document: an object, its JSON as a text, or that percent-encoded as the IAM API sends it (RFC 3986).
/// Nothing in it is a reference. `what` names it in messages.
std::optional<Policy> read_stored_policy(const Node& node, const std::string& what, Diagnostics& diagnostics);

/// A text. Nothing, and an error, where it is none.
std::optional<Text> read_stored_text(const Node& node, const std::string& what, Diagnostics& diagnostics);

/// The members of a list. None, and an error, where it is something else.
const std::vector<Node>& read_stored_list(const Node& node, const std::string& what, Diagnostics& diagnostics);

void read_stored_duration(const Node& node, const std::string& what, Role& role, Diagnostics& diagnostics);

/// Takes away what every role has that nobody gave it: the path `/`, an hour, an empty description.
void drop_defaults(Role& role);

}  // namespace rolecast
