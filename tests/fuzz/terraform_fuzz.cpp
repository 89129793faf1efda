#include "fuzz/laws.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  rolecast::fuzz::check_reading("main.tf", rolecast::fuzz::text_of(data, size));
  return 0;
}
