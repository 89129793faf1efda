#include "model/vocabulary.h"

#include <array>

namespace rolecast {

std::span<const BuiltIn> built_ins() {
  // `.id` is the one attribute of aws_region that providers 5 and 6 both have without a warning.
  static constexpr std::array<BuiltIn, 4> rows = {{
      {"account", "AWS::AccountId", "data.aws_caller_identity.current.account_id", "aws_caller_identity"},
      {"region", "AWS::Region", "data.aws_region.current.id", "aws_region"},
      {"partition", "AWS::Partition", "data.aws_partition.current.partition", "aws_partition"},
      {"dns_suffix", "AWS::URLSuffix", "data.aws_partition.current.dns_suffix", "aws_partition"},
  }};
  return rows;
}

const BuiltIn* find_built_in(std::string_view name) {
  for (const auto& row : built_ins())
    if (row.name == name) return &row;
  return nullptr;
}

std::span<const std::string_view> terraform_keeps() {
  static constexpr std::array<std::string_view, 8> names = {"source",   "version",   "providers",  "count",
                                                            "for_each", "lifecycle", "depends_on", "locals"};
  return names;
}

std::span<const Partition> partitions() {
  static constexpr std::array<Partition, 8> rows = {{
      {"aws", "amazonaws.com", ""},
      {"aws-cn", "amazonaws.com.cn", "cn-"},
      {"aws-us-gov", "amazonaws.com", "us-gov-"},
      {"aws-iso", "c2s.ic.gov", "us-iso-"},
      {"aws-iso-b", "sc2s.sgov.gov", "us-isob-"},
      {"aws-iso-e", "cloud.adc-e.uk", "eu-isoe-"},
      {"aws-iso-f", "csp.hci.ic.gov", "us-isof-"},
      {"aws-eusc", "amazonaws.eu", "eusc-"},
  }};
  return rows;
}

}  // namespace rolecast
