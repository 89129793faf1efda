#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>

#include <fmt/core.h>

#include "commands/casting.h"
#include "commands/files.h"
#include "commands/prompts.h"
#include "readers/bundle.h"
#include "readers/compose.h"
#include "readers/role_text.h"
#include "syntax/syntax.h"

namespace rolecast {
namespace {

struct NewOptions {
  std::string name, out;
  std::vector<std::string> capabilities, set;
  bool bundle = false, no_input = false;

  bool is_to_stdout() const { return out.empty() || out == "-"; }
};

/// The text must be a role file without fault before it is handed out, with and without the bindings.
std::vector<Model> check_text(const std::string& text, const Bindings& bindings, Context& context) {
  auto nodes = load(context.sources, context.sources.add("new role file", text), context.diagnostics);
  std::vector<Document> documents;
  for (auto& node : nodes) documents.push_back({"role", std::move(node)});
  return read_models(std::move(documents), "rolecast", bindings, context);
}

/// Asks for what was not set, if there is somebody to ask. Not before what was set is known to be right.
void ask_for_missing(const std::string& text, Bindings& bindings, Context& context) {
  std::vector<Parameter> parameters;
  for (const auto& model : check_text(text, {}, context))
    parameters.insert(parameters.end(), model.parameters.begin(), model.parameters.end());
  if (context.diagnostics.has_errors()) return;
  for (auto& answer : ask_for(parameters, bindings, context)) bindings.push_back(std::move(answer));
}

void refuse_to_replace(const NewOptions& options, Diagnostics& diagnostics) {
  if (!options.is_to_stdout() && std::filesystem::exists(options.out))
    diagnostics.error(Code::write_failed, {}, fmt::format("`{}` is there already", options.out),
                      "role files are edited by hand: remove it first, or give another name");
}

/// A role for a service that the place does not have at all is of no use.
void check_offered(const CatalogueItem& item, const std::vector<std::string_view>& places, Diagnostics& diagnostics) {
  for (const auto& absence : item.about.absent)
    for (const auto place : places)
      if (leaves_out(absence, "*") && is_in(absence, {place})) {
        diagnostics.error(Code::absent_service, {}, fmt::format("`{}` is of no use in `{}`", item.file->name, place),
                          absence.reason);
        return;
      }
}

void make(const NewOptions& options, Context& context) {
  auto& diagnostics = context.diagnostics;
  auto bindings = split_assignments(options.set, "--set", diagnostics);
  const auto item =
      find_item(Node::string(options.name), catalogue_templates(), "template", context.sources, diagnostics);
  std::vector<CatalogueItem> capabilities;
  for (const auto& name : options.capabilities) {
    auto capability =
        find_item(Node::string(name), catalogue_capabilities(), "capability", context.sources, diagnostics);
    const auto is_same = [&](const CatalogueItem& other) { return other.file == capability.file; };
    if (capability.file && std::none_of(capabilities.begin(), capabilities.end(), is_same))
      capabilities.push_back(std::move(capability));
  }
  if (item.file) check_offered(item, places_of(bindings), diagnostics);
  if (item.file) check_fit(&item, capabilities, diagnostics);
  refuse_to_replace(options, diagnostics);
  if (diagnostics.has_errors()) return;

  auto text = compose(item, capabilities, places_of(bindings));
  if (options.bundle) text = add_deployer(text, item, context.sources, diagnostics);
  if (diagnostics.has_errors()) return;
  check_text(text, bindings, context);
  if (diagnostics.has_errors()) return;
  if (context.ask && !options.no_input) {
    ask_for_missing(text, bindings, context);
    check_text(text, bindings, context);
    if (diagnostics.has_errors()) return;
  }
  text = bind_in_text(std::move(text), bindings);
  check_text(text, {}, context);
  refuse_to_replace(options, diagnostics);  // it may be there now
  if (options.is_to_stdout())
    context.out = std::move(text);
  else if (!diagnostics.has_errors())
    write_files("", {{options.out, std::move(text), {}}}, diagnostics);
}

}  // namespace

void add_new(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("new", "Write a commented role file from the catalogue");
  auto options = std::make_shared<NewOptions>();
  command->add_option("TEMPLATE", options->name, "See `rolecast list templates`")->required();
  command->add_option("--with", options->capabilities, "Add a capability: see `rolecast list capabilities`")
      ->type_name("CAP")
      ->delimiter(',')
      ->expected(1)
      ->take_all();
  command->add_option("--set", options->set, "Bind account, region, partition or a parameter")
      ->type_name("K=V")
      ->expected(1)
      ->take_all();
  command->add_flag("--bundle", options->bundle,
                    "Add the role of whoever deploys: it may pass this one, and create and call what takes it");
  command->add_flag("--no-input", options->no_input,
                    "Ask nothing; without it, a terminal is asked for every parameter that is not set");
  command->add_option("-o,--output", options->out, "File to write; standard output without it")
      ->type_name("FILE")
      ->check(not_empty);
  command->footer(
      "Examples:\n  rolecast new agentcore-runtime -o role.yaml\n  rolecast new agentcore-runtime --with memory-rw --with secrets --set agentName=hello\n  rolecast new agentcore-runtime --bundle -o roles.yaml");
  command->callback([options, &context] { make(*options, context); });
}

}  // namespace rolecast
