// Which of several texts somebody means who quotes one from memory, or with more around it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rolecast::which {

/// The numbers of the entries that are meant: one; several where they are equally likely; none where nothing is alike.
/// Each entry is a list of texts, of which the likest counts. Letter case does not count, and words that many entries
/// have count less.
std::vector<std::size_t> likest(std::string_view quoted, const std::vector<std::vector<std::string>>& entries);

}  // namespace rolecast::which
