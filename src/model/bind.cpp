#include "model/bind.h"

#include <algorithm>

#include <fmt/core.h>

#include "model/characters.h"
#include "model/pattern.h"
#include "model/vocabulary.h"
#include "syntax/suggest.h"

namespace rolecast {
namespace {

bool is_region(std::string_view text) {
  const auto dash = text.rfind('-');
  if (dash == std::string_view::npos || dash + 1 == text.size() || !all_in(text.substr(dash + 1), is_digit))
    return false;
  const auto word = text.substr(0, dash);
  return word.size() >= 4 && word.find('-') != std::string_view::npos && word.front() != '-' && word.back() != '-' &&
         std::all_of(word.begin(), word.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
}

const Partition* find_partition(std::string_view name) {
  for (const auto& row : partitions())
    if (row.name == name) return &row;
  return nullptr;
}

const Partition& partition_of_region(std::string_view region) {
  for (const auto& row : partitions())
    if (!row.region_prefix.empty() && region.starts_with(row.region_prefix)) return row;
  return partitions().front();
}

void check_built_in(std::string_view name, const std::string& value, Diagnostics& diagnostics) {
  const auto refuse = [&](std::string_view what, std::string hint) {
    diagnostics.error(Code::binding, {}, fmt::format("`{}` is no {}", value, what), std::move(hint));
  };
  if (name == "account" && (value.size() != 12 || !all_in(value, is_digit)))
    refuse("account id", "an account id has 12 digits");
  if (name == "region" && !is_region(value)) refuse("region", "regions look like us-east-1");
  if (name == "partition" && !find_partition(value)) {
    std::vector<std::string_view> names;
    for (const auto& row : partitions()) names.push_back(row.name);
    refuse("partition", suggestion(value, names));
  }
}

/// Whether some model declares `name`; its values are checked against every declaration.
bool check_parameters(const std::vector<Model>& models, const std::string& name, const std::string& value,
                      Diagnostics& diagnostics) {
  bool known = false;
  for (const auto& model : models)
    for (const auto& parameter : model.parameters) {
      if (parameter.name != name) continue;
      known = true;
      check_value(parameter, value, {}, diagnostics);
    }
  return known;
}

/// The DNS suffix goes with the partition and is never set by itself.
void unknown_name(const std::vector<Model>& models, const std::string& name, Diagnostics& diagnostics) {
  std::vector<std::string_view> known;
  for (const auto& row : built_ins())
    if (row.name != "dns_suffix") known.push_back(row.name);
  for (const auto& model : models)
    for (const auto& parameter : model.parameters) known.push_back(parameter.name);
  diagnostics.error(Code::binding, {}, fmt::format("nothing is called `{}` that could be set", name),
                    suggestion(name, known));
}

/// Also the policies that hold nothing else.
void leave_out_absent(Model& model, const std::vector<std::string_view>& places, Diagnostics& diagnostics) {
  const auto is_absent = [&](const Statement& statement) {
    for (const auto& absent : statement.absent.rows)
      for (const auto& place : places)
        if (std::find(absent.places.begin(), absent.places.end(), place) != absent.places.end()) {
          diagnostics.note(Code::absent_service, statement.span,
                           fmt::format("statement `{}` is left out in `{}`",
                                       statement.sid ? statement.sid->spelled() : std::string(), place),
                           absent.reason);
          return true;
        }
    return false;
  };
  for (auto& role : model.roles)
    std::erase_if(role.policies, [&](InlinePolicy& policy) {
      auto& statements = policy.document.statements;
      return std::erase_if(statements, is_absent) > 0 && statements.empty();
    });
}

}  // namespace

std::vector<std::string_view> places_of(const Bindings& bindings) {
  std::vector<std::string_view> places;
  for (const auto& [name, value] : bindings) {
    if (name == "partition" || name == "region") places.push_back(value);
    if (name == "region") places.push_back(partition_of_region(value).name);
  }
  return places;
}

void replace(Model& model, const TextByName& values) {
  for_each_text_and_expectation(model, [&](Text& text) { text = text.bound(values); });
  std::erase_if(model.parameters, [&](const Parameter& parameter) { return values.contains(parameter.name); });
}

void check_value(const Parameter& parameter, std::string_view value, Span place, Diagnostics& diagnostics) {
  if (!parameter.pattern) return;
  if (const auto fault = pattern_fault(*parameter.pattern); !fault.empty())
    diagnostics.error(
        Code::parameter, parameter.pattern_span,
        fmt::format("the pattern `{}` of parameter `{}` cannot be used", *parameter.pattern, parameter.name), fault);
  else if (!matches(*parameter.pattern, value))
    diagnostics.error(Code::binding, place,
                      fmt::format("`{}` does not match the pattern of `{}`", value, parameter.name),
                      fmt::format("the pattern is {}", *parameter.pattern));
}

void bind(std::vector<Model>& models, const Bindings& bindings, Diagnostics& diagnostics) {
  const auto errors = diagnostics.errors();
  TextByName values;
  for (const auto& [name, value] : bindings) {
    if (!values.emplace(name, Text(value)).second)
      diagnostics.error(Code::binding, {}, fmt::format("`{}` is set twice", name));
    const bool is_parameter = check_parameters(models, name, value, diagnostics);
    if (find_built_in(name) && name != "dns_suffix")
      check_built_in(name, value, diagnostics);
    else if (!is_parameter)
      unknown_name(models, name, diagnostics);
  }
  if (diagnostics.errors() > errors) return;

  const auto partition = values.find("partition"), region = values.find("region");
  if (partition != values.end()) {
    const auto& row = *find_partition(partition->second.literal());
    values.emplace("dns_suffix", Text(std::string(row.dns_suffix)));
    if (region != values.end() && partition_of_region(region->second.literal()).name != row.name)
      diagnostics.error(Code::binding, {},
                        fmt::format("region `{}` is not in partition `{}`", region->second.literal(), row.name));
  }
  const auto places = places_of(bindings);
  for (auto& model : models) {
    replace(model, values);
    if (!places.empty()) leave_out_absent(model, places, diagnostics);
  }
}

Model with_defaults(Model model) {
  TextByName values;
  for (const auto& parameter : model.parameters)
    if (parameter.default_value) values.emplace(parameter.name, Text(*parameter.default_value));
  replace(model, values);
  return model;
}

}  // namespace rolecast
