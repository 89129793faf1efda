// The operators of Terraform's language, over values that are known.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "syntax/node.h"

namespace rolecast::terraform {

/// `a - b - c`, from left to right. Nothing where only the deployment knows, or where Terraform would refuse it.
std::optional<Node> operate(std::string_view sign, const std::vector<Node>& operands);
/// `!a` and `-a`.
std::optional<Node> operate(std::string_view sign, const Node& operand);

}  // namespace rolecast::terraform
