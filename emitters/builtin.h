// The formats rolecast ships with.
#pragma once

#include <vector>

#include "emitters/emitter.h"

namespace rolecast {

Emitter cloudformation_emitter();
Emitter terraform_emitter();
Emitter terraform_json_emitter();
Emitter cdk_emitter();
Emitter iam_emitter();
Emitter native_emitter();

/// In the order they are listed in.
std::vector<Emitter> built_in_emitters();

}  // namespace rolecast
