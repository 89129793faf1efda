// `rolecast explain` for symptoms: all of them, or one by its id.
#pragma once

#include <string>

#include "commands/command.h"

namespace rolecast {

/// `symptom` lists all; an id explains one. False where the word is neither.
bool explain_symptom(const std::string& word, Context& context);

}  // namespace rolecast
