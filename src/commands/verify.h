// Reading outputs back before anything is written: nothing is handed out that does not say what the role says.
#pragma once

#include "commands/command.h"

namespace rolecast {

/// Reads the files that `emitter` made of `model` with the emitter's reader. An error RC901 where that gives another
/// model than the emitter's files have to hold, says anything against them, or gives none. Policies that the format's
/// layout makes too large are errors as well.
void verify(const Model& model, const Emitter& emitter, const Settings& settings, const std::vector<OutputFile>& files,
            const std::vector<Reader>& readers, Diagnostics& diagnostics);

}  // namespace rolecast
