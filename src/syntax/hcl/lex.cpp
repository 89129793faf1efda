#include "syntax/hcl/lex.h"

#include <algorithm>
#include <array>

#include "source/utf8.h"

namespace rolecast::hcl {
namespace {

constexpr std::size_t npos = std::string_view::npos;

enum Class : std::uint8_t { other, letter, digit, hyphen, sign };

constexpr std::array<std::uint8_t, 256> classes = [] {
  std::array<std::uint8_t, 256> table{};
  for (std::size_t c = 'a'; c <= 'z'; ++c) table[c] = table[c - 'a' + 'A'] = letter;
  for (std::size_t c = '0'; c <= '9'; ++c) table[c] = digit;
  for (const char c : std::string_view("{}[]().,:=?+*/%<>!&|~")) table[static_cast<unsigned char>(c)] = sign;
  table['_'] = letter;
  table['-'] = hyphen;
  return table;
}();

std::uint8_t class_at(std::string_view text, std::size_t at) {
  return at < text.size() ? classes[static_cast<unsigned char>(text[at])] : std::uint8_t{other};
}

std::size_t name_end(std::string_view text, std::size_t at) {
  while (class_at(text, at) >= letter && class_at(text, at) <= hyphen) ++at;
  return at;
}

std::size_t digits_end(std::string_view text, std::size_t at) {
  while (class_at(text, at) == digit) ++at;
  return at;
}

std::size_t number_end(std::string_view text, std::size_t at) {
  at = digits_end(text, at);
  if (at < text.size() && text[at] == '.' && class_at(text, at + 1) == digit) at = digits_end(text, at + 1);
  if (at == text.size() || (text[at] | 0x20) != 'e') return at;
  auto exponent = at + 1;
  if (exponent < text.size() && (text[exponent] == '+' || text[exponent] == '-')) ++exponent;
  return class_at(text, exponent) == digit ? digits_end(text, exponent) : at;
}

/// The end of `<<EOT` or `<<-EOT` and its line, or npos where none begins.
std::size_t heredoc_end(std::string_view text, std::size_t at) {
  if (!text.substr(at).starts_with("<<")) return npos;
  at += text.substr(at).starts_with("<<-") ? 3 : 2;
  if (class_at(text, at) != letter) return npos;
  at = name_end(text, at);
  const auto rest = text.substr(at, 2);
  return rest.starts_with('\n') ? at + 1 : rest == "\r\n" ? at + 2 : npos;
}

constexpr auto long_signs =
    std::to_array<std::string_view>({"...", "&&", "||", "==", "!=", "<=", ">=", "=>", "::", "~}"});

std::size_t sign_end(std::string_view text, std::size_t at) {
  const char first = text[at];
  if (class_at(text, at) != sign && first != '-') return at;
  if (class_at(text, at + 1) == sign)
    for (const auto long_sign : long_signs)
      if (first == long_sign[0] && text.substr(at).starts_with(long_sign)) return at + long_sign.size();
  return first == '&' || first == '|' || first == '~' ? at : at + 1;
}

/// Moves behind blanks and comments; false at a comment that is not closed.
bool skip_blanks(std::string_view text, std::size_t& at) {
  while (at < text.size()) {
    const auto rest = text.substr(at, 2);
    if (rest[0] == ' ' || rest[0] == '\t') {
      ++at;
    } else if (rest[0] == '#' || rest == "//") {
      at = std::min(text.find('\n', at), text.size());
    } else if (rest == "/*") {
      const auto end = text.find("*/", at + 2);
      if (end == npos) return false;
      at = end + 2;
    } else {
      break;
    }
  }
  return true;
}

}  // namespace

Token next_token(std::string_view text, std::size_t at) {
  const bool is_open = !skip_blanks(text, at);
  const auto token = [&](Token::Kind kind, std::size_t end) { return Token{kind, at, end, text.substr(at, end - at)}; };
  if (is_open) return token(Token::Kind::unknown, at + 2);
  if (at >= text.size()) return {Token::Kind::end, text.size(), text.size(), {}};
  const auto first = class_at(text, at);
  if (first == letter) return token(Token::Kind::name, name_end(text, at));
  if (first == digit) return token(Token::Kind::number, number_end(text, at));
  if (text[at] == '"') return token(Token::Kind::quote, at + 1);
  if (text[at] == '\n') return token(Token::Kind::newline, at + 1);
  if (text.substr(at, 2) == "\r\n") return token(Token::Kind::newline, at + 2);
  if (const auto end = heredoc_end(text, at); end != npos) return token(Token::Kind::heredoc, end);
  if (const auto end = sign_end(text, at); end != at) return token(Token::Kind::sign, end);
  return token(Token::Kind::unknown, at + std::max<std::size_t>(1, utf8_length(text.substr(at))));
}

}  // namespace rolecast::hcl
