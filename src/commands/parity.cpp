#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <set>

#include <fmt/core.h>

#include "analysis/alike.h"
#include "commands/casting.h"
#include "commands/files.h"
#include "commands/parity_report.h"
#include "model/check.h"
#include "readers/deferred.h"
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
  std::vector<std::string> files, from, role, set;
  std::string format = "text";
  bool json = false;
};

/// One input with the roles in it.
struct Side {
  std::string name;
  std::vector<Model> models;
  bool is_partial = false;  ///< a warning says that more may belong to its roles
  std::vector<RoleOf> roles() const {
    std::vector<RoleOf> result;
    for (const auto& model : models)
      for (const auto& role : model.roles) result.push_back({&model, &role});
    return result;
  }
};

void check_usage(const ParityOptions& options, Diagnostics& diagnostics) {
  if (options.files.size() < 2)
    diagnostics.error(Code::usage, {}, "there is nothing to compare with", "name two files or more");
  if (std::count(options.files.begin(), options.files.end(), "-") > 1)
    diagnostics.error(Code::usage, {}, "standard input is named twice", "it can be read once");
  if (options.from.size() > 1 && options.from.size() != options.files.size())
    diagnostics.error(Code::usage, {},
                      fmt::format("--from is given {} times for {} files", options.from.size(), options.files.size()),
                      "give it once for all files, or once for each in their order");
  if (options.format != "text" && options.format != "json")
    diagnostics.error(Code::usage, {}, fmt::format("unknown format `{}`", options.format),
                      suggestion(options.format, {"text", "json"}));
}

bool says_that_something_is_missing(const Diagnostic& finding) {
  return finding.severity == Severity::warning &&
         (finding.code == Code::policy_elsewhere || finding.code == Code::partial_input);
}

std::vector<Side> read_sides(const ParityOptions& options, const Bindings& bindings, Context& context) {
  std::vector<Side> sides;
  for (std::size_t i = 0; i < options.files.size(); ++i) {
    const auto& path = options.files[i];
    const auto& from = options.from.size() > 1 ? options.from[i] : options.from.empty() ? "" : options.from[0];
    const auto found_before = context.diagnostics.all().size();
    Side side = {path, read_unbound(path, from, bindings, context)};
    side.is_partial = std::any_of(context.diagnostics.all().begin() + static_cast<std::ptrdiff_t>(found_before),
                                  context.diagnostics.all().end(), says_that_something_is_missing);
    sides.push_back(std::move(side));
  }
  return sides;
}

std::vector<const Model*> models_of(const Side& side) {
  std::vector<const Model*> result;
  for (const auto& model : side.models) result.push_back(&model);
  return result;
}

/// The parameter of a side that `name` means: of that name, or the only one with these letters; empty where none is.
std::string meant(const Side& side, const std::string& name) {
  std::set<std::string> found;
  for (const auto& model : side.models)
    for (const auto& parameter : model.parameters) {
      if (parameter.name == name) return name;
      if (folded(parameter.name) == folded(name)) found.insert(parameter.name);
    }
  return found.size() == 1 ? *found.begin() : std::string();
}

/// The parameter that `name` means, as each side spells it; what is numbered in one, as the first does.
std::set<std::string> spellings_of(const std::string& name, const std::vector<Side>& sides) {
  const auto spelled_first = parameter_spellings(models_of(sides.front()));
  std::vector<std::vector<Alike>> pairs;
  for (auto other = sides.begin() + 1; other != sides.end(); ++other)
    pairs.push_back(pair_alike(spelled_first, parameter_spellings(models_of(*other))));
  auto in_first = meant(sides.front(), name);
  for (std::size_t i = 0; i < pairs.size() && in_first.empty(); ++i)
    for (const auto& pair : pairs[i])
      if (pair.second == meant(sides[i + 1], name)) in_first = pair.first;
  std::set<std::string> result = {in_first};
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    auto own = meant(sides[i + 1], name);
    for (const auto& pair : pairs[i])
      if (pair.first == in_first)
        own = pair.is_numbered ? in_first : pair.second;
      else if (pair.second == own)
        own.clear();
    result.insert(own);
  }
  result.erase("");
  return result.empty() ? std::set{name} : result;
}

/// What a format had to number goes by the name that it has in the first input.
void name_alike(std::vector<Side>& sides) {
  for (auto other = sides.begin() + 1; other != sides.end(); ++other) {
    std::vector<Model*> models;
    for (auto& model : other->models) models.push_back(&model);
    rolecast::name_alike(models_of(sides.front()), models);
  }
}

/// Every name as the sides spell it.
Bindings spelled_alike(const Bindings& bindings, const std::vector<Side>& sides) {
  Bindings result;
  for (const auto& [name, value] : bindings)
    for (const auto& spelling : spellings_of(name, sides))
      // what an input decides by a value is given it by its own name, so one value may come more than once
      if (const std::pair row(spelling, value); std::find(result.begin(), result.end(), row) == result.end())
        result.push_back(row);
  return result;
}

/// A value is for every side that knows its name, and one of them has to.
void bind_all(std::vector<Side>& sides, const Bindings& bindings, Diagnostics& diagnostics) {
  if (bindings.empty()) return;
  std::vector<Model> all;
  for (auto& side : sides)
    for (auto& model : side.models) all.push_back(std::move(model));
  rolecast::bind(all, bindings, diagnostics);  // std::bind would take it as well
  for (const auto& model : all) check(model, diagnostics);
  auto next = all.begin();
  for (auto& side : sides)
    for (auto& model : side.models) model = std::move(*next++);
}

std::string file_of(const RoleOf& of, const Sources& sources) {
  return of.role->span.file ? sources[of.role->span.file].name : std::string();
}

/// An error where an id that was named is that of several roles of a side.
void refuse_ambiguous(const Side& side, const std::string& id, const Sources& sources, Diagnostics& diagnostics) {
  std::string files;
  int count = 0;
  for (const auto& of : side.roles())
    if (of.role->id == id) files += fmt::format("{}`{}`", count++ ? ", " : "", file_of(of, sources));
  if (count > 1)
    diagnostics.error(Code::unknown_name, {}, fmt::format("`{}` has {} roles `{}`", side.name, count, id),
                      "name the file instead: " + files);
}

/// `--role A=B`: A is a role of the first file, B one of another.
void check_pairs(const std::vector<Side>& sides, const Bindings& pairs, const Sources& sources,
                 Diagnostics& diagnostics) {
  const auto check = [&](const std::string& id, auto begin, auto end, const std::string& where) {
    std::vector<std::string_view> known;
    for (auto side = begin; side != end; ++side)
      for (const auto& role : side->roles()) known.push_back(role.role->id);
    if (std::find(known.begin(), known.end(), id) == known.end())
      diagnostics.error(Code::unknown_name, {}, fmt::format("{} no role `{}`", where, id), suggestion(id, known));
  };
  for (const auto& [one, other] : pairs) {
    check(one, sides.begin(), sides.begin() + 1, fmt::format("`{}` has", sides.front().name));
    check(other, sides.begin() + 1, sides.end(), "the other files have");
    for (const auto& side : sides) refuse_ambiguous(side, &side == &sides.front() ? one : other, sources, diagnostics);
  }
}

/// Whether the other side has a parameter of this name that need not be what `computed` is. One that an import made of
/// the same expression is, and so is what both sides have looked up under one name.
bool is_ambiguous(const Parameter& computed, const Side& side, const Side& other) {
  if (side.name == other.name) return false;
  const auto is_another = [&](const Parameter& parameter) {
    constexpr std::string_view looked_up = "{{resolve:";
    const bool is_looked_up = computed.stands_for.starts_with(looked_up) && parameter.stands_for == computed.stands_for;
    return folded(parameter.name) == folded(computed.name) && !is_looked_up &&
           !(parameter.stands_for.empty() && parameter.description == std::string(stands_for) + computed.stands_for);
  };
  return std::any_of(other.models.begin(), other.models.end(), [&](const Model& model) {
    return std::any_of(model.parameters.begin(), model.parameters.end(), is_another);
  });
}

/// What two inputs compute is not the same because it is spelled alike: `!GetAtt Bucket.Arn` is another bucket in
/// another template. Gives such values names of their own.
void tell_apart(std::vector<Side>& sides) {
  std::vector<std::pair<Model*, TextByName>> changes;
  for (auto& side : sides)
    for (auto& model : side.models) {
      TextByName own;
      for (const auto& parameter : model.parameters) {
        const auto begin = &side == &sides.front() ? sides.begin() + 1 : sides.begin();
        const auto end = &side == &sides.front() ? sides.end() : sides.begin() + 1;
        if (!parameter.stands_for.empty() &&
            std::any_of(begin, end, [&](const Side& other) { return is_ambiguous(parameter, side, other); }))
          own[parameter.name].append_reference(fmt::format("{} of input {}", parameter.name, &side - &sides[0] + 1));
      }
      changes.emplace_back(&model, std::move(own));
    }
  for (auto& [model, own] : changes) replace(*model, own);
}

/// The input as it was named; the file in it where that has several roles of this id.
std::string shown(const Side& side, const RoleOf& of, const Sources& sources) {
  const auto roles = side.roles();
  const bool is_alone = !of.role || std::none_of(roles.begin(), roles.end(), [&](const RoleOf& other) {
    return other.role != of.role && other.role->id == of.role->id;
  });
  return is_alone ? side.name : file_of(of, sources);
}

void doubt(PartParity& part, const std::string& reason) { part.reason += (part.reason.empty() ? "" : "; ") + reason; }

std::vector<ParityRow> compare(const std::vector<Side>& sides, const Bindings& pairs, const Sources& sources) {
  std::vector<ParityRow> rows;
  const auto& first = sides.front();
  for (auto other = sides.begin() + 1; other != sides.end(); ++other) {
    auto models = models_of(first);
    for (const auto* model : models_of(*other)) models.push_back(model);
    const CommonNames names(models);
    for (const auto& [one, two] : match_roles(first.roles(), other->roles(), pairs, names)) {
      RoleParity parity;
      parity.first = one;
      parity.second = two;
      if (one.role && two.role) parity = compare_roles(one, two, names);
      for (const auto* side : {&first, &*other})
        if (side->is_partial) doubt(parity.permissions, fmt::format("`{}` may not hold all of it", side->name));
      rows.push_back({shown(first, one, sources), shown(*other, two, sources), std::move(parity)});
    }
  }
  return rows;
}

void parity(const ParityOptions& options, Context& context) {
  auto& diagnostics = context.diagnostics;
  const auto bindings = split_assignments(options.set, "--set", diagnostics);
  const auto pairs = split_assignments(options.role, "--role", diagnostics);
  check_usage(options, diagnostics);
  if (diagnostics.has_errors()) return;
  auto sides = read_sides(options, bindings, context);
  if (diagnostics.has_errors()) return;
  const auto spelled = spelled_alike(bindings, sides);
  name_alike(sides);
  bind_all(sides, spelled, diagnostics);
  check_pairs(sides, pairs, context.sources, diagnostics);
  if (diagnostics.has_errors()) return;
  tell_apart(sides);
  const auto rows = compare(sides, pairs, context.sources);
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
  command
      ->add_option("--role", options->role,
                   "Compare role A of the first input with role B of another; without it, roles are matched by name "
                   "and id")
      ->type_name("A=B")
      ->expected(1)
      ->take_all();
  command->add_option("--set", options->set, "Bind account, region, partition or a parameter")
      ->type_name("K=V")
      ->expected(1)
      ->take_all();
  command
      ->add_option("--from", options->from,
                   "Name the input format, once for all or once for each: see `rolecast list readers`")
      ->type_name("READER")
      ->expected(1)
      ->take_all();
  command->add_option("--format", options->format, "text or json")->type_name("FORMAT");
  command->add_flag("--json", options->json, "The same as --format json");
  command->footer(footer);
  command->callback([options, &context] { parity(*options, context); });
}

}  // namespace rolecast
