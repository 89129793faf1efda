// Values for parameters that nobody gave any: made from the regular expression that restricts them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rolecast {

/// A text that matches `pattern`, which must be without fault; another one for another `which`, where there is another.
/// Nothing where none was found: the first branch of every alternative is followed, and no other.
std::optional<std::string> example_for(std::string_view pattern, std::size_t which);

}  // namespace rolecast
