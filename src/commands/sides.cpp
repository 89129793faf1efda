#include "commands/sides.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <set>

#include <fmt/core.h>

#include "analysis/alike.h"
#include "commands/casting.h"
#include "commands/files.h"
#include "model/check.h"
#include "readers/deferred.h"
#include "syntax/suggest.h"

namespace rolecast {
namespace {

bool says_that_something_is_missing(const Diagnostic& finding) {
  return finding.severity == Severity::warning &&
         (finding.code == Code::policy_elsewhere || finding.code == Code::partial_input);
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

bool is_import_of(const Parameter& parameter, const Parameter& computed) {
  return parameter.stands_for.empty() && parameter.description == std::string(stands_for) + computed.stands_for;
}

/// Whether the other side has a parameter of this name that need not be what `computed` is. One that an import made of
/// the same expression is, and so is what both sides have looked up under one name.
bool is_ambiguous(const Parameter& computed, const Side& side, const Side& other) {
  if (side.name == other.name) return false;
  const auto is_another = [&](const Parameter& parameter) {
    constexpr std::string_view looked_up = "{{resolve:";
    const bool is_shared = parameter.stands_for == computed.stands_for && computed.stands_for.starts_with(looked_up);
    return folded(parameter.name) == folded(computed.name) && !is_shared && !is_import_of(parameter, computed);
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

/// The same between versions of an input: a value is another one where its definition changed.
class Versions {
 public:
  Versions(std::vector<Side>& sides, Diagnostics& diagnostics) : sides_(sides), diagnostics_(diagnostics) {
    for (const auto& side : sides) {
      has_several_ = has_several_ || side.models.size() > 1;
      for (const auto& model : side.models)
        for (const auto& parameter : model.parameters)
          by_name_[folded(parameter.name)].push_back({&side, &model, &parameter});
    }
  }

  void tell_apart() {
    if (sides_.front().name == sides_.back().name) return;
    std::vector<std::pair<Model*, TextByName>> changes;
    for (auto& side : sides_)
      for (auto& model : side.models) {
        TextByName own;
        for (const auto& parameter : model.parameters)
          if (auto name = own_name({&side, &model, &parameter}); name != parameter.name)
            own[parameter.name].append_reference(std::move(name));
        changes.emplace_back(&model, std::move(own));
      }
    for (auto& [model, own] : changes) replace(*model, own);
  }

 private:
  struct Place {
    const Side* side;
    const Model* model;
    const Parameter* parameter;
  };

  /// Of several templates in an input, each has resources of its own.
  bool is_one_template(const Place& a, const Place& b) const { return !has_several_ || a.model->stem == b.model->stem; }

  bool is_same(const Place& computed, const Place& other) const {
    const auto &one = *computed.parameter, &two = *other.parameter;
    return is_import_of(two, one) || (two.stands_for == one.stands_for && one.defined_by &&
                                      one.defined_by == two.defined_by && is_one_template(computed, other));
  }

  std::string own_name(const Place& computed) {
    const auto& name = computed.parameter->name;
    if (computed.parameter->stands_for.empty()) return name;
    bool is_one = true, changes = false;
    for (const auto& other : by_name_[folded(name)]) {
      if (other.parameter == computed.parameter) continue;
      const bool same = is_same(computed, other), is_version = other.side != computed.side;
      is_one = is_one && same;
      changes = changes || (!same && is_version && is_one_template(computed, other));
    }
    if (is_one) return name;
    const auto in_model = has_several_ ? fmt::format("{} of {}", name, computed.model->stem) : name;
    if (!changes) return in_model;
    const bool is_after = computed.side == &sides_.back();
    if (is_after)
      diagnostics_.note(Code::deferred_expression, computed.parameter->span,
                        fmt::format("`{}` need not be what it was: what defines it changed, or stands elsewhere",
                                    computed.parameter->stands_for));
    return fmt::format("{} {}", in_model, is_after ? "after" : "before");
  }

  std::vector<Side>& sides_;
  Diagnostics& diagnostics_;
  std::map<std::string, std::vector<Place>> by_name_;
  bool has_several_ = false;
};

/// The input as it was named; the file in it where that has several roles of this id.
std::string shown(const Side& side, const RoleOf& of, const Sources& sources) {
  const auto roles = side.roles();
  const bool is_alone = !of.role || std::none_of(roles.begin(), roles.end(), [&](const RoleOf& other) {
    return other.role != of.role && other.role->id == of.role->id;
  });
  return is_alone ? side.name : file_of(of, sources);
}

}  // namespace

std::vector<const Model*> models_of(const Side& side) {
  std::vector<const Model*> result;
  for (const auto& model : side.models) result.push_back(&model);
  return result;
}

std::vector<RoleOf> Side::roles() const {
  std::vector<RoleOf> result;
  for (const auto& model : models)
    for (const auto& role : model.roles) result.push_back({&model, &role});
  return result;
}

void add_side_options(CLI::App& command, SideOptions& options) {
  command
      .add_option("--role", options.role,
                  "Compare role A of the first input with role B of another; without it, roles are matched by name "
                  "and id")
      ->type_name("A=B")
      ->expected(1)
      ->take_all();
  command.add_option("--set", options.set, "Bind account, region, partition or a parameter")
      ->type_name("K=V")
      ->expected(1)
      ->take_all();
  command
      .add_option("--from", options.from,
                  "Name the input format, once for all or once for each: see `rolecast list readers`")
      ->type_name("READER")
      ->expected(1)
      ->take_all();
}

SideNames names_of(const SideOptions& options, Diagnostics& diagnostics) {
  auto bindings = split_assignments(options.set, "--set", diagnostics);
  return {std::move(bindings), split_assignments(options.role, "--role", diagnostics)};
}

Side read_side(const std::string& path, std::vector<Document> documents, std::string_view from,
               const Bindings& bindings, Context& context) {
  const auto& found = context.diagnostics.all();
  const auto before = static_cast<std::ptrdiff_t>(found.size());
  const auto left_before = static_cast<std::ptrdiff_t>(context.diagnostics.left_out().size());
  Side side = {path, read_unbound(std::move(documents), from, bindings, context)};
  const auto& left_out = context.diagnostics.left_out();
  side.left_out.assign(left_out.begin() + left_before, left_out.end());
  side.is_partial = std::any_of(found.begin() + before, found.end(), says_that_something_is_missing);
  return side;
}

std::vector<std::string> formats_of(const std::vector<std::string>& files, const SideOptions& options,
                                    Diagnostics& diagnostics) {
  if (std::count(files.begin(), files.end(), "-") > 1)
    diagnostics.error(Code::usage, {}, "standard input is named twice", "it can be read once");
  if (options.from.size() > 1 && options.from.size() != files.size())
    diagnostics.error(Code::usage, {},
                      fmt::format("--from is given {} times for {} files", options.from.size(), files.size()),
                      "give it once for all files, or once for each in their order");
  if (options.from.size() > 1) return options.from;
  return std::vector<std::string>(files.size(), options.from.empty() ? "" : options.from.front());
}

void align(std::vector<Side>& sides, const SideNames& names, Inputs inputs, Context& context) {
  const auto spelled = spelled_alike(names.bindings, sides);
  name_alike(sides);
  bind_all(sides, spelled, context.diagnostics);
  check_pairs(sides, names.roles, context.sources, context.diagnostics);
  if (context.diagnostics.has_errors()) return;
  if (inputs == Inputs::versions)
    Versions(sides, context.diagnostics).tell_apart();
  else
    tell_apart(sides);
}

std::vector<RolePair> pair_roles(const Side& first, const Side& second, const SideNames& names,
                                 const CommonNames& common, const Sources& sources) {
  std::vector<RolePair> result;
  for (const auto& [one, other] : match_roles(first.roles(), second.roles(), names.roles, common))
    result.push_back({one, other, shown(first, one, sources), shown(second, other, sources)});
  return result;
}

}  // namespace rolecast
