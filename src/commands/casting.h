// Casting: checked models through emitters into files, in memory.
#pragma once

#include <string>
#include <vector>

#include "commands/command.h"

namespace rolecast {

/// Names with their chosen values, in the order given: `layout=module`.
using Options = std::vector<std::pair<std::string, std::string>>;

/// `K=V` split at its first `=`; an error where there is none.
std::vector<std::pair<std::string, std::string>> split_assignments(const std::vector<std::string>& words,
                                                                   std::string_view option, Diagnostics& diagnostics);

/// The emitters of these names, each once: built in, or plug-ins on the path. Plug-ins are asked for their options only
/// where some are given. Unknown names are errors with the nearest one.
std::vector<Emitter> choose_emitters(const std::vector<std::string>& names, const Options& options, Context& context);

/// Every model through every emitter, and what comes out read back: it must be the model. An option goes to each
/// emitter that has it; one that none has is an error, as are two files of one name and, in one folder, two files that
/// declare the same thing. Warns of nothing it could refuse.
std::vector<OutputFile> cast(const std::vector<Model>& models, const std::vector<Emitter>& emitters,
                             const Options& options, Context& context);

}  // namespace rolecast
