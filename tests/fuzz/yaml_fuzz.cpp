#include "fuzz/laws.h"
#include "syntax/yaml.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  rolecast::fuzz::check_syntax("fuzz.yaml", rolecast::fuzz::text_of(data, size), rolecast::yaml::write);
  return 0;
}
