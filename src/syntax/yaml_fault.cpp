#include "syntax/yaml_fault.h"

#include <array>

#include <fmt/core.h>
#include <yaml-cpp/exceptions.h>

#include "syntax/yaml_text.h"

namespace rolecast::yaml {
namespace {

constexpr auto npos = std::string_view::npos;
namespace msg = YAML::ErrorMsg;

struct Row {
  std::string_view reason;
  char mark;  ///< yaml-cpp has read on from here
  std::string_view message, hint;
};

constexpr std::string_view
    quote_colon = "check the indentation and the line above, or put a text that holds `: ` in double quotes",
    quote_star = "put a text that begins with `*` in double quotes",
    quote_and = "put a text that begins with `&` in double quotes",
    quote_tag = "put a text that begins with `!` in double quotes",
    quote_flow = "put texts that hold `,`, `: `, brackets or braces in double quotes",
    add_comma = "add it, or put texts that hold `,`, `: `, brackets or braces in double quotes",
    escape = "write `\\\\` for a backslash, or use single quotes";

/// A row for each reason that people bring about; the others keep yaml-cpp's words.
std::array<Row, 21> rows() {
  return {
      {{msg::ALIAS_NOT_FOUND, '*', "`*` begins the name of an alias", "put `*` in double quotes"},
       {msg::UNKNOWN_ANCHOR, '*', "an alias without its anchor", quote_star},
       {msg::CHAR_IN_ALIAS, '*', "this is no alias", quote_star},
       {msg::ANCHOR_NOT_FOUND, '&', "`&` begins the name of an anchor", "put `&` in double quotes"},
       {msg::CHAR_IN_ANCHOR, '&', "this is no anchor", quote_and},
       {msg::TAG_WITH_NO_SUFFIX, '!', "this is no tag", quote_tag},
       {msg::CHAR_IN_TAG_HANDLE, '!', "this is no tag", quote_tag},
       {msg::END_OF_VERBATIM_TAG, '!', "this is no tag", quote_tag},
       {msg::INVALID_ESCAPE, '\\', "this is no escape", escape},
       {msg::INVALID_HEX, '\\', "an escape with too few hexadecimal digits", escape},
       {msg::INVALID_UNICODE, '\\', "this escape stands for no character", "write the character itself"},
       {msg::UNKNOWN_TOKEN, 0, "no text without quotes begins with this character", "put it in double quotes"},
       {msg::MAP_VALUE, 0, "a colon after what cannot be a key", quote_colon},
       {msg::MAP_KEY, 0, "`?` where no key can begin", "put a text that begins with `?` in double quotes"},
       {msg::BLOCK_ENTRY, 0, "`-` where no list can begin",
        "begin the list in the next line, or put a text that begins with `- ` in double quotes"},
       {msg::FLOW_END, 0, "this closes nothing that is open", quote_flow},
       {msg::END_OF_SEQ_FLOW, 0, "a comma or `]` is missing before this", add_comma},
       {msg::END_OF_MAP_FLOW, 0, "a comma or `}` is missing before this", add_comma},
       {msg::END_OF_MAP, 0, "text after the end of a value", "remove it, or put the whole text in one pair of quotes"},
       {msg::END_OF_SEQ, 0, "text after the end of a value", "remove it, or put the whole text in one pair of quotes"},
       {msg::CHAR_IN_BLOCK, 0, "text after the sign of a block",
        "begin the block in the next line, or put a text that begins with `|` or `>` in double quotes"}}};
}

Fault in_words(std::string_view text, std::size_t at, std::string_view reason) {
  for (const auto& row : rows()) {
    if (!reason.starts_with(row.reason)) continue;
    const auto begin = row.mark ? text.rfind(row.mark, at) : at;
    if (begin == npos) break;
    const bool is_name = row.mark && row.mark != '\\';
    return {begin, is_name ? property_end(text, begin) : begin, std::string(row.message), std::string(row.hint)};
  }
  return {at, at, fmt::format("no YAML: {}", reason), {}};
}

Fault tab(std::size_t at) { return {at, at, "a tab in the indentation", "indent with blanks"}; }

}  // namespace

std::optional<Fault> find_unprintable(std::string_view text) {
  const auto fault = [](std::size_t at, std::size_t length, unsigned code) {
    return Fault{at, at + length, fmt::format("the character U+{:04X} stands here as it is", code),
                 "write it as an escape in double quotes"};
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool is_white = c == '\t' || c == '\n' || text.substr(i, 2) == "\r\n";
    if ((c < 0x20 && !is_white) || c == 0x7F) return fault(i, 1, c);
    if (c == 0xC2 && static_cast<unsigned char>(text[i + 1]) < 0xA0)
      return fault(i, 2, static_cast<unsigned char>(text[i + 1]));
    if (text.substr(i, 3) == "\xE2\x80\xA8") return fault(i, 3, 0x2028);
    if (text.substr(i, 3) == "\xE2\x80\xA9") return fault(i, 3, 0x2029);
  }
  return std::nullopt;
}

std::optional<Fault> find_unclear(std::string_view text, std::size_t at) {
  while (true) {
    if (const auto found = tab_in_indentation(text, at); found != npos) return tab(found);
    if (text.substr(at, 1).find_first_of("&*!") != 0) return std::nullopt;
    if (!is_clear_property(text, at))
      return Fault{at, property_end(text, at), "parsers disagree about where this name ends",
                   "write only letters, digits, `_` and `-`, and a blank after it; put a text in double quotes"};
    at = after_property(text, at);
  }
}

Fault explain(const Source& source, std::size_t at, std::string_view reason, std::size_t last, std::size_t opened) {
  const std::string_view text = source.text;
  const auto quote = find_long_quote(text, last, at);
  const auto close = quote == npos ? npos : quote_end(text, quote);
  const auto close_hint = [&] { return fmt::format("write `{}` at the end of the text", text[quote]); };
  if (close <= at && line_end(text, close) >= at)
    return {quote, quote,
            fmt::format("this quote is closed only in line {}, before more text", source.position(at).line),
            close_hint()};
  if (quote != npos && reason == msg::DOC_IN_SCALAR)
    return {quote, quote, "a quote that is not closed in its document", close_hint()};
  if (const auto found = tab_in_indentation(text, first_in_line(text, at)); found != npos) return tab(found);
  const bool in_block = reason == msg::END_OF_MAP || reason == msg::END_OF_SEQ;
  if (in_block && is_first_in_line(text, at))
    return {at, at, "this line does not fit the lines above it",
            "the keys of one map, and the `-` of one list, stand in one column"};
  const bool in_flow = reason == msg::END_OF_MAP_FLOW || reason == msg::END_OF_SEQ_FLOW;
  if (in_flow && text.find_first_not_of(" \t\r\n", at) == npos)
    return {opened, opened, fmt::format("`{}` is not closed", text[opened]),
            fmt::format("write `{}` where it ends", text[opened] == '[' ? ']' : '}')};
  return in_words(text, at, reason);
}

}  // namespace rolecast::yaml
