#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <deque>
#include <filesystem>
#include <initializer_list>
#include <memory>

#include <fmt/core.h>

#include "commands/changed.h"
#include "commands/files.h"
#include "commands/git.h"
#include "commands/reviewing.h"
#include "readers/iam.h"

namespace rolecast {
namespace {

namespace fs = std::filesystem;

constexpr auto footer =
    R"(Compares every role file, every template, every Terraform folder and every plain policy document that
changed between the commit BASE and the work tree, as `rolecast diff` does. What holds no role is passed
over. What may give access and is not compared is named: a link, a policy of a role that stands elsewhere,
a module. Where that changed, the verdict is `undecided`. A file that holds roles and cannot be read any
more is an error, and the others are reported all the same. `BASE...` is the last commit that BASE and
HEAD share: what a pull request adds.

Exit status: 0; 1 where --fail-on says so; 2 where something that holds roles cannot be read.

Examples:
  rolecast review HEAD
  rolecast review origin/main...
  rolecast review origin/main... --format markdown --fail-on never)";

/// How far reading an input came.
enum class State : std::uint8_t {
  absent,
  without_roles,
  resource_policy,  ///< a plain document that is about a bucket or the like
  linked,           ///< a link, which is not followed
  unrecognised,
  unreadable,
  faulty,
  good
};

/// The text is none that a reader could look at.
constexpr std::array unreadable = {Code::encoding, Code::too_large,  Code::json_syntax,   Code::yaml_syntax,
                                   Code::too_deep, Code::hcl_syntax, Code::duplicate_key, Code::yaml_feature};
/// What text is full of that a program has still to fill in: it never can be read.
constexpr std::array unfinished = {Code::encoding, Code::json_syntax, Code::yaml_syntax};
/// Words of texts that may hold roles.
constexpr std::array role_words = {
    "AWS::IAM::",   "AWS::Serverless::", "aws_iam_",   "module \"",         "sts:AssumeRole",
    "iam:PassRole", "2012-10-17",        "2008-10-17", "iamRoleStatements", "AssumeRolePolicyDocument"};
/// How a program marks what it has still to fill in.
constexpr std::array marks = {"{{", "{%", "<%"};

template <typename Words>
bool holds_one(const std::string& text, const Words& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

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
  std::string text = {};                              ///< of all that was read

  bool is_any_of(std::initializer_list<State> states) const {
    return std::find(states.begin(), states.end(), state) != states.end();
  }
  bool is_broken() const { return is_any_of({State::unrecognised, State::unreadable, State::faulty}); }
};

bool is_link(const Diagnostic& finding) {
  return finding.severity == Severity::error && finding.message.ends_with(git::not_followed);
}

State state_of(const Diagnostics& diagnostics) {
  if (!diagnostics.has_errors()) return State::good;
  const auto& left_out = diagnostics.left_out();
  const bool lacks_links = std::any_of(left_out.begin(), left_out.end(),
                                       [](const LeftOut& thing) { return thing.why == git::is_not_followed; });
  if (lacks_links || std::any_of(diagnostics.all().begin(), diagnostics.all().end(), is_link)) return State::linked;
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
    version.text += text;
    is_empty &= text.find_first_not_of(" \t\r\n") == std::string::npos;
    version.is_role_file |= text.starts_with("rolecast:") || text.find("\nrolecast:") != std::string::npos;
    version.mentions_roles |= holds_one(text, role_words);
  }
  if (is_empty && version.state == State::unrecognised) version.state = State::without_roles;
}

/// What a link leads to is not looked at. A file of a commit, or a regular file or a folder: reading anything else
/// might wait for ever.
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
    const bool is_on_disk = !git::parse(version.name);
    if (is_on_disk && leads_through_link(version.name)) {
      context.diagnostics.error(Code::unreadable, {},
                                fmt::format("`{}` cannot be read: {}", version.name, git::not_followed));
      return;
    }
    if (!is_safe(version.name)) {
      context.diagnostics.error(Code::unreadable, {}, fmt::format("`{}` is no regular file", version.name));
      return;
    }
    input.documents = read_documents(version.name, context);
    if (!context.diagnostics.has_errors()) read_versions({input}, {}, {}, context);
  });
  version.state = state_of(version.diagnostics);
  if (are_plain(input.documents, {}) && is_resource_policy(input.documents.front().node))
    version.state = State::resource_policy;
  if (leads_elsewhere(version.name, input.documents)) version.state = State::without_roles;
  if (version.state != State::good) input.documents.clear();
  look_at(version, before, context.sources);
  return input;
}

/// The text of another program's template, which never can be read.
bool is_unfinished(const Version& version) {
  return version.state == State::unreadable && all_of(version.diagnostics, unfinished) &&
         holds_one(version.text, marks);
}

/// Whether there are, or may be, roles in it that must not be passed over.
bool holds_roles(const Version& version) {
  if (version.state == State::good || version.state == State::faulty) return true;
  if (version.state != State::unreadable && version.state != State::unrecognised) return false;
  return version.is_role_file ||
         (version.state == State::unreadable && version.mentions_roles && !all_of(version.diagnostics, unfinished));
}

/// One input after the other.
class Reviewer {
 public:
  Reviewer(const std::string& top, Context& context) : context_(context) { review_.top = top; }

  void add(const ChangedInput& changed) {
    Version before{changed.before, State::absent, {}}, after{changed.after, State::absent, {}};
    std::vector<VersionInput> inputs;
    for (auto* version : {&before, &after}) inputs.push_back(try_version(*version, context_));
    // faults of one input do not keep the others from being compared
    append(apart(context_, [&] { add(before, after, std::move(inputs)); }), context_);
  }

  const Review& review() const { return review_; }

 private:
  Diagnostics& diagnostics() { return context_.diagnostics; }

  void add(Version& before, Version& after, std::vector<VersionInput> inputs) {
    const auto& name = after.name.empty() ? before.name : after.name;
    if (after.state == State::linked || (before.state == State::linked && after.state != State::good))
      return pass_over(name, std::string(git::is_not_followed));
    if (is_refused(before, after)) {
      for (const auto* version : {&before, &after})
        if (version->state != State::without_roles) append(version->diagnostics, context_);
      return pass_over(name, "cannot be read, and may hold roles");
    }
    if (after.is_broken() || (before.is_broken() && !holds_roles(before) && !holds_roles(after)))
      return pass_over_unreadable(before, after, name);
    leave_out(before, after);
    const bool is_of_resource = before.state == State::resource_policy || after.state == State::resource_policy;
    if (is_of_resource && before.state != State::good && after.state != State::good)
      return note(name, "it is the policy of a resource, and holds no role");
    if (before.is_broken() || before.state == State::linked) start_anew(before, after, inputs.front());
    if (before.state != State::good && after.state != State::good) return;
    compare(std::move(inputs));
  }

  /// What holds roles, or did, must be readable now.
  static bool is_refused(const Version& before, const Version& after) {
    if (after.state == State::resource_policy) return before.state == State::good;
    const bool is_new_and_broken = after.state == State::unreadable && after.mentions_roles &&
                                   before.state != State::unreadable &&
                                   !(before.state == State::absent && is_unfinished(after));
    return after.is_broken() && (holds_roles(before) || holds_roles(after) || is_new_and_broken);
  }

  void pass_over(const std::string& name, const std::string& why) {
    review_.passed_over.push_back({path_of(name), why, {}, true});
    if (!diagnostics().has_errors())
      diagnostics().warning(Code::passed_over, {}, fmt::format("`{}` is passed over: it {}", name, why));
  }

  void note(const std::string& name, const std::string& why) {
    diagnostics().note(Code::not_recognised, {}, fmt::format("`{}` is passed over: {}", name, why));
  }

  /// What was passed over is said where it is no matter of course.
  void pass_over_unreadable(const Version& before, const Version& after, const std::string& name) {
    const auto mentions = [](const Version& version) { return version.is_broken() && version.mentions_roles; };
    if (before.text == after.text && !after.text.empty()) return note(name, "it cannot be read, and is as it was");
    if (after.state != State::absent && (mentions(before) || mentions(after)))
      return pass_over(name, "cannot be read, and may hold roles");
    if (after.state == State::unreadable || before.state == State::unreadable) note(name, "it cannot be read");
  }

  /// The version before cannot be read: whatever there is now is new.
  void start_anew(Version& before, const Version& after, VersionInput& input) {
    const auto& name = after.name.empty() ? before.name : after.name;
    if (after.state == State::good)
      diagnostics().warning(
          Code::passed_over, {},
          fmt::format("`{}` cannot be read: every role of `{}` counts as added", before.name, after.name));
    else
      note(name, "it holds no role any more, and what it was cannot be read");
    input.documents.clear();
    before.state = State::absent;
  }

  void leave_out(const Version& before, const Version& after) {
    const auto of = [&](const Version& version) {
      auto things = version.is_any_of({State::good, State::without_roles}) ? version.diagnostics.left_out()
                                                                           : std::vector<LeftOut>();
      for (auto& thing : things)
        if (!thing.place.file) thing.name = path_of(thing.name);
      return things;
    };
    for (auto& thing : pair_left_out(of(before), of(after))) review_.passed_over.push_back(std::move(thing));
  }

  void compare(std::vector<VersionInput> inputs) {
    auto sides = read_versions(std::move(inputs), {}, {}, context_);
    if (diagnostics().has_errors()) return;
    align(sides, {}, Inputs::versions, context_);
    if (diagnostics().has_errors()) return;
    kept_.push_back(std::move(sides));
    auto rows = review_sides(kept_.back()[0], kept_.back()[1], {}, context_.sources);
    std::move(rows.begin(), rows.end(), std::back_inserter(review_.rows));
  }

  /// A file as the repository calls it.
  std::string path_of(const std::string& name) const {
    if (const auto commit = git::parse(name)) return commit->path.empty() ? "." : commit->path;
    const auto path = name.starts_with(review_.top) ? name.substr(review_.top.size()) : name;
    return path.starts_with("./") ? path.substr(2) : path;
  }

  Context& context_;
  Review review_;
  std::deque<std::vector<Side>> kept_;  // rows point into them
};

void review(const std::string& base, const ReportOptions& options, Context& context) {
  context.follows_links = false;
  context.sources.read_file = read_named_file_itself;
  const auto top = git::way_to_top(context.diagnostics);
  if (context.diagnostics.has_errors()) return;
  const auto inputs = changed_inputs(base, top, context.diagnostics);
  if (context.diagnostics.has_errors()) return;
  Reviewer reviewer(top, context);
  for (const auto& changed : inputs) reviewer.add(changed);
  report(reviewer.review(), options, context);
  context.keeps_out = true;  // what was compared counts, whatever else is wrong
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
