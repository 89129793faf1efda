// Terraform's language, word by word into a tree. Private to the HCL loader.
//
// After a fault the parser stands at the end of the text, so that all that is open ends there without more findings;
// items() then goes on behind it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "source/diagnostic.h"
#include "syntax/hcl/lex.h"
#include "syntax/node.h"

namespace rolecast::hcl {

/// A piece of a text before `%{ if }` and `%{ for }` have found their ends.
struct Part {
  enum class Kind : std::uint8_t { text, value, begin_if, middle, end_if, begin_for, end_for };

  Kind kind = Kind::text;
  Node node = {};          ///< the text, the value, the condition or the collection
  std::string names = {};  ///< of begin_for
  bool trims_before = false, trims_after = false;
  std::size_t begin = 0, end = 0;  ///< of what is no text
};

class Parser {
 public:
  /// `text` is the input `place.file`, or, where it `is_quoted`, a text that stands at `place` in other spelling.
  Parser(std::string_view text, Span place, bool is_quoted, Diagnostics& diagnostics)
      : text_(text), place_(place), is_quoted_(is_quoted), diagnostics_(diagnostics) {}

  Node file();
  /// The text as one expression.
  Node lone_expression();
  /// The text as what stands between the quotes of a text, without escapes.
  Node lone_template();

 private:
  /// Whether line breaks count, for as long as it lives: they do not inside of brackets.
  struct Lines {
    Lines(Parser& of, bool count) : parser(of), before(of.lines_count_) { parser.lines_count_ = count; }
    ~Lines() { parser.lines_count_ = before; }
    Parser& parser;
    bool before;
  };
  /// One level of nesting, for as long as it lives.
  struct Level {
    explicit Level(Parser& of) : parser(of) { parser.enter(); }
    ~Level() { --parser.depth_; }
    Parser& parser;
  };
  enum class Ending : std::uint8_t { quote, marker, text };

  // hcl_parser.cpp: words, faults, places
  const Token& peek() {
    while (token_.kind == Token::Kind::newline && !lines_count_) token_ = next_token(text_, token_.end);
    return token_;
  }
  Token take();
  bool is(std::string_view sign) { return peek().kind == Token::Kind::sign && token_.text == sign; }
  bool is_name(std::string_view name) { return peek().kind == Token::Kind::name && token_.text == name; }
  bool accept(std::string_view sign);
  void expect(std::string_view sign, std::string_view hint);
  std::string name(std::string_view hint);
  void restart(std::size_t at) { token_ = failed_ ? token_ : next_token(text_, at); }
  void enter();
  void count(std::size_t begin);
  /// Reports the first fault of an item.
  Node fail(Code code, std::size_t begin, std::size_t end, std::string message, std::string hint);
  Node fail(std::size_t begin, std::size_t end, std::string message, std::string hint = {});
  /// The next word is not what stands here in HCL.
  Node wrong(std::string_view wanted, std::string_view hint = {});
  Span span(std::size_t begin, std::size_t end) const;
  /// From `begin` to the last word that was taken.
  Span since(std::size_t begin) const { return span(begin, taken_); }
  /// Makes of a node a list with this tag, of only the node.
  void wrap(Node& node, std::string_view tag);

  // hcl_body.cpp
  void items(Node& body);
  void item(Node& body);
  bool attribute_or_block(Node& body);
  Node block(std::size_t begin);
  Node label();
  void recover(std::size_t begin);

  // hcl_expression.cpp
  Node expression();
  Node operation(int weakest);
  Node prefix();
  Node postfix();
  void member(Node& node, std::size_t begin);
  void element(Node& node);
  void index(Node& node, Node key);
  void legacy_splat(Node& node, std::size_t begin);
  Node term();
  Node value();
  Node named();
  Node call(std::string function);
  Node parentheses();
  Node list();
  Node object();
  Node key();
  Node loop(std::string_view closer);
  std::string loop_names();

  // hcl_template.cpp
  Node quoted();
  Node heredoc();
  void skip_heredoc(std::size_t at, std::string_view marker);
  std::vector<Part> parts(Ending ending, std::string_view marker, std::size_t& at);
  void not_closed(const Token& opening, std::size_t at);
  Part sequence(std::size_t& at);
  Part directive();
  Part text_part(Ending ending, std::size_t& at);
  Node text(std::string characters, std::size_t begin, std::size_t end);
  void sign_run(std::string& out, std::size_t& at) const;
  void escape(std::string& out, std::size_t& at);
  Node assembled(std::vector<Part> parts);
  std::vector<Node> pieces(std::vector<Part>& parts, std::size_t& at);
  Node directive_node(std::vector<Part>& parts, std::size_t& at);

  std::string_view text_;
  Span place_;
  bool is_quoted_;
  Diagnostics& diagnostics_;
  Token token_;
  std::size_t taken_ = 0;    // the end of the last word that was taken
  std::size_t stopped_ = 0;  // where the last fault was met
  std::size_t nodes_ = 0;
  int depth_ = 0;
  bool lines_count_ = true;
  bool failed_ = false;
};

}  // namespace rolecast::hcl
