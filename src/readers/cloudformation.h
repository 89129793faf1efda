// Reads CloudFormation templates, in YAML with short tags or in JSON.
#pragma once

#include "readers/reader.h"

namespace rolecast {

/// A map with `Resources`. All roles of a template make one model; their ids are the logical ids. Other resources are
/// passed over, except for policies that are attached to the roles.
Reader cloudformation_reader();

bool is_template(const Node& node);

}  // namespace rolecast
