// Scalars without quotes that CloudFormation's YAML 1.1, JSON's numbers and rolecast might take for different texts.
#pragma once

#include "source/diagnostic.h"
#include "syntax/node.h"

namespace rolecast {

/// An error where CloudFormation may make another text of a scalar than its spelling: `012345678901` loses its zero,
/// `yes` and `1:30` are no text in YAML 1.1, `1.10` and long numbers go through a double. Returns whether it is clear.
bool check_scalar(const Node& scalar, const Sources& sources, Diagnostics& diagnostics);

}  // namespace rolecast
