// The policies of a CloudFormation template that stand apart from the roles they are attached to.
#pragma once

#include <vector>

#include "model/model.h"
#include "readers/cloudformation/intrinsics.h"

namespace rolecast {

/// Adds the policies among the resources to those of `roles` that they are attached to: AWS::IAM::RolePolicy,
/// AWS::IAM::Policy, and AWS::IAM::ManagedPolicy, which becomes an inline policy and is no longer listed by its ARN.
/// What is attached to anything else is warned about. AWS CloudFormation Template Reference, "AWS::IAM::Policy".
void add_attached_policies(const Node& resources, Intrinsics& intrinsics, std::vector<Role>& roles,
                           Diagnostics& diagnostics);

}  // namespace rolecast
