#include <CLI/CLI.hpp>
#include <memory>
#include <set>

#include <fmt/core.h>

#include "commands/casting.h"
#include "commands/files.h"
#include "readers/role_text.h"
#include "source/report.h"
#include "syntax/yaml.h"

namespace rolecast {
namespace {

struct ImportOptions {
  std::vector<std::string> files, set;
  std::string out, from;
};

/// The inputs as they were named and the values they were read with, on one line whatever these hold.
std::string origin(const std::vector<std::string>& files, const std::vector<std::string>& set,
                   std::string_view format) {
  std::string names;
  for (const auto& file : files) {
    auto name = file == "-" ? "standard input\n" : yaml::write(Node::string(printable(file)));
    name.pop_back();
    names += (names.empty() ? "" : ", ") + name;
  }
  std::string values;
  for (const auto& each : set) values += fmt::format("{}{}", values.empty() ? " with " : ", ", printable(each));
  return fmt::format("Imported from {} ({}){}.", names, format, values);
}

/// A file for each model, where each has one of its own.
std::string one_at_a_time(const std::vector<Model>& models, const Sources& sources) {
  std::string files;
  std::set<std::string> seen;
  for (const auto& model : models) {
    const auto file = model.span.file ? sources[model.span.file].name : std::string();
    if (file.empty() || !seen.insert(file).second) return "import one at a time";
    files += fmt::format("{}`{}`", files.empty() ? "" : ", ", file);
  }
  return "import one at a time: " + files;
}

void import(const ImportOptions& options, Context& context) {
  auto& diagnostics = context.diagnostics;
  const auto bindings = split_assignments(options.set, "--set", diagnostics);
  const auto models = read_models(options.files, options.from, bindings, context);
  if (diagnostics.has_errors()) return;
  if (models.size() != 1) {
    diagnostics.error(Code::usage, {}, fmt::format("these inputs make {} role files", models.size()),
                      one_at_a_time(models, context.sources));
    return;
  }
  auto files = cast(models, choose_emitters({"rolecast"}, {}, context), {}, context);
  if (diagnostics.has_errors()) return;
  auto& content = files.front().content;
  content = with_comments(content, origin(options.files, options.set, models.front().format));
  if (options.out.empty() || options.out == "-") {
    context.out = std::move(content);
    return;
  }
  files.front().path = options.out;
  refuse_to_replace_inputs(context.sources, "", files, diagnostics);
  if (!diagnostics.has_errors()) write_files("", files, diagnostics);
}

}  // namespace

void add_import(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("import", "Turn any readable format into a commented role file");
  auto options = std::make_shared<ImportOptions>();
  command->add_option("FILE", options->files, "Inputs; - is standard input")->required();
  command->add_option("--from", options->from, "Name the input format: see `rolecast list readers`")
      ->type_name("READER");
  command->add_option("--set", options->set, "Bind account, region, partition or a parameter")
      ->type_name("K=V")
      ->expected(1)
      ->take_all();
  command->add_option("-o,--output", options->out, "Role file to write; standard output without it")
      ->type_name("FILE")
      ->check(not_empty);
  command->footer("Examples:\n  rolecast import trust.json permissions.json -o role.yaml\n  rolecast import role.json");
  command->callback([options, &context] { import(*options, context); });
}

}  // namespace rolecast
