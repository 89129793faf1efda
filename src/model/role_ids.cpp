#include "model/role_ids.h"

#include <algorithm>

#include <fmt/core.h>

#include "model/characters.h"

namespace rolecast {

std::string RoleIds::make(std::string_view name) {
  constexpr std::size_t longest = 64;
  std::string id;
  for (const char c : name) {
    const auto code = static_cast<unsigned char>(c);
    if (is_letter_or_digit(code) || !id.empty()) id += is_id_character(code) ? c : '_';
  }
  if (id.empty()) id = "role";
  if (id.size() > longest) id.resize(longest);
  auto unique = id;
  for (int i = 2; !taken_.insert(lower_case(unique)).second; ++i) {
    const auto suffix = fmt::format("_{}", i);
    unique = id.substr(0, longest - suffix.size()) + suffix;
  }
  return unique;
}

}  // namespace rolecast
