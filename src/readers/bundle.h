// The second identity: whoever deploys with a role of the catalogue, in the same role file.
#pragma once

#include <string>

#include "readers/expand.h"

namespace rolecast {

/// `text` (of a new role file, made of `item` by compose()) with a role for the deployer at its end. It may pass the
/// template's role to the services that this one trusts, under the same name expression, and do what the catalogue
/// holds for callers of the family or of the template. An error where the template is for callers itself.
std::string add_deployer(const std::string& text, const CatalogueItem& item, Sources& sources,
                         Diagnostics& diagnostics);

}  // namespace rolecast
