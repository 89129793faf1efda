#include <algorithm>
#include <array>

#include "syntax/hcl.h"
#include "syntax/hcl/lex.h"
#include "syntax/hcl/parser.h"
#include "syntax/hcl/text.h"

namespace rolecast::hcl {
namespace {

constexpr auto top_level =
    std::to_array<std::string_view>({"check", "data", "ephemeral", "import", "locals", "module", "moved", "output",
                                     "provider", "removed", "resource", "terraform", "variable"});

}  // namespace

bool begins(std::string_view text) {
  auto token = next_token(text, 0);
  while (token.kind == Token::Kind::newline) token = next_token(text, token.end);
  if (std::find(top_level.begin(), top_level.end(), token.text) == top_level.end()) return false;
  token = next_token(text, token.end);
  return token.kind == Token::Kind::quote || token.text == "{";
}

Node load(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics) {
  return Parser(sources[file].text, {file, 0, 0}, false, diagnostics).file();
}

Node load_text(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics) {
  Node text = Node::string(sources[file].text);
  text.span = {file, 0, static_cast<std::uint32_t>(text.text.size())};
  refuse_unsettled(text.text, text.span, diagnostics);
  return text;
}

Node load_template(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics) {
  return Parser(sources[file].text, {file, 0, 0}, false, diagnostics).lone_template();
}

Node parse_template(std::string_view text, Span place, Diagnostics& diagnostics) {
  return Parser(text, place, true, diagnostics).lone_template();
}

Node parse_expression(std::string_view text, Span place, Diagnostics& diagnostics) {
  return Parser(text, place, true, diagnostics).lone_expression();
}

}  // namespace rolecast::hcl
