#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <deque>
#include <filesystem>
#include <memory>

#include <fmt/core.h>

#include "commands/changed.h"
#include "commands/files.h"
#include "commands/git.h"
#include "commands/reviewing.h"

namespace rolecast {
namespace {

namespace fs = std::filesystem;

constexpr auto footer =
    R"(Compares every role file, every template, every Terraform folder and every plain policy document that
changed between the commit BASE and the work tree, as `rolecast diff` does. What holds no role is passed
over; what holds one in one version and cannot be read in the other is an error. `BASE...` is the last commit that BASE and HEAD share: what a pull request adds.

Exit status: 0; 1 where --fail-on says so; 2 where something that holds roles cannot be read.

Examples:
  rolecast review HEAD
  rolecast review origin/main...
  rolecast review origin/main... --format markdown --fail-on never)";

/// How far reading an input came.
enum class State : std::uint8_t { absent, without_roles, unrecognised, unreadable, faulty, good };

/// The text is none that a reader could look at.
constexpr std::array unreadable = {Code::encoding, Code::too_large,  Code::json_syntax,   Code::yaml_syntax,
                                   Code::too_deep, Code::hcl_syntax, Code::duplicate_key, Code::yaml_feature};
/// What text is full of that a program has still to fill in: it never can be read.
constexpr std::array unfinished = {Code::encoding, Code::json_syntax, Code::yaml_syntax};
/// Words of texts that may hold roles.
constexpr std::array role_words = {"AWS::IAM::", "aws_iam_", "AssumeRolePolicyDocument", "2012-10-17"};

template <typename Holds>
bool all_errors(const Diagnostics& diagnostics, Holds holds) {
  return std::all_of(diagnostics.all().begin(), diagnostics.all().end(),
                     [&](const Diagnostic& finding) { return finding.severity != Severity::error || holds(finding); });
}

template <typename Codes>
bool all_of(const Diagnostics& diagnostics, const Codes& codes) {
  return all_errors(diagnostics, [&](const Diagnostic& finding) {
    return std::find(codes.begin(), codes.end(), finding.code) != codes.end();
  });
}

/// No reader knew the content. Of a folder that holds what is not read, there is no place to tell.
bool is_unknown(const Diagnostic& finding) { return finding.code == Code::not_recognised && finding.span.file != 0; }

/// One version, tried by itself: what it says counts only where the other version, or it, holds roles.
struct Version {
  std::string name;
  State state = State::absent;
  Diagnostics diagnostics;
  bool is_role_file = false, mentions_roles = false;  ///< by the look of its text
};

State state_of(const Diagnostics& diagnostics) {
  if (!diagnostics.has_errors()) return State::good;
  const auto is_none = [](const Diagnostic& finding) { return finding.code == Code::no_roles; };
  const auto is_text = [](const Diagnostic& finding) {
    return is_unknown(finding) || std::find(unreadable.begin(), unreadable.end(), finding.code) != unreadable.end();
  };
  if (all_errors(diagnostics, is_none)) return State::without_roles;
  if (all_of(diagnostics, unreadable)) return State::unreadable;
  return all_errors(diagnostics, is_text) ? State::unrecognised : State::faulty;
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

/// What the texts look like that were read since there were `before` of them.
void look_at(Version& version, std::uint32_t before, const Sources& sources) {
  bool is_empty = sources.count() > before;
  for (auto file = before + 1; file <= sources.count(); ++file) {
    const auto& text = sources[file].text;
    is_empty &= text.find_first_not_of(" \t\r\n") == std::string::npos;
    version.is_role_file |= text.starts_with("rolecast:") || text.find("\nrolecast:") != std::string::npos;
    version.mentions_roles |= std::any_of(role_words.begin(), role_words.end(),
                                          [&](std::string_view word) { return text.find(word) != std::string::npos; });
  }
  if (is_empty && version.state == State::unrecognised) version.state = State::without_roles;
}

/// A file of a commit, or a regular file or a folder: reading anything else might wait for ever.
bool is_safe(const std::string& name) {
  std::error_code ignored;
  return git::parse(name) || fs::is_regular_file(name, ignored) || fs::is_directory(name, ignored);
}

/// The manifest of a cloud assembly leads to templates, and each of these is an input of its own.
bool leads_elsewhere(const std::string& name, const std::vector<Document>& documents) {
  constexpr std::string_view manifest = "manifest.json";
  return fs::path(name).filename() == manifest &&
         std::none_of(documents.begin(), documents.end(),
                      [&](const Document& document) { return fs::path(document.path).filename() == manifest; });
}

/// Reads it as a role or a document.
VersionInput try_version(Version& version, Context& context) {
  VersionInput input{version.name, {}, {}};
  if (version.name.empty()) return input;
  const auto before = context.sources.count();
  version.diagnostics = apart(context, [&] {
    if (!is_safe(version.name)) {
      context.diagnostics.error(Code::unreadable, {}, fmt::format("`{}` is no regular file", version.name));
      return;
    }
    input.documents = read_documents(version.name, context);
    if (!context.diagnostics.has_errors()) read_versions({input}, {}, {}, context);
  });
  version.state = state_of(version.diagnostics);
  if (leads_elsewhere(version.name, input.documents)) version.state = State::without_roles;
  if (version.state != State::good) input.documents.clear();
  look_at(version, before, context.sources);
  return input;
}

/// Whether there are, or may be, roles in it that must not be passed over.
bool holds_roles(const Version& version) {
  if (version.state == State::good || version.state == State::faulty) return true;
  if (version.state != State::unreadable && version.state != State::unrecognised) return false;
  return version.is_role_file ||
         (version.state == State::unreadable && version.mentions_roles && !all_of(version.diagnostics, unfinished));
}

/// What was passed over is said where it is no matter of course.
void tell_passed_over(const Version& before, const Version& after, Diagnostics& diagnostics) {
  if (after.mentions_roles && (after.state == State::unreadable || after.state == State::unrecognised))
    diagnostics.warning(Code::not_recognised, {},
                        fmt::format("`{}` is passed over: it cannot be read, and may hold roles", after.name));
  else if (after.state == State::unreadable || before.state == State::unreadable)
    diagnostics.note(
        Code::not_recognised, {},
        fmt::format("`{}` is passed over: it cannot be read", after.name.empty() ? before.name : after.name));
}

/// Nothing where the input is passed over, or after errors. What holds roles in one version must be readable in both.
std::vector<Side> read_changed(const ChangedInput& changed, Context& context) {
  Version before{changed.before, State::absent, {}}, after{changed.after, State::absent, {}};
  std::vector<VersionInput> inputs;
  for (auto* version : {&before, &after}) inputs.push_back(try_version(*version, context));
  const bool is_new_and_broken =
      after.state == State::unreadable && after.mentions_roles && before.state != State::unreadable;
  if (!holds_roles(before) && !holds_roles(after) && !is_new_and_broken) {
    tell_passed_over(before, after, context.diagnostics);
    return {};
  }
  for (const auto* version : {&before, &after})
    if (version->state != State::without_roles) append(version->diagnostics, context);
  if (context.diagnostics.has_errors()) return {};
  return read_versions(std::move(inputs), {}, {}, context);
}

void review(const std::string& base, const ReportOptions& options, Context& context) {
  auto& diagnostics = context.diagnostics;
  std::deque<std::vector<Side>> kept;  // rows point into them
  std::vector<ReviewRow> rows;
  for (const auto& changed : changed_inputs(base, diagnostics)) {
    auto sides = read_changed(changed, context);
    if (sides.empty() || diagnostics.has_errors()) continue;  // what else is wrong is to be told as well
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
