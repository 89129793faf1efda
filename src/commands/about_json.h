// What the catalogue says about a file of its own, for programs.
#pragma once

#include <vector>

#include "model/model.h"
#include "readers/about.h"
#include "syntax/node.h"

namespace rolecast {

/// Adds to `entry` what is known: family, kind, passedAs, source, page, seen, authority, notFor, notes, fits, requires,
/// conflicts, absent and parameters. Lists that are empty are left out, but for parameters.
void add_about(Node& entry, const About& about, const std::vector<Parameter>& parameters);

/// {"name", "description"?, "pattern"?, "default"?}
Node parameter_json(const Parameter& parameter);

Node text_list(const std::vector<std::string>& texts);

}  // namespace rolecast
