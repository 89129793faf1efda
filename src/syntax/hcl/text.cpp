#include "syntax/hcl/text.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include <fmt/core.h>

#include "source/utf8.h"
#include "syntax/nfc.h"

namespace rolecast::hcl {
namespace {

/// Characters that a reader of the file would not see, or that editors take for line ends.
bool is_hidden(std::uint32_t code) {
  struct Range {
    std::uint32_t first, last;
  };
  static constexpr std::array<Range, 13> ranges = {{{0, 0x1F},
                                                    {0x7F, 0xA0},
                                                    {0xAD, 0xAD},
                                                    {0x61C, 0x61C},
                                                    {0x180E, 0x180E},
                                                    {0x2000, 0x200F},
                                                    {0x2028, 0x202F},
                                                    {0x205F, 0x206F},
                                                    {0x3000, 0x3000},
                                                    {0xFE00, 0xFE0F},
                                                    {0xFEFF, 0xFEFF},
                                                    {0xFFF0, 0xFFFF},
                                                    {0xE0000, 0xE0FFF}}};
  return std::any_of(ranges.begin(), ranges.end(),
                     [code](Range range) { return code >= range.first && code <= range.last; });
}

void append_code_point(std::string& out, std::uint32_t code) {
  constexpr std::string_view digits = "0123456789abcdef";
  const int length = code > 0xFFFF ? 8 : 4;
  out += length == 8 ? "\\U" : "\\u";
  for (int shift = (length - 1) * 4; shift >= 0; shift -= 4) out += digits[code >> shift & 0xF];
}

/// Whether a sign at the end of a text would make an escape of what stands behind it.
bool joins(char sign, Next next) {
  return (sign == '$' && next == Next::value) || (sign == '%' && next == Next::directive);
}

/// `${` and `%{` begin a value or a directive; doubling the sign makes them text. A sign before one of them cannot be
/// doubled, because `$${` would then be read as text.
void append_sign(std::string& out, std::string_view text, std::size_t at, Next next) {
  if (at + 1 < text.size())
    out.append(text[at + 1] == '{' ? 2 : 1, text[at]);
  else if (joins(text[at], next))
    append_code_point(out, static_cast<unsigned char>(text[at]));
  else
    out += text[at];
}

constexpr std::string_view escaped = "\"\\\n\r\t", escape_letters = "\"\\nrt";

constexpr std::array<bool, 256> plain_bytes = [] {
  std::array<bool, 256> plain{};
  for (std::size_t byte = 0x20; byte < 0x7F; ++byte) plain[byte] = true;
  for (const char special : {'"', '\\', '$', '%'}) plain[static_cast<unsigned char>(special)] = false;
  return plain;
}();

/// Terraform 1.11 overlooks every `${` of a JSON string after a bare carriage return.
constexpr std::string_view carriage_return = R"(${"\r"})";

void append_quoted_text(std::string& out, std::string_view text, Next next, Charset charset) {
  for (std::size_t at = 0; at < text.size();) {
    const auto begin = at;
    while (at < text.size() && plain_bytes[static_cast<unsigned char>(text[at])]) ++at;
    out += text.substr(begin, at - begin);
    if (at == text.size()) return;
    auto behind = at;
    const auto code = next_character(text, behind);
    if (const auto letter = escaped.find(text[at]); letter != std::string_view::npos)
      (out += '\\') += escape_letters[letter];
    else if (code == '$' || code == '%')
      append_sign(out, text, at, next);
    else if (charset == Charset::ascii || is_hidden(code))
      append_code_point(out, code);
    else
      out += text.substr(at, behind - at);
    at = behind;
  }
}

void append_json_text(std::string& out, std::string_view text, Next next) {
  for (std::size_t at = 0; at < text.size();) {
    const auto special = std::min(text.find_first_of("$%\r", at), text.size());
    out += text.substr(at, special - at);
    if (special == text.size()) break;
    at = std::min(text.find_first_not_of(text[special], special), text.size());
    const auto run = text.substr(special, at - special);
    const bool ends = at == text.size();
    if (run[0] == '\r')
      for (std::size_t i = 0; i < run.size(); ++i) out += carriage_return;
    else if (ends ? joins(run[0], next) : run[0] == '$' && text[at] == '\r')
      out.append("${\"").append(run).append("\"}");
    else
      out.append(run).append(!ends && text[at] == '{' ? 1 : 0, run[0]);
  }
}

}  // namespace

void append_text(std::string& out, std::string_view text, Quoting quoting, Next next, Charset charset) {
  if (quoting == Quoting::json)
    append_json_text(out, text, next);
  else
    append_quoted_text(out, text, next, charset);
}

void append_quoted(std::string& out, std::string_view text, Charset charset) {
  out += '"';
  append_quoted_text(out, text, Next::end, charset);
  out += '"';
}

/// `for` begins a comprehension; every other identifier may stand bare.
bool is_bare_key(std::string_view key) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  const auto continues = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-'; };
  return !key.empty() && is_letter(key[0]) && std::all_of(key.begin(), key.end(), continues) && key != "for";
}

void refuse_unsettled(std::string_view text, Span place, Diagnostics& diagnostics) {
  auto at = find_unsettled(text);
  if (at == std::string_view::npos) return;
  const auto character = static_cast<std::uint32_t>(next_character(text, at));
  diagnostics.error(Code::hcl_syntax, place, fmt::format("U+{:04X} in a text, which Terraform may change", character),
                    "Terraform brings texts into Unicode's form NFC: write the letter that comes of it");
}

bool is_index(std::string_view number) {
  return number.find_first_not_of("0123456789") == std::string_view::npos && (number[0] != '0' || number.size() == 1);
}

}  // namespace rolecast::hcl
