// Reads what the AWS CLI prints about roles of an account.
#pragma once

#include "readers/reader.h"

namespace rolecast {

/// The answers, in JSON or YAML, of `aws iam` get-account-authorization-details, get-role, list-roles, get-role-policy,
/// list-role-policies and list-attached-role-policies. All answers of a run belong together; what two of them say about
/// one role must be the same. Each role has the id that its name makes. Nothing in an answer is a reference.
/// A part of an answer is refused, and a role whose policies are not all in the input is warned about.
Reader aws_reader();

}  // namespace rolecast
