// What is wrong with a text that is no YAML, in plain words. Private to the YAML loader.
#pragma once

#include <optional>
#include <string_view>

#include "syntax/fault.h"

namespace rolecast::yaml {

/// `reason` is yaml-cpp's, about what stands at `at`. `last` is where the last value begins or ends that was read
/// before, `opened` where the innermost list or map begins that is open.
Fault explain(const Source& source, std::size_t at, std::string_view reason, std::size_t last, std::size_t opened);

/// A character outside of YAML's printable set, or a line break that only some parsers see.
std::optional<Fault> find_unprintable(std::string_view text);

/// What begins at `at` is indented with tabs, or has a tag, an anchor or an alias that yaml-cpp takes for something
/// else than other parsers do.
std::optional<Fault> find_unclear(std::string_view text, std::size_t at);

}  // namespace rolecast::yaml
