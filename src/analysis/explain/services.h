// What people call the services that actions and service principals name.
#pragma once

#include <string>
#include <string_view>

namespace rolecast {

/// `ecr` → `Amazon ECR`; a prefix that is not known is its own name.
std::string service_name(std::string_view prefix);

/// `s3:GetObject` → `s3`, in lower case; `*` → `*`.
std::string service_of(std::string_view action);

}  // namespace rolecast
