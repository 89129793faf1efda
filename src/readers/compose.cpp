#include "readers/compose.h"

#include <algorithm>

#include <fmt/core.h>

#include "readers/role_text.h"

namespace rolecast {
namespace {

Lines origin(const About& about, const std::string& indent = {}) {
  auto lines = comment(fmt::format("Source: {}, {}, seen {}", about.source, about.authority, about.seen), indent);
  append(lines, comment("  " + about.page, indent));
  return lines;
}

/// What a template says about itself, for the beginning of a new file.
Lines heading(const About& about) {
  auto lines = comment(about.summary + ".");
  append(lines, origin(about));
  for (const auto& text : about.not_for) append(lines, comment("Not for: " + text));
  for (const auto& text : about.notes) append(lines, comment("Note: " + text));
  return lines;
}

void remove_block(Lines& lines, const std::string& key) {
  const auto [begin, end] = block_of(lines, key);
  if (begin == lines.size()) return;
  auto last = lines.begin() + static_cast<std::ptrdiff_t>(end);
  if (last != lines.end() && is_blank(*last)) ++last;
  lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(begin) - 1, last);
}

/// Puts a comment with the reason in the place of the statement in line `at` and of the comment above it.
void leave_out_statement(Lines& lines, std::size_t at, const std::string& reason) {
  const auto indent = indent_of(lines[at]);
  auto begin = at, end = at + 1;
  while (begin > 0 && is_comment(lines[begin - 1]) && indent_of(lines[begin - 1]) == indent) --begin;
  while (end < lines.size() && !is_blank(lines[end]) && indent_of(lines[end]) > indent) ++end;
  const auto sid = lines[at].substr(indent + 2);  // without the dash
  const auto instead =
      comment(fmt::format("{} is left out: {}.", sid.substr(sid.find(':') + 2), reason), std::string(indent, ' '));
  const auto first = lines.begin() + static_cast<std::ptrdiff_t>(begin);
  lines.insert(lines.erase(first, lines.begin() + static_cast<std::ptrdiff_t>(end)), instead.begin(), instead.end());
}

/// Keys under which only comments are left.
void remove_empty_keys(Lines& lines) {
  for (auto at = lines.size(); at-- > 0;) {
    if (is_comment(lines[at]) || !lines[at].ends_with(':') || indent_of(lines[at]) == 0) continue;
    auto next = at + 1;
    while (next < lines.size() && (is_blank(lines[next]) || is_comment(lines[next]))) ++next;
    if (next == lines.size() || indent_of(lines[next]) <= indent_of(lines[at]))
      lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at));
  }
}

void leave_out_absent(Lines& lines, const About& about, const std::vector<std::string_view>& places) {
  bool any = false;
  for (const auto& absence : about.absent) {
    if (!is_in(absence, places)) continue;
    const auto policies = std::find_if(lines.begin(), lines.end(), [](const std::string& line) {
      return std::string_view(line).substr(indent_of(line)) == "policies:";
    });
    const auto begin = static_cast<std::size_t>(policies - lines.begin());
    for (auto at = lines.size(); at-- > begin;) {
      const auto line = std::string_view(lines[at]).substr(indent_of(lines[at]));
      if (!line.starts_with("- Sid: ") || !leaves_out(absence, line.substr(7))) continue;
      leave_out_statement(lines, at, absence.reason);
      any = true;
    }
  }
  if (any) remove_empty_keys(lines);
}

bool has_statements(const Lines& capability) {
  return std::any_of(capability.begin(), capability.end(),
                     [](const std::string& line) { return line.find("- Sid: ") != std::string::npos; });
}

void add_policies(Lines& lines, const Lines& added, const CatalogueItem& capability) {
  while (!lines.empty() && is_blank(lines.back())) lines.pop_back();
  if (std::find(lines.begin(), lines.end(), "    policies:") == lines.end()) lines.push_back("    policies:");
  append(lines, policies_of(added, capability.file->name, capability.about));
}

}  // namespace

void add_parameters(Lines& lines, const Lines& from) {
  const auto present = entries_of(lines, "parameters:");
  const auto added = entries_of(from, "parameters:");
  if (present.empty() && !added.empty()) {
    const auto roles = std::find(lines.begin(), lines.end(), "roles:");
    lines.insert(roles, {"parameters:", ""});
  }
  for (const auto& entry : added) {
    const auto same = [&](const NamedLines& other) { return other.name == entry.name; };
    if (std::any_of(present.begin(), present.end(), same)) continue;
    const auto end = lines.begin() + static_cast<std::ptrdiff_t>(block_of(lines, "parameters:").second);
    lines.insert(end, entry.lines.begin(), entry.lines.end());
  }
}

Lines policies_of(const Lines& from, std::string_view name, const About& about) {
  auto lines = comment(fmt::format("{}: {}.", name, about.summary), "      ");
  append(lines, origin(about, "      "));
  for (const auto& text : about.notes) append(lines, comment("Note: " + text, "      "));
  const auto [begin, end] = block_of(from, "policies:");
  for (auto at = begin; at < end; ++at) lines.push_back(is_blank(from[at]) ? from[at] : "    " + from[at]);
  return lines;
}

std::string compose(const CatalogueItem& item, const std::vector<CatalogueItem>& capabilities,
                    const std::vector<std::string_view>& places) {
  auto lines = split_lines(item.file->text);
  remove_block(lines, "catalogue:");
  leave_out_absent(lines, item.about, places);
  for (const auto& capability : capabilities) {
    auto added = split_lines(capability.file->text);
    leave_out_absent(added, capability.about, places);
    if (has_statements(added)) add_parameters(lines, added);
    add_policies(lines, added, capability);
  }
  return std::string(first_lines) + join_lines(heading(item.about)) + join_lines(lines);
}

}  // namespace rolecast
