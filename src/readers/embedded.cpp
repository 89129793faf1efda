#include "readers/embedded.h"

#include <fmt/core.h>

#include "model/text_node.h"
#include "source/utf8.h"
#include "syntax/syntax.h"

namespace rolecast {
namespace {

/// References stand in the JSON as characters that no policy may hold: those of Unicode's last private plane.
constexpr char32_t first_stand_in = 0x100000;
constexpr std::size_t most_stand_ins = 0xFFFD;
constexpr unsigned char stand_in_byte = 0xF4;  // with which the plane's characters begin, and nothing else

std::string stand_in(std::size_t number) {
  const auto code = first_stand_in + static_cast<char32_t>(number);
  std::string bytes = {static_cast<char>(stand_in_byte)};
  for (const int shift : {12, 6, 0}) bytes += static_cast<char>(0x80 | (code >> shift & 0x3F));
  return bytes;
}

Text with_references(std::string_view spelled, const std::vector<std::string>& names, Span place) {
  Text text;
  text.span = place;
  while (!spelled.empty()) {
    const auto end = std::min(spelled.find(static_cast<char>(stand_in_byte)), spelled.size());
    text.append(spelled.substr(0, end));
    spelled.remove_prefix(end);
    if (spelled.empty()) break;
    std::size_t behind = 0;
    text.append_reference(names[next_character(spelled, behind) - first_stand_in]);
    spelled.remove_prefix(behind);
  }
  return text;
}

/// Whether the JSON stands in the input as it is: all that a syntax does to a text makes it shorter.
bool is_verbatim(const Text& text) {
  return text.is_literal() && text.span.file && text.span.end - text.span.begin == text.literal().size();
}

/// A place in the JSON as one in the input: that of the whole text, where it is spelled in another way there.
Span place_in(const Text& text, Span place) {
  if (!is_verbatim(text)) return text.span;
  return {text.span.file, text.span.begin + place.begin, text.span.begin + place.end};
}

void restore(Node& node, const std::vector<std::string>& names, const Text& text) {
  node.span = place_in(text, node.span);
  for (auto& item : node.items) restore(item, names, text);
  for (auto& entry : node.entries) {
    restore(entry.key, names, text);
    restore(entry.value, names, text);
  }
  if (node.is(Node::Kind::string)) node = to_node(with_references(node.text, names, node.span));
}

}  // namespace

std::optional<Node> read_json(const Text& text, const std::string& what, Diagnostics& diagnostics) {
  const auto refuse = [&](std::string_view why, Span place) {
    diagnostics.error(Code::embedded_document, place, fmt::format("{} is not JSON: {}", what, why));
    return std::nullopt;
  };
  std::string json;
  std::vector<std::string> names;
  for (const auto& piece : text.pieces()) {
    if (piece.is_reference) {
      json += stand_in(names.size());
      names.push_back(piece.text);
    } else if (piece.text.find(static_cast<char>(stand_in_byte)) != std::string::npos ||
               piece.text.find("\\uDB") != std::string::npos || piece.text.find("\\udb") != std::string::npos) {
      return refuse("it holds characters of a private plane, which no policy may hold", text.span);
    } else {
      json += piece.text;
    }
  }
  if (names.size() > most_stand_ins) return refuse("it holds too many deferred values", text.span);
  Sources sources;
  Diagnostics findings;
  auto documents = load(sources, sources.add("document.json", std::move(json)), findings);
  for (const auto& finding : findings.all()) {
    const auto place = sources[1].position(finding.span.begin);
    auto why = with_references(finding.message, names, {}).spelled();
    if (!is_verbatim(text)) why += fmt::format(" in its line {}, column {}", place.line, place.column);
    refuse(why, place_in(text, finding.span));
  }
  if (findings.has_errors()) return std::nullopt;
  if (documents.empty()) return refuse("it is empty", text.span);
  restore(documents.front(), names, text);
  return std::move(documents.front());
}

}  // namespace rolecast
