#include "analysis/parity.h"

#include <algorithm>
#include <map>

#include <fmt/core.h>

namespace rolecast {
namespace {

/// Statements on one side, or why the comparison came to no end.
PartParity part(NormalComparison comparison) {
  PartParity result;
  if (comparison.too_large)
    result.reason =
        fmt::format("one side combines principals, actions and resources in more than {} ways", most_grants);
  else if (!comparison.is_equal())
    result.reason = "the normal forms differ";
  result.first = std::move(comparison.only_first);
  result.second = std::move(comparison.only_second);
  return result;
}

Policies documents(const Role& role) {
  Policies result;
  for (const auto& policy : role.policies) result.push_back(&policy.document);
  return result;
}

Policies trust_of(const Role& role) { return role.trust ? Policies{&*role.trust} : Policies{}; }

/// Inline policies of one name on both sides, by that name.
using ByName = std::map<std::string, std::pair<Policies, Policies>>;

ByName policies_by_name(const Role& first, const Role& second, const CommonNames& names) {
  ByName result;
  for (const auto& policy : first.policies)
    result[names.key_without_case(policy.name)].first.push_back(&policy.document);
  for (const auto& policy : second.policies)
    result[names.key_without_case(policy.name)].second.push_back(&policy.document);
  return result;
}

/// By name, in the order of the first role and then of the second.
std::vector<PolicyParity> compare_policies(const Role& first, const Role& second, const CommonNames& names) {
  std::vector<PolicyParity> result;
  auto by_name = policies_by_name(first, second, names);
  for (const auto* role : {&first, &second})
    for (const auto& policy : role->policies) {
      const auto found = by_name.find(names.key_without_case(policy.name));
      if (found == by_name.end()) continue;
      const auto& [one, other] = found->second;
      const bool is_equal = !one.empty() && !other.empty() && compare_normal_forms(one, other, names).is_equal();
      result.push_back({policy.name.spelled(), is_equal});
      by_name.erase(found);
    }
  return result;
}

bool has(const std::vector<AttributeChange>& changes, std::string_view name) {
  return std::any_of(changes.begin(), changes.end(), [&](const auto& change) { return change.name == name; });
}

/// Policies of the same names that share the same statements out differently.
void add_spread(RoleParity& parity) {
  Node moved = Node::list();
  for (const auto& policy : parity.policies)
    if (!policy.is_equal) moved.items.push_back(Node::string(policy.name));
  if (!moved.items.empty() && !has(parity.attributes, "policies"))
    parity.attributes.push_back({"policies", moved, moved});
}

}  // namespace

void PartParity::doubt(std::string_view why) {
  if (!reason.empty()) reason += "; ";
  reason += why;
}

RoleParity compare_roles(const RoleOf& first, const RoleOf& second, const CommonNames& names) {
  RoleParity parity;
  parity.first = first;
  parity.second = second;
  parity.policies_only = policies_only(first, second);
  const auto &one = *first.role, &other = *second.role;
  parity.trust = part(compare_normal_forms(trust_of(one), trust_of(other), names));
  parity.permissions = part(compare_normal_forms(documents(one), documents(other), names));
  parity.policies = compare_policies(one, other, names);
  parity.attributes = compare_attributes(first, second, names);
  if (parity.permissions.is_equal()) add_spread(parity);
  if (has(parity.attributes, "permissionsBoundary")) parity.permissions.doubt("the permissions boundaries differ");
  if (has(parity.attributes, "managedPolicyArns")) parity.permissions.doubt("the managed policies differ");
  return parity;
}

}  // namespace rolecast
