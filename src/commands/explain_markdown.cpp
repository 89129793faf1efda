#include <algorithm>

#include <fmt/core.h>

#include "commands/explain_page.h"
#include "syntax/markdown.h"

namespace rolecast {
namespace {

/// Words of ours, or of the catalogue: what Markdown would act on is escaped.
std::string own(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (std::string_view("\\`*_<>[]#|~&").find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

std::string prose(const Prose& all) {
  std::string result;
  for (const auto& run : all.words()) switch (run.kind) {
      case Words::Kind::plain:
        result += own(run.text);
        break;
      case Words::Kind::loud:
        result += "**" + own(run.text) + "**";
        break;
      case Words::Kind::quoted:
      case Words::Kind::told:
        result += markdown::code(run.text);
        break;
    }
  return result;
}

/// The listing in a fence that is longer than any in it.
std::string fenced(const std::string& code, const std::string& language) {
  std::size_t run = 0, most = 2;
  for (const char c : code) most = std::max(most, run = c == '`' ? run + 1 : 0);
  const std::string fence(most + 1, '`');
  return fmt::format("{}{}\n{}{}\n", fence, language, code, fence);
}

std::string block_text(const Block& block, bool is_first) {
  const auto* gap = is_first ? "" : "\n";
  switch (block.kind) {
    case Block::Kind::paragraph:
      return gap + prose(block.prose) + "\n";
    case Block::Kind::row:
      return fmt::format("- {}: {}\n", block.label, prose(block.prose));
    case Block::Kind::item:
      return "- " + prose(block.prose) + "\n";
    case Block::Kind::detail:
      return "  <br>" + prose(block.prose) + "\n";
    case Block::Kind::code:
      return gap + (block.label.empty() ? "" : own(block.label) + ":\n\n") + fenced(block.code, block.language);
  }
  return {};
}

bool begins_list(const Block& block, const Block& before) {
  const auto is_listed = [](const Block& one) {
    return one.kind == Block::Kind::row || one.kind == Block::Kind::item || one.kind == Block::Kind::detail;
  };
  return is_listed(block) && !is_listed(before);
}

}  // namespace

std::string explain_markdown(const Explanation& explanation) {
  std::string text;
  for (const auto& section : page_of(explanation).sections) {
    text += fmt::format("{}{} {}\n", text.empty() ? "" : "\n",
                        std::string(static_cast<std::size_t>(section.level), '#'), prose(section.title));
    for (std::size_t i = 0; i < section.blocks.size(); ++i) {
      if (i == 0 || begins_list(section.blocks[i], section.blocks[i - 1])) text += "\n";
      text += block_text(section.blocks[i], i == 0);
    }
  }
  return text;
}

}  // namespace rolecast
