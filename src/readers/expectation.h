// Reads what a role file expects of a role: its `expect`.
#pragma once

#include <string>

#include "model/model.h"
#include "syntax/node.h"

namespace rolecast {

/// `allow` and `deny`, each a list of maps with `action`, `resource` or `principal`, and `context`. `where` names the
/// role in messages.
Expectations read_expectations(const Node& node, const std::string& where, Diagnostics& diagnostics);

}  // namespace rolecast
