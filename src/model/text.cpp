#include "model/text.h"

#include <algorithm>

#include <fmt/core.h>

namespace rolecast {
namespace {

bool is_name(std::string_view text) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return !text.empty() && letter(text[0]) &&
         std::all_of(text.begin(), text.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_'; });
}

/// What stands between `${` at `at` and its `}`; where there is no `}`, an empty view with a null pointer.
std::string_view content_at(std::string_view text, std::size_t at) {
  const auto close = text.find('}', at);
  return close == std::string_view::npos ? std::string_view() : text.substr(at + 2, close - at - 2);
}

/// A literal run in the native spelling: `${` is escaped unless it opens one of IAM's variables.
void spell_literal(std::string_view literal, std::string& out) {
  for (std::size_t i = 0; i < literal.size(); ++i) {
    if (literal.substr(i, 2) != "${") {
      out += literal[i];
      continue;
    }
    const auto content = content_at(literal, i);
    const bool plain = content.data() && is_iam_variable(content) && content.find("${") == std::string_view::npos;
    out += plain && !out.ends_with('$') ? "${" : "$${";
    ++i;
  }
}

}  // namespace

Text::Text(std::string literal, Span place) : span(place) {
  if (!literal.empty()) pieces_.push_back({false, std::move(literal)});
}

void Text::append(std::string_view literal) {
  if (literal.empty()) return;
  if (!pieces_.empty() && !pieces_.back().is_reference)
    pieces_.back().text += literal;
  else
    pieces_.push_back({false, std::string(literal)});
}

void Text::append_reference(std::string name) { pieces_.push_back({true, std::move(name)}); }

void Text::append(const Text& other) {
  for (const auto& piece : other.pieces_) piece.is_reference ? append_reference(piece.text) : append(piece.text);
}

std::string Text::spelled() const {
  std::string out;
  for (const auto& piece : pieces_) {
    if (piece.is_reference)
      out += "${" + piece.text + "}";
    else
      spell_literal(piece.text, out);
  }
  return out;
}

Text Text::bound(const TextByName& values) const {
  Text result;
  result.span = span;
  for (const auto& piece : pieces_) {
    const auto value = piece.is_reference ? values.find(piece.text) : values.end();
    if (value != values.end()) {
      if (!value->second.is_literal()) result.span = value->second.span;
      result.append(value->second);
    } else {
      piece.is_reference ? result.append_reference(piece.text) : result.append(piece.text);
    }
  }
  return result;
}

bool is_iam_variable(std::string_view content) {
  return content.find(':') != std::string_view::npos || content == "*" || content == "?" || content == "$";
}

Text parse_text(std::string_view spelling, Span span, Diagnostics& diagnostics) {
  Text text;
  text.span = span;
  std::size_t done = 0;
  while (done < spelling.size()) {
    const auto open = spelling.find("${", done);
    if (open == std::string_view::npos) break;
    if (open > done && spelling[open - 1] == '$') {  // `$${`: the first dollar is the escape
      text.append(spelling.substr(done, open - 1 - done));
      text.append("${");
      done = open + 2;
      continue;
    }
    text.append(spelling.substr(done, open - done));
    const auto content = content_at(spelling, open);
    done = open + content.size() + 3;
    if (!content.data() || content.find("${") != std::string_view::npos) {
      diagnostics.error(Code::malformed_reference, span,
                        content.data() ? "a `${` inside another `${`" : "`${` without its `}`",
                        "write `$${` for a `${` that is meant literally");
      return text;
    }
    if (is_iam_variable(content))
      text.append(spelling.substr(open, content.size() + 3));
    else if (is_name(content))
      text.append_reference(std::string(content));
    else
      diagnostics.error(Code::malformed_reference, span, fmt::format("`${{{}}}` is no reference", content),
                        fmt::format("write `$${{{}}}` if it is meant literally", content));
  }
  if (done < spelling.size()) text.append(spelling.substr(done));
  return text;
}

}  // namespace rolecast
