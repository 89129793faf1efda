#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include <fmt/core.h>

#include "commands/casting.h"
#include "commands/files.h"
#include "commands/sides.h"
#include "commands/which_catalogue.h"
#include "commands/which_symptom.h"
#include "model/check.h"
#include "model/vocabulary.h"
#include "readers/aws.h"
#include "syntax/json.h"
#include "syntax/suggest.h"

namespace rolecast {
namespace {

constexpr auto footer =
    R"(Says of each role what it is, whom it trusts, what it lacks and what is wrong with it, and what to add.
Values such as the account and the agent's name are those that the role uses; --set gives others.

Exit status: 0 where a role fits a template, and nothing is missing or wrong; 1 where something is; 2 where
the input cannot be read. With --error: 0 where the role has all that the error could come from, 1 where it has
not, or no role tells; 2 where the error is none that is known.

Examples:
  rolecast which role.yaml
  aws iam get-role --role-name MyRole | rolecast which -
  rolecast which stack.template.yaml --role AgentRole --json
  rolecast which role.yaml --error "Access denied while validating ECR URI")";

struct WhichOptions {
  std::string file, role, from, error;
  std::vector<std::string> set;
  bool json = false;
};

bool knows(const Model& model, const std::string& name) {
  return std::any_of(model.parameters.begin(), model.parameters.end(),
                     [&](const Parameter& parameter) { return parameter.name == name; });
}

/// Values for the roles, and those that only the templates know.
TextByName bind_roles(std::vector<Model>& models, const std::vector<which::Wanted>& catalogue, const Bindings& bindings,
                      Diagnostics& diagnostics) {
  TextByName given;
  Bindings own;
  for (const auto& [name, value] : bindings) {
    const bool is_known = std::any_of(models.begin(), models.end(), [&](const auto& m) { return knows(m, name); });
    const bool is_wanted = std::any_of(catalogue.begin(), catalogue.end(),
                                       [&](const which::Wanted& wanted) { return knows(wanted.model, name); });
    if (find_built_in(name) || is_wanted) given[name] = Text(value);
    if (find_built_in(name) || is_known || !is_wanted) own.emplace_back(name, value);
  }
  if (own.empty()) return given;
  rolecast::bind(models, own, diagnostics);  // std::bind would take it as well
  for (const auto& model : models) check(model, diagnostics);
  return given;
}

/// Where the roles are, as their own ARNs say. What was given comes first.
void add_place(TextByName& given, const Side& side, const std::vector<Document>& documents) {
  const bool is_stored =
      std::all_of(side.models.begin(), side.models.end(), [](const Model& model) { return model.format == "aws"; });
  if (!is_stored) return;
  const auto [partition, account] = place_of_stored_roles(documents);
  if (!partition.empty()) given.emplace("partition", Text(partition));
  if (!account.empty()) given.emplace("account", Text(account));
}

/// What was given comes first.
void add_missing(Bindings& bindings, const Bindings& more) {
  for (const auto& row : more)
    if (std::none_of(bindings.begin(), bindings.end(), [&](const auto& known) { return known.first == row.first; }))
      bindings.push_back(row);
}

std::vector<RoleOf> chosen_roles(const Side& side, const std::string& id, Diagnostics& diagnostics) {
  auto roles = side.roles();
  if (id.empty()) return roles;
  std::vector<std::string_view> known;
  for (const auto& of : roles) known.push_back(of.role->id);
  std::erase_if(roles, [&](const RoleOf& of) { return of.role->id != id; });
  if (roles.empty())
    diagnostics.error(Code::unknown_name, {}, fmt::format("`{}` has no role `{}`", side.name, id),
                      suggestion(id, known));
  return roles;
}

std::optional<which::Wanted> wanted_by(const Symptom& symptom, Context& context) {
  if (!symptom.needs || symptom.needs->boundary) return {};
  const auto& needs = *symptom.needs;
  return needs.capability.empty() ? wanted_template(needs.template_, context.sources, context.diagnostics)
                                  : wanted_capability(needs.capability, context.sources, context.diagnostics);
}

bool is_clean(const WhichRow& row) { return row.symptom ? row.symptom->is_cleared : row.answer.fits_best(); }

void which_of(const WhichOptions& options, Context& context) {
  auto& diagnostics = context.diagnostics;
  auto bindings = split_assignments(options.set, "--set", diagnostics);
  const auto error = options.error.empty() ? std::nullopt : find_symptom(options.error, context);
  if (diagnostics.has_errors()) return;
  const auto documents = read_documents(options.file, context);
  auto side = read_side(options.file, documents, options.from, bindings, context);
  if (diagnostics.has_errors()) return;
  const auto catalogue = wanted_templates(context.sources, diagnostics);
  if (error && error->denial) add_missing(bindings, error->denial->values);
  which::Circumstances circumstances;
  circumstances.given = bind_roles(side.models, catalogue, bindings, diagnostics);
  add_place(circumstances.given, side, documents);
  if (side.is_partial) circumstances.incomplete = fmt::format("`{}` may not hold all policies of the role", side.name);
  const auto roles = chosen_roles(side, options.role, diagnostics);
  const auto wanted = error ? wanted_by(error->symptom, context) : std::nullopt;
  if (diagnostics.has_errors()) return;
  std::vector<WhichRow> rows;
  for (const auto& of : roles) {
    const auto file = of.role->span.file ? context.sources[of.role->span.file].name : side.name;
    auto& row = rows.emplace_back(WhichRow{of.role->id, file, which_role(of, catalogue, circumstances), {}});
    if (!error) continue;
    const auto& needs = error->symptom.needs;
    row.symptom = error->denial && !(needs && needs->boundary)
                      ? look_for(*error->denial, error->symptom, of, row.answer, circumstances)
                      : look_for(error->symptom, of, row.answer, wanted, circumstances);
  }
  context.status = std::all_of(rows.begin(), rows.end(), is_clean) ? clean : findings;
  const auto* told = error ? &error->symptom : nullptr;
  context.out =
      options.json ? json::write(which_json(rows, told, context.sources)) : which_text(rows, told, context.sources);
}

}  // namespace

void add_which(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("which", "Say what a role is for, and what it lacks for that");
  auto options = std::make_shared<WhichOptions>();
  command->add_option("FILE", options->file, "Any input with roles; a folder is one input, - is standard input")
      ->required();
  command->add_option("--role", options->role, "Look at this role alone")->type_name("ID");
  command->add_option("--set", options->set, "Bind account, region, partition or a parameter")
      ->type_name("K=V")
      ->expected(1)
      ->take_all();
  command->add_option("--from", options->from, "Name the input format: see `rolecast list readers`")
      ->type_name("READER");
  command->add_option("--error", options->error, "An error message: look for its cause in the role")
      ->type_name("TEXT")
      ->check(not_empty);
  command->add_flag("--json", options->json, "One JSON object");
  command->footer(footer);
  command->callback([options, &context] { which_of(*options, context); });
}

}  // namespace rolecast
