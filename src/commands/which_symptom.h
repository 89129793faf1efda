// From an error message to its cause in a role.
#pragma once

#include <string>

#include "commands/command.h"
#include "commands/which_denial.h"
#include "commands/which_report.h"

namespace rolecast {

/// What an error message tells.
struct Told {
  Symptom symptom;
  std::optional<Denial> denial;  ///< the request that was refused, where the message names it
};

/// Nothing, and an error, where it names no request and is no symptom that is known, or one of several.
std::optional<Told> find_symptom(const std::string& message, Context& context);

/// Whether what the symptom comes from is in this role. `answer` says what the role is; `wanted` keeps what it was
/// compared with.
SymptomFinding look_for(const Symptom& symptom, const RoleOf& of, const which::Answer& answer,
                        const std::optional<which::Wanted>& wanted, const which::Circumstances& circumstances);

}  // namespace rolecast
