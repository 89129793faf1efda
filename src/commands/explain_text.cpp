#include <algorithm>

#include <fmt/core.h>

#include "commands/explain_page.h"
#include "source/report.h"
#include "source/utf8.h"

namespace rolecast {
namespace {

constexpr std::string_view bold = "\033[1m", red = "\033[31m", plain = "\033[0m";
constexpr std::size_t width = 100;
constexpr std::size_t label_width = 16;

/// Puts words into lines; what the input says is never broken.
class Writer {
 public:
  explicit Writer(bool color) : color_(color) {}

  void line(std::string_view text) { text_.append(text).append("\n"); }
  void title(const Prose& prose, int level) {
    const auto shown = printable(prose.text());
    const bool is_loud = !prose.empty() && prose.words().front().kind == Words::Kind::loud;
    if (!text_.empty()) line("");
    line(std::string(level == 3 ? 2 : 0, ' ') + in(is_loud ? red : bold, shown));
  }
  /// `first` stands before the first line and counts as `indent`.
  void prose(const Prose& prose, std::size_t indent, std::string first) {
    column_ = count_characters(first);
    text_ += first;
    indent_ = indent;
    is_fresh_ = true;
    for (const auto& run : prose.words()) add(run);
    line("");
    pending_.clear();
  }
  std::string take() { return std::move(text_); }

 private:
  std::string in(std::string_view style, std::string_view shown) const {
    return color_ ? fmt::format("{}{}{}", style, shown, plain) : std::string(shown);
  }

  void add(const Words& run) {
    if (run.kind == Words::Kind::quoted) {
      word(printable(apart(run.text)), {});
      return;
    }
    const auto style = run.kind == Words::Kind::loud ? red : std::string_view();
    const auto shown = printable(run.text);
    std::string_view rest = shown;
    while (!rest.empty()) {
      const auto end = std::min(rest.find(' '), rest.size());
      if (end > 0) word(rest.substr(0, end), style);
      if (end < rest.size()) pending_ = " ";
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }

  void word(std::string_view shown, std::string_view style) {
    const auto size = count_characters(shown);
    if (!is_fresh_ && !pending_.empty() && column_ + 1 + size > width) {
      text_ += "\n" + std::string(indent_, ' ');
      column_ = indent_;
    } else if (!is_fresh_) {
      text_ += pending_;
      column_ += pending_.size();
    }
    pending_.clear();
    is_fresh_ = false;
    text_ += style.empty() ? std::string(shown) : in(style, shown);
    column_ += size;
  }

  bool color_;
  std::string text_, pending_;
  std::size_t column_ = 0, indent_ = 0;
  bool is_fresh_ = true;
};

void write_code(const Block& block, std::size_t indent, Writer& writer) {
  if (block.language == "mermaid") return;
  writer.line("");
  writer.line(std::string(indent, ' ') + block.label + ":");
  std::string_view rest = block.code;
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\n'), rest.size());
    writer.line(std::string(indent + 2, ' ') + printable(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

void write(const Block& block, std::size_t indent, Writer& writer) {
  const std::string margin(indent, ' ');
  switch (block.kind) {
    case Block::Kind::paragraph:
      return writer.prose(block.prose, indent, margin);
    case Block::Kind::row:
      return writer.prose(block.prose, indent + label_width, margin + fmt::format("{:<{}}", block.label, label_width));
    case Block::Kind::item:
      return writer.prose(block.prose, indent + 2, margin + "- ");
    case Block::Kind::detail:
      return writer.prose(block.prose, indent + 2, margin + "  ");
    case Block::Kind::code:
      return write_code(block, indent, writer);
  }
}

}  // namespace

std::string explain_text(const Explanation& explanation, bool color) {
  Writer writer(color);
  for (const auto& section : page_of(explanation).sections) {
    writer.title(section.title, section.level);
    for (const auto& block : section.blocks) write(block, section.level == 1 ? 0 : section.level * 2 - 2, writer);
  }
  return writer.take();
}

}  // namespace rolecast
