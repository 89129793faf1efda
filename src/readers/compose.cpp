#include "readers/compose.h"

#include <algorithm>
#include <map>

#include <fmt/core.h>

#include "model/text.h"
#include "readers/deferred.h"
#include "syntax/syntax.h"
#include "syntax/yaml.h"

namespace rolecast {
namespace {

using Lines = std::vector<std::string>;

Lines split(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string join(const Lines& lines) {
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return text;
}

bool is_blank(const std::string& line) { return line.find_first_not_of(' ') == std::string::npos; }
bool is_comment(const std::string& line) { return !is_blank(line) && line[line.find_first_not_of(' ')] == '#'; }

/// Where the lines below `key` (at the left margin) begin and end; trailing blank lines and comments are the next
/// key's.
std::pair<std::size_t, std::size_t> block_of(const Lines& lines, const std::string& key) {
  const auto found = std::find(lines.begin(), lines.end(), key);
  if (found == lines.end()) return {lines.size(), lines.size()};
  const auto begin = static_cast<std::size_t>(found - lines.begin()) + 1;
  auto end = begin;
  for (auto i = begin; i < lines.size() && (is_blank(lines[i]) || lines[i][0] == ' '); ++i)
    if (!is_blank(lines[i])) end = i + 1;
  return {begin, end};
}

struct NamedLines {
  std::string name;
  Lines lines;  // with the comments above
};

/// The entries of a block: each begins at a key two spaces in, or at the comments above it.
std::vector<NamedLines> entries_of(const Lines& lines, const std::string& key) {
  std::vector<NamedLines> entries;
  Lines above;
  const auto [begin, end] = block_of(lines, key);
  for (auto i = begin; i < end; ++i) {
    const bool at_level = lines[i].size() > 2 && lines[i].starts_with("  ") && lines[i][2] != ' ';
    if (at_level && is_comment(lines[i])) {
      above.push_back(lines[i]);
    } else if (at_level) {
      entries.push_back({lines[i].substr(2, lines[i].find(':') - 2), std::move(above)});
      above = {};
      entries.back().lines.push_back(lines[i]);
    } else if (!entries.empty()) {
      entries.back().lines.push_back(lines[i]);
    }
  }
  return entries;
}

void add_parameters(Lines& lines, const Lines& capability) {
  const auto present = entries_of(lines, "parameters:");
  if (present.empty()) {
    const auto roles = std::find(lines.begin(), lines.end(), "roles:");
    lines.insert(roles, {"parameters:", ""});
  }
  for (const auto& entry : entries_of(capability, "parameters:")) {
    const auto same = [&](const NamedLines& other) { return other.name == entry.name; };
    if (std::any_of(present.begin(), present.end(), same)) continue;
    const auto end = lines.begin() + static_cast<std::ptrdiff_t>(block_of(lines, "parameters:").second);
    lines.insert(end, entry.lines.begin(), entry.lines.end());
  }
}

void add_policies(Lines& lines, const Lines& capability) {
  while (!lines.empty() && is_blank(lines.back())) lines.pop_back();
  for (const auto& entry : entries_of(capability, "policies:"))
    for (const auto& line : entry.lines) lines.push_back(is_blank(line) ? line : "    " + line);
}

void remove_parameters(Lines& lines, const Bindings& bindings) {
  const auto entries = entries_of(lines, "parameters:");
  if (entries.empty()) return;
  const auto [begin, end] = block_of(lines, "parameters:");
  Lines kept;
  for (const auto& entry : entries)
    if (std::none_of(bindings.begin(), bindings.end(), [&](const auto& b) { return b.first == entry.name; }))
      kept.insert(kept.end(), entry.lines.begin(), entry.lines.end());
  auto first = lines.begin() + static_cast<std::ptrdiff_t>(begin);
  auto last = lines.begin() + static_cast<std::ptrdiff_t>(end);
  if (kept.empty()) {
    --first;  // the key itself, and the blank line behind
    if (last != lines.end() && is_blank(*last)) ++last;
  }
  lines.insert(lines.erase(first, last), kept.begin(), kept.end());
}

/// Every text below `node` that a binding changes, by the place it stands at.
void find_bound(const Node& node, const TextByName& values,
                std::map<std::uint32_t, std::pair<std::uint32_t, std::string>>& changes) {
  Diagnostics none;
  if (node.is(Node::Kind::string)) {
    const auto text = parse_text(node.text, node.span, none);
    const auto bound = text.bound(values);
    if (bound == text) return;
    auto scalar = yaml::write(Node::string(bound.spelled()));
    scalar.pop_back();
    changes[node.span.begin] = {node.span.end, std::move(scalar)};
  }
  for (const auto& item : node.items) find_bound(item, values, changes);
  for (const auto& entry : node.entries) {
    find_bound(entry.key, values, changes);
    find_bound(entry.value, values, changes);
  }
}

/// The tree of a role file that was read without errors before.
Node tree_of(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  auto documents = load(sources, sources.add("role.yaml", text), diagnostics);
  return documents.empty() ? Node::map() : std::move(documents.front());
}

void comment_on_parameter(Entry& parameter) {
  const Node* description = parameter.value.find("description");
  if (description && description->text.starts_with(stands_for))
    parameter.comment =
        fmt::format("Only the deployment knows it: give it there, or now with --set {}=VALUE.", parameter.key.text);
}

void comment_on_role(Entry& role) {
  for (auto& part : role.value.entries) {
    if (part.key.text == "trust") part.comment = "Who may assume the role.";
    if (part.key.text == "policies") part.comment = "What the role may do.";
  }
}

}  // namespace

std::string compose(const CatalogueFile& file, const std::vector<const CatalogueFile*>& capabilities) {
  auto lines = split(file.text);
  for (const auto* capability : capabilities) {
    const auto added = split(capability->text);
    add_parameters(lines, added);
    add_policies(lines, added);
  }
  return std::string(first_lines) + join(lines);
}

std::string bind_in_text(std::string text, const Bindings& bindings) {
  const Node file = tree_of(text);
  const Node* roles = file.find("roles");
  if (!roles) return text;
  TextByName values;
  for (const auto& [name, value] : bindings) values.emplace(name, Text(value));
  std::map<std::uint32_t, std::pair<std::uint32_t, std::string>> changes;
  find_bound(*roles, values, changes);
  for (auto change = changes.rbegin(); change != changes.rend(); ++change)
    text.replace(change->first, change->second.first - change->first, change->second.second);
  auto lines = split(text);
  remove_parameters(lines, bindings);
  return join(lines);
}

std::string with_comments(const std::string& text, std::string_view origin) {
  Node file = tree_of(text);
  for (auto& section : file.entries) {
    if (section.key.text == "rolecast") section.comment = origin;
    if (section.key.text == "parameters") {
      section.comment = "Values that the deployment gives.";
      for (auto& parameter : section.value.entries) comment_on_parameter(parameter);
    }
    if (section.key.text == "roles")
      for (auto& role : section.value.entries) comment_on_role(role);
  }
  return std::string(first_lines) + yaml::write(file);
}

}  // namespace rolecast
