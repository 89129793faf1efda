// Operators, references, calls, lists, objects and `for`.
#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "syntax/hcl.h"
#include "syntax/hcl/parser.h"
#include "syntax/hcl/text.h"

namespace rolecast::hcl {
namespace {

struct Operator {
  std::string_view sign;
  int strength;
};
constexpr std::array<Operator, 13> operators = {{{"||", 0},
                                                 {"&&", 1},
                                                 {"==", 2},
                                                 {"!=", 2},
                                                 {">", 3},
                                                 {">=", 3},
                                                 {"<", 3},
                                                 {"<=", 3},
                                                 {"+", 4},
                                                 {"-", 4},
                                                 {"*", 5},
                                                 {"/", 5},
                                                 {"%", 5}}};

const Operator* find_operator(const Token& token) {
  if (token.kind != Token::Kind::sign) return nullptr;
  const auto* row =
      std::find_if(operators.begin(), operators.end(), [&](const Operator& each) { return each.sign == token.text; });
  return row == operators.end() ? nullptr : row;
}

/// HCL's numbers are decimal, also with zeros before them; JSON's have none.
std::string number_spelling(std::string_view digits) {
  const auto last = std::min(digits.find_first_not_of("0123456789"), digits.size()) - 1;
  return std::string(digits.substr(std::min(digits.find_first_not_of('0'), last)));
}

bool is_negatable(const Node& node) {
  return node.is(Node::Kind::number) && node.tag.empty() && !node.text.starts_with('-');
}

constexpr std::string_view value_hint =
    "a value is a text in double quotes, a number, a list, an object or a reference";

}  // namespace

Node Parser::lone_expression() {
  const Lines lines(*this, false);
  restart(0);
  Node node = expression();
  if (peek().kind != Token::Kind::end) return wrong("the end of the expression");
  return node;
}

Node Parser::expression() {
  const Level level(*this);
  const auto begin = peek().begin;
  Node node = operation(0);
  if (!accept("?")) return node;
  wrap(node, conditional_tag);
  node.items.push_back(expression());
  expect(":", "a choice is written `condition ? value : other`");
  node.items.push_back(expression());
  node.span = since(begin);
  return node;
}

/// Operands with operators between them that bind at least as strongly as `weakest`.
Node Parser::operation(int weakest) {
  const auto begin = peek().begin;
  Node node = prefix();
  bool is_open = false;  // a chain of one operator that takes in another operand
  for (const Operator* op = find_operator(peek()); op && op->strength >= weakest; op = find_operator(peek())) {
    take();
    const std::string tag = std::string(infix_prefix).append(op->sign);
    if (!is_open || node.tag != tag) wrap(node, tag);
    node.items.push_back(operation(op->strength + 1));
    node.span = since(begin);
    is_open = true;
  }
  return node;
}

Node Parser::prefix() {
  if (!is("-") && !is("!")) return postfix();
  const Level level(*this);
  const Token sign = take();
  Node node = prefix();
  if (sign.text == "-" && is_negatable(node))
    node.text.insert(0, 1, '-');
  else
    wrap(node, std::string(prefix_prefix).append(sign.text));
  node.span = since(sign.begin);
  return node;
}

Node Parser::postfix() {
  const auto begin = peek().begin;
  Node node = term();
  while (is(".") || is("[")) {
    if (is("."))
      member(node, begin);
    else
      element(node);
    node.span = since(begin);
  }
  return node;
}

/// `.name`, `.0` or `.*` behind the node, which begins at `begin`.
void Parser::member(Node& node, std::size_t begin) {
  take();
  const Token token = peek();
  if (is("*")) return legacy_splat(node, begin);
  if (token.kind == Token::Kind::number) {
    if (!is_index(token.text))
      return void(fail(token.begin, token.end, fmt::format("`{}` is no index", token.text), "write it as in `a[0]`"));
    take();
    return index(node, Node::number(std::string(token.text)));
  }
  const auto attribute = name("an attribute is `.name`");
  if (is_reference(node))
    (node.text += '.') += attribute;
  else
    wrap(node, std::string(attribute_prefix) + attribute);
}

/// `a.*.b` is `a[*].b`, but takes in no `[…]`: that belongs to the list which the splat makes.
void Parser::legacy_splat(Node& node, std::size_t begin) {
  take();
  wrap(node, splat_tag);
  while (is(".")) {
    node.span = since(begin);
    if (next_token(text_, token_.end).text == "*")
      return void(fail(token_.begin, token_.end, "a `.*` inside of another", "write `[*]`"));
    member(node, begin);
  }
  node.span = since(begin);
  if (is("[")) wrap(node, parentheses_tag);
}

/// `[key]` or `[*]` behind the node.
void Parser::element(Node& node) {
  take();
  if (accept("*")) {
    expect("]", "a splat is written `[*]`");
    return wrap(node, splat_tag);
  }
  const Lines lines(*this, false);
  Node key = expression();
  expect("]", "close the index");
  index(node, std::move(key));
}

/// A reference stays one where the key is plain.
void Parser::index(Node& node, Node key) {
  const bool is_plain = is_literal(key) || (key.is(Node::Kind::number) && key.tag.empty() && is_index(key.text));
  if (is_reference(node) && is_plain) {
    ((node.text += '[') += write_value(key)) += ']';
  } else {
    wrap(node, index_tag);
    node.items.push_back(std::move(key));
  }
}

Node Parser::term() {
  const auto begin = peek().begin;
  count(begin);
  Node node = value();
  node.span = since(begin);
  return node;
}

Node Parser::value() {
  switch (peek().kind) {
    case Token::Kind::name:
      return named();
    case Token::Kind::number:
      return Node::number(number_spelling(take().text));
    case Token::Kind::quote:
      return quoted();
    case Token::Kind::heredoc:
      return heredoc();
    default:
      if (is("[")) return list();
      if (is("{")) return object();
      if (is("(")) return parentheses();
      return wrong("a value", value_hint);
  }
}

Node Parser::named() {
  std::string name(take().text);
  while (accept("::")) (name += "::") += this->name("a function of a provider is `provider::name::function(…)`");
  if (is("(")) return call(std::move(name));
  if (name.find(':') != std::string::npos) return wrong("`(`", "only functions have `::` in their names");
  if (name == "null") return {};
  if (name == "true" || name == "false") return Node::boolean(name == "true");
  return hcl::expression(std::move(name));
}

Node Parser::call(std::string function) {
  const Lines lines(*this, false);
  take();
  Node node = Node::list();
  bool spreads = false;
  while (!is(")") && !failed_) {
    node.items.push_back(expression());
    spreads = accept("...");
    if (spreads || !accept(",")) break;
  }
  expect(")", "separate arguments with `,`; a `...` is possible behind the last one");
  node.tag.append(spreads ? spread_prefix : call_prefix).append(function);
  return node;
}

Node Parser::parentheses() {
  const Lines lines(*this, false);
  take();
  Node node = expression();
  wrap(node, parentheses_tag);
  expect(")", "close it");
  return node;
}

Node Parser::list() {
  const Lines lines(*this, false);
  take();
  if (is_name("for")) return loop("]");
  Node node = Node::list();
  while (!is("]") && !failed_) {
    node.items.push_back(expression());
    if (!accept(",")) break;
  }
  expect("]", "separate values with `,`");
  return node;
}

Node Parser::object() {
  take();
  {
    const Lines lines(*this, false);
    if (is_name("for")) return loop("}");
  }
  const Lines lines(*this, true);
  Node node = Node::map();
  for (;;) {
    while (peek().kind == Token::Kind::newline) take();
    if (is("}") || failed_) break;
    Entry& entry = node.entries.emplace_back();
    entry.key = key();
    if (!accept("=") && !accept(":")) return wrong("`=`", "an entry of an object is `key = value`");
    entry.value = expression();
    if (!accept(",") && peek().kind != Token::Kind::newline) break;
  }
  expect("}", "separate entries with `,` or line breaks");
  return node;
}

/// A name is a text here. Another value is a key in quotes or in parentheses, but for a reference such as `aws.east`.
Node Parser::key() {
  const auto begin = peek().begin;
  if (token_.kind == Token::Kind::name) {
    const auto next = next_token(text_, token_.end).text;
    if (next == "=" || next == ":") {
      Node name = Node::string(std::string(take().text));
      name.span = since(begin);
      return name;
    }
  }
  Node key = expression();
  if (key.tag == parentheses_tag) {
    Node inner = std::move(key.items[0]);
    key = std::move(inner);
  }
  if (failed_ || !key.tag.empty() || key.is(Node::Kind::string)) return key;
  if (!key.is(Node::Kind::boolean) && !(key.is(Node::Kind::number) && is_index(key.text)))
    return fail(begin, taken_, "this is no key", "put the key in double quotes");
  key.kind = Node::Kind::string;
  return key;
}

/// What follows a bracket before `for`.
Node Parser::loop(std::string_view closer) {
  constexpr std::string_view hint = "write `[for v in list : value]` or `{for k, v in map : key => value}`";
  const bool is_map = closer == "}";
  take();
  const auto names = loop_names();
  Node node = Node::list();
  node.items.push_back(expression());
  expect(":", hint);
  node.items.push_back(expression());
  bool groups = false;
  if (is_map) {
    expect("=>", hint);
    node.items.push_back(expression());
    groups = accept("...");
  }
  if (is_name("if")) {
    take();
    node.items.push_back(expression());
  }
  expect(closer, hint);
  node.tag.append(!is_map ? list_loop_prefix : groups ? grouping_loop_prefix : map_loop_prefix).append(names);
  return node;
}

/// `v in` or `k, v in`.
std::string Parser::loop_names() {
  std::string names = name("a loop begins with `for v in` or `for k, v in`");
  if (accept(",")) (names += ',') += name("a loop begins with `for k, v in`");
  if (is_name("in"))
    take();
  else
    wrong("`in`", "a loop begins with `for v in` or `for k, v in`");
  return names;
}

}  // namespace rolecast::hcl
