// The data source aws_iam_policy_document: its arguments as the policy document that it makes.
#pragma once

#include <string>

#include "source/diagnostic.h"
#include "syntax/node.h"

namespace rolecast::terraform {

/// `arguments` are worked out, with blocks in lists. The value is tagged `json`; it is `damaged` where something was
/// reported. Statements are merged as the provider does it: one of a later document replaces the one with the same
/// Sid, all others are added. Terraform Registry, "Data Source: aws_iam_policy_document".
Node policy_document(const Node& arguments, const std::string& where, Diagnostics& diagnostics);

}  // namespace rolecast::terraform
