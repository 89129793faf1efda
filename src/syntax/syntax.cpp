#include "syntax/syntax.h"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "syntax/json.h"
#include "syntax/yaml.h"

namespace rolecast {
namespace {

/// How many bytes a character takes that begins like this, and the range its second byte must be in: RFC 3629,
/// section 4.
struct Lead {
  unsigned char first, last, second_low, second_high;
  std::size_t length;
};
constexpr std::array<Lead, 9> leads = {{{0x00, 0x7F, 0, 0, 1},
                                        {0xC2, 0xDF, 0x80, 0xBF, 2},
                                        {0xE0, 0xE0, 0xA0, 0xBF, 3},
                                        {0xE1, 0xEC, 0x80, 0xBF, 3},
                                        {0xED, 0xED, 0x80, 0x9F, 3},
                                        {0xEE, 0xEF, 0x80, 0xBF, 3},
                                        {0xF0, 0xF0, 0x90, 0xBF, 4},
                                        {0xF1, 0xF3, 0x80, 0xBF, 4},
                                        {0xF4, 0xF4, 0x80, 0x8F, 4}}};

bool is_character_at(std::string_view text, std::size_t at, std::size_t& length) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  for (const auto& lead : leads) {
    if (byte(at) < lead.first || byte(at) > lead.last) continue;
    length = lead.length;
    if (at + length > text.size()) return false;
    if (length > 1 && (byte(at + 1) < lead.second_low || byte(at + 1) > lead.second_high)) return false;
    for (std::size_t i = 2; i < length; ++i)
      if ((byte(at + i) & 0xC0) != 0x80) return false;
    return true;
  }
  return false;
}

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

std::size_t find_bad_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    std::size_t length = 1;
    if (!is_character_at(text, at, length)) return at;
    at += length;
  }
  return std::string_view::npos;
}

std::vector<Node> load(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics) {
  const std::string_view text = sources[file].text;
  if (text.size() > max_file_bytes) {
    diagnostics.error(Code::too_large, {file, 0, 0},
                      fmt::format("the input has {} bytes; at most {} are read", text.size(), max_file_bytes));
    return {};
  }
  if (const auto bad = find_bad_utf8(text); bad != std::string_view::npos) {
    const auto at = static_cast<std::uint32_t>(bad);
    diagnostics.error(Code::encoding, {file, at, at + 1},
                      fmt::format("byte 0x{:02X} is not UTF-8", static_cast<unsigned char>(text[bad])),
                      "save the file as UTF-8");
    return {};
  }
  auto documents = parse(sources, file, diagnostics);
  for (const auto& document : documents) refuse_duplicate_keys(document, diagnostics);
  return documents;
}

}  // namespace rolecast
