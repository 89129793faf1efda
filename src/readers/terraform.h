// Reads Terraform configurations: `.tf`, `.tf.json`, and folders of them.
#pragma once

#include "readers/reader.h"

namespace rolecast {

/// A configuration in HCL or in Terraform's JSON syntax. All files of a run are one configuration, as the files of a
/// folder are.
Reader terraform_reader();

}  // namespace rolecast
