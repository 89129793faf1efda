// Questions for the parameters of a new role file, to whoever sits at the terminal.
#pragma once

#include <vector>

#include "commands/command.h"
#include "model/bind.h"

namespace rolecast {

/// The values that were given for those `parameters` that `bindings` has none for; each matches its pattern. An empty
/// answer leaves a parameter to the deployment, and the end of the input all that are left.
Bindings ask_for(const std::vector<Parameter>& parameters, const Bindings& bindings, const Context& context);

}  // namespace rolecast
