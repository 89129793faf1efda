// Reads plain IAM policy documents, as AWS pages and the console show them.
#pragma once

#include <optional>

#include "model/check.h"
#include "readers/reader.h"

namespace rolecast {

/// A map with `Statement`. All documents of a run make one role: the one with principals is its trust policy, each
/// other one an inline policy named after its file. A folder that was found as the format `iam` writes it makes a role
/// of its own: id and policy names as they are. Nothing in them is a reference.
Reader iam_reader();

/// What a policy document is by its content, namely by whether a statement has principals; nothing where it has no
/// statement.
std::optional<PolicyKind> kind_of(const Node& document);

/// Whether this is the policy of a resource, such as a bucket or a key: it says who may do what with which resource.
bool is_resource_policy(const Node& document);

/// Policy documents of one kind, without a role around them: what AWS would refuse in them is warned about, as long as
/// it is clear what they say. Each is read as AWS reads it: without Version, and in 2008-10-17, nothing in it is a
/// variable. They add up, and make one role of the model.
Model read_policies(const std::vector<Document>& documents, PolicyKind kind, Diagnostics& diagnostics);

}  // namespace rolecast
