// The policies that resources of their own give to roles. Private to the Terraform reader.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "model/model.h"
#include "readers/terraform/evaluator.h"
#include "readers/terraform/names.h"

namespace rolecast::terraform {

/// A role with what its resource says of policies; attach_policies() completes it.
struct ReadRole {
  Role role;
  std::string address;
  std::vector<Text> arns;          ///< of all managed policies, also those that the configuration makes
  std::vector<Text> inline_names;  ///< of its inline policies
  std::set<std::string> inlined;   ///< managed policies of the configuration, by address: one may be attached twice
  bool has_inline_blocks = false;  ///< and so no other inline policies, as the provider sees it
  bool has_managed_arns = false;   ///< the same for managed policies
};

/// Adds the inline policies and attachments of the configuration to its roles, and warns of those of other roles.
void attach_policies(std::vector<ReadRole>& roles, const Configuration& configuration, Evaluator& evaluator,
                     Names& names, Diagnostics& diagnostics);

/// The name that the provider makes of a prefix; the rest stays open.
Text generated_name(const Text& prefix, const std::string& address);
/// `arn:PARTITION:iam::ACCOUNT:KIND/PATH/NAME`.
Text arn_of(std::string_view kind, const Text& path, const Text& name);

}  // namespace rolecast::terraform
