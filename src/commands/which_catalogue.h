// The catalogue as `rolecast which` compares with it.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "analysis/which/which.h"
#include "source/diagnostic.h"

namespace rolecast {

/// Every template, in the order of the catalogue.
std::vector<which::Wanted> wanted_templates(Sources& sources, Diagnostics& diagnostics);

/// One template or capability; nothing where the catalogue has none of that name.
std::optional<which::Wanted> wanted_template(std::string_view name, Sources& sources, Diagnostics& diagnostics);
std::optional<which::Wanted> wanted_capability(std::string_view name, Sources& sources, Diagnostics& diagnostics);

}  // namespace rolecast
