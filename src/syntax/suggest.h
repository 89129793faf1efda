// The nearest known name to one that was mistyped.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rolecast {

/// The candidate with the fewest edits (insert, delete, replace, swap neighbours; case is free), or an empty view
/// where none is near enough to be meant.
std::string_view nearest(std::string_view name, const std::vector<std::string_view>& candidates);

/// "did you mean `x`?", or failing that "known: a, b, c".
std::string suggestion(std::string_view name, const std::vector<std::string_view>& candidates);

}  // namespace rolecast
