#include "syntax/hcl/parser.h"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "syntax/fault.h"
#include "syntax/syntax.h"

namespace rolecast::hcl {
namespace {

struct Row {
  std::string_view token, hint;
};
/// What people write who think of another language.
constexpr std::array<Row, 6> unknown_rows = {{{"/*", "close the comment with `*/`"},
                                              {"'", "put texts in double quotes"},
                                              {";", "give each attribute a line of its own"},
                                              {"&", "write `&&`"},
                                              {"|", "write `||`"},
                                              {"<<", "a heredoc begins with `<<EOT` at the end of its line"}}};

std::string describe(const Token& token) {
  switch (token.kind) {
    case Token::Kind::end:
      return "the end of the text";
    case Token::Kind::newline:
      return "the end of the line";
    case Token::Kind::quote:
      return "a text";
    case Token::Kind::heredoc:
      return "a heredoc";
    default:
      return fmt::format("`{}`", token.text);
  }
}

std::string too_deep() { return fmt::format("more than {} levels of nesting", max_depth); }

int height(const Node& node) {
  int highest = 0;
  for (const auto& item : node.items) highest = std::max(highest, height(item));
  for (const auto& entry : node.entries) highest = std::max({highest, height(entry.key), height(entry.value)});
  return highest + 1;
}

}  // namespace

Token Parser::take() {
  const Token token = peek();
  taken_ = token.end;
  token_ = next_token(text_, token.end);
  return token;
}

bool Parser::accept(std::string_view sign) {
  if (!is(sign)) return false;
  take();
  return true;
}

void Parser::expect(std::string_view sign, std::string_view hint) {
  if (!accept(sign)) wrong(fmt::format("`{}`", sign), hint);
}

std::string Parser::name(std::string_view hint) {
  if (peek().kind == Token::Kind::name) return std::string(take().text);
  wrong("a name", hint);
  return {};
}

void Parser::enter() {
  count(token_.begin);
  if (++depth_ > max_depth) fail(Code::too_deep, token_.begin, token_.end, too_deep(), {});
}

void Parser::count(std::size_t begin) {
  if (++nodes_ >= max_nodes) fail(Code::too_large, begin, begin, "more values than rolecast reads", {});
}

Node Parser::fail(Code code, std::size_t begin, std::size_t end, std::string message, std::string hint) {
  if (!failed_) {
    diagnostics_.error(code, span(begin, std::max(begin + 1, end)), std::move(message), std::move(hint));
    stopped_ = std::max(begin, token_.begin);
  }
  failed_ = true;
  token_ = {Token::Kind::end, text_.size(), text_.size(), {}};
  return {};
}

Node Parser::fail(std::size_t begin, std::size_t end, std::string message, std::string hint) {
  return fail(Code::hcl_syntax, begin, end, std::move(message), std::move(hint));
}

Node Parser::wrong(std::string_view wanted, std::string_view hint) {
  const auto& token = peek();
  if (token.kind == Token::Kind::unknown)
    for (const auto& row : unknown_rows)
      if (token.text == row.token) hint = row.hint;
  return fail(token.begin, token.end, fmt::format("{} where {} should be", describe(token), wanted), std::string(hint));
}

Span Parser::span(std::size_t begin, std::size_t end) const {
  if (is_quoted_) return place_;
  return {place_.file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

void Parser::wrap(Node& node, std::string_view tag) {
  count(token_.begin);
  if (depth_ + height(node) >= max_depth) return void(fail(Code::too_deep, token_.begin, token_.end, too_deep(), {}));
  Node inner = std::move(node);
  node = Node::list().tagged(std::string(tag));
  node.items.push_back(std::move(inner));
}

}  // namespace rolecast::hcl
