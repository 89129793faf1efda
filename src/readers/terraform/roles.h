// The roles of a Terraform configuration, with the policies that it gives them.
#pragma once

#include "model/model.h"
#include "readers/deferred.h"
#include "readers/terraform/configuration.h"

namespace rolecast::terraform {

/// Every aws_iam_role with its inline and attached policies. A managed policy of the configuration becomes an inline
/// policy of the roles it is attached to, with a warning; what the configuration gives to other roles is warned about
/// and left out. Refuses arguments that are not known, and whatever must be known and is not before deployment. `given`
/// is what the configuration was given values for.
Model read_roles(const Configuration& configuration, const GivenValues& given, Diagnostics& diagnostics);

}  // namespace rolecast::terraform
