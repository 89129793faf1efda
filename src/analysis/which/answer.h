// What a role is, in one sentence.
#pragma once

#include <string>

#include "analysis/which/which.h"

namespace rolecast::which {

/// "this is an AgentCore Runtime execution role (agentcore-runtime); it lacks 2 permissions". `is_partial`: the input
/// may not hold all of the role's policies.
std::string answer_text(const RoleOf& of, const Answer& answer, bool is_partial);

}  // namespace rolecast::which
