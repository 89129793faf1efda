// A role model as a CloudFormation template; the formats `cloudformation` and `cdk` are spellings of it.
#pragma once

#include <string>
#include <vector>

#include "emitters/intrinsics.h"
#include "model/model.h"
#include "syntax/node.h"

namespace rolecast::cloudformation {

/// The names a template gives to what is in a model.
struct Names {
  LogicalIds parameters;           ///< by the parameter's name; only those that some text refers to
  std::vector<std::string> roles;  ///< in the model's order
};
Names name_all(const Model& model);

/// The properties of AWS::IAM::Role, with short tags.
Node role_properties(const Role& role, const LogicalIds& ids);

/// The whole template, with short tags: Parameters, Resources, and a RoleArn and RoleName output for each role.
Node template_of(const Model& model, const Names& names);

/// What a template of this model reads back as.
Model held(const Model& model);

/// CloudFormation's quotas on a template: an error past what it accepts, a warning past what it accepts without a
/// bucket. CloudFormation User Guide, "Understand CloudFormation quotas".
void check_quotas(const Model& model, const Names& names, const std::string& text, Diagnostics& diagnostics);

}  // namespace rolecast::cloudformation
