#include "model/bind.h"

#include <algorithm>
#include <map>

#include <fmt/core.h>

#include "model/pattern.h"
#include "model/vocabulary.h"
#include "syntax/suggest.h"

namespace rolecast {
namespace {

using Bound = std::map<std::string, Text, std::less<>>;

void replace(Model& model, const Bound& values) {
  for_each_text(model, [&](Text& text) {
    text = text.bound([&](std::string_view name) {
      const auto found = values.find(name);
      return found == values.end() ? nullptr : &found->second;
    });
  });
  std::erase_if(model.parameters, [&](const Parameter& parameter) { return values.contains(parameter.name); });
}

bool is_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_region(std::string_view text) {
  const auto dash = text.rfind('-');
  if (dash == std::string_view::npos || dash + 1 == text.size() || !is_digits(text.substr(dash + 1))) return false;
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
  if (name == "account" && (value.size() != 12 || !is_digits(value)))
    refuse("account id", "an account id has 12 digits");
  if (name == "region" && !is_region(value)) refuse("region", "regions look like us-east-1");
  if (name == "partition" && !find_partition(value)) {
    std::vector<std::string_view> names;
    for (const auto& row : partitions()) names.push_back(row.name);
    refuse("partition", suggestion(value, names));
  }
}

void check_parameter(const Parameter& parameter, const std::string& value, Diagnostics& diagnostics) {
  if (!parameter.pattern) return;
  if (const auto fault = pattern_fault(*parameter.pattern); !fault.empty())
    diagnostics.error(
        Code::parameter, parameter.pattern_span,
        fmt::format("the pattern `{}` of parameter `{}` cannot be used", *parameter.pattern, parameter.name), fault);
  else if (!matches(*parameter.pattern, value))
    diagnostics.error(Code::binding, {}, fmt::format("`{}` does not match the pattern of `{}`", value, parameter.name),
                      fmt::format("the pattern is {}", *parameter.pattern));
}

/// Whether some model declares `name`; its values are checked against every declaration.
bool check_parameters(const std::vector<Model>& models, const std::string& name, const std::string& value,
                      Diagnostics& diagnostics) {
  bool known = false;
  for (const auto& model : models)
    for (const auto& parameter : model.parameters) {
      if (parameter.name != name) continue;
      known = true;
      check_parameter(parameter, value, diagnostics);
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

}  // namespace

void bind(std::vector<Model>& models, const Bindings& bindings, Diagnostics& diagnostics) {
  const auto errors = diagnostics.errors();
  Bound values;
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
  for (auto& model : models) replace(model, values);
}

Model with_defaults(Model model) {
  Bound values;
  for (const auto& parameter : model.parameters)
    if (parameter.default_value) values.emplace(parameter.name, Text(*parameter.default_value));
  replace(model, values);
  return model;
}

}  // namespace rolecast
