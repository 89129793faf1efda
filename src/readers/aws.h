// Reads what the AWS CLI prints about roles of an account.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "readers/reader.h"

namespace rolecast {

/// The answers, in JSON or YAML, of `aws iam` get-account-authorization-details, get-role, list-roles, get-role-policy,
/// list-role-policies and list-attached-role-policies. All answers of a run belong together; what two of them say about
/// one role must be the same. Each role has the id that its name makes. Nothing in an answer is a reference.
/// A part of an answer is refused, and a role whose policies are not all in the input is warned about.
Reader aws_reader();

/// The partition and the account of the roles in such answers, as the first ARN of a role says; empty without one.
std::pair<std::string, std::string> place_of_stored_roles(const std::vector<Document>& documents);

}  // namespace rolecast
