// Operators, references, calls, lists, objects and `for`.
#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "syntax/hcl.h"
#include "syntax/hcl_parser.h"
#include "syntax/hcl_text.h"

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
  Node condition = operation(0);
  if (!accept("?")) return condition;
  Node choice = wrapped(std::string(conditional_tag), std::move(condition));
  choice.items.push_back(expression());
  expect(":", "a choice is written `condition ? value : other`");
  choice.items.push_back(expression());
  return placed(std::move(choice), begin);
}

/// Operands with operators between them that bind at least as strongly as `weakest`.
Node Parser::operation(int weakest) {
  const auto begin = peek().begin;
  Node left = prefix();
  bool is_open = false;  // a chain of one operator that takes in another operand
  for (const Operator* op = find_operator(peek()); op && op->strength >= weakest; op = find_operator(peek())) {
    take();
    std::string tag = std::string(infix_prefix) + std::string(op->sign);
    if (!is_open || left.tag != tag) {
      count(begin);
      left = wrapped(std::move(tag), std::move(left));
    }
    left.items.push_back(operation(op->strength + 1));
    left = placed(std::move(left), begin);
    is_open = true;
  }
  return left;
}

Node Parser::prefix() {
  if (!is("-") && !is("!")) return postfix();
  const Level level(*this);
  const Token sign = take();
  Node operand = prefix();
  if (sign.text == "-" && is_negatable(operand))
    operand.text.insert(0, 1, '-');
  else
    operand = wrapped(std::string(prefix_prefix) + std::string(sign.text), std::move(operand));
  return placed(std::move(operand), sign.begin);
}

Node Parser::postfix() {
  const auto begin = peek().begin;
  Node base = term();
  for (;;) {
    if (is("."))
      base = member(std::move(base), begin);
    else if (is("["))
      base = element(std::move(base), begin);
    else
      return base;
  }
}

/// `.name`, `.0` or `.*` behind `base`.
Node Parser::member(Node base, std::size_t begin) {
  take();
  count(begin);
  const Token token = peek();
  if (is("*")) return legacy_splat(std::move(base), begin);
  if (token.kind == Token::Kind::number) {
    if (!is_index(token.text))
      return fail(token.begin, token.end, fmt::format("`{}` is no index", token.text), "write the index as in `a[0]`");
    take();
    return indexed(std::move(base), Node::number(std::string(token.text)), begin);
  }
  std::string attribute = name("an attribute is `.name`");
  if (is_reference(base))
    (base.text += '.') += attribute;
  else
    base = wrapped(std::string(attribute_prefix) + attribute, std::move(base));
  return placed(std::move(base), begin);
}

/// `a.*.b` is `a[*].b`, but takes in no `[…]`: that belongs to the list which the splat makes.
Node Parser::legacy_splat(Node base, std::size_t begin) {
  take();
  base = placed(wrapped(std::string(splat_tag), std::move(base)), begin);
  while (is(".") && !failed_) {
    if (next_token(text_, token_.end).text == "*")
      return fail(token_.begin, token_.end, "a `.*` inside of another", "write `[*]`");
    base = member(std::move(base), begin);
  }
  return is("[") ? placed(wrapped(std::string(parentheses_tag), std::move(base)), begin) : base;
}

/// `base[key]`, which is a reference again where the base is one and the key is plain.
Node Parser::indexed(Node base, Node key, std::size_t begin) {
  const bool is_plain = is_literal(key) || (key.is(Node::Kind::number) && key.tag.empty() && is_index(key.text));
  if (is_reference(base) && is_plain) {
    ((base.text += '[') += write_value(key)) += ']';
  } else {
    base = wrapped(std::string(index_tag), std::move(base));
    base.items.push_back(std::move(key));
  }
  return placed(std::move(base), begin);
}

/// `[key]` or `[*]` behind `base`.
Node Parser::element(Node base, std::size_t begin) {
  take();
  count(begin);
  if (accept("*")) {
    expect("]", "a splat is written `[*]`");
    return placed(wrapped(std::string(splat_tag), std::move(base)), begin);
  }
  const Lines lines(*this, false);
  Node key = expression();
  expect("]", "close the index");
  return indexed(std::move(base), std::move(key), begin);
}

Node Parser::term() {
  const auto& token = peek();
  const auto begin = token.begin;
  count(begin);
  switch (token.kind) {
    case Token::Kind::name:
      return named();
    case Token::Kind::number:
      return placed(Node::number(number_spelling(take().text)), begin);
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
  const auto begin = peek().begin;
  std::string name(take().text);
  while (accept("::")) (name += "::") += this->name("a function of a provider is `provider::name::function(…)`");
  if (is("(")) return call(std::move(name), begin);
  if (name.find(':') != std::string::npos) return wrong("`(`", "only functions have `::` in their names");
  if (name == "null") return placed(Node(), begin);
  if (name == "true" || name == "false") return placed(Node::boolean(name == "true"), begin);
  return placed(hcl::expression(std::move(name)), begin);
}

Node Parser::call(std::string function, std::size_t begin) {
  const Lines lines(*this, false);
  take();
  std::vector<Node> arguments;
  bool spreads = false;
  while (!is(")") && !spreads && !failed_) {
    arguments.push_back(expression());
    spreads = accept("...");
    if (spreads || !accept(",")) break;
  }
  expect(")", "separate arguments with `,`; a `...` is possible behind the last one");
  Node node = Node::list(std::move(arguments));
  node.tag.append(spreads ? spread_prefix : call_prefix).append(function);
  return placed(std::move(node), begin);
}

Node Parser::parentheses() {
  const Lines lines(*this, false);
  const auto begin = take().begin;
  Node node = wrapped(std::string(parentheses_tag), expression());
  expect(")", "close it");
  return placed(std::move(node), begin);
}

Node Parser::list() {
  const Lines lines(*this, false);
  const auto begin = take().begin;
  if (is_name("for")) return placed(loop("]"), begin);
  Node node = Node::list();
  while (!is("]") && !failed_) {
    node.items.push_back(expression());
    if (!accept(",")) break;
  }
  expect("]", "separate values with `,`");
  return placed(std::move(node), begin);
}

Node Parser::object() {
  const auto begin = take().begin;
  {
    const Lines lines(*this, false);
    if (is_name("for")) return placed(loop("}"), begin);
  }
  const Lines lines(*this, true);
  Node node = Node::map();
  for (;;) {
    while (peek().kind == Token::Kind::newline) take();
    if (is("}") || failed_) break;
    Node name = key();
    if (!accept("=") && !accept(":")) return wrong("`=`", "an entry of an object is `key = value`");
    Node& value = node.add(std::move(name), Node());
    value = expression();
    if (!accept(",") && peek().kind != Token::Kind::newline) break;
  }
  expect("}", "separate entries with `,` or line breaks");
  return placed(std::move(node), begin);
}

/// A bare name is a text; other values are keys in parentheses or quotes.
Node Parser::key() {
  const bool is_bare = peek().kind == Token::Kind::name;
  const auto begin = peek().begin;
  Node key = expression();
  if (is_bare && is_reference(key) && taken_ == begin + key.text.size() &&
      key.text.find_first_of(".[") == std::string::npos)
    return placed(Node::string(std::move(key.text)), begin);
  const bool is_null = key.is(Node::Kind::null);
  if (key.tag == parentheses_tag) {
    Node inner = std::move(key.items[0]);
    key = std::move(inner);
  }
  if (failed_ || !key.tag.empty() || key.is(Node::Kind::string)) return key;
  if (is_bare && is_null) return placed(Node::string("null"), begin);
  if (key.is(Node::Kind::boolean) || (key.is(Node::Kind::number) && is_index(key.text)))
    return placed(Node::string(key.text), begin);
  return fail(begin, taken_, "this is no key", "put the key in double quotes");
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
