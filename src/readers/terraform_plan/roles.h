// Roles out of the IAM resources of a plan or a state.
#pragma once

#include "model/model.h"
#include "readers/terraform_plan/resources.h"

namespace rolecast {

/// Appends the roles to the model, and the parameters for what is known only after the apply.
void add_roles(Model& model, const TerraformPlan& plan, Diagnostics& diagnostics);

}  // namespace rolecast
