// Questions about what a role allows, each decided by the comparison of access.
#pragma once

#include <string>
#include <vector>

#include "analysis/access/compare.h"
#include "analysis/common_names.h"
#include "analysis/match.h"

namespace rolecast::which {

/// One action of a statement on some resources, with the statement's condition, as a policy of its own.
Policy policy_of(const Statement& statement, const std::vector<Text>& actions, const std::vector<Text>& resources,
                 bool with_condition = true);

/// What a role has to say for and against requests.
class Requests {
 public:
  /// A managed policy whose text everybody knows is one of the role's policies.
  Requests(const RoleOf& of, const Model& wanted);

  /// Whether the role allows all that `policy` does.
  access::Excess lacked(const Policy& policy) const;
  /// The same without its Denies.
  access::Excess lacked_by_allows(const Policy& policy) const;
  /// The same with those of its Denies that have no condition.
  access::Excess lacked_for_certain(const Policy& policy) const;
  /// Whether the policy takes in all that another one does.
  bool holds(const Policy& outer, const Policy& inner) const;
  /// What the role allows and `policies` do not, of a statement's action.
  access::Certainty beyond(const Policy& own, const access::Policies& policies) const;

  /// "everything", "everything but iam:*" or "nearly everything"; empty where the role names what it allows.
  std::string too_much() const;

  const access::Policies& policies() const { return policies_; }
  const CommonNames& names() const { return names_; }
  const RoleOf& role() const { return of_; }
  /// The role's trust policy against another, caller by caller.
  access::Excess let_in(const Policy& trust, const access::Policies& others) const;
  access::Excess kept_out(const Policy& wanted, const Policy& trust) const;
  /// What one trust policy lets in and the other does not, both with the role's deferred values.
  access::Excess let_in_beside(const Policy& trust, const Policy& other) const;

  /// Attached policies that may deny or allow what is not known, in words; empty where there are none.
  std::string unknown_allow() const;
  std::string unknown_deny() const;

 private:
  RoleOf of_;
  const Model& wanted_;
  CommonNames names_;
  Policy administrator_;
  std::vector<Policy> allows_;   // the role's policies without their Denies
  std::vector<Policy> certain_;  // and without those Denies alone that have a condition
  access::Policies policies_, allow_policies_, certain_policies_;
};

}  // namespace rolecast::which
