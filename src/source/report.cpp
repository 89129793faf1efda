#include "source/report.h"

#include <algorithm>
#include <array>

#include <fmt/core.h>

namespace rolecast {
namespace {

constexpr std::size_t widest = 120;  // bytes of a source line that are shown

struct Look {
  std::string_view word, color;
};
constexpr std::array<Look, 3> looks = {{{"error", "\033[1;31m"}, {"warning", "\033[1;35m"}, {"note", "\033[1;36m"}}};

/// Bidirectional controls (U+202A–202E, U+2066–2069) make a terminal show text that is not there.
bool is_bidirectional(std::string_view three_bytes) {
  if (!three_bytes.starts_with("\xE2\x80") && !three_bytes.starts_with("\xE2\x81")) return false;
  const auto last = static_cast<unsigned char>(three_bytes[2]);
  return three_bytes[1] == '\x80' ? last >= 0xA8 && last <= 0xAE : last >= 0xA6 && last <= 0xA9;
}

void append_printable(std::string_view text, std::string& out) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x20 || c == 0x7F) {
      out += c == '\t' ? std::string(" ") : fmt::format("\\x{:02x}", c);
    } else if (c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[++i]));
    } else if (i + 2 < text.size() && is_bidirectional(text.substr(i, 3))) {
      out += fmt::format("\\u{:04x}", (c & 0x0Fu) << 12 | (static_cast<unsigned char>(text[i + 1]) & 0x3Fu) << 6 |
                                          (static_cast<unsigned char>(text[i + 2]) & 0x3Fu));
      i += 2;
    } else {
      out += text[i];
    }
  }
}

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !continues_character(c); }));
}

/// The source line, cut to a window where it is long, and carets below the span.
void append_excerpt(const Source& source, Span span, std::string& out) {
  const auto line = source.line(span.begin);
  const auto line_begin = static_cast<std::size_t>(line.data() - source.text.data());
  const auto at = std::min<std::size_t>(span.begin - line_begin, line.size());
  auto from = at > widest * 2 / 3 ? at - widest * 2 / 3 : 0;
  while (from > 0 && continues_character(line[from])) --from;
  auto to = std::min(from + widest, line.size());
  while (to < line.size() && continues_character(line[to])) ++to;
  const auto marked_end = std::clamp<std::size_t>(span.end - line_begin, at, to);

  std::string before, marked, after;
  append_printable(line.substr(from, at - from), before);
  append_printable(line.substr(at, marked_end - at), marked);
  append_printable(line.substr(marked_end, to - marked_end), after);
  if (before.empty() && marked.empty() && after.empty()) return;
  out += "  " + before + marked + after + "\n  ";
  out.append(characters(before), ' ');
  out.append(std::max<std::size_t>(1, characters(marked)), '^');
  out += '\n';
}

}  // namespace

std::string report(const Sources& sources, const Diagnostics& diagnostics, bool color) {
  std::string out;
  for (const auto& finding : diagnostics.in_file_order()) {
    const auto& look = looks[static_cast<std::size_t>(finding.severity)];
    if (finding.span.file) {
      const auto& source = sources[finding.span.file];
      const auto place = source.position(finding.span.begin);
      append_printable(source.name, out);
      out += fmt::format(":{}:{}: ", place.line, place.column);
    } else {
      out += "rolecast: ";
    }
    out += fmt::format("{}{}{}[{}]: ", color ? look.color : "", look.word, color ? "\033[0m" : "",
                       to_string(finding.code));
    append_printable(finding.message, out);
    out += '\n';
    if (finding.span.file) append_excerpt(sources[finding.span.file], finding.span, out);
    if (!finding.hint.empty()) {
      out += "  hint: ";
      append_printable(finding.hint, out);
      out += '\n';
    }
  }
  return out;
}

}  // namespace rolecast
