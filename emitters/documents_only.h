// For formats that hold policy documents and nothing else of a role.
#pragma once

#include <string_view>

#include "model/model.h"

namespace rolecast {

/// One warning a role that lists the attributes which `format` leaves out, so that nothing is lost unseen.
void warn_about_attributes(const Model& model, std::string_view format, Diagnostics& diagnostics);

/// The roles without those attributes.
Model without_attributes(Model model);

}  // namespace rolecast
