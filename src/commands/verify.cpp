#include "commands/verify.h"

#include <algorithm>
#include <map>

#include <fmt/core.h>

#include "emitters/renamed.h"
#include "emitters/terraform_parts.h"
#include "model/check.h"
#include "model/vocabulary.h"
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

/// The model without what a plug-in may choose: how it names roles and parameters, whether one value stands in a list,
/// and whether it explains parameters and limits their values.
Model without_choices(const Model& model) {
  std::vector<std::string> roles;
  for (std::size_t i = 0; i < model.roles.size(); ++i) roles.push_back(std::to_string(i));
  std::map<std::string, std::string, std::less<>> names;
  for_each_text(model, [&](const Text& text) {
    for (const auto& piece : text.pieces())
      if (piece.is_reference && !find_built_in(piece.text))
        names.emplace(piece.text, fmt::format("parameter{}", names.size()));
  });
  auto result = renamed(model, roles, names);
  for (auto& parameter : result.parameters) parameter.description.clear(), parameter.pattern.reset();
  for (auto& role : result.roles) {
    if (role.trust) role.trust = terraform::as_data_source_shapes(std::move(*role.trust));
    for (auto& policy : role.policies) policy.document = terraform::as_data_source_shapes(std::move(policy.document));
  }
  return result;
}

/// What is wrong with the files; empty where nothing is.
std::string fault(Model expected, const std::vector<OutputFile>& files, const std::string& reader, bool is_foreign,
                  const std::vector<Reader>& readers) {
  Sources sources;
  Diagnostics findings;
  auto documents = load_all(files, expected.stem, sources, findings);
  auto models = read(std::move(documents), reader, readers, sources, findings);
  for (const auto& finding : findings.all())
    if (finding.severity == Severity::error) return finding.message;
  if (models.size() != 1) return fmt::format("{} models", models.size());
  if (is_foreign) expected = without_choices(expected), models.front() = without_choices(models.front());
  sort_parameters(expected);
  sort_parameters(models.front());
  return difference(expected, models.front());
}

}  // namespace

void verify(const Model& model, const Emitter& emitter, const Settings& settings, const std::vector<OutputFile>& files,
            const std::vector<Reader>& readers, Diagnostics& diagnostics) {
  if (files.empty()) return;
  auto expected = emitter.held ? emitter.held(model, settings) : model;
  if (emitter.held) check_sizes(expected, diagnostics);
  const bool is_foreign = files.front().is_foreign;
  const auto& reader = is_foreign ? files.front().read_back : emitter.reader;
  if (reader.empty()) return;
  const auto found = fault(std::move(expected), files, reader, is_foreign, readers);
  if (found.empty()) return;
  diagnostics.error(is_foreign ? Code::plug_in_answer : Code::internal, {},
                    fmt::format("the {} output of `{}` does not read back as the role it was made from: {}",
                                emitter.name, model.stem, found),
                    is_foreign ? "nothing was written; the fault is the plug-in's"
                               : "nothing was written; please report this with the input");
}

}  // namespace rolecast
