#include "analysis/parity.h"

#include <algorithm>
#include <map>

namespace rolecast {
namespace {

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
std::vector<PolicyParity> compare_policies(const RoleOf& first, const RoleOf& second, const CommonNames& names) {
  std::vector<PolicyParity> result;
  auto by_name = policies_by_name(*first.role, *second.role, names);
  for (const auto& of : {first, second})
    for (const auto& policy : of.role->policies) {
      const auto found = by_name.find(names.key_without_case(policy.name));
      if (found == by_name.end()) continue;
      const auto& [one, other] = found->second;
      const access::Permissions before{first.model, one}, after{second.model, other};
      const auto allowed = review_policies(before, after, false, names), denied = review_denials(before, after, names);
      result.push_back({policy.name.spelled(), std::max(allowed.verdict(), denied.verdict())});
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
    if (policy.verdict != Verdict::equal) moved.items.push_back(Node::string(policy.name));
  if (!moved.items.empty() && !has(parity.review.attributes, "policies"))
    parity.review.attributes.push_back({"policies", moved, moved});
}

}  // namespace

RoleParity compare_roles(const RoleOf& first, const RoleOf& second, const CommonNames& names) {
  RoleParity parity;
  parity.review = review_roles(first, second, names);
  parity.policies_only = policies_only(first, second);
  parity.policies = compare_policies(first, second, names);
  const auto &trust = parity.review.trust, &permissions = parity.review.permissions;
  if (trust.verdict() != Verdict::equal)
    parity.trust = compare_normal_forms(trust_of(*first.role), trust_of(*second.role), names);
  if (permissions.verdict() != Verdict::equal)
    parity.permissions = compare_normal_forms(documents(*first.role), documents(*second.role), names);
  else
    add_spread(parity);
  return parity;
}

}  // namespace rolecast
