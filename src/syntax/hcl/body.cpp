// Attributes and blocks.
#include <algorithm>

#include "syntax/hcl.h"
#include "syntax/hcl/parser.h"
#include "syntax/hcl/text.h"

namespace rolecast::hcl {
namespace {

constexpr std::string_view item_hint = "an attribute is `name = value`, a block is `name \"label\" { … }`";

bool begins_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

}  // namespace

Node Parser::file() {
  restart(0);
  Node body = Node::map().tagged(std::string(body_tag));
  for (;;) {
    items(body);
    if (peek().kind == Token::Kind::end) break;
    const auto begin = token_.begin;
    fail(begin, begin, "`}` closes nothing", "remove it, or open a block with `{` before it");
    recover(begin);
  }
  body.span = span(0, text_.size());
  return body;
}

/// Up to the end of the text or to a `}`, which is not taken.
void Parser::items(Node& body) {
  for (;;) {
    while (peek().kind == Token::Kind::newline) take();
    if (token_.kind == Token::Kind::end || is("}")) return;
    const auto begin = token_.begin;
    item(body);
    if (failed_) recover(begin);
  }
}

void Parser::item(Node& body) {
  if (!attribute_or_block(body)) return;
  if (peek().kind == Token::Kind::newline || token_.kind == Token::Kind::end) return;
  wrong("the end of the line", "each attribute and each block begins on a line of its own");
}

bool Parser::attribute_or_block(Node& body) {
  const auto begin = peek().begin;
  Entry entry;
  entry.key = Node::string(name(item_hint));
  entry.key.span = since(begin);
  if (failed_) return false;
  entry.value = accept("=") ? expression() : block(begin);
  if (!failed_) body.entries.push_back(std::move(entry));
  return !failed_;
}

/// The block whose type begins at `begin`.
Node Parser::block(std::size_t begin) {
  const Level level(*this);
  Node block = hcl::block();
  while (!failed_ && !is("{")) block.items.push_back(label());
  if (!accept("{")) return {};
  if (peek().kind == Token::Kind::newline)
    items(block);
  else if (!is("}") && attribute_or_block(block) && block.entries.back().value.tag == block_tag)
    fail(block.entries.back().key.span.begin, taken_, "a block inside of a block that stands on one line",
         "give it lines of its own");
  expect("}", "close the block");
  block.span = since(begin);
  return block;
}

Node Parser::label() {
  const auto begin = peek().begin;
  count(begin);
  if (token_.kind != Token::Kind::name && token_.kind != Token::Kind::quote) return wrong("`=` or `{`", item_hint);
  Node label = token_.kind == Token::Kind::name ? Node::string(std::string(take().text)) : quoted();
  label.span = since(begin);
  if (!failed_ && !is_literal(label)) return fail(begin, taken_, "a label with a value in it", "write the label out");
  return label;
}

/// Goes on behind a fault, at the next line that is indented no deeper than the item that begins at `begin`: there
/// stands the item after it, or what closes their block.
void Parser::recover(std::size_t begin) {
  const auto line_begin = [this](std::size_t at) { return at == 0 ? 0 : text_.rfind('\n', at - 1) + 1; };
  const auto indentation = begin - line_begin(begin);
  for (auto at = std::max(begin, stopped_);;) {
    at = text_.find('\n', at);
    if (at == std::string_view::npos) break;
    const auto line = ++at;
    at = std::min(text_.find_first_not_of(" \t", at), text_.size());
    if (at == text_.size()) break;
    if (text_[at] == '\n' || text_[at] == '\r') continue;
    if (at - line > indentation || (at - line == indentation && !begins_name(text_[at]))) continue;
    failed_ = false;
    token_ = next_token(text_, at);
    return;
  }
  failed_ = false;
  token_ = next_token(text_, text_.size());
}

}  // namespace rolecast::hcl
