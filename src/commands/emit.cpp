#include <CLI/CLI.hpp>
#include <memory>

#include <fmt/core.h>

#include "commands/casting.h"
#include "commands/difference.h"
#include "commands/files.h"

namespace rolecast {
namespace {

constexpr auto examples = R"(Examples:
  rolecast emit role.yaml --to terraform
  rolecast emit role.yaml --to cloudformation,terraform,cdk --out deploy
  rolecast emit role.yaml --to terraform --option layout=module --out modules/agent-runtime
  rolecast emit role.yaml --to cloudformation --set account=123456789012 --set region=us-east-1
  rolecast emit role.yaml --to cloudformation --out deploy --check
  rolecast emit trust.json permissions.json --to terraform)";

struct EmitOptions {
  std::vector<std::string> files, formats, set, option;
  std::string out, from;
  bool check = false;
};

/// Prints what writing would change; nothing is written.
void compare(const std::string& folder, const std::vector<OutputFile>& files, Context& context) {
  for (const auto& file : files) {
    const auto existing = read_existing(folder, file.path);
    const auto shown =
        difference(existing ? folder + "/" + file.path : "/dev/null", existing.value_or(""), file.path, file.content);
    if (!existing || !shown.empty()) context.status = findings;
    context.out += shown;
  }
}

void hand_out(const EmitOptions& options, const std::vector<OutputFile>& files, Context& context) {
  auto& diagnostics = context.diagnostics;
  const bool to_stdout = options.out.empty() || options.out == "-";
  if (to_stdout && options.check)
    diagnostics.error(Code::usage, {}, "--check compares with files", "say where they are: --out DIR");
  else if (to_stdout && files.size() != 1)
    diagnostics.error(Code::usage, {}, fmt::format("there are {} output files", files.size()),
                      "say where they go: --out DIR");
  if (diagnostics.has_errors()) return;
  if (to_stdout) {
    context.out = files.front().content;
    return;
  }
  refuse_to_replace_inputs(context.sources, options.out, files, diagnostics);
  refuse_to_leave(options.out, files, diagnostics);
  if (diagnostics.has_errors()) return;
  if (options.check)
    compare(options.out, files, context);
  else
    write_files(options.out, files, diagnostics);
}

void emit(const EmitOptions& options, Context& context) {
  auto& diagnostics = context.diagnostics;
  const auto choices = split_assignments(options.option, "--option", diagnostics);
  const auto emitters = choose_emitters(options.formats, choices, context);
  const auto bindings = split_assignments(options.set, "--set", diagnostics);
  const auto models = read_models(options.files, options.from, bindings, context);
  if (diagnostics.has_errors()) return;
  const auto files = cast(models, emitters, choices, context);
  if (!diagnostics.has_errors()) hand_out(options, files, context);
}

}  // namespace

void add_emit(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("emit", "Cast roles into the formats that deploy them");
  auto options = std::make_shared<EmitOptions>();
  command->add_option("FILE", options->files, "Anything readable: see `rolecast list readers`; - is standard input")
      ->required();
  command->add_option("--to", options->formats, "Formats, comma-separated: see `rolecast list emitters`")
      ->required()
      ->delimiter(',')
      ->type_name("FORMAT");
  command->add_option("--out", options->out, "Folder for the files; - is standard output")
      ->type_name("DIR")
      ->check(not_empty);
  command->add_option("--set", options->set, "Bind account, region, partition or a parameter")
      ->type_name("K=V")
      ->expected(1)
      ->take_all();
  command->add_option("--option", options->option, "Choose a format's option")
      ->type_name("K=V")
      ->expected(1)
      ->take_all();
  command->add_option("--from", options->from, "Name the input format: see `rolecast list readers`")
      ->type_name("READER");
  command->add_flag("--check", options->check,
                    "Write nothing; show what would change, and exit 1 where something would");
  command->footer(examples);
  command->callback([options, &context] { emit(*options, context); });
}

}  // namespace rolecast
