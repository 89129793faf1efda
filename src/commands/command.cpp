#include "commands/command.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <exception>

#include <fmt/core.h>

#include "commands/files.h"
#include "source/report.h"
#include "syntax/suggest.h"

namespace rolecast {
namespace {

constexpr auto examples = R"(Examples:
  rolecast new agentcore-runtime -o role.yaml
  rolecast emit role.yaml --to cloudformation
  rolecast emit role.yaml --to cloudformation,terraform,cdk --out deploy
  rolecast emit role.yaml --to iam --set account=123456789012 --set region=us-east-1 --set partition=aws --set agentName=hello --out iam
  rolecast explain RC101

Exit status: 0 clean, 1 findings, 2 the command could not do its work.)";

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const auto* option : app.get_options())
    for (const auto& name : option->get_lnames()) names.push_back("--" + name);
  return names;
}

/// The words that could have stood where `word` does.
std::string hint_for(const CLI::App& app, const std::string& word) {
  std::vector<std::string> known;
  if (word.starts_with("-")) {
    known = option_names(app);
  } else {
    for (const auto* command : app.get_subcommands({})) known.push_back(command->get_name());
  }
  const auto near = suggestion(word.substr(0, word.find('=')), {known.begin(), known.end()});
  return near.empty() ? "rolecast --help lists what there is" : near;
}

/// The subcommand that was being parsed, or the program itself.
const CLI::App& innermost(const CLI::App& app) {
  const auto parsed = app.get_subcommands();
  return parsed.empty() ? app : innermost(*parsed.front());
}

/// `rolecast emitter test`.
std::string full_name(const CLI::App& command) {
  const auto* parent = command.get_parent();
  return parent ? full_name(*parent) + " " + command.get_name() : command.get_name();
}

void report_usage(const CLI::App& app, const CLI::ParseError& error, Context& context) {
  const auto& command = innermost(app);
  const auto extras = command.remaining(true);
  // a misspelt option is one fault, also where the right one is required
  const bool has_commands = !command.get_subcommands({}).empty();
  if (!extras.empty() &&
      (dynamic_cast<const CLI::ExtrasError*>(&error) || has_commands || extras.front().starts_with("-"))) {
    const auto& word = extras.front();
    const bool is_command = has_commands && !word.starts_with("-");
    context.diagnostics.error(Code::usage, {},
                              fmt::format("unknown {} `{}`",
                                          is_command              ? "command"
                                          : word.starts_with("-") ? "option"
                                                                  : "argument",
                                          word),
                              hint_for(command, word));
    return;
  }
  context.diagnostics.error(Code::usage, {}, error.what(),
                            fmt::format("{} --help says what it takes", full_name(command)));
}

void parse(CLI::App& app, Context& context) {
  std::vector<std::string> reversed(context.arguments.rbegin(), context.arguments.rend());
  try {
    app.parse(reversed);
    if (app.get_subcommands().empty()) context.out = app.help();
  } catch (const CLI::CallForHelp&) {
    const auto& command = innermost(app);
    context.out = &command == &app ? app.help() : command.help(full_name(*command.get_parent()));
  } catch (const CLI::CallForAllHelp&) {
    context.out = app.help("", CLI::AppFormatMode::All);
  } catch (const CLI::CallForVersion& version) {
    context.out = std::string(version.what()) + "\n";
  } catch (const CLI::ParseError& error) {
    report_usage(app, error, context);
  }
}

}  // namespace

std::string run(Context& context) {
  context.sources.read_file = read_named_file;
  try {
    CLI::App app{"One execution role for Amazon Bedrock AgentCore, cast as CloudFormation, Terraform or CDK.",
                 "rolecast"};
    app.set_version_flag("--version", "rolecast " ROLECAST_VERSION);
    app.footer(examples);
    app.require_subcommand(0, 1);
    add_new(app, context);
    add_list(app, context);
    add_emit(app, context);
    add_emitter(app, context);
    add_import(app, context);
    add_diff(app, context);
    add_review(app, context);
    add_test(app, context);
    add_parity(app, context);
    add_which(app, context);
    add_explain(app, context);
    add_schema(app, context);
    parse(app, context);
  } catch (const std::exception& error) {
    context.diagnostics.error(Code::internal, {}, error.what());
  }
  if (context.diagnostics.has_errors()) {
    context.status = failed;
    if (!context.keeps_out) context.out.clear();
  }
  return report(context.sources, context.diagnostics, context.color);
}

}  // namespace rolecast
