#include "syntax/yaml_text.h"

#include <algorithm>

namespace rolecast::yaml {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::string_view blanks = " \t", white = " \t\r\n";

bool is_one_of(std::string_view text, std::size_t at, std::string_view characters) {
  return at < text.size() && characters.find(text[at]) != npos;
}

std::size_t line_begin(std::string_view text, std::size_t at) {
  const auto newline = at == 0 ? npos : text.rfind('\n', at - 1);
  return newline == npos ? 0 : newline + 1;
}

std::size_t after_space_and_comments(std::string_view text, std::size_t at) {
  while (true) {
    at = std::min(text.find_first_not_of(white, at), text.size());
    if (!is_one_of(text, at, "#")) return at;
    at = line_end(text, at);
  }
}

}  // namespace

std::size_t line_end(std::string_view text, std::size_t at) { return std::min(text.find('\n', at), text.size()); }

std::size_t first_in_line(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(blanks, line_begin(text, at)), text.size());
}

bool is_first_in_line(std::string_view text, std::size_t at) {
  while (at > 0 && is_one_of(text, at - 1, blanks)) --at;
  return at == 0 || text[at - 1] == '\n';
}

std::size_t tab_in_indentation(std::string_view text, std::size_t at) {
  return is_first_in_line(text, at) ? text.substr(0, at).find('\t', line_begin(text, at)) : npos;
}

std::size_t column(std::string_view text, std::size_t at) { return at - line_begin(text, at); }

bool is_document_marker(std::string_view text, std::size_t at) {
  return line_begin(text, at) == at && text.substr(at, 3) == "---" &&
         (at + 3 >= text.size() || is_one_of(text, at + 3, white));
}

std::size_t find_directive(std::string_view text, std::size_t at) {
  if (at == 0 && text.starts_with('%')) return 0;
  const auto newline = text.find("\n%", at);
  return newline == npos ? npos : newline + 1;
}

std::size_t property_end(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) == "!<") return std::min(text.find('>', at), text.size() - 1) + 1;
  return std::min(text.find_first_of(" \t\r\n,[]{}", at + 1), text.size());
}

bool is_clear_property(std::string_view text, std::size_t at) {
  constexpr std::string_view in_tag = ".:/ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
  constexpr auto in_name = in_tag.substr(3);
  const auto end = property_end(text, at);
  auto name = text.substr(at + 1, end - at - 1);
  if (text[at] != '!') return name.find_first_not_of(in_name) == npos;
  if (end < text.size() && !is_one_of(text, end, white)) return false;
  if (name.starts_with('<')) return name.size() > 2 && name.ends_with('>');
  if (name.starts_with('!')) name.remove_prefix(1);
  return name.find_first_not_of(in_tag) == npos;
}

std::size_t after_property(std::string_view text, std::size_t at) {
  return after_space_and_comments(text, property_end(text, at));
}

std::size_t content_begin(std::string_view text, std::size_t at) {
  while (is_one_of(text, at, "&!")) at = after_property(text, at);
  return at;
}

bool is_quote(std::string_view text, std::size_t at) { return is_one_of(text, at, "\"'"); }

std::size_t quote_end(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const auto stops = quote == '"' ? std::string_view("\"\\") : std::string_view("'");
  while ((at = text.find_first_of(stops, at + 1)) != npos) {
    const bool escapes = text[at] == '\\' || text.substr(at, 2) == "''";
    if (!escapes) return at + 1;
    ++at;
  }
  return npos;
}

std::size_t scalar_end(std::string_view text, std::size_t at, std::string_view value) {
  const auto content = content_begin(text, at);
  const auto here = text.substr(content);
  const bool is_only_tag = at < content && value.empty() && !here.starts_with("\"\"") && !here.starts_with("''");
  if (is_only_tag) return property_end(text, at);
  if (is_quote(text, content)) return quote_end(text, content);
  return here.starts_with(value) ? content + value.size() : line_end(text, content);
}

std::size_t find_long_quote(std::string_view text, std::size_t at, std::size_t end) {
  for (; at < end; ++at) {
    const bool begins = at == 0 || is_one_of(text, at - 1, " \t\n[{,");
    if (begins && text[at] == '#') at = line_end(text, at);
    if (!begins || !is_quote(text, at)) continue;
    const auto close = quote_end(text, at);
    if (close > line_end(text, at)) return at;
    at = close - 1;
  }
  return npos;
}

std::size_t dash_before(std::string_view text, std::size_t at) {
  while (at > 0) {
    const auto begin = line_begin(text, at);
    const auto line = text.substr(begin, at - begin);
    if (const auto dash = line.substr(0, line.find('#')).rfind('-'); dash != npos) return begin + dash;
    at = begin == 0 ? 0 : begin - 1;
  }
  return 0;
}

}  // namespace rolecast::yaml
