// What Terraform's own blocks hold, where that decides how their JSON is read. Private to the HCL syntax.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace rolecast::hcl {

/// How many labels a block `type` has inside of a block `parent` (empty at the top level); nothing where it is no block
/// of Terraform's own, such as those of providers.
std::optional<std::size_t> labels_of(std::string_view parent, std::string_view type);

/// How Terraform reads the strings of an attribute in JSON.
enum class Strings : std::uint8_t {
  templates,
  verbatim,     ///< nothing in them means anything
  expressions,  ///< types and references: `list(string)`, `aws_iam_role.r`
};
Strings strings_of(std::string_view block, std::string_view attribute);

}  // namespace rolecast::hcl
