// Markdown as GitHub and GitLab render it: the one way in which text from an input enters it.
#pragma once

#include <string>
#include <string_view>

namespace rolecast::markdown {

/// Any text as one code span, which holds neither links, mentions nor HTML. What could break a line or deceive a reader
/// is shown as an escape; of a long text the beginning. GitHub Flavored Markdown Spec, "Code spans".
std::string code(std::string_view text);

/// The same in a cell of a table, where a pipe would end the cell.
std::string code_in_cell(std::string_view text);

}  // namespace rolecast::markdown
