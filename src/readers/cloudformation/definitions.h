// What a CloudFormation template says about the values that the deployment computes.
#pragma once

#include "readers/definitions.h"

namespace rolecast {

/// Sets what the computed parameters of a model are made of. `file` is its template, without tags.
void define_computed(Model& model, const Node& file);

}  // namespace rolecast
