#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include <fmt/core.h>

#include "commands/emitter_test.h"
#include "source/report.h"

namespace rolecast {
namespace {

constexpr auto examples = R"(Examples:
  rolecast emitter test pulumi-yaml
  rolecast emitter test terraform --option documents=data-source)";

struct TestOptions {
  std::string name;
  std::vector<std::string> option;
};

/// What a plug-in's author cannot see elsewhere: why it does not describe itself. It need not.
void note_description(const std::string& name, Context& context) {
  const auto is_named = [&](const Emitter& emitter) { return emitter.name == name; };
  const auto plug_in = find_plug_in(name, context.plug_ins);
  if (!plug_in || std::any_of(context.emitters.begin(), context.emitters.end(), is_named)) return;
  Diagnostics faults;
  describe(*plug_in, context.plug_ins, faults);
  for (const auto& fault : faults.all())
    if (fault.severity == Severity::error)
      context.diagnostics.note(fault.code, {}, "when asked to describe itself: " + fault.message, fault.hint);
}

void test(const TestOptions& options, Context& context) {
  const auto choices = split_assignments(options.option, "--option", context.diagnostics);
  const auto emitters = choose_emitters({options.name}, choices, context);
  if (context.diagnostics.has_errors()) return;
  cast({}, emitters, choices, context);  // no roles yet: this checks the options
  if (context.diagnostics.has_errors()) return;

  note_description(options.name, context);
  constexpr std::string_view words[] = {"passed", "refused", "failed"};
  std::size_t counts[] = {0, 0, 0};
  const auto results = test_emitter(emitters.front(), choices, context);
  for (const auto& result : results) {
    const auto outcome = static_cast<std::size_t>(result.outcome);
    ++counts[outcome];
    context.out += fmt::format("{:<7}  {}{}{}\n", words[outcome], result.name, result.reason.empty() ? "" : ": ",
                               printable(result.reason));
  }
  const auto [passed, refused, failed] = counts;
  context.out += fmt::format("{}: {} of {}", options.name, passed + refused, results.size());
  if (refused > 0) context.out += fmt::format(", {} of them refused with a reason", refused);
  context.out += '\n';
  if (failed > 0) context.status = findings;
}

}  // namespace

void add_emitter(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("emitter", "Try out an output format, such as a plug-in you are writing");
  command->require_subcommand(1);
  auto* test_command =
      command->add_subcommand("test", "Take a set of difficult roles through a format, and say how it did");
  auto options = std::make_shared<TestOptions>();
  test_command->add_option("NAME", options->name, "A plug-in rolecast-emit-NAME on the PATH, or a built-in format")
      ->required();
  test_command->add_option("--option", options->option, "Choose a format's option")
      ->type_name("K=V")
      ->expected(1)
      ->take_all();
  test_command->footer(examples);
  test_command->callback([options, &context] { test(*options, context); });
}

}  // namespace rolecast
