// UTF-8: which bytes make a character.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rolecast {

/// How many bytes the character has that `text` begins with, or 0 where that is no well-formed UTF-8 (RFC 3629).
std::size_t utf8_length(std::string_view text);

/// The first byte of `text` that is not part of well-formed UTF-8, or npos.
std::size_t find_bad_utf8(std::string_view text);

/// Whether a byte stands inside of a character or at its end, not at its beginning.
inline bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

/// The character of well-formed UTF-8 that begins at `at`, which moves behind it.
char32_t next_character(std::string_view text, std::size_t& at);

/// Appends a character; false where there is none of this number, as there is none for half of a surrogate pair.
bool append_character(std::string& text, char32_t character);

std::size_t count_characters(std::string_view text);

}  // namespace rolecast
