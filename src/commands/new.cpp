#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>

#include <fmt/core.h>

#include "commands/casting.h"
#include "commands/files.h"
#include "readers/compose.h"
#include "readers/role_text.h"
#include "syntax/syntax.h"

namespace rolecast {
namespace {

struct NewOptions {
  std::string name, out;
  std::vector<std::string> capabilities, set;
};

/// The text must be a role file without fault before it is handed out, with and without the bindings.
void check_text(const std::string& text, const Bindings& bindings, Context& context) {
  auto nodes = load(context.sources, context.sources.add("new role file", text), context.diagnostics);
  std::vector<Document> documents;
  for (auto& node : nodes) documents.push_back({"role", std::move(node)});
  read_models(std::move(documents), "rolecast", bindings, context);
}

void make(const NewOptions& options, Context& context) {
  auto& diagnostics = context.diagnostics;
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
  if (item.file) check_fit(&item, capabilities, diagnostics);
  const auto bindings = split_assignments(options.set, "--set", diagnostics);
  if (diagnostics.has_errors()) return;

  auto text = compose(item, capabilities, places_of(bindings));
  check_text(text, bindings, context);
  if (diagnostics.has_errors()) return;
  text = bind_in_text(std::move(text), bindings);
  check_text(text, {}, context);
  if (options.out.empty() || options.out == "-") {
    context.out = std::move(text);
  } else if (std::filesystem::exists(options.out)) {
    diagnostics.error(Code::write_failed, {}, fmt::format("`{}` is there already", options.out),
                      "role files are edited by hand: remove it first, or give another name");
  } else if (!diagnostics.has_errors()) {
    write_files("", {{options.out, std::move(text), {}}}, diagnostics);
  }
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
  command->add_option("-o,--output", options->out, "File to write; standard output without it")
      ->type_name("FILE")
      ->check(not_empty);
  command->footer(
      "Examples:\n  rolecast new agentcore-runtime -o role.yaml\n  rolecast new agentcore-runtime --with memory-rw --with secrets --set agentName=hello");
  command->callback([options, &context] { make(*options, context); });
}

}  // namespace rolecast
