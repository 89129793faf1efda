#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <deque>
#include <memory>

#include <fmt/core.h>

#include "commands/changed.h"
#include "commands/files.h"
#include "commands/reviewing.h"

namespace rolecast {
namespace {

constexpr auto footer =
    R"(Compares every role file, every template, every Terraform folder and every plain policy document that
changed between the commit BASE and the work tree, as `rolecast diff` does. What holds no role is passed
over. `BASE...` is the last commit that BASE and HEAD share: what a pull request adds.

Exit status: 0; 1 where --fail-on says so; 2 where something that holds roles cannot be read.

Examples:
  rolecast review HEAD
  rolecast review origin/main...
  rolecast review origin/main... --format markdown --fail-on never)";

/// How far reading an input came.
enum class State : std::uint8_t { absent, without_roles, unreadable, faulty, good };

/// The text is none that a reader could look at.
constexpr std::array unreadable = {Code::encoding, Code::too_large,  Code::json_syntax,   Code::yaml_syntax,
                                   Code::too_deep, Code::hcl_syntax, Code::duplicate_key, Code::yaml_feature};
/// There is nothing about roles in it.
constexpr std::array without_roles = {Code::no_roles, Code::not_recognised};

template <typename Codes>
bool all_of(const Diagnostics& diagnostics, const Codes& codes) {
  return std::all_of(diagnostics.all().begin(), diagnostics.all().end(), [&](const Diagnostic& finding) {
    return finding.severity != Severity::error || std::find(codes.begin(), codes.end(), finding.code) != codes.end();
  });
}

/// One version, tried by itself: what it says counts only where the other version, or it, holds roles.
struct Version {
  std::string name;
  State state = State::absent;
  Diagnostics diagnostics;
};

State state_of(const Diagnostics& diagnostics) {
  if (!diagnostics.has_errors()) return State::good;
  if (all_of(diagnostics, without_roles)) return State::without_roles;
  return all_of(diagnostics, unreadable) ? State::unreadable : State::faulty;
}

/// Calls `read` with diagnostics of their own.
template <typename Read>
Diagnostics apart(Context& context, Read read) {
  Diagnostics own;
  std::swap(own, context.diagnostics);
  read();
  std::swap(own, context.diagnostics);
  return own;
}

void append(const Diagnostics& found, Context& context) {
  for (const auto& finding : found.all()) context.diagnostics.add(finding);
}

/// Reads it as a role or a document.
VersionInput try_version(Version& version, Context& context) {
  VersionInput input{version.name, {}, {}};
  if (version.name.empty()) return input;
  version.diagnostics = apart(context, [&] {
    input.documents = read_documents(version.name, context);
    if (!context.diagnostics.has_errors()) read_versions({input}, {}, {}, context);
  });
  version.state = state_of(version.diagnostics);
  if (version.state != State::good) input.documents.clear();
  return input;
}

bool holds_roles(const Version& version) { return version.state == State::good || version.state == State::faulty; }

/// Nothing where the input is passed over, or after errors.
std::vector<Side> read_changed(const ChangedInput& changed, Context& context) {
  std::array<Version, 2> versions = {Version{changed.before, State::absent, {}},
                                     Version{changed.after, State::absent, {}}};
  std::vector<VersionInput> inputs;
  for (auto& version : versions) inputs.push_back(try_version(version, context));
  const bool counts = std::any_of(versions.begin(), versions.end(), holds_roles);
  for (const auto& version : versions) {
    const bool is_fault = version.state == State::faulty || version.state == State::unreadable;
    if (counts && is_fault)
      append(version.diagnostics, context);
    else if (!counts && version.state == State::unreadable && &version == &versions.back())
      context.diagnostics.note(Code::not_recognised, {},
                               fmt::format("`{}` is passed over: it cannot be read", version.name));
  }
  if (!counts || context.diagnostics.has_errors()) return {};
  return read_versions(std::move(inputs), {}, {}, context);
}

void review(const std::string& base, const ReportOptions& options, Context& context) {
  auto& diagnostics = context.diagnostics;
  std::deque<std::vector<Side>> kept;  // rows point into them
  std::vector<ReviewRow> rows;
  for (const auto& changed : changed_inputs(base, diagnostics)) {
    auto sides = read_changed(changed, context);
    if (sides.empty() || diagnostics.has_errors()) continue;
    align(sides, {}, Inputs::versions, context);
    kept.push_back(std::move(sides));
    auto more = review_sides(kept.back()[0], kept.back()[1], {}, context.sources);
    std::move(more.begin(), more.end(), std::back_inserter(rows));
  }
  if (!diagnostics.has_errors()) report(rows, options, context);
}

}  // namespace

void add_review(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("review", "Say what a branch or the work tree changes in what roles may do");
  auto base = std::make_shared<std::string>();
  auto options = std::make_shared<ReportOptions>();
  command->add_option("BASE", *base, "A branch, tag or commit; `BASE...` for where HEAD left it")->required();
  add_report_options(*command, *options);
  command->footer(footer);
  command->callback([base, options, &context] { review(*base, *options, context); });
}

}  // namespace rolecast
