#include <algorithm>
#include <set>

#include <fmt/core.h>

#include "analysis/explain/sentences.h"
#include "commands/explain_page.h"
#include "source/report.h"
#include "source/utf8.h"

namespace rolecast {
namespace {

constexpr std::size_t longest_label = 80;  // characters
constexpr std::size_t most_resources = 3;

bool is_harmless(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == ' ' || c == '/';
}

/// Text of the input: whatever could mean something to Mermaid, to Markdown or to HTML is a character reference.
std::string label(std::string_view text) {
  const auto shown = printable(text);
  std::string result;
  std::size_t count = 0;
  for (std::size_t at = 0; at < shown.size();) {
    if (++count > longest_label) return result + "…";
    const auto character = next_character(shown, at);
    const bool is_stop = character == '.' && at < shown.size() && shown[at] != ' ';  // `1. x` would be a list
    if (is_harmless(character) || is_stop)
      result += static_cast<char>(character);
    else
      result += fmt::format("#{};", static_cast<std::uint32_t>(character));
  }
  return result;
}

std::string resources(const std::vector<ExplainedStatement>& statements) {
  std::vector<std::string> names;
  const auto add = [&](const std::string& name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  for (const auto& explained : statements) {
    if (explained.statement->not_resource) add("every resource but some");
    if (!explained.statement->resource) continue;
    for (const auto& resource : explained.statement->resource->items)
      add(resource.spelled() == "*" ? "every resource" : resource.spelled());
  }
  std::string all;
  for (std::size_t i = 0; i < names.size() && i < most_resources; ++i) all += "<br>" + label(names[i]);
  if (names.size() > most_resources) all += fmt::format("<br>and {} more", names.size() - most_resources);
  return all;
}

}  // namespace

std::string diagram_of(const RoleExplanation& explained) {
  const auto& facts = explained.facts;
  std::string text = "flowchart LR\n";
  text += fmt::format("  role[\"role {}\"]\n", label(facts.role->id));
  std::size_t number = 0;
  for (const auto& trust : facts.trust) {
    if (!trust.statement->principal) continue;
    const bool is_denied = trust.statement->effect == Effect::deny;
    text += fmt::format("  who{}[\"{}\"] {} role\n", ++number,
                        label(principals_in_words(*trust.statement->principal).text()),
                        is_denied ? "-.->|must not assume|" : "-->|may assume|");
  }
  number = 0;
  if (!facts.denied.empty()) text += fmt::format("  role -.->|never| denied[\"denied{}\"]\n", resources(facts.denied));
  for (const auto& group : facts.allowed)
    text += fmt::format("  role --> service{}[\"{}{}\"]\n", ++number, label(group.title), resources(group.statements));
  return text;
}

}  // namespace rolecast
