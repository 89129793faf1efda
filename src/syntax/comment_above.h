// What the author of a file wrote above a line of it: the comment that says why the line is there.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rolecast {

/// The lines of `#` comments directly above the line of `offset`, without the sign, joined by blanks. Empty where there
/// are none; an empty line ends them.
std::string comment_above(std::string_view text, std::size_t offset);

}  // namespace rolecast
