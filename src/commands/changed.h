// Which inputs changed since a commit: files that may hold roles, and folders whose files are one input.
#pragma once

#include <string>
#include <vector>

#include "source/diagnostic.h"

namespace rolecast {

/// One input in its two versions, as they are named on the command line; empty where there is none.
struct ChangedInput {
  std::string before, after;
};

/// Everything that changed between the commit `base` and the work tree and that a reader may know by its name: YAML and
/// JSON files, `*.template`, and templates of these such as `*.yaml.j2`; folders of which a Terraform file changed, and
/// those of a role that the format `iam` wrote. In the order of their paths; then the Terraform folders that read a
/// changed file and name it. `base` may end in `...`: see git::commit_of. `top` leads to the top of the repository.
std::vector<ChangedInput> changed_inputs(const std::string& base, const std::string& top, Diagnostics& diagnostics);

}  // namespace rolecast
