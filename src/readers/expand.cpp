#include "readers/expand.h"

#include <algorithm>

#include <fmt/core.h>
#include <fmt/format.h>

#include "model/bind.h"
#include "model/document.h"
#include "syntax/fields.h"
#include "syntax/suggest.h"
#include "syntax/syntax.h"

namespace rolecast {
namespace {

/// Takes a description or a pattern: text in which `${` has no meaning.
template <typename To>
void take_plain_text(Fields& fields, std::string_view key, To& to, Span& place, Diagnostics& diagnostics) {
  const Node* node = fields.take(key);
  if (!node) return;
  place = node->span;
  if (node->is(Node::Kind::string))
    to = node->text;
  else
    read_text(*node, fmt::format("`{}`", key), diagnostics);
}

void take_default(Fields& fields, Parameter& parameter, Diagnostics& diagnostics) {
  const Node* node = fields.take("default");
  if (!node) return;
  parameter.default_span = node->span;
  const auto text = read_text(*node, "`default`", diagnostics);
  if (text && !text->is_literal())
    diagnostics.error(Code::malformed_reference, node->span, "a default holds no references",
                      "write `$${` for a `${` that is meant literally");
  else if (text)
    parameter.default_value = std::string(text->literal());
}

Parameter parameter(const Entry& entry, Diagnostics& diagnostics) {
  Parameter result;
  result.name = entry.key.text;
  result.span = entry.key.span;
  if (entry.value.is(Node::Kind::null)) return result;  // `agentName:` alone declares it
  Fields fields(entry.value, fmt::format("parameter `{}`", entry.key.text), diagnostics);
  take_plain_text(fields, "description", result.description, result.description_span, diagnostics);
  take_plain_text(fields, "pattern", result.pattern, result.pattern_span, diagnostics);
  take_default(fields, result, diagnostics);
  fields.finish();
  return result;
}

}  // namespace

std::optional<Text> read_text(const Node& node, const std::string& what, Diagnostics& diagnostics) {
  if (node.is(Node::Kind::string)) {
    const auto errors = diagnostics.errors();
    auto text = parse_text(node.text, node.span, diagnostics);
    return diagnostics.errors() == errors ? std::optional<Text>(std::move(text)) : std::nullopt;
  }
  const bool scalar = node.is(Node::Kind::number) || node.is(Node::Kind::boolean);
  diagnostics.error(Code::wrong_type, node.span,
                    fmt::format("{} is {}, not text", what, scalar ? fmt::format("`{}`", node.text) : describe(node)),
                    scalar ? fmt::format("quote it: \"{}\"", node.text) : std::string());
  return std::nullopt;
}

std::vector<Parameter> read_parameters(const Node& node, Diagnostics& diagnostics) {
  std::vector<Parameter> result;
  if (!node.is(Node::Kind::map))
    diagnostics.error(Code::wrong_type, node.span, fmt::format("`parameters` is {}, not a map", describe(node)));
  for (const auto& entry : node.entries) result.push_back(parameter(entry, diagnostics));
  return result;
}

std::vector<InlinePolicy> read_inline_policies(const Node& node, const std::string& where, Diagnostics& diagnostics) {
  std::vector<InlinePolicy> result;
  if (!node.is(Node::Kind::map))
    diagnostics.error(Code::wrong_type, node.span,
                      fmt::format("`policies` of {} is {}, not a map", where, describe(node)),
                      "write the policy's name and below it its statements");
  for (const auto& entry : node.entries) {
    auto name = parse_text(entry.key.text, entry.key.span, diagnostics);
    auto policy = read_policy(entry.value, TextSyntax::native, fmt::format("policy `{}`", entry.key.text), diagnostics);
    result.push_back({std::move(name), std::move(policy)});
  }
  return result;
}

Model read_capability(const Node& node, const std::string& name, Diagnostics& diagnostics) {
  Model model;
  Role& role = model.roles.emplace_back();
  Fields fields(node, fmt::format("capability `{}`", name), diagnostics);
  fields.require("rolecast");
  fields.require("catalogue");
  if (const Node* parameters = fields.take("parameters")) model.parameters = read_parameters(*parameters, diagnostics);
  if (const Node* policies = fields.require("policies"))
    role.policies = read_inline_policies(*policies, fmt::format("capability `{}`", name), diagnostics);
  fields.finish();
  mark_absent(read_about(node, diagnostics), role);
  return model;
}

CatalogueItem find_item(const Node& name, std::span<const CatalogueFile> files, std::string_view kind, Sources& sources,
                        Diagnostics& diagnostics) {
  CatalogueItem item;
  item.span = name.span;
  item.file = find_named(name, files, kind, diagnostics);
  if (!item.file) return item;
  item.tree = load_catalogue_file(*item.file, kind, sources, diagnostics);
  item.about = read_about(item.tree, diagnostics);
  return item;
}

void check_fit(const CatalogueItem* role, const std::vector<CatalogueItem>& capabilities, Diagnostics& diagnostics) {
  const auto holds = [](const std::vector<std::string>& list, std::string_view name) {
    return std::find(list.begin(), list.end(), name) != list.end();
  };
  const auto stands = [&](std::string_view name) {
    return std::any_of(capabilities.begin(), capabilities.end(),
                       [&](const CatalogueItem& item) { return item.file->name == name; });
  };
  for (const auto& item : capabilities) {
    if (role && !holds(item.about.fits, role->about.family))
      diagnostics.error(Code::capability_misfit, item.span,
                        fmt::format("capability `{}` is of no use to `{}`", item.file->name, role->file->name),
                        fmt::format("it is for roles of these kinds: {}", fmt::join(item.about.fits, ", ")));
    for (const auto& name : item.about.requires_)
      if (!stands(name))
        diagnostics.error(Code::capability_misfit, item.span,
                          fmt::format("capability `{}` does not work without `{}`", item.file->name, name),
                          fmt::format("add `{}` too", name));
    for (const auto& name : item.about.conflicts)  // each names the other: the second of them is reported
      if (std::any_of(capabilities.data(), &item, [&](const CatalogueItem& other) { return other.file->name == name; }))
        diagnostics.error(Code::capability_misfit, item.span,
                          fmt::format("capability `{}` contradicts `{}`", item.file->name, name), "take one of them");
  }
}

void mark_absent(const About& about, Role& role) {
  for (const auto& absence : about.absent)
    for (auto& policy : role.policies)
      for (auto& statement : policy.document.statements)
        if (leaves_out(absence, statement.sid ? statement.sid->spelled() : std::string()))
          statement.absent.rows.push_back({absence.places, absence.reason});
}

const CatalogueFile* find_named(const Node& name, std::span<const CatalogueFile> files, std::string_view kind,
                                Diagnostics& diagnostics) {
  const auto* file = find_in(files, name.text);
  if (file && name.is(Node::Kind::string)) return file;
  diagnostics.error(
      Code::unknown_name, name.span,
      fmt::format("unknown {} {}", kind, name.is_scalar() ? fmt::format("`{}`", name.text) : describe(name)),
      suggestion(name.text, names_of(files)));
  return nullptr;
}

Node load_catalogue_file(const CatalogueFile& file, std::string_view kind, Sources& sources, Diagnostics& diagnostics) {
  const auto number = sources.add(fmt::format("{} {}.yaml", kind, file.name), std::string(file.text));
  auto documents = load(sources, number, diagnostics);
  return documents.empty() ? Node::map() : std::move(documents.front());
}

void apply_with(Model& model, const Node* with, Diagnostics& diagnostics) {
  if (!with) return;
  TextByName values;
  for (const auto& parameter : model.parameters) {
    const Node* value = with->find(parameter.name);
    auto text = value ? read_text(*value, fmt::format("`{}`", parameter.name), diagnostics) : std::nullopt;
    if (!text) continue;
    if (text->is_literal()) check_value(parameter, text->literal(), value->span, diagnostics);
    values.emplace(parameter.name, std::move(*text));
  }
  replace(model, values);
}

void refuse_unknown_parameters(const Node& with, const std::vector<std::string>& known, Diagnostics& diagnostics) {
  const std::vector<std::string_view> names(known.begin(), known.end());
  for (const auto& entry : with.entries)
    if (std::find(known.begin(), known.end(), entry.key.text) == known.end())
      diagnostics.error(
          Code::unknown_name, entry.key.span, fmt::format("no parameter is called `{}` here", entry.key.text),
          known.empty() ? "only a template or a capability takes values" : suggestion(entry.key.text, names));
}

}  // namespace rolecast
