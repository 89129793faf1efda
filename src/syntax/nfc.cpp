#include "syntax/nfc.h"

#include <algorithm>
#include <iterator>

#include "source/utf8.h"

namespace rolecast {
namespace {

struct Range {
  char32_t first, last;
};
constexpr Range changing[] = {
#include "syntax/nfc_changing.inc"
};
/// Signs that are put in order where several stand on one letter.
constexpr Range marks[] = {
#include "syntax/nfc_marks.inc"
};

template <std::size_t size>
bool holds(const Range (&ranges)[size], char32_t character) {
  const auto* found = std::upper_bound(std::begin(ranges), std::end(ranges), character,
                                       [](char32_t sought, const Range& range) { return sought < range.first; });
  return found != std::begin(ranges) && character <= std::prev(found)->last;
}

}  // namespace

std::size_t find_unsettled(std::string_view text) {
  constexpr unsigned char lead = 0xCC;  // of U+0300, the first that NFC could change
  const auto is_high = [](char c) { return static_cast<unsigned char>(c) >= lead; };
  const auto* high = std::find_if(text.begin(), text.end(), is_high);
  bool may_be_moved = high == text.begin();
  for (auto at = static_cast<std::size_t>(high - text.begin()); at < text.size();) {
    const auto begin = at;
    const auto character = next_character(text, at);
    const bool is_mark = holds(marks, character);
    if (holds(changing, character) || (is_mark && may_be_moved)) return begin;
    may_be_moved = is_mark;
  }
  return std::string_view::npos;
}

}  // namespace rolecast
