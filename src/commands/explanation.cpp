#include "commands/explanation.h"

#include <algorithm>
#include <iterator>
#include <map>

#include <fmt/core.h>

#include "analysis/which/trust.h"
#include "analysis/which/values.h"
#include "analysis/which/words.h"
#include "commands/review_rows.h"
#include "syntax/comment_above.h"
#include "syntax/syntax.h"

namespace rolecast {
namespace {

/// The files of the catalogue among the inputs of a run, by the number of the input.
class CatalogueParts {
 public:
  explicit CatalogueParts(const Sources& sources) : sources_(sources) {}

  /// Null for any other input, also one of the same name.
  const CataloguePart* find(std::uint32_t file) {
    if (!file) return nullptr;
    const auto [found, is_new] = parts_.try_emplace(file);
    if (is_new) {
      look_in(catalogue_templates(), "template", file, found->second);
      look_in(catalogue_capabilities(), "capability", file, found->second);
    }
    return found->second.name.empty() ? nullptr : &found->second;
  }

 private:
  void look_in(std::span<const CatalogueFile> files, std::string_view kind, std::uint32_t file, CataloguePart& part) {
    const auto& source = sources_[file];
    for (const auto& each : files) {
      if (source.name != fmt::format("{} {}.yaml", kind, each.name) || source.text != each.text) continue;
      Sources own;
      Diagnostics none;
      const auto node = load_catalogue_file(each, kind, own, none);
      part.kind = kind;
      part.name = each.name;
      part.about = read_about(node, none);
      if (const Node* parameters = node.find("parameters")) part.parameters = read_parameters(*parameters, none);
    }
  }

  const Sources& sources_;
  std::map<std::uint32_t, CataloguePart> parts_;
};

void add_part(const CataloguePart* part, RoleExplanation& role) {
  if (!part) return;
  const auto is_same = [&](const CataloguePart& other) { return other.kind == part->kind && other.name == part->name; };
  if (std::any_of(role.parts.begin(), role.parts.end(), is_same)) return;
  role.parts.push_back(*part);
  if (part->kind == "template") role.passed_as = part->about.passed_as;
}

/// Where the ARN of a role goes that no template is behind any more: as its name says, where AgentCore may take it.
std::string passed_as_by_name(const Role& role) {
  const auto services = which::trusted_by(role).services;
  if (!role.name || std::find(services.begin(), services.end(), "bedrock-agentcore.amazonaws.com") == services.end())
    return {};
  for (const auto& each : catalogue_templates()) {
    Sources own;
    Diagnostics none;
    const auto about = read_about(load_catalogue_file(each, "template", own, none), none);
    if (which::likeness_of_name(which::shown(*role.name), about.family) > 0) return about.passed_as;
  }
  return {};
}

}  // namespace

Explanation explanation_of(std::string subject, std::string kind, std::vector<Model> models, const Bindings& bindings,
                           const Sources& sources) {
  Explanation result;
  result.subject = std::move(subject);
  result.kind = std::move(kind);
  std::move(models.begin(), models.end(), std::back_inserter(result.models));
  TextByName values;  // what the ARN is made of stands nowhere in the model
  for (const auto& [name, value] : bindings) values.emplace(name, Text(value));
  CatalogueParts parts(sources);
  const OriginOf origin_of = [&](Span span) {
    StatementOrigin origin;
    if (!span.file) return origin;
    origin.reason = comment_above(sources[span.file].text, span.begin);
    origin.place = place_of(span, sources);
    if (const auto* part = parts.find(span.file)) {
      origin.catalogue = fmt::format("{} {}", part->kind, part->name);
      origin.page = part->about.page;
    }
    return origin;
  };
  for (const auto& model : result.models) {
    for (std::size_t i = 0; i < model.roles.size(); ++i) {
      auto& role = result.roles.emplace_back();
      role.facts = explain_role(model.roles[i], origin_of);
      if (role.facts.arn) role.facts.arn = role.facts.arn->bound(values);
      if (model.roles[i].trust) {
        add_part(parts.find(model.roles[i].trust->span.file), role);
        role.passing = passing_of(model, i, role.facts);
      }
      for (const auto& policy : model.roles[i].policies) add_part(parts.find(policy.document.span.file), role);
      if (role.passed_as.empty()) role.passed_as = passed_as_by_name(model.roles[i]);
    }
    for (auto& value : open_values(model)) {
      const auto is_known = [&](const OpenValue& other) { return other.name == value.name; };
      if (std::none_of(result.values.begin(), result.values.end(), is_known)) result.values.push_back(std::move(value));
    }
  }
  return result;
}

}  // namespace rolecast
