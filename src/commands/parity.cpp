#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include <fmt/core.h>

#include "commands/files.h"
#include "commands/parity_report.h"
#include "commands/sides.h"
#include "syntax/json.h"
#include "syntax/suggest.h"

namespace rolecast {
namespace {

constexpr auto footer =
    R"(Exit status: 0 where all roles are the same; 1 where a role differs or has no partner; 2 where
the inputs cannot be compared. The verdict in JSON is about trust and permissions, so it may be equal
where the status is 1: a name, a tag or another of the listed attributes differs then.

Examples:
  rolecast parity role.yaml stack.template.yaml main.tf
  rolecast parity role.yaml modules/agent-runtime
  rolecast parity old.json new.json --role agentRuntime=AgentRuntimeRole
  rolecast parity role.yaml iam/agentRuntime --set account=123456789012 --set region=us-east-1)";

struct ParityOptions {
  std::vector<std::string> files;
  SideOptions sides;
  std::string format = "text";
  bool json = false;
};

void check_usage(const ParityOptions& options, Diagnostics& diagnostics) {
  if (options.files.size() < 2)
    diagnostics.error(Code::usage, {}, "there is nothing to compare with", "name two files or more");
  if (options.format != "text" && options.format != "json")
    diagnostics.error(Code::usage, {}, fmt::format("unknown format `{}`", options.format),
                      suggestion(options.format, {"text", "json"}));
}

std::vector<ParityRow> compare(const std::vector<Side>& sides, const SideNames& names, const Sources& sources) {
  std::vector<ParityRow> rows;
  const auto& first = sides.front();
  for (auto other = sides.begin() + 1; other != sides.end(); ++other) {
    auto models = models_of(first);
    for (const auto* model : models_of(*other)) models.push_back(model);
    const CommonNames common(models);
    for (const auto& pair : pair_roles(first, *other, names, common, sources)) {
      RoleParity parity;
      parity.review.before = pair.first;
      parity.review.after = pair.second;
      if (pair.first.role && pair.second.role) parity = compare_roles(pair.first, pair.second, common);
      for (const auto* side : {&first, &*other})
        if (side->is_partial) doubt_permissions(parity.review, fmt::format("`{}` may not hold all of it", side->name));
      rows.push_back({pair.first_input, pair.second_input, std::move(parity)});
    }
  }
  return rows;
}

void parity(const ParityOptions& options, Context& context) {
  auto& diagnostics = context.diagnostics;
  const auto names = names_of(options.sides, diagnostics);
  check_usage(options, diagnostics);
  const auto formats = formats_of(options.files, options.sides, diagnostics);
  if (diagnostics.has_errors()) return;
  std::vector<Side> sides;
  for (std::size_t i = 0; i < options.files.size(); ++i) {
    const auto& file = options.files[i];
    sides.push_back(read_side(file, read_documents(file, context), formats[i], names.bindings, context));
  }
  if (diagnostics.has_errors()) return;
  align(sides, names, Inputs::independent, context);
  if (diagnostics.has_errors()) return;
  const auto rows = compare(sides, names, context.sources);
  const bool is_same = std::all_of(rows.begin(), rows.end(), [](const ParityRow& row) { return row.is_same(); });
  context.status = is_same ? clean : findings;
  context.out = options.json || options.format == "json" ? json::write(parity_json(rows, context.sources))
                                                         : parity_text(rows, context.sources);
}

}  // namespace

void add_parity(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("parity", "Prove that inputs in different formats describe the same roles");
  auto options = std::make_shared<ParityOptions>();
  command
      ->add_option("FILE", options->files,
                   "Two inputs or more, each compared with the first; a folder is one input, - is standard input")
      ->required();
  add_side_options(*command, options->sides);
  command->add_option("--format", options->format, "text or json")->type_name("FORMAT");
  command->add_flag("--json", options->json, "The same as --format json");
  command->footer(footer);
  command->callback([options, &context] { parity(*options, context); });
}

}  // namespace rolecast
