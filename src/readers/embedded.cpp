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

void restore(Node& node, const std::vector<std::string>& names, Span place) {
  node.span = place;
  for (auto& item : node.items) restore(item, names, place);
  for (auto& entry : node.entries) {
    restore(entry.key, names, place);
    restore(entry.value, names, place);
  }
  if (node.is(Node::Kind::string)) node = to_node(with_references(node.text, names, place));
}

}  // namespace

std::optional<Node> read_json(const Text& text, const std::string& what, Diagnostics& diagnostics) {
  const auto refuse = [&](std::string_view why) {
    diagnostics.error(Code::embedded_document, text.span, fmt::format("{} is not JSON: {}", what, why));
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
      return refuse("it holds characters of a private plane, which no policy may hold");
    } else {
      json += piece.text;
    }
  }
  if (names.size() > most_stand_ins) return refuse("it holds too many deferred values");
  Sources sources;
  Diagnostics findings;
  auto documents = load(sources, sources.add("document.json", std::move(json)), findings);
  for (const auto& finding : findings.all()) {
    const auto place = sources[1].position(finding.span.begin);
    refuse(fmt::format("{} in its line {}, column {}", with_references(finding.message, names, {}).spelled(),
                       place.line, place.column));
  }
  if (findings.has_errors()) return std::nullopt;
  if (documents.empty()) return refuse("it is empty");
  restore(documents.front(), names, text.span);
  return std::move(documents.front());
}

}  // namespace rolecast
