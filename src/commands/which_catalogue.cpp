#include "commands/which_catalogue.h"

#include "readers/expand.h"
#include "readers/native.h"

namespace rolecast {
namespace {

/// A role file that takes the template and changes nothing.
Document role_file_of(std::string_view name) {
  Document document;
  document.stem = std::string(name);
  document.node = Node::map();
  document.node.add("rolecast", Node::number("1"));
  document.node.add("roles", Node::map()).add("role", Node::map()).add("template", Node::string(std::string(name)));
  return document;
}

/// The text of the file that the role's statements stand in.
std::string text_of(const Role& role, const Sources& sources) {
  for (const auto& policy : role.policies)
    for (const auto& statement : policy.document.statements)
      if (statement.span.file) return sources[statement.span.file].text;
  return {};
}

which::Wanted wanted(std::string_view name, const About& about, Model model, const Sources& sources) {
  which::Wanted wanted;
  wanted.name = std::string(name);
  wanted.family = about.family;
  wanted.passed_as = about.passed_as;
  wanted.is_caller = about.kind == "caller";
  wanted.text = text_of(model.roles.front(), sources);
  wanted.model = std::move(model);
  return wanted;
}

About about_of(const CatalogueFile& file, std::string_view kind, Sources& sources, Diagnostics& diagnostics) {
  return read_about(load_catalogue_file(file, kind, sources, diagnostics), diagnostics);
}

}  // namespace

std::optional<which::Wanted> wanted_template(std::string_view name, Sources& sources, Diagnostics& diagnostics) {
  const auto* file = find_in(catalogue_templates(), name);
  if (!file) return {};
  const auto about = about_of(*file, "template", sources, diagnostics);
  auto model = native_reader().read({role_file_of(name)}, sources, diagnostics);
  return wanted(name, about, std::move(model), sources);
}

std::optional<which::Wanted> wanted_capability(std::string_view name, Sources& sources, Diagnostics& diagnostics) {
  const auto* file = find_in(catalogue_capabilities(), name);
  if (!file) return {};
  const auto node = load_catalogue_file(*file, "capability", sources, diagnostics);
  auto model = read_capability(node, std::string(name), diagnostics);
  return wanted(name, read_about(node, diagnostics), std::move(model), sources);
}

std::vector<which::Wanted> wanted_templates(Sources& sources, Diagnostics& diagnostics) {
  std::vector<which::Wanted> all;
  for (const auto& file : catalogue_templates())
    if (auto one = wanted_template(file.name, sources, diagnostics)) all.push_back(std::move(*one));
  return all;
}

}  // namespace rolecast
