#include "fuzz/laws.h"
#include "syntax/json.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = rolecast::fuzz::text_of(data, size);
  rolecast::fuzz::check_syntax("fuzz.json", text, rolecast::json::write);
  rolecast::fuzz::check_syntax("fuzz.json", text, rolecast::json::write_compact);
  return 0;
}
