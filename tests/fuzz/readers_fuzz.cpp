#include "fuzz/laws.h"

/// YAML or JSON, as its text says.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  rolecast::fuzz::check_reading("role", rolecast::fuzz::text_of(data, size));
  return 0;
}
