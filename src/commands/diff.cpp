#include <CLI/CLI.hpp>
#include <memory>

#include "commands/files.h"
#include "commands/reviewing.h"

namespace rolecast {
namespace {

constexpr auto footer =
    R"(The verdict is `equal`, `narrowed` (nothing gained, something lost), `widened` (something gained,
nothing lost), `incomparable` (both) or `undecided`, with the reason; it holds for every request and
all deferred values. A gain or a loss comes with a request that one side allows and the other does not.

Exit status: 0; 1 where --fail-on says so; 2 where the inputs cannot be compared.

Examples:
  rolecast diff old.yaml new.yaml
  rolecast diff git:main:role.yaml role.yaml
  rolecast diff stack.template.yaml main.tf --set partition=aws
  rolecast diff old.json new.json --kind permissions --format json)";

struct DiffOptions {
  std::vector<std::string> files;
  SideOptions sides;
  ReportOptions report;
  std::string kind;
};

void diff(const DiffOptions& options, Context& context) {
  auto& diagnostics = context.diagnostics;
  const auto names = names_of(options.sides, diagnostics);
  const auto formats = formats_of(options.files, options.sides, diagnostics);
  if (diagnostics.has_errors()) return;
  std::vector<VersionInput> inputs;
  for (std::size_t i = 0; i < options.files.size(); ++i)
    inputs.push_back({options.files[i], formats[i], read_documents(options.files[i], context)});
  if (diagnostics.has_errors()) return;
  auto sides = read_versions(std::move(inputs), options.kind, names.bindings, context);
  if (diagnostics.has_errors()) return;
  align(sides, names, Inputs::versions, context);
  if (diagnostics.has_errors()) return;
  Review review{review_sides(sides[0], sides[1], names, context.sources), {}};
  review.passed_over = pair_left_out(sides[0].left_out, sides[1].left_out);
  if (sides[0].name == sides[1].name)
    for (auto& thing : review.passed_over) thing.is_changed = false;
  report(review, options.report, context);
}

}  // namespace

void add_diff(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("diff", "Say what a change lets a role do, and what it stops it from doing");
  auto options = std::make_shared<DiffOptions>();
  command
      ->add_option("BEFORE AFTER", options->files,
                   "Two inputs; a folder is one input, - is standard input, git:REV:PATH one of a commit")
      ->required()
      ->expected(2);
  add_side_options(*command, options->sides);
  command
      ->add_option("--kind", options->kind,
                   "What plain policy documents are, where their content does not tell: permissions or trust")
      ->type_name("KIND")
      ->check(CLI::IsMember({"permissions", "trust"}));
  add_report_options(*command, options->report);
  command->footer(footer);
  command->callback([options, &context] { diff(*options, context); });
}

}  // namespace rolecast
