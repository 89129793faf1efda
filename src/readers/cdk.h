// Reads what CDK apps are made of: synthesised templates, and rolecast's own JSON for CDK.
#pragma once

#include <string>
#include <vector>

#include "syntax/node.h"

namespace rolecast {

/// What a `manifest.json` of a cloud assembly (`cdk.out`) leads to, relative to its folder and in its order: the
/// template of each stack, and the `manifest.json` of each nested assembly. Empty where it is no such manifest.
std::vector<std::string> template_files(const Node& manifest);

}  // namespace rolecast
