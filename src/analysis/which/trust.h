// Who may take a role, and whether that is who a role of the catalogue is for.
#pragma once

#include <string>
#include <vector>

#include "analysis/which/requests.h"
#include "analysis/which/which.h"

namespace rolecast::which {

/// The principals of a trust policy's Allows.
struct Trusted {
  std::vector<std::string> services;  ///< `lambda.amazonaws.com`
  std::vector<std::string> callers;   ///< in words: "an SSO provider", "the account 123456789012"
  std::vector<std::string> all;       ///< `Service lambda.amazonaws.com`
  bool is_anyone = false;
  bool is_conditional = true;  ///< no Allow that lets in anyone goes without a condition
};
Trusted trusted_by(const Role& role);

/// The service that a role of the catalogue is for; empty for those that people and programs take.
std::string service_of(const Wanted& wanted);

/// What the resources that a trust policy names say about what the role is for: 2 that it is this, 1 that it may be, 0
/// nothing, -2 that it is something else.
int likeness_of_source(const Role& role, const Wanted& wanted);

bool names_service(const Statement& statement, const std::string& service);

/// `values` are those of the wanted role's deferred ones that `bound` has.
TrustFit trust_fit(const Requests& requests, const Wanted& wanted, const Model& bound, const TextByName& values);

}  // namespace rolecast::which
