// The model under the names a format gives to what is in it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/model.h"

namespace rolecast {

/// `roles` holds the new ids in the model's order, `parameters` the new names by the old ones; a parameter that is not
/// in it is not written and is gone. Patterns are as they read back from where their anchors had to be written.
Model renamed(Model model, const std::vector<std::string>& roles,
              const std::map<std::string, std::string, std::less<>>& parameters);

}  // namespace rolecast
