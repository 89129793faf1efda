// Texts that stay what they are where a program brings them into Unicode's form NFC, as Terraform does.
#pragma once

#include <cstddef>
#include <string_view>

namespace rolecast {

/// The first character that NFC could change, move, or join with the one before it, or npos: U+212B becomes U+00C5, an
/// `e` with U+0301 becomes U+00E9. Careful where there are several marks on one letter, or one at the beginning, behind
/// what stands before the text: they count, though they may be in order (Unicode Standard Annex #15).
std::size_t find_unsettled(std::string_view text);

}  // namespace rolecast
