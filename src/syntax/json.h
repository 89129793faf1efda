// JSON as RFC 8259 has it: the loader (nlohmann reads, exact positions added) and the writer.
#pragma once

#include <string>

#include "source/diagnostic.h"
#include "syntax/node.h"

namespace rolecast::json {

/// One value and nothing after it. Numbers keep their spelling. Refuses more than 100 levels, lone surrogates,
/// comments, NaN and whatever else is no JSON.
Node load(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics);

/// Two spaces, one value a line; tags are not written. Ends with a line break.
std::string write(const Node& node);
/// On one line without white space.
std::string write_compact(const Node& node);

}  // namespace rolecast::json
