#include "commands/verify.h"

#include <algorithm>

#include <fmt/core.h>

#include "syntax/syntax.h"

namespace rolecast {
namespace {

/// The name of the folder that a file is in; empty where it is in none.
std::string folder_of(std::string_view path) {
  const auto end = path.rfind('/');
  if (end == std::string_view::npos) return {};
  return std::string(path.substr(0, end).substr(path.substr(0, end).rfind('/') + 1));
}

/// The files that say something about the role; the others explain or test it.
bool is_readable(std::string_view path) {
  constexpr std::string_view endings[] = {".yaml", ".json", ".tf"};
  return std::any_of(std::begin(endings), std::end(endings), [&](auto ending) { return path.ends_with(ending); });
}

std::vector<Document> load_all(const std::vector<OutputFile>& files, const std::string& stem, Sources& sources,
                               Diagnostics& findings) {
  std::vector<Document> documents;
  for (const auto& file : files)
    if (is_readable(file.path))
      for (auto& node : load(sources, sources.add(file.path, file.content), findings))
        documents.push_back({stem, std::move(node), file.path, folder_of(file.path)});
  return documents;
}

/// Where two roles differ first; empty where they do not.
std::string difference(const Role& expected, const Role& actual) {
  if (expected == actual) return {};
  if (expected.id != actual.id) return fmt::format("id `{}`", actual.id);
  struct Part {
    std::string_view name;
    bool is_same;
  };
  const Part parts[] = {{"name", expected.name == actual.name},
                        {"path", expected.path == actual.path},
                        {"description", expected.description == actual.description},
                        {"maxSessionDuration", expected.max_session_duration == actual.max_session_duration},
                        {"permissionsBoundary", expected.permissions_boundary == actual.permissions_boundary},
                        {"managedPolicyArns", expected.managed_policy_arns == actual.managed_policy_arns},
                        {"tags", expected.tags == actual.tags},
                        {"trust", expected.trust == actual.trust}};
  for (const auto& part : parts)
    if (!part.is_same) return fmt::format("{} of role `{}`", part.name, expected.id);
  return fmt::format("policies of role `{}`", expected.id);
}

/// The order of the parameters says nothing.
void sort_parameters(Model& model) {
  std::sort(model.parameters.begin(), model.parameters.end(),
            [](const Parameter& a, const Parameter& b) { return a.name < b.name; });
}

std::string difference(const Model& expected, const Model& actual) {
  if (expected.roles.size() != actual.roles.size()) return fmt::format("{} roles", actual.roles.size());
  for (std::size_t i = 0; i < expected.roles.size(); ++i)
    if (auto found = difference(expected.roles[i], actual.roles[i]); !found.empty()) return found;
  return expected.parameters == actual.parameters ? "" : "parameters";
}

/// What is wrong with the files; empty where nothing is.
std::string fault(Model expected, const std::vector<OutputFile>& files, const Emitter& emitter,
                  const std::vector<Reader>& readers) {
  Sources sources;
  Diagnostics findings;
  auto documents = load_all(files, expected.stem, sources, findings);
  auto models = read(std::move(documents), emitter.reader, readers, sources, findings);
  for (const auto& finding : findings.all())
    if (finding.severity == Severity::error) return finding.message;
  if (models.size() != 1) return fmt::format("{} models", models.size());
  sort_parameters(expected);
  sort_parameters(models.front());
  return difference(expected, models.front());
}

}  // namespace

void verify(const Model& model, const Emitter& emitter, const Settings& settings, const std::vector<OutputFile>& files,
            const std::vector<Reader>& readers, Diagnostics& diagnostics) {
  if (emitter.reader.empty() || files.empty()) return;
  auto expected = emitter.held ? emitter.held(model, settings) : model;
  if (const auto found = fault(std::move(expected), files, emitter, readers); !found.empty())
    diagnostics.error(Code::internal, {},
                      fmt::format("the {} output of `{}` does not read back as the role it was made from: {}",
                                  emitter.name, model.stem, found),
                      "nothing was written; please report this with the input");
}

}  // namespace rolecast
