#include "source/utf8.h"

#include <algorithm>
#include <array>

namespace rolecast {
namespace {

/// How many bytes a character takes that begins like this, and the range its second byte must be in: RFC 3629,
/// section 4.
struct Lead {
  unsigned char first, last, second_low, second_high;
  std::size_t length;
};
constexpr std::array<Lead, 9> leads = {{{0x00, 0x7F, 0, 0, 1},
                                        {0xC2, 0xDF, 0x80, 0xBF, 2},
                                        {0xE0, 0xE0, 0xA0, 0xBF, 3},
                                        {0xE1, 0xEC, 0x80, 0xBF, 3},
                                        {0xED, 0xED, 0x80, 0x9F, 3},
                                        {0xEE, 0xEF, 0x80, 0xBF, 3},
                                        {0xF0, 0xF0, 0x90, 0xBF, 4},
                                        {0xF1, 0xF3, 0x80, 0xBF, 4},
                                        {0xF4, 0xF4, 0x80, 0x8F, 4}}};

}  // namespace

std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  for (const auto& lead : leads) {
    if (text.empty() || byte(0) < lead.first || byte(0) > lead.last) continue;
    if (lead.length > text.size()) return 0;
    if (lead.length > 1 && (byte(1) < lead.second_low || byte(1) > lead.second_high)) return 0;
    for (std::size_t i = 2; i < lead.length; ++i)
      if (!continues_character(text[i])) return 0;
    return lead.length;
  }
  return 0;
}

char32_t next_character(std::string_view text, std::size_t& at) {
  const auto first = static_cast<unsigned char>(text[at++]);
  if (first < 0x80) return first;
  char32_t c = first < 0xE0 ? first & 0x1Fu : first < 0xF0 ? first & 0x0Fu : first & 0x07u;
  while (at < text.size() && continues_character(text[at]))
    c = c << 6 | (static_cast<unsigned char>(text[at++]) & 0x3Fu);
  return c;
}

bool append_character(std::string& text, char32_t character) {
  if (character > 0x10FFFF || (character >= 0xD800 && character <= 0xDFFF)) return false;
  const int more = character < 0x80 ? 0 : character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
  const auto lead = more == 0 ? 0u : 0xFF00u >> (more + 1) & 0xFFu;
  text += static_cast<char>(lead | character >> 6 * more);
  for (int shift = 6 * (more - 1); shift >= 0; shift -= 6)
    text += static_cast<char>(0x80 | (character >> shift & 0x3F));
  return true;
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !continues_character(c); }));
}

std::size_t find_bad_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto length = static_cast<unsigned char>(text[at]) < 0x80 ? 1 : utf8_length(text.substr(at));
    if (length == 0) return at;
    at += length;
  }
  return std::string_view::npos;
}

}  // namespace rolecast
