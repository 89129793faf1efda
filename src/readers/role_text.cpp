#include "readers/role_text.h"

#include <algorithm>
#include <map>

#include <fmt/core.h>

#include "model/text.h"
#include "readers/deferred.h"
#include "readers/text_lines.h"
#include "syntax/syntax.h"
#include "syntax/yaml.h"

namespace rolecast {
namespace {

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
  auto lines = split_lines(text);
  remove_parameters(lines, bindings);
  return join_lines(lines);
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
