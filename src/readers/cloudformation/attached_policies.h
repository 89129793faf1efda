// The policies of a CloudFormation template that stand apart from the roles they are attached to.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/model.h"
#include "readers/cloudformation/intrinsics.h"

namespace rolecast {

/// Adds the policies among the resources to those of `roles` that they are attached to: AWS::IAM::RolePolicy,
/// AWS::IAM::Policy, and AWS::IAM::ManagedPolicy, which becomes an inline policy and is no longer listed by its ARN.
/// What is attached to anything else is warned about. AWS CloudFormation Template Reference, "AWS::IAM::Policy".
/// Returns those that are left out, by their ids, with the reason.
std::map<std::string, std::string> add_attached_policies(const Node& resources, Intrinsics& intrinsics,
                                                         std::vector<Role>& roles, Diagnostics& diagnostics);

}  // namespace rolecast
