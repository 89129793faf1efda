// What a plain scalar is by the core schema of YAML 1.2, section 10.3.2. Private to the YAML loader.
#pragma once

#include "syntax/node.h"

namespace rolecast::yaml {

bool is_null_word(std::string_view text);
/// An infinity, or what is no number.
bool is_not_finite(std::string_view text);
/// A boolean or a number, which keeps its spelling, or a string.
Node plain_scalar(const std::string& text);

}  // namespace rolecast::yaml
