// Which policies the roles of a plan or a state have. Private to the reader of plans.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "readers/terraform_plan/values.h"

namespace rolecast {

/// A role on its way, with what tells which policies are its own.
struct PlannedRole {
  const PlannedResource* resource;
  Role role;
  std::string name = {};                // in AWS; empty where it is not known
  std::set<std::string> inlined = {};   // names of the policies that are resources of their own
  std::set<std::string> attached = {};  // ARNs of the managed policies that were added, or addresses in their place
  /// What resources say to be all of its policies.
  std::optional<std::set<std::string>> only_inlined = {}, only_attached = {};
};

/// Adds the policies that resources of their own give to the roles, and those that the roles themselves list.
void add_policies(std::vector<PlannedRole>& roles, const TerraformPlan& plan, PlannedValues& values,
                  Diagnostics& diagnostics);

}  // namespace rolecast
