// Texts: quoted, heredocs, values and directives in them.
#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/core.h>

#include "source/utf8.h"
#include "syntax/hcl.h"
#include "syntax/hcl/parser.h"
#include "syntax/hcl/text.h"

namespace rolecast::hcl {
namespace {

constexpr std::size_t npos = std::string_view::npos;

/// White space to `~` and `<<-`, by Go's unicode.IsSpace.
bool is_space(char32_t c) {
  return (c >= '\t' && c <= '\r') || c == ' ' || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/// How many bytes of white space `text` begins with, at most `most` characters of it.
std::size_t space_bytes(std::string_view text, std::size_t most = npos) {
  std::size_t at = 0;
  for (std::size_t n = 0; n < most && at < text.size(); ++n) {
    auto behind = at;
    if (!is_space(next_character(text, behind))) break;
    at = behind;
  }
  return at;
}

std::string_view trimmed_right(std::string_view text) {
  while (!text.empty()) {
    auto begin = text.size() - 1;
    while (begin > 0 && continues_character(text[begin])) --begin;
    auto at = begin;
    if (!is_space(next_character(text, at))) break;
    text = text.substr(0, begin);
  }
  return text;
}

std::string_view trimmed(std::string_view text) { return trimmed_right(text.substr(space_bytes(text))); }

/// `~` eats the white space of the one piece of text next to it. In a heredoc that is a line.
void trim(std::vector<Part>& parts) {
  const auto is_text = [](const Part& part) { return part.kind == Part::Kind::text; };
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].trims_before && i > 0 && is_text(parts[i - 1]))
      parts[i - 1].node.text.resize(trimmed_right(parts[i - 1].node.text).size());
    if (parts[i].trims_after && i + 1 < parts.size() && is_text(parts[i + 1]))
      parts[i + 1].node.text.erase(0, space_bytes(parts[i + 1].node.text));
  }
}

/// `<<-` takes from each line the white space that all lines begin with. Lines of nothing else neither count nor
/// change, and a line begins only behind a line break that no `~` has eaten.
void strip_indentation(std::vector<Part>& parts) {
  std::size_t common = npos;
  std::vector<std::string*> lines;
  bool begins_line = true;
  for (auto& part : parts) {
    const bool is_text = part.kind == Part::Kind::text;
    auto& text = part.node.text;
    if (begins_line) {
      const auto bytes = is_text ? space_bytes(text) : 0;
      const bool is_blank = is_text && bytes == text.size() && text.ends_with('\n');
      if (!is_blank) common = std::min(common, count_characters(std::string_view(text).substr(0, bytes)));
      if (is_text && !is_blank) lines.push_back(&text);
    }
    begins_line = is_text && text.ends_with('\n');
  }
  for (auto* line : lines) line->erase(0, space_bytes(*line, common));
}

/// Texts next to each other, and empty ones, leave no trace; a template inside of another is part of it.
void append_piece(std::vector<Node>& pieces, Node piece) {
  if (is_template(piece)) {
    for (auto& inner : piece.items) append_piece(pieces, std::move(inner));
  } else if (!is_literal(piece)) {
    pieces.push_back(std::move(piece));
  } else if (!piece.text.empty()) {
    if (pieces.empty() || !is_literal(pieces.back())) return pieces.push_back(std::move(piece));
    pieces.back().text += piece.text;
    pieces.back().span.end = piece.span.end;
  }
}

Node joined(std::vector<Node> pieces) {
  if (pieces.empty()) return Node::string({});
  if (pieces.size() == 1 && !is_directive(pieces[0])) return std::move(pieces[0]);
  return Node::list(std::move(pieces)).tagged(std::string(template_tag));
}

struct Escape {
  char letter, character;
};
constexpr std::array<Escape, 5> escapes = {{{'n', '\n'}, {'r', '\r'}, {'t', '\t'}, {'"', '"'}, {'\\', '\\'}}};

bool ends_line(char c) { return c == '\n' || c == '\r'; }

/// Characters that mean something in some text; a table, because string_view's search for one of several is slow.
constexpr std::array<bool, 256> special = [] {
  std::array<bool, 256> table{};
  for (const char c : std::string_view("\"\\$%\r\n")) table[static_cast<unsigned char>(c)] = true;
  return table;
}();

std::size_t find_special(std::string_view text, std::size_t at) {
  while (at < text.size() && !special[static_cast<unsigned char>(text[at])]) ++at;
  return at;
}

bool begins_sequence(std::string_view text, std::size_t at) {
  const auto two = text.substr(at, 2);
  return two == "${" || two == "%{";
}

}  // namespace

Node Parser::lone_template() {
  std::size_t at = 0;
  Node node = assembled(parts(Ending::text, {}, at));
  node.span = span(0, text_.size());
  return node;
}

Node Parser::quoted() {
  auto at = token_.end;
  const auto end = find_special(text_, at);
  Node node;
  if (end < text_.size() && text_[end] == '"') {
    node = text(std::string(text_.substr(at, end - at)), at, end);
    at = end + 1;
  } else {
    node = assembled(parts(Ending::quote, {}, at));
  }
  taken_ = at;
  restart(at);
  return node;
}

Node Parser::heredoc() {
  const Token opening = peek();
  const bool strips = opening.text.starts_with("<<-");
  const auto marker = trimmed(opening.text.substr(strips ? 3 : 2));
  auto at = opening.end;
  auto all = parts(Ending::marker, marker, at);
  if (failed_) return skip_heredoc(opening.end, marker), Node();
  if (strips) strip_indentation(all);
  taken_ = at;
  restart(at);
  return assembled(std::move(all));
}

/// Behind a fault in a heredoc nothing is sought before its end.
void Parser::skip_heredoc(std::size_t at, std::string_view marker) {
  while (at < text_.size()) {
    const auto line = text_.substr(at, text_.find('\n', at) - at);
    stopped_ = std::max(stopped_, at);
    if (trimmed(line) == marker) return;
    at += line.size() + 1;
  }
}

/// From `at` to behind the end of the text.
std::vector<Part> Parser::parts(Ending ending, std::string_view marker, std::size_t& at) {
  std::vector<Part> all;
  all.reserve(4);
  const Token opening = token_;
  bool begins_line = ending == Ending::marker;
  while (!failed_) {
    if (ending == Ending::text && at == text_.size()) break;
    if (ending == Ending::quote && at < text_.size() && text_[at] == '"') {
      ++at;
      break;
    }
    if (begins_line) {
      const auto line = text_.substr(at, text_.find('\n', at) - at);
      if (trimmed(line) == marker && at + line.size() < text_.size()) {
        at += space_bytes(line) + marker.size();
        break;
      }
    }
    if (at == text_.size() || (ending == Ending::quote && ends_line(text_[at]))) {
      not_closed(opening, at);
      break;
    }
    all.push_back(begins_sequence(text_, at) ? sequence(at) : text_part(ending, at));
    begins_line =
        ending == Ending::marker && all.back().kind == Part::Kind::text && all.back().node.text.ends_with('\n');
  }
  trim(all);
  return all;
}

void Parser::not_closed(const Token& opening, std::size_t at) {
  if (opening.kind == Token::Kind::quote) {
    fail(at, at, "a text that is not closed in its line", "write `\"` at its end, or `\\n` for a line break");
  } else {
    fail(opening.begin, opening.end, "a heredoc that is not closed", "end it with a line that holds only its marker");
    stopped_ = at;
  }
}

/// Text up to a sequence, the end, or behind a line break.
Part Parser::text_part(Ending ending, std::size_t& at) {
  const auto begin = at;
  std::string out;
  while (at < text_.size() && !failed_ && !begins_sequence(text_, at)) {
    const char c = text_[at];
    if (ending == Ending::quote && (c == '"' || ends_line(c))) break;
    if (ending == Ending::quote && c == '\\') {
      escape(out, at);
    } else if (c == '$' || c == '%') {
      sign_run(out, at);
    } else if (c == '\r' && text_.substr(at, 2) != "\r\n") {
      fail(at, at, "a carriage return inside of a text", "Terraform overlooks `${` behind it: write `${\"\\r\"}`");
    } else if (c == '\n') {
      out += text_[at++];
      if (ending != Ending::quote) break;
    } else {
      const auto end = find_special(text_, at + 1);
      out += text_.substr(at, end - at);
      at = end;
    }
  }
  return {Part::Kind::text, text(std::move(out), begin, at)};
}

Node Parser::text(std::string characters, std::size_t begin, std::size_t end) {
  Node node = Node::string(std::move(characters));
  node.span = span(begin, end);
  refuse_unsettled(node.text, node.span, diagnostics_);
  return node;
}

/// `$${` is a literal `${`; what else stands before the last sign stays as it is.
void Parser::sign_run(std::string& out, std::size_t& at) const {
  const auto begin = at;
  at = std::min(text_.find_first_not_of(text_[at], at), text_.size());
  const bool is_escape = at < text_.size() && text_[at] == '{';
  out += text_.substr(begin, at - begin - (is_escape ? 1 : 0));
  if (is_escape) out += text_[at++];
}

void Parser::escape(std::string& out, std::size_t& at) {
  const auto begin = at++;
  const char letter = at < text_.size() ? text_[at++] : '\0';
  for (const auto& row : escapes)
    if (row.letter == letter) return void(out += row.character);
  const std::size_t digits = letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
  if (digits == 0) return void(fail(begin, begin, "a backslash that begins no escape", "write `\\\\` for a backslash"));
  std::uint32_t code = 0;
  const auto* last = text_.data() + std::min(at + digits, text_.size());
  const auto [end, error] = std::from_chars(text_.data() + at, last, code, 16);
  if (error != std::errc() || end != text_.data() + at + digits || !append_character(out, code))
    return void(
        fail(begin, at, "an escape of no character", "write `\\u` and four hexadecimal digits, `\\U` and eight"));
  at += digits;
}

/// `${ … }` or `%{ … }`.
Part Parser::sequence(std::size_t& at) {
  const Lines lines(*this, false);
  const auto begin = at;
  const bool is_directive = text_[at] == '%';
  const bool trims_before = text_.substr(at + 2).starts_with('~');
  at += trims_before ? 3 : 2;
  restart(at);
  Part part;
  if (is_directive)
    part = directive();
  else
    part = {Part::Kind::value, expression()};
  part.trims_before = trims_before;
  part.trims_after = is("~}");
  if (!accept("~}") && !accept("}")) wrong("`}`", "close what begins with `${` or `%{`");
  at = taken_;
  part.begin = begin;
  part.end = at;
  return part;
}

Part Parser::directive() {
  const Token word = peek();
  if (word.text == "else") return take(), Part{Part::Kind::middle};
  if (word.text == "endif") return take(), Part{Part::Kind::end_if};
  if (word.text == "endfor") return take(), Part{Part::Kind::end_for};
  if (word.text == "if") return take(), Part{Part::Kind::begin_if, expression()};
  if (word.text == "for") {
    take();
    auto names = loop_names();
    return {Part::Kind::begin_for, expression(), std::move(names)};
  }
  wrong("a directive", "there are `if`, `else`, `endif`, `for` and `endfor`");
  return {};
}

Node Parser::assembled(std::vector<Part> parts) {
  std::size_t at = 0;
  const bool is_value = parts.size() == 1 && parts[0].kind == Part::Kind::value;
  auto all = pieces(parts, at);
  if (failed_) return {};
  if (at < parts.size())
    return fail(parts[at].begin, parts[at].end, "this directive ends or divides nothing",
                "it belongs behind `%{ if … }` or `%{ for … }`");
  // what stands between quotes is a text, unless it is nothing but a value
  if (!is_value && all.size() == 1 && !is_literal(all[0]) && !is_directive(all[0])) all.push_back(Node::string({}));
  return joined(std::move(all));
}

/// Up to the end, or to the directive that ends or divides the one around them.
std::vector<Node> Parser::pieces(std::vector<Part>& parts, std::size_t& at) {
  const Level level(*this);
  std::vector<Node> result;
  for (; at < parts.size() && !failed_; ++at) {
    auto& part = parts[at];
    if (part.kind == Part::Kind::begin_if || part.kind == Part::Kind::begin_for)
      result.push_back(directive_node(parts, at));
    else if (part.kind == Part::Kind::text || part.kind == Part::Kind::value)
      append_piece(result, std::move(part.node));
    else
      break;
  }
  return result;
}

/// The directive that begins at `at`, which moves to its end.
Node Parser::directive_node(std::vector<Part>& parts, std::size_t& at) {
  Part first = std::move(parts[at++]);
  const bool is_if = first.kind == Part::Kind::begin_if;
  Node node = Node::list().tagged(is_if ? std::string(if_tag) : std::string(directive_loop_prefix) + first.names);
  node.items.push_back(std::move(first.node));
  node.items.push_back(joined(pieces(parts, at)));
  const auto stands = [&](Part::Kind kind) { return at < parts.size() && parts[at].kind == kind; };
  if (is_if && stands(Part::Kind::middle))
    node.items.push_back(joined(pieces(parts, ++at)));
  else if (is_if)
    node.items.push_back(Node::string({}));
  if (failed_) return {};
  if (!stands(is_if ? Part::Kind::end_if : Part::Kind::end_for))
    return fail(first.begin, first.end, is_if ? "an `if` without its end" : "a `for` without its end",
                is_if ? "end it with `%{ endif }`" : "end it with `%{ endfor }`");
  node.span = span(first.begin, parts[at].end);
  return node;
}

}  // namespace rolecast::hcl
