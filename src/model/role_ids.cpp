#include "model/role_ids.h"

#include <fmt/core.h>

#include "model/characters.h"

namespace rolecast {
namespace {

constexpr std::size_t longest_id = 255;

char32_t code(char c) { return static_cast<unsigned char>(c); }

}  // namespace

std::string RoleIds::unique(std::string_view name) {
  std::string id;
  for (const char c : name) {
    if (is_id_character(code(c)) && (!id.empty() || is_letter_or_digit(code(c))))
      id += c;
    else if (!id.empty() && id.back() != '_')
      id += '_';
    if (id.size() == longest_id) break;
  }
  while (id.ends_with('_')) id.pop_back();
  if (id.empty()) id = "role";
  auto candidate = id;
  for (int i = 2; !taken_.insert(lower_case(candidate)).second; ++i) {
    const auto ending = fmt::format("_{}", i);
    candidate = id.substr(0, longest_id - ending.size()) + ending;
  }
  return candidate;
}

}  // namespace rolecast
