// What the YAML loader looks up in the text itself, where yaml-cpp does not say or does not mind. Private to it.
#pragma once

#include <string_view>

namespace rolecast::yaml {

/// The end of the line around `at`, without its line break.
std::size_t line_end(std::string_view text, std::size_t at);

/// How many bytes stand before `at` in its line.
std::size_t column(std::string_view text, std::size_t at);

/// Where the line around `at` begins, behind its indentation.
std::size_t first_in_line(std::string_view text, std::size_t at);

/// Whether only blanks stand before `at` in its line.
bool is_first_in_line(std::string_view text, std::size_t at);

/// The first tab before `at` where only blanks stand before it in its line, or npos.
std::size_t tab_in_indentation(std::string_view text, std::size_t at);

/// Whether `---` stands here, alone at the beginning of a line.
bool is_document_marker(std::string_view text, std::size_t at);

/// The first line from `at` on that begins with `%`, or npos.
std::size_t find_directive(std::string_view text, std::size_t at);

/// The end of the anchor, alias or tag that begins at `at`.
std::size_t property_end(std::string_view text, std::size_t at);

/// Whether every parser takes the anchor, alias or tag at `at` for the same name.
bool is_clear_property(std::string_view text, std::size_t at);

/// Behind the property at `at` and the blanks, line breaks and comments that follow it.
std::size_t after_property(std::string_view text, std::size_t at);

/// Where the value stands whose tag and anchor, if it has them, begin at `at`.
std::size_t content_begin(std::string_view text, std::size_t at);

bool is_quote(std::string_view text, std::size_t at);

/// Behind the quote that closes the one at `at`, or npos where none does.
std::size_t quote_end(std::string_view text, std::size_t at);

/// The end of the scalar whose tag and anchor, if it has them, begin at `at`: of its first line where it has several
/// and no quotes, npos where a quote is not closed.
std::size_t scalar_end(std::string_view text, std::size_t at, std::string_view value);

/// The first quote from `at` on that is not closed in its line, or npos where there is none before `end`.
std::size_t find_long_quote(std::string_view text, std::size_t at, std::size_t end);

/// The last `-` before `at` that is not part of a comment.
std::size_t dash_before(std::string_view text, std::size_t at);

}  // namespace rolecast::yaml
