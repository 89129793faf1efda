#include "syntax/syntax.h"

#include <algorithm>
#include <array>
#include <deque>

#include <fmt/core.h>

#include "source/utf8.h"
#include "syntax/hcl.h"
#include "syntax/json.h"
#include "syntax/yaml.h"

namespace rolecast {
namespace {

/// Blocks of one type may stand in a body as often as they like.
bool may_repeat(const Entry& entry, bool is_hcl) { return is_hcl && entry.value.tag == "block"; }

void refuse_duplicate_keys(const Node& node, bool is_hcl, Diagnostics& diagnostics) {
  using Named = std::pair<std::pair<bool, std::string_view>, const Entry*>;
  std::vector<Named> all;
  std::deque<std::string> expressions;
  all.reserve(node.entries.size());
  for (const auto& entry : node.entries) {
    const bool is_text = !is_hcl || (entry.key.is(Node::Kind::string) && entry.key.tag.empty());
    all.push_back(
        {{is_text, is_text ? entry.key.text : expressions.emplace_back(hcl::write_value(entry.key))}, &entry});
    refuse_duplicate_keys(entry.key, is_hcl, diagnostics);
    refuse_duplicate_keys(entry.value, is_hcl, diagnostics);
  }
  for (const auto& item : node.items) refuse_duplicate_keys(item, is_hcl, diagnostics);
  std::stable_sort(all.begin(), all.end(), [](const Named& a, const Named& b) { return a.first < b.first; });
  for (std::size_t i = 1; i < all.size(); ++i) {
    const auto& [key, entry] = all[i];
    const auto& [key_before, before] = all[i - 1];
    if (key == key_before && !(may_repeat(*entry, is_hcl) && may_repeat(*before, is_hcl)))
      diagnostics.error(Code::duplicate_key, entry->key.span, fmt::format("key `{}` stands twice", key.second),
                        "which of the two counts would depend on the parser: remove one");
  }
}

bool begins_like_json(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
}

bool is_hcl(const Source& source) {
  constexpr std::array<std::string_view, 3> others = {".json", ".yaml", ".yml"};
  const std::string_view name = source.name;
  if (name.ends_with(".tf") || name.ends_with(".tfvars")) return true;
  return std::none_of(others.begin(), others.end(), [name](auto ending) { return name.ends_with(ending); }) &&
         hcl::begins(source.text);
}

std::vector<Node> parse(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics) {
  const auto& source = sources[file];
  const std::string_view name = source.name;
  const bool is_yaml = name.ends_with(".yaml") || name.ends_with(".yml");
  if (is_hcl(source)) {
    const auto errors = diagnostics.errors();
    auto body = hcl::load(sources, file, diagnostics);
    std::vector<Node> one;
    if (diagnostics.errors() == errors && !body.entries.empty()) one.push_back(std::move(body));
    return one;
  }
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

bool check_text(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics) {
  const std::string_view text = sources[file].text;
  if (text.size() > max_file_bytes) {
    diagnostics.error(Code::too_large, {file, 0, 0}, fmt::format("the input has more than {} bytes", max_file_bytes));
    return false;
  }
  if (const auto bad = find_bad_utf8(text); bad != std::string_view::npos) {
    const auto at = static_cast<std::uint32_t>(bad);
    diagnostics.error(Code::encoding, {file, at, at + 1},
                      fmt::format("byte 0x{:02X} is not UTF-8", static_cast<unsigned char>(text[bad])),
                      "save the file as UTF-8");
    return false;
  }
  return true;
}

std::vector<Node> load(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics) {
  if (!check_text(sources, file, diagnostics)) return {};
  const std::string_view text = sources[file].text;
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return {};
  auto documents = parse(sources, file, diagnostics);
  for (const auto& document : documents) refuse_duplicate_keys(document, is_hcl(sources[file]), diagnostics);
  return documents;
}

}  // namespace rolecast
