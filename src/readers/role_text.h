// The text of a role file with its comments: values put into it, comments put around a role that was imported.
#pragma once

#include <string>
#include <string_view>

#include "model/bind.h"

namespace rolecast {

/// How every role file that rolecast writes begins. Editors look for the schema beside the file, since no other place
/// is known to be there; the second line says how it gets there.
constexpr std::string_view first_lines =
    "# yaml-language-server: $schema=./role.schema.json\n"
    "# With `rolecast schema > role.schema.json` beside this file, editors explain and check it.\n"
    "\n";

/// `text` (a role file that reads without errors) with every bound reference replaced by its value where it stands, and
/// the bound parameters taken out.
std::string bind_in_text(std::string text, const Bindings& bindings);

/// `text` (a role file without comments) with the first lines, `origin` and a comment above every part of a role and
/// every parameter that stands for an expression.
std::string with_comments(const std::string& text, std::string_view origin);

}  // namespace rolecast
