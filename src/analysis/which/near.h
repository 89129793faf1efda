// What a role says in place of what it lacks: the same action elsewhere, under another condition, under a wrong name.
#pragma once

#include <string>

#include "analysis/which/requests.h"

namespace rolecast::which {

/// In words, or nothing where the role says nothing that could be meant.
std::string near_miss(const Requests& requests, const Statement& wanted, const Text& action, const Text& resource);

/// Whether the role would allow it, were there not a Deny.
bool is_denied(const Requests& requests, const Policy& request);
/// By which conditioned Denies alone it may not be allowed, in words; empty where something else is in the way.
std::string denied_on_condition(const Requests& requests, const Policy& request, const Text& action);

/// The role's own resources, inside of the wanted one, on which it allows all that is wanted. None where there is
/// none, or where one of them holds what was never filled in.
std::vector<std::string> narrower_resources(const Requests& requests, const Statement& wanted, const Text& action,
                                            const Text& resource);

}  // namespace rolecast::which
