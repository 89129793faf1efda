#include "source/report.h"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "source/utf8.h"

namespace rolecast {
namespace {

constexpr std::size_t widest = 120;  // bytes of a source line that are shown

struct Look {
  std::string_view word, color;
};
constexpr std::array<Look, 3> looks = {{{"error", "\033[1;31m"}, {"warning", "\033[1;35m"}, {"note", "\033[1;36m"}}};

/// Line and paragraph separators and bidirectional controls (U+2028-202E, U+2066-2069) make a terminal show text that
/// is not there.
bool is_deceptive(unsigned code) { return (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069); }

void append_printable(std::string_view text, std::string& out) {
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned>(static_cast<unsigned char>(text[i + at])); };
    const auto length = utf8_length(text.substr(i));
    const auto wide = length == 3 ? (byte(0) & 0x0Fu) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu) : 0;
    if (text[i] == '\t')
      out += ' ';
    else if (length == 0 || byte(0) < 0x20 || byte(0) == 0x7F)
      out += fmt::format("\\x{:02x}", byte(0));
    else if (length == 2 && byte(0) == 0xC2 && byte(1) < 0xA0)
      out += fmt::format("\\x{:02x}", byte(1));
    else if (is_deceptive(wide))
      out += fmt::format("\\u{:04x}", wide);
    else
      out += text.substr(i, length);
    i += std::max<std::size_t>(length, 1);
  }
}

/// Finds one place after the other: findings in file order are found in one pass over the file.
class Places {
 public:
  explicit Places(const Sources& sources) : sources_(sources) {}

  Position find(Span span) {
    const std::string_view text = sources_[span.file].text;
    const auto begin = std::min<std::size_t>(span.begin, text.size());
    if (span.file != file_ || begin < at_) {
      file_ = span.file;
      at_ = line_begin_ = 0;
      position_ = {};
    }
    const auto between = text.substr(at_, begin - at_);
    if (const auto last = between.rfind('\n'); last != std::string_view::npos) {
      position_.line += static_cast<std::size_t>(std::count(between.begin(), between.end(), '\n'));
      position_.column = 1;
      line_begin_ = at_ = at_ + last + 1;
    }
    position_.column += count_characters(text.substr(at_, begin - at_));
    at_ = begin;
    return position_;
  }

  /// The line of the place found last, cut behind the part that is shown.
  std::string_view line() const {
    const std::string_view text = sources_[file_].text;
    const auto end = std::min(text.substr(at_, widest + 4).find('\n'), widest + 4);
    auto line = text.substr(line_begin_, at_ + end - line_begin_);
    if (line.ends_with('\r') && text.substr(line_begin_ + line.size()).starts_with('\n')) line.remove_suffix(1);
    return line;
  }

 private:
  const Sources& sources_;
  std::uint32_t file_ = 0;
  std::size_t at_ = 0, line_begin_ = 0;
  Position position_;
};

/// The source line, cut to a window where it is long, and carets below the span. Nothing for a span of nothing: it
/// stands for an input as a whole.
void append_excerpt(const Source& source, std::string_view line, Span span, std::string& out) {
  if (span.begin == span.end) return;
  const auto line_begin = static_cast<std::size_t>(line.data() - source.text.data());
  const auto at = std::min<std::size_t>(span.begin - line_begin, line.size());
  auto from = at > widest * 2 / 3 ? at - widest * 2 / 3 : 0;
  for (int i = 0; i < 3 && from > 0 && continues_character(line[from]); ++i) --from;
  auto to = std::min(from + widest, line.size());
  for (int i = 0; i < 3 && to < line.size() && continues_character(line[to]); ++i) ++to;
  auto marked_end = std::clamp<std::size_t>(span.end - line_begin, at, to);
  for (int i = 0; i < 3 && marked_end < to && continues_character(line[marked_end]); ++i) ++marked_end;

  std::string before, marked, after;
  append_printable(line.substr(from, at - from), before);
  append_printable(line.substr(at, marked_end - at), marked);
  append_printable(line.substr(marked_end, to - marked_end), after);
  if (before.empty() && marked.empty() && after.empty()) return;
  out += "  " + before + marked + after + "\n  ";
  out.append(count_characters(before), ' ');
  out.append(std::max<std::size_t>(1, count_characters(marked)), '^');
  out += '\n';
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  append_printable(text, out);
  return out;
}

std::string report(const Sources& sources, const Diagnostics& diagnostics, bool color) {
  std::string out;
  Places places(sources);
  for (const auto& finding : diagnostics.in_file_order()) {
    const auto& look = looks[static_cast<std::size_t>(finding.severity)];
    if (finding.span.file) {
      const auto& source = sources[finding.span.file];
      const auto place = places.find(finding.span);
      append_printable(source.name, out);
      out += fmt::format(":{}:{}: ", place.line, place.column);
    } else {
      out += "rolecast: ";
    }
    out += fmt::format("{}{}{}[{}]: ", color ? look.color : "", look.word, color ? "\033[0m" : "",
                       to_string(finding.code));
    append_printable(finding.message, out);
    out += '\n';
    if (finding.span.file) append_excerpt(sources[finding.span.file], places.line(), finding.span, out);
    if (!finding.hint.empty()) {
      out += "  hint: ";
      append_printable(finding.hint, out);
      out += '\n';
    }
  }
  return out;
}

}  // namespace rolecast
