#include "readers/deferred.h"

#include <algorithm>

#include <fmt/core.h>

#include "model/bind.h"
#include "model/characters.h"
#include "model/vocabulary.h"
#include "source/utf8.h"

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

/// For people to read: the beginning of what is too long.
std::string shortened(std::string_view text) {
  constexpr std::size_t most = 200;
  if (text.size() <= most) return std::string(text);
  auto end = most;
  while (continues_character(text[end])) --end;
  return std::string(text.substr(0, end)) + "…";
}

}  // namespace

DeferredValues::DeferredValues(Diagnostics& diagnostics, GivenValues given)
    : diagnostics_(diagnostics), given_(std::move(given)) {
  for (const auto& row : built_ins()) taken_.insert(std::string(row.name));
}

std::string DeferredValues::unique(std::string_view text) {
  const auto name = as_identifier(text);
  auto candidate = name;
  for (auto& count = counts_[lower_case(name)]; !taken_.insert(lower_case(candidate)).second;)
    candidate = fmt::format("{}{}", name, ++count + 1);
  return candidate;
}

std::string DeferredValues::declare(Parameter parameter) {
  // `_` at its ends or twice in a row is a name of its own
  const auto fits = [](std::string_view name) {
    return !name.empty() && name.size() <= longest_name && is_letter(name[0]) &&
           std::all_of(name.begin(), name.end(), [](char c) { return is_letter(c) || is_digit(c) || c == '_'; });
  };
  const bool keeps_name = fits(parameter.name) && taken_.insert(lower_case(parameter.name)).second;
  std::string note;
  if (!keeps_name) {
    auto name = unique(parameter.name);
    note = fmt::format("`{}` becomes the parameter `{}`", shortened(parameter.name), name);
    parameter.name = std::move(name);
  }
  const auto value = given(parameter.name);
  parameter.is_given = value.has_value();
  if (value) check_value(parameter, *value, {}, diagnostics_);
  parameters_.push_back({std::move(parameter), std::move(note)});
  return parameters_.back().parameter.name;
}

std::string DeferredValues::stand_for(std::string_view expression, Span place, std::string_view name) {
  const auto [known, fresh] = by_expression_.try_emplace(std::string(expression));
  if (!fresh) return known->second;
  Parameter parameter;
  parameter.name = known->second = unique(name.empty() ? expression : name);
  parameter.description = fmt::format("{}{}", stands_for, shortened(expression));
  parameter.stands_for = expression;
  parameter.span = place;
  auto note = fmt::format("`{}` becomes the parameter `{}`", shortened(expression), parameter.name);
  parameters_.push_back({std::move(parameter), std::move(note)});
  return known->second;
}

std::optional<std::string> DeferredValues::given(const std::string& name) const {
  const auto found = given_.find(name);
  if (found == given_.end()) return std::nullopt;
  return found->second;
}

void DeferredValues::move_to(Model& model) {
  const auto used = references(model);
  for (auto& [parameter, note] : parameters_) {
    if (!used.contains(parameter.name) && !parameter.is_given) continue;
    if (!note.empty()) diagnostics_.note(Code::deferred_expression, parameter.span, std::move(note));
    model.parameters.push_back(std::move(parameter));
  }
  parameters_.clear();
}

}  // namespace rolecast
