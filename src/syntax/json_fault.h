// What is wrong with a text that is no JSON, in plain words. Private to the JSON loader.
#pragma once

#include <string_view>

#include "syntax/fault.h"

namespace rolecast::json {

/// `what` is what nlohmann says about the token at `begin`, of which it has read up to `end`. A place of no width is
/// one character.
Fault explain(std::string_view text, std::size_t begin, std::size_t end, std::string_view what);

}  // namespace rolecast::json
