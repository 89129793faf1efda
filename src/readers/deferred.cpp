#include "readers/deferred.h"

#include <algorithm>

#include <fmt/core.h>

#include "model/characters.h"
#include "model/vocabulary.h"

namespace rolecast {
namespace {

constexpr std::size_t longest_name = 64, longest_made_name = 56;  // the rest is room for what makes it unique

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The letters and digits of any text, with one `_` for what stands between them.
std::string as_identifier(std::string_view text) {
  std::string name;
  for (const char c : text) {
    if (is_letter(c) || (is_digit(c) && !name.empty()))
      name += c;
    else if (!name.empty() && name.back() != '_')
      name += '_';
    if (name.size() == longest_made_name) break;
  }
  while (!name.empty() && name.back() == '_') name.pop_back();
  return name.empty() ? "value" : name;
}

}  // namespace

std::string DeferredValues::fitting(std::string_view text) {
  const auto name = as_identifier(text);
  const auto is_taken = [&](const std::string& candidate) {
    const auto folded = lower_case(candidate);
    return find_built_in(folded) || std::any_of(parameters_.begin(), parameters_.end(), [&](const Parameter& other) {
             return lower_case(other.name) == folded;
           });
  };
  auto candidate = name;
  for (int i = 2; is_taken(candidate); ++i) candidate = fmt::format("{}{}", name, i);
  return candidate;
}

std::string DeferredValues::declare(Parameter parameter) {
  // `_` at its ends or twice in a row is a name of its own
  const auto fits = [](std::string_view name) {
    return !name.empty() && name.size() <= longest_name && is_letter(name[0]) &&
           std::all_of(name.begin(), name.end(), [](char c) { return is_letter(c) || is_digit(c) || c == '_'; });
  };
  const bool keeps_name = fits(parameter.name) && !find_built_in(lower_case(parameter.name)) &&
                          std::none_of(parameters_.begin(), parameters_.end(), [&](const Parameter& other) {
                            return lower_case(other.name) == lower_case(parameter.name);
                          });
  if (!keeps_name) parameter.name = fitting(parameter.name);
  parameters_.push_back(std::move(parameter));
  return parameters_.back().name;
}

std::string DeferredValues::stand_for(std::string_view expression, Span place) {
  const auto [known, fresh] = by_expression_.try_emplace(std::string(expression));
  if (!fresh) return known->second;
  Parameter parameter;
  parameter.name = fitting(expression);
  parameter.description = fmt::format("Stands for {}", expression);
  parameter.span = place;
  diagnostics_.note(Code::deferred_expression, place,
                    fmt::format("`{}` becomes the parameter `{}`", expression, parameter.name));
  known->second = parameter.name;
  parameters_.push_back(std::move(parameter));
  return known->second;
}

void DeferredValues::move_to(Model& model) {
  const auto used = references(model);
  for (auto& parameter : parameters_)
    if (used.contains(parameter.name)) model.parameters.push_back(std::move(parameter));
  parameters_.clear();
}

}  // namespace rolecast
