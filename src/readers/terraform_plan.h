// Reads what `terraform show -json` prints of a plan or a state.
#pragma once

#include "readers/reader.h"

namespace rolecast {

/// A map with `format_version` and the values of a plan or a state. Every `aws_iam_role` that is there after the apply
/// is a role, with the policies that its own blocks and other resources give it. What is known only after the apply
/// becomes a parameter, or is an error where it decides what the role may do. Nothing in a state is deferred.
/// A state file is refused with the command that prints it.
Reader terraform_plan_reader();

}  // namespace rolecast
