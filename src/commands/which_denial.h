// What AWS says when it refuses a request, asked of a role.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "commands/which_report.h"
#include "model/bind.h"

namespace rolecast {

/// "User: … is not authorized to perform: ACTION on resource: ARN because …".
struct Denial {
  std::string action;
  std::string resource;  ///< `*` where the message names none
  std::string role;      ///< the name of the role that asked; empty where the message does not say
  Bindings values;       ///< the partition and the account that the message tells
  std::string because;   ///< where else the refusal comes from, in words; empty where the message does not say
};

/// The request that a message says was refused; nothing where it names no action.
std::optional<Denial> denial_in(std::string_view message);
/// The same of a message that names an action anywhere, and says that something was denied.
std::optional<Denial> loose_denial_in(std::string_view message);

/// What stands for a symptom where none that is known is meant.
Symptom symptom_of(const Denial& denial);
/// The known symptom that is about the same action; null where there is none, or several.
const Symptom* symptom_about(const Denial& denial, const std::vector<Symptom>& symptoms);

/// Whether the role allows the request, and what to add.
SymptomFinding look_for(const Denial& denial, const Symptom& symptom, const RoleOf& of, const which::Answer& answer,
                        const which::Circumstances& circumstances);

}  // namespace rolecast
