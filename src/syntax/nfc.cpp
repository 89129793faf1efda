#include "syntax/nfc.h"

#include <algorithm>
#include <array>

#include "source/utf8.h"

namespace rolecast {
namespace {

struct Range {
  char32_t first, last;
};
/// Of characters that are whole in NFC and combine with nothing before them (NFC_Quick_Check=Yes and
/// Canonical_Combining_Class=0 in the Unicode Character Database).
constexpr std::array<Range, 20> settled = {
    {{0x0, 0x2FF},     {0x388, 0x482},     {0x48A, 0x52F},     {0x5D0, 0x5EA},     {0x620, 0x64A},
     {0x1E00, 0x1EFF}, {0x2002, 0x20CF},   {0x212C, 0x2328},   {0x232B, 0x2ADB},   {0x2E80, 0x3029},
     {0x3030, 0x3098}, {0x309B, 0x9FFF},   {0xAC00, 0xD7A3},   {0xE000, 0xF8FF},   {0xFE00, 0xFE0F},
     {0xFE30, 0xFFFF}, {0x1F000, 0x1FAFF}, {0x20000, 0x2F7FF}, {0xE0000, 0xE0FFF}, {0xF0000, 0x10FFFF}}};

}  // namespace

std::size_t find_unsettled(std::string_view text) {
  constexpr unsigned char lead = 0xCC;  // of U+0300, the first that NFC could change
  const auto is_high = [](char c) { return static_cast<unsigned char>(c) >= lead; };
  const auto* high = std::find_if(text.begin(), text.end(), is_high);
  for (auto at = static_cast<std::size_t>(high - text.begin()); at < text.size();) {
    const auto begin = at;
    const auto character = next_character(text, at);
    const auto holds = [character](Range range) { return character >= range.first && character <= range.last; };
    if (std::none_of(settled.begin(), settled.end(), holds)) return begin;
  }
  return std::string_view::npos;
}

}  // namespace rolecast
