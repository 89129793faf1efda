// References as Terraform spells them: `data.aws_region.current.id`, `aws_iam_role.x["a"].arn`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "syntax/node.h"

namespace rolecast::terraform {

/// `.name`, `["key"]` (a string) or `[0]` (a number). The root is a name.
struct Step {
  bool is_index = false;
  Node key;
};

/// The parts of a reference in the spelling of hcl.h.
std::vector<Step> steps_of(std::string_view reference);

/// `expression` with one more step; in parentheses where it is no reference itself.
std::string with_step(std::string_view expression, const Step& step);

/// A resource or a data source, and what of it is referred to: `aws_iam_role.x["a"]` and `arn`.
struct Address {
  std::string block;      ///< `aws_iam_role.x`, `data.aws_region.current`
  std::string instance;   ///< the same with its index
  std::string attribute;  ///< the first step behind; empty where there is none
  bool is_whole = true;   ///< nothing follows the attribute
};

/// Everything is empty where `reference` names neither.
Address address_of(std::string_view reference);

/// The loop variables that a node binds for what stands inside of it: `v` or `k,v`; empty where it binds none.
std::string_view names_bound_by(const Node& node);
/// Whether `name` is one of them.
bool binds(std::string_view names, std::string_view name);

}  // namespace rolecast::terraform
