// Reads what CDK apps are made of: synthesised templates, and rolecast's own JSON for CDK.
#pragma once

#include <string>
#include <vector>

#include "readers/reader.h"

namespace rolecast {

/// A template in JSON; or a map of roles, each with the properties of iam.CfnRole or with documents for
/// iam.PolicyDocument.fromJson. In those two, names that the stack must declare become parameters.
Reader cdk_reader();

/// What a `manifest.json` of a cloud assembly (`cdk.out`) leads to, relative to its folder and in its order: the
/// template of each stack, and the `manifest.json` of each nested assembly. Empty where it is no such manifest.
std::vector<std::string> template_files(const Node& manifest);

/// Whether a template may have something to do with roles: resources of IAM, nested stacks, or what makes resources.
bool may_hold_roles(const Node& file);

}  // namespace rolecast
