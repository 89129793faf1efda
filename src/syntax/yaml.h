// YAML: the loader (yaml-cpp reads, positions and tags kept) and the writer, with all quoting of YAML.
#pragma once

#include <string>
#include <vector>

#include "source/diagnostic.h"
#include "syntax/node.h"

namespace rolecast::yaml {

/// Every document of a stream. Plain scalars get their kind by the core schema of YAML 1.2 and keep their spelling;
/// tags stay as written (`!Sub`). Refuses: more than 100 levels, alias bombs, merge keys, keys that are not scalars,
/// infinities and NaN, characters that YAML parsers disagree about, and what yaml-cpp takes and others refuse.
std::vector<Node> load(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics);

/// Block style, two spaces, text plain only where every YAML parser reads it as that text. Ends with a line break.
std::string write(const Node& node);

}  // namespace rolecast::yaml
