#include <fmt/core.h>

#include <algorithm>

#include "model/check_parts.h"
#include "model/pattern.h"
#include "model/vocabulary.h"
#include "syntax/suggest.h"

namespace rolecast {
namespace {

constexpr TextRule name_rule = {Code::parameter,         "parameter name",         1, 64,
                                is_identifier_character, "letters, digits and `_`"};
// CloudFormation's limits for templates.
constexpr std::size_t most_default_bytes = 4096, most_description_characters = 4000;

void check_name(const Parameter& parameter, Seen& names, Diagnostics& diagnostics) {
  const auto& name = parameter.name;
  const auto fault = [&](std::string message, std::string hint) {
    diagnostics.error(Code::parameter, parameter.span, std::move(message), std::move(hint));
  };
  check_text(name_rule, Text(name, parameter.span), diagnostics);
  if (!name.empty() && (is_digit(static_cast<unsigned char>(name[0])) || name[0] == '_'))
    fault(fmt::format("parameter name `{}` begins with `{}`", name, name[0]), "begin it with a letter");
  if (find_built_in(lower_case(name)))
    fault(fmt::format("parameter `{}` has the name of a built-in value", name),
          fmt::format("`${{{}}}` needs no declaration; choose another name for another value", lower_case(name)));
  if (!names.insert(name))
    fault(fmt::format("parameter `{}` stands twice", name), "names must differ in more than letter case");
}

void check_default(const Parameter& parameter, bool has_usable_pattern, Diagnostics& diagnostics) {
  const auto& value = *parameter.default_value;
  if (value.size() > most_default_bytes) {
    diagnostics.error(Code::parameter, parameter.default_span,
                      fmt::format("the default of parameter `{}` has {} bytes, the limit is {}", parameter.name,
                                  value.size(), most_default_bytes),
                      "shorten it");
  } else if (has_usable_pattern && !matches(*parameter.pattern, value)) {
    diagnostics.error(Code::parameter, parameter.default_span,
                      fmt::format("the default {} of parameter `{}` does not match its pattern `{}`",
                                  quoted(Text(value)), parameter.name, *parameter.pattern),
                      "the pattern must match the whole value");
  }
}

bool may_be_referred_to(std::string_view name) {
  return !name.empty() && name.size() <= name_rule.most && is_letter_or_digit(static_cast<unsigned char>(name[0])) &&
         !is_digit(static_cast<unsigned char>(name[0])) && all_in(name, is_identifier_character) &&
         !find_built_in(lower_case(name));
}

std::vector<std::string_view> known_names(const Model& model) {
  std::vector<std::string_view> names;
  for (const auto& parameter : model.parameters) names.push_back(parameter.name);
  for (const auto& row : built_ins()) names.push_back(row.name);
  return names;
}

}  // namespace

void check_parameters(const Model& model, Diagnostics& diagnostics) {
  Seen names;
  for (const auto& parameter : model.parameters) {
    check_name(parameter, names, diagnostics);
    const auto length = count_characters(parameter.description);
    if (length > most_description_characters)
      diagnostics.error(Code::parameter, parameter.description_span,
                        fmt::format("the description of parameter `{}` has {} characters, the limit is {}",
                                    parameter.name, length, most_description_characters),
                        "shorten it");
    const auto fault = parameter.pattern ? pattern_fault(*parameter.pattern) : std::string();
    if (!fault.empty())
      diagnostics.error(
          Code::parameter, parameter.pattern_span,
          fmt::format("the pattern `{}` of parameter `{}` cannot be used", *parameter.pattern, parameter.name), fault);
    if (parameter.default_value) check_default(parameter, parameter.pattern && fault.empty(), diagnostics);
  }
}

void check_references(const Model& model, Diagnostics& diagnostics) {
  std::unordered_set<std::string_view> declared, used;
  const auto errors = diagnostics.errors();
  std::unordered_map<std::string_view, std::string> hints;  // finding the nearest name is the slow part
  for (const auto& parameter : model.parameters) declared.insert(parameter.name);
  for_each_text_and_expectation(model, [&](const Text& text) {
    for (const auto& piece : text.pieces()) {
      if (!piece.is_reference || find_built_in(piece.text)) continue;
      used.insert(piece.text);
      if (declared.count(piece.text)) continue;
      auto [hint, is_new] = hints.try_emplace(piece.text);
      if (is_new) hint->second = suggestion(piece.text, known_names(model));
      diagnostics.error(Code::unknown_reference, text.span,
                        fmt::format("reference to unknown value `${{{}}}`", piece.text), hint->second);
    }
  });
  if (diagnostics.errors() > errors) return;  // what is not used may be what was misspelt
  for (const auto& parameter : model.parameters)
    if (!used.count(parameter.name) && !parameter.is_given && may_be_referred_to(parameter.name))
      diagnostics.warning(Code::unused_parameter, parameter.span,
                          fmt::format("parameter `{}` is not used", parameter.name),
                          fmt::format("refer to it as `${{{}}}` or remove it", parameter.name));
}

}  // namespace rolecast
