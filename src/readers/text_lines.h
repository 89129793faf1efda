// A role file as lines of text: what keeps its comments while parts are added and taken out.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rolecast {

using Lines = std::vector<std::string>;

Lines split_lines(std::string_view text);
std::string join_lines(const Lines& lines);

bool is_blank(const std::string& line);
bool is_comment(const std::string& line);
/// Blanks at its beginning; all of a blank line.
std::size_t indent_of(const std::string& line);

void append(Lines& lines, const Lines& more);

/// A comment of lines up to 118 characters; those after the first go two blanks in.
Lines comment(std::string_view text, const std::string& indent = {});

/// Where the lines below `key` (at the left margin) begin and end; trailing blank lines and comments are the next
/// key's.
std::pair<std::size_t, std::size_t> block_of(const Lines& lines, const std::string& key);

struct NamedLines {
  std::string name;
  Lines lines;  ///< with the comments above
};

/// The entries of a block: each begins at a key two spaces in, or at the comments above it.
std::vector<NamedLines> entries_of(const Lines& lines, const std::string& key);

}  // namespace rolecast
