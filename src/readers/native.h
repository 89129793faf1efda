// Reads role files: rolecast's own format.
#pragma once

#include "readers/reader.h"

namespace rolecast {

/// A map with the key `rolecast`, or with `roles`. Expands `template:`, `with:` and `capabilities:`.
Reader native_reader();

}  // namespace rolecast
