// The difference of two texts, line by line, as `diff -u` shows it.
#pragma once

#include <string>
#include <string_view>

namespace rolecast {

/// Empty where both are equal. Three lines of context.
std::string difference(std::string_view before_name, std::string_view before, std::string_view after_name,
                       std::string_view after);

}  // namespace rolecast
