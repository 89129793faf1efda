#include "fuzz/laws.h"

#include <cstdio>
#include <cstdlib>

#include "commands/verify.h"
#include "emitters/builtin.h"
#include "model/bind.h"
#include "model/check.h"
#include "readers/role_text.h"
#include "source/report.h"
#include "syntax/syntax.h"

namespace rolecast::fuzz {
namespace {

void require_places_inside(const Node& node, std::size_t size) {
  require(node.span.begin <= node.span.end && node.span.end <= size, "places lie inside of the text", node.text);
  for (const auto& item : node.items) require_places_inside(item, size);
  for (const auto& entry : node.entries) {
    require_places_inside(entry.key, size);
    require_places_inside(entry.value, size);
  }
}

/// Each option at each value, the others at their default.
std::vector<Settings> all_settings(const Emitter& emitter) {
  std::vector<Settings> all(1);
  for (const auto& setting : emitter.settings)
    for (std::size_t i = 1; i < setting.values.size(); ++i) all.push_back({{setting.name, setting.values[i]}});
  return all;
}

void check_emission(const Model& model, const Emitter& emitter, const Settings& settings) {
  Diagnostics diagnostics;
  const auto files = emitter.emit(model, settings, diagnostics);
  if (!diagnostics.has_errors()) verify(model, emitter, settings, files, built_in_readers(), diagnostics);
  for (const auto& finding : diagnostics.all())
    require(finding.code != Code::internal, finding.message, files.empty() ? "" : files.front().content);
  if (diagnostics.has_errors() || emitter.name != "rolecast") return;
  Sources sources;
  const auto commented = with_comments(files.front().content, "Imported from role.yaml (rolecast).");
  const auto plain = load(sources, sources.add("plain.yaml", files.front().content), diagnostics);
  require(load(sources, sources.add("commented.yaml", commented), diagnostics) == plain, "comments change nothing",
          commented);
}

}  // namespace

std::string text_of(const std::uint8_t* data, std::size_t size) { return {reinterpret_cast<const char*>(data), size}; }

void require(bool holds, std::string_view law, std::string_view evidence) {
  if (holds) return;
  std::fprintf(stderr, "broken law: %.*s\n%.*s\n", static_cast<int>(law.size()), law.data(),
               static_cast<int>(evidence.size()), evidence.data());
  std::abort();
}

void check_syntax(const std::string& name, const std::string& text, std::string (*write)(const Node&)) {
  Sources sources;
  Diagnostics diagnostics;
  const auto file = sources.add(name, text);
  const auto nodes = load(sources, file, diagnostics);
  report(sources, diagnostics, false);
  for (const auto& node : nodes) require_places_inside(node, sources[file].text.size());
  if (diagnostics.has_errors()) return;
  for (const auto& node : nodes) {
    const auto written = write(node);
    const auto again = load(sources, sources.add(name, written), diagnostics);
    require(!diagnostics.has_errors() && again.size() == 1 && again.front() == node,
            "what is written loads as the same tree", written);
    require(write(again.front()) == written, "a tree is written in one way", written);
  }
}

void check_reading(const std::string& name, const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  std::vector<Document> documents;
  for (auto& node : load(sources, sources.add(name, text), diagnostics))
    documents.push_back({stem_of(name), std::move(node), name});
  auto models = read(std::move(documents), {}, built_in_readers(), sources, diagnostics);
  for (const auto& model : models) {
    const auto errors = diagnostics.errors();
    check(model, diagnostics);
    if (diagnostics.errors() == errors) check(with_defaults(model), diagnostics);
  }
  report(sources, diagnostics, false);
  if (diagnostics.has_errors()) return;
  for (const auto& model : models)
    for (const auto& emitter : built_in_emitters())
      for (const auto& settings : all_settings(emitter)) check_emission(model, emitter, settings);
}

}  // namespace rolecast::fuzz
