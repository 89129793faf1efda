// Texts that stay what they are where a program brings them into Unicode's form NFC, as Terraform does.
#pragma once

#include <cstddef>
#include <string_view>

namespace rolecast {

/// The first character that NFC could change, or join with the one before it, or npos. Sure only of common letters and
/// signs: it names some others, such as all of Devanagari and Thai, that might stay as they are. U+212B becomes U+00C5,
/// an `e` with U+0301 becomes U+00E9 (Unicode Standard Annex #15).
std::size_t find_unsettled(std::string_view text);

}  // namespace rolecast
