#include "commands/reviewing.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "commands/review_report.h"
#include "readers/iam.h"
#include "syntax/json.h"

namespace rolecast {
namespace {

/// A way to print a review.
struct Format {
  std::string_view name;
  std::string (*print)(const Review& review, const Context& context);
};

std::string as_text(const Review& review, const Context& context) {
  return review_text(review, context.sources, context.color_out);
}
std::string as_markdown(const Review& review, const Context& context) {
  return review_markdown(review, context.sources);
}
std::string as_json(const Review& review, const Context& context) {
  return json::write(review_json(review, context.sources));
}
std::string as_sarif(const Review& review, const Context& context) {
  return json::write(review_sarif(review, context.sources));
}

constexpr std::array formats = {Format{"text", as_text}, Format{"markdown", as_markdown}, Format{"json", as_json},
                                Format{"sarif", as_sarif}};

/// What makes the exit status that of findings.
struct FailOn {
  std::string_view name;
  bool (*is_met)(const Review& review);
};

constexpr std::array fail_ons = {
    FailOn{"new-access", may_gain},
    FailOn{"any-change", has_changes},
    FailOn{"never", [](const Review&) { return false; }},
};

template <typename Table>
std::vector<std::string> names_in(const Table& rows) {
  std::vector<std::string> names;
  for (const auto& row : rows) names.emplace_back(row.name);
  return names;
}

template <typename Table>
const auto& find_in(const Table& rows, std::string_view name) {
  return *std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.name == name; });
}

/// What the documents of both sides are. Those without a statement are what the others are.
std::optional<PolicyKind> shared_kind(const std::vector<VersionInput>& inputs, const std::string& named,
                                      Diagnostics& diagnostics) {
  if (!named.empty()) return named == "trust" ? PolicyKind::trust : PolicyKind::permissions;
  std::optional<PolicyKind> kind;
  for (const auto& input : inputs) {
    if (input.documents.empty()) continue;
    const auto& first = input.documents.front().node;
    const auto own = kind_of(first);
    if (kind && own && *kind != *own) {
      diagnostics.error(Code::not_comparable, first.span, "a trust policy and a permissions policy",
                        "compare two of one kind");
      return {};
    }
    if (own) kind = own;
  }
  if (!kind)
    diagnostics.error(Code::not_comparable, {}, "neither document has a statement that tells what it is",
                      "say it with --kind permissions or --kind trust");
  return kind;
}

}  // namespace

void add_report_options(CLI::App& command, ReportOptions& options) {
  command.add_option("--fail-on", options.fail_on, "Exit with 1 on new-access, any-change or never")
      ->type_name("WHAT")
      ->check(CLI::IsMember(names_in(fail_ons)));
  command.add_option("--format", options.format, "How the report is written")
      ->type_name("FORMAT")
      ->check(CLI::IsMember(names_in(formats)));
}

bool are_plain(const std::vector<Document>& documents, std::string_view from) {
  static const auto reader = iam_reader();
  if (documents.empty() || !(from.empty() || from == reader.name)) return false;
  const auto kind = kind_of(documents.front().node);
  return std::all_of(documents.begin(), documents.end(), [&](const Document& document) {
    return document.folder.empty() && reader.recognises(document.node) && kind_of(document.node) == kind;
  });
}

std::vector<Side> read_versions(std::vector<VersionInput> inputs, const std::string& kind, const Bindings& bindings,
                                Context& context) {
  auto& diagnostics = context.diagnostics;
  std::size_t plain = 0, roles = 0;
  for (const auto& input : inputs)
    if (!input.documents.empty()) ++(are_plain(input.documents, input.from) ? plain : roles);
  if (plain != 0 && roles != 0)
    diagnostics.error(
        Code::not_comparable, {},
        fmt::format("of `{}` and `{}`, only one is a plain policy document", inputs[0].name, inputs[1].name),
        "compare roles with roles, or documents with documents");
  if (plain == 0 && !kind.empty())
    diagnostics.error(Code::usage, {}, "--kind is for plain policy documents", "the inputs hold roles: leave it out");
  if (diagnostics.has_errors()) return {};
  std::vector<Side> sides;
  const auto of = plain != 0 ? shared_kind(inputs, kind, diagnostics) : std::nullopt;
  for (auto& input : inputs) {
    if (diagnostics.has_errors()) return {};
    if (input.documents.empty())
      sides.push_back({input.name, {}, false});
    else if (of)
      sides.push_back({input.name, {read_policies(input.documents, *of, diagnostics)}, false});
    else
      sides.push_back(read_side(input.name, std::move(input.documents), input.from, bindings, context));
  }
  return sides;
}

namespace {

/// Whether both may be in different accounts or regions, since another provider makes them. In two formats it is
/// spelled in two ways.
bool has_moved(const Model* before, const Model* after) {
  if (!before || !after || before->format != after->format) return false;
  const auto is_state = [](const Model* model) {
    return model->format == "terraform-plan" && model->deployed_with == "";
  };
  if (is_state(before) || is_state(after)) return false;
  return !before->deployed_with || before->deployed_with != after->deployed_with;
}

}  // namespace

std::vector<ReviewRow> review_sides(const Side& before, const Side& after, const SideNames& names,
                                    const Sources& sources) {
  auto models = models_of(before);
  for (const auto* model : models_of(after)) models.push_back(model);
  const CommonNames common(models);
  std::vector<ReviewRow> rows;
  for (const auto& pair : pair_roles(before, after, names, common, sources)) {
    auto review = review_roles(pair.first, pair.second, common);
    // formats have different words for what a parameter may be
    if (pair.first.model && pair.second.model && pair.first.model->format == pair.second.model->format)
      for (auto& change : compare_parameters(pair.first, pair.second, common))
        review.attributes.push_back(std::move(change));
    if (before.name != after.name && has_moved(pair.first.model, pair.second.model))
      for (const auto doubt : {doubt_trust, doubt_permissions})
        doubt(review, "its provider changed: the role may be in another account or region");
    for (const auto* side : {&before, &after})
      if (side->is_partial)
        doubt_permissions(review, fmt::format("`{}` may not hold all that belongs to the role", side->name));
    rows.push_back({pair.first_input, pair.second_input, std::move(review)});
  }
  return rows;
}

void report(const Review& review, const ReportOptions& options, Context& context) {
  context.out = find_in(formats, options.format).print(review, context);
  if (find_in(fail_ons, options.fail_on).is_met(review)) context.status = findings;
}

}  // namespace rolecast
