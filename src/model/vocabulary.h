// The deferred values every deployment knows by itself, and what each format calls them.
#pragma once

#include <span>
#include <string_view>

namespace rolecast {

struct BuiltIn {
  std::string_view name;            ///< `${name}` in a role file
  std::string_view cloudformation;  ///< pseudo parameter
  std::string_view terraform;       ///< expression
  std::string_view terraform_data;  ///< the type of the data source (labelled `current`) that the expression reads
};

/// account, region, partition, dns_suffix: one row each.
std::span<const BuiltIn> built_ins();
/// The row of that name, or null.
const BuiltIn* find_built_in(std::string_view name);

/// Names that no variable of Terraform has: the arguments of a module call. Terraform Language, "Input Variables".
std::span<const std::string_view> terraform_keeps();

/// An AWS partition: botocore's partitions.json.
struct Partition {
  std::string_view name;
  std::string_view dns_suffix;
  std::string_view region_prefix;  ///< its regions begin with this; empty for `aws`, which has the rest
};
std::span<const Partition> partitions();

}  // namespace rolecast
