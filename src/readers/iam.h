// Reads plain IAM policy documents, as AWS pages and the console show them.
#pragma once

#include "readers/reader.h"

namespace rolecast {

/// A map with `Statement`. All documents of a run make one role: the one with principals is its trust policy, each
/// other one an inline policy named after its file. A folder that was found as the format `iam` writes it makes a role of
/// its own: id and policy names as they are. Nothing in them is a reference.
Reader iam_reader();

}  // namespace rolecast
