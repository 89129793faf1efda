// The parameters of a CloudFormation template as those of a role file.
#pragma once

#include <map>
#include <string>

#include "readers/deferred.h"
#include "syntax/node.h"

namespace rolecast {

struct TemplateParameter {
  std::string name;  ///< in the model
  bool is_list = false;
  Diagnostics findings;  ///< for a role that refers to it
};

/// By the names in the template.
using TemplateParameters = std::map<std::string, TemplateParameter, std::less<>>;

/// Declares what stands under `Parameters`. Restrictions that a role file has no word for are findings RC410.
/// AWS CloudFormation User Guide, "CloudFormation template Parameters syntax".
TemplateParameters declare_parameters(const Node& section, const Sources& sources, DeferredValues& values,
                                      Diagnostics& diagnostics);

/// The findings on those parameters that the model refers to.
void report_used(const TemplateParameters& parameters, const Model& model, Diagnostics& diagnostics);

}  // namespace rolecast
