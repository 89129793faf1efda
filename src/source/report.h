// Diagnostics as text for people: place, message, the line with a caret, hint.
#pragma once

#include <string>
#include <string_view>

#include "source/diagnostic.h"

namespace rolecast {

/// All findings in file order. Characters from the input that a terminal would act on are shown as escapes.
std::string report(const Sources& sources, const Diagnostics& diagnostics, bool color);

/// The text with those characters as escapes.
std::string printable(std::string_view text);

}  // namespace rolecast
