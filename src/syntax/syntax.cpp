#include "syntax/syntax.h"

#include <algorithm>

#include <fmt/core.h>

#include "source/utf8.h"
#include "syntax/json.h"
#include "syntax/yaml.h"

namespace rolecast {
namespace {

void refuse_duplicate_keys(const Node& node, Diagnostics& diagnostics) {
  std::vector<const Entry*> entries;
  entries.reserve(node.entries.size());
  for (const auto& entry : node.entries) {
    entries.push_back(&entry);
    refuse_duplicate_keys(entry.value, diagnostics);
  }
  for (const auto& item : node.items) refuse_duplicate_keys(item, diagnostics);
  std::stable_sort(entries.begin(), entries.end(),
                   [](const Entry* a, const Entry* b) { return a->key.text < b->key.text; });
  for (std::size_t i = 1; i < entries.size(); ++i)
    if (entries[i]->key.text == entries[i - 1]->key.text)
      diagnostics.error(Code::duplicate_key, entries[i]->key.span,
                        fmt::format("key `{}` stands twice", entries[i]->key.text),
                        "which of the two counts would depend on the parser: remove one");
}

bool begins_like_json(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
}

std::vector<Node> parse(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics) {
  const auto& source = sources[file];
  const std::string_view name = source.name;
  const bool is_yaml = name.ends_with(".yaml") || name.ends_with(".yml");
  if (name.ends_with(".json") || begins_like_json(source.text)) {
    Diagnostics findings;
    auto node = json::load(sources, file, findings);
    if (!findings.has_errors() || !is_yaml) {
      for (const auto& finding : findings.all())
        diagnostics.error(finding.code, finding.span, finding.message, finding.hint);
      if (findings.has_errors()) return {};
      std::vector<Node> one;
      one.push_back(std::move(node));
      return one;
    }
  }
  return yaml::load(sources, file, diagnostics);
}

}  // namespace

std::vector<Node> load(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics) {
  const std::string_view text = sources[file].text;
  if (text.size() > max_file_bytes) {
    diagnostics.error(Code::too_large, {file, 0, 0}, fmt::format("the input has more than {} bytes", max_file_bytes));
    return {};
  }
  if (const auto bad = find_bad_utf8(text); bad != std::string_view::npos) {
    const auto at = static_cast<std::uint32_t>(bad);
    diagnostics.error(Code::encoding, {file, at, at + 1},
                      fmt::format("byte 0x{:02X} is not UTF-8", static_cast<unsigned char>(text[bad])),
                      "save the file as UTF-8");
    return {};
  }
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return {};
  auto documents = parse(sources, file, diagnostics);
  for (const auto& document : documents) refuse_duplicate_keys(document, diagnostics);
  return documents;
}

}  // namespace rolecast
