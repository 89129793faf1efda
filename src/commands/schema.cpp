#include <CLI/CLI.hpp>

#include <fmt/core.h>

#include "commands/command.h"
#include "model/check.h"
#include "model/vocabulary.h"
#include "readers/expand.h"
#include "syntax/json.h"

namespace rolecast {
namespace {

template <typename Names>
Node strings(const Names& names) {
  Node list = Node::list();
  for (const auto& name : names) list.items.push_back(Node::string(std::string(name)));
  return list;
}

Node reference_to(std::string_view definition) {
  Node node = Node::map();
  node.add("$ref", Node::string(fmt::format("#/$defs/{}", definition)));
  return node;
}

Node built_in_names(Context&) {
  std::vector<std::string_view> names;
  for (const auto& row : built_ins()) names.push_back(row.name);
  return strings(names);
}

Node template_names(Context&) { return strings(names_of(catalogue_templates())); }
Node capability_names(Context&) { return strings(names_of(catalogue_capabilities())); }

void add_parameters_of(std::span<const CatalogueFile> files, std::string_view kind, Node& properties,
                       Context& context) {
  for (const auto& file : files) {
    const Node node = load_catalogue_file(file, kind, context.sources, context.diagnostics);
    const Node* parameters = node.find("parameters");
    if (!parameters) continue;
    for (const auto& parameter : read_parameters(*parameters, context.diagnostics)) {
      if (properties.find(parameter.name)) continue;  // shared
      Node property = reference_to("text");
      property.add("description", Node::string(parameter.description));
      properties.add(parameter.name, std::move(property));
    }
  }
}

Node catalogue_parameters(Context& context) {
  Node properties = Node::map();
  add_parameters_of(catalogue_templates(), "template", properties, context);
  add_parameters_of(catalogue_capabilities(), "capability", properties, context);
  return properties;
}

Node operators(Context&) {
  Node properties = Node::map();
  for (const auto& name : condition_operators()) properties.add(name, reference_to("conditionKeys"));
  return properties;
}

Node operators_on_sets(Context&) {
  std::string prefixes, names;
  for (const auto prefix : condition_set_prefixes())
    prefixes += fmt::format("{}{}", prefixes.empty() ? "" : "|", prefix);
  for (const auto& name : condition_operators()) names += (names.empty() ? "" : "|") + name;
  Node properties = Node::map();
  properties.add(fmt::format("^(?:{})(?:{})$", prefixes, names), reference_to("conditionKeys"));
  return properties;
}

/// What the code knows, and the schema file therefore leaves out.
struct Addition {
  std::string_view definition, keyword;
  Node (*make)(Context&);
};
constexpr Addition additions[] = {
    {"builtIn", "enum", built_in_names},      {"template", "enum", template_names},
    {"capability", "enum", capability_names}, {"with", "properties", catalogue_parameters},
    {"condition", "properties", operators},   {"condition", "patternProperties", operators_on_sets},
};

void schema(Context& context) {
  const auto file = context.sources.add("role.schema.json", std::string(role_schema_text()));
  Node schema = json::load(context.sources, file, context.diagnostics);
  for (auto& entry : schema.entries) {
    if (entry.key.text != "$defs") continue;
    for (auto& definition : entry.value.entries)
      for (const auto& addition : additions)
        if (definition.key.text == addition.definition)
          definition.value.add(std::string(addition.keyword), addition.make(context));
  }
  context.out = json::write(schema);
}

}  // namespace

void add_schema(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("schema", "Print the JSON Schema of the role file");
  command->footer(
      "Editors that know it explain and check role files while you write. `new` and `import` name it in the\n"
      "first line of the files they write, where it is looked for beside the file.\n\n"
      "Examples:\n  rolecast schema > role.schema.json");
  command->callback([&context] { schema(context); });
}

}  // namespace rolecast
