#include "readers/text_lines.h"

#include <algorithm>

namespace rolecast {

Lines split_lines(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string join_lines(const Lines& lines) {
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return text;
}

bool is_blank(const std::string& line) { return line.find_first_not_of(' ') == std::string::npos; }
bool is_comment(const std::string& line) { return !is_blank(line) && line[line.find_first_not_of(' ')] == '#'; }

std::pair<std::size_t, std::size_t> block_of(const Lines& lines, const std::string& key) {
  const auto found = std::find(lines.begin(), lines.end(), key);
  if (found == lines.end()) return {lines.size(), lines.size()};
  const auto begin = static_cast<std::size_t>(found - lines.begin()) + 1;
  auto end = begin;
  for (auto i = begin; i < lines.size() && (is_blank(lines[i]) || lines[i][0] == ' '); ++i)
    if (!is_blank(lines[i])) end = i + 1;
  return {begin, end};
}

std::vector<NamedLines> entries_of(const Lines& lines, const std::string& key) {
  std::vector<NamedLines> entries;
  Lines above;
  const auto [begin, end] = block_of(lines, key);
  for (auto i = begin; i < end; ++i) {
    const bool at_level = lines[i].size() > 2 && lines[i].starts_with("  ") && lines[i][2] != ' ';
    if (at_level && is_comment(lines[i])) {
      above.push_back(lines[i]);
    } else if (at_level) {
      entries.push_back({lines[i].substr(2, lines[i].find(':') - 2), std::move(above)});
      above = {};
      entries.back().lines.push_back(lines[i]);
    } else if (!entries.empty()) {
      entries.back().lines.push_back(lines[i]);
    }
  }
  return entries;
}

void append(Lines& lines, const Lines& more) { lines.insert(lines.end(), more.begin(), more.end()); }

Lines comment(std::string_view text, const std::string& indent) {
  Lines lines;
  std::string line = indent + "#";
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    if (line.size() + 1 + end > 118) {
      lines.push_back(std::move(line));
      line = indent + "#  ";
    }
    line.append(" ").append(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  lines.push_back(std::move(line));
  return lines;
}

std::size_t indent_of(const std::string& line) { return std::min(line.find_first_not_of(' '), line.size()); }

}  // namespace rolecast
