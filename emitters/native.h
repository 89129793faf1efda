// The model as the tree of a role file: what the native emitter writes and a plug-in is sent.
#pragma once

#include "model/model.h"
#include "syntax/node.h"

namespace rolecast {

/// Roles, statements, parameters and texts keep their places. What has no spelling in a role file is an error.
Node native_form(const Model& model, Diagnostics& diagnostics);

}  // namespace rolecast
