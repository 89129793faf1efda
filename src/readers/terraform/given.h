// Values that were given for variables, as `terraform plan -var NAME=VALUE` takes them.
#pragma once

#include "readers/deferred.h"
#include "readers/terraform/configuration.h"

namespace rolecast::terraform {

/// Puts them into the configuration; variables that a role file would call otherwise are left out. One of text, number
/// or boolean is given as it is, and so is one without a type; all others are expressions of constants. What does not
/// fit the type is an error. Terraform CLI, "Input Variables on the Command Line".
void give_values(Configuration& configuration, const GivenValues& given, Diagnostics& diagnostics);

}  // namespace rolecast::terraform
