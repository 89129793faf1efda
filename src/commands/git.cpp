#include "commands/git.h"

#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>

#include <fmt/core.h>

#include "emitters/process.h"

namespace rolecast::git {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view prefix = "git:";
constexpr std::string_view large_file = "version https://git-lfs.github.com/spec/";  // begins a pointer of Git LFS

/// Ours, without what would make git wait, write or ask the network.
std::vector<std::string> environment() {
  std::vector<std::string> result;
  for (char** variable = environ; *variable; ++variable) result.emplace_back(*variable);
  for (const char* own : {"GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1", "LC_ALL=C"})
    result.emplace_back(own);
  return result;
}

Outcome run(const std::vector<std::string>& arguments, std::string_view input = {}) {
  return run_program("git", arguments, input, environment(), {});
}

bool is_good(const Outcome& outcome) { return outcome.ending == Ending::exited && outcome.number == 0; }

/// What git said, on one line.
std::string fault_of(const Outcome& outcome) {
  if (outcome.ending == Ending::not_started)
    return fmt::format("git cannot be started: {}", std::strerror(outcome.number));
  if (outcome.ending == Ending::too_large) return "git answers with too much";
  auto text = outcome.errors.substr(0, outcome.errors.find('\n'));
  if (text.starts_with("fatal: ")) text.erase(0, 7);
  return text.empty() ? "git failed" : text;
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> result;
  while (!text.empty()) {
    const auto end = std::min(text.find(separator), text.size());
    result.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

/// As git takes it; nothing where it leaves the repository.
std::string object(const Path& name) {
  const bool is_relative = name.path.starts_with("./") || name.path.starts_with("../") || name.path == ".";
  auto path = fs::path(name.path).lexically_normal().string();
  while (path.starts_with('/')) path.erase(0, 1);
  if (path.ends_with('/')) path.pop_back();
  if (path == ".") path.clear();
  return fmt::format("{}:{}{}", name.revision, is_relative ? "./" : "", path);
}

}  // namespace

std::optional<Path> parse(std::string_view name) {
  if (!name.starts_with(prefix)) return {};
  name.remove_prefix(prefix.size());
  const auto colon = name.find(':');
  if (colon == std::string_view::npos) return {};
  return Path{std::string(name.substr(0, colon)), std::string(name.substr(colon + 1))};
}

std::optional<Folder> list(const Path& name) {
  if (name.revision.empty() || name.revision.starts_with('-')) return {};
  const auto outcome = run({"ls-tree", "-z", "--full-tree", object(name)});
  if (!is_good(outcome)) return {};
  Folder folder;
  for (const auto& entry : split(outcome.output, '\0')) {  // MODE TYPE OBJECT\tNAME
    const auto tab = entry.find('\t');
    if (tab == std::string::npos) continue;
    constexpr std::string_view link = "120000", module = "160000", tree = "040000";
    auto& kind = entry.starts_with(link) || entry.starts_with(module) ? folder.others
                 : entry.starts_with(tree)                            ? folder.folders
                                                                      : folder.files;
    kind.push_back(entry.substr(tab + 1));
  }
  return folder;
}

namespace {

bool is_link(const Path& name) {
  const fs::path path = name.path;
  const auto folder = list({name.revision, path.has_parent_path() ? path.parent_path().string() : std::string()});
  return folder && std::find(folder->others.begin(), folder->others.end(), path.filename()) != folder->others.end();
}

}  // namespace

std::string read_file(const Path& name, std::string& text) {
  if (name.revision.empty() || name.revision.starts_with('-')) return "it names no revision";
  if (is_link(name)) return std::string(not_followed);
  auto outcome = run({"cat-file", "blob", object(name)});
  if (!is_good(outcome)) return fault_of(outcome);
  if (outcome.output.starts_with(large_file)) return "it is kept in Git LFS, and this is only a pointer to it";
  text = std::move(outcome.output);
  return {};
}

std::optional<std::string> commit_of(const std::string& revision, Diagnostics& diagnostics) {
  constexpr std::string_view dots = "...";
  const bool is_shared = revision.ends_with(dots);
  const auto named = is_shared ? revision.substr(0, revision.size() - dots.size()) : revision;
  if (named.empty() || named.starts_with('-')) {
    diagnostics.error(Code::usage, {}, fmt::format("`{}` is no revision", revision),
                      "name a branch, a tag or a commit");
    return {};
  }
  auto outcome = run({"rev-parse", "--verify", "--quiet", "--end-of-options", named + "^{commit}"});
  if (is_good(outcome) && is_shared) outcome = run({"merge-base", first_line(outcome.output), "HEAD"});
  if (is_good(outcome)) return first_line(outcome.output);
  const bool has_answered = outcome.ending == Ending::exited && outcome.errors.empty();
  diagnostics.error(Code::unreadable, {},
                    fmt::format("git knows no commit `{}`{}", revision, has_answered ? "" : ": " + fault_of(outcome)),
                    "in a shallow clone it has to be fetched first: `git fetch origin BRANCH`");
  return {};
}

std::vector<Change> changes_since(const std::string& commit, Diagnostics& diagnostics) {
  const auto top = way_to_top(diagnostics);
  const auto differing = run({"diff", "--name-status", "-z", "--find-renames", "--no-ext-diff", "--no-textconv",
                              "--ignore-submodules", "--no-relative", commit, "--"});
  const auto added = run({"-C", top.empty() ? "." : top, "ls-files", "-z", "--others", "--exclude-standard"});
  std::vector<Change> changes;
  for (const auto* outcome : {&differing, &added})
    if (!is_good(*outcome)) diagnostics.error(Code::unreadable, {}, fault_of(*outcome));
  if (diagnostics.has_errors()) return changes;
  const auto words = split(differing.output, '\0');
  for (std::size_t i = 0; i + 1 < words.size(); i += 2) {
    const char status = words[i][0];
    const auto& path = words[i + 1];
    if (status == 'R' || status == 'C') {
      changes.push_back({status == 'R' ? path : std::string(), words[i + 2]});
      ++i;
    } else {
      changes.push_back({status == 'A' ? std::string() : path, status == 'D' ? std::string() : path});
    }
  }
  for (const auto& path : split(added.output, '\0')) changes.push_back({{}, path});
  const auto name = [](const Change& change) { return change.after.empty() ? change.before : change.after; };
  std::sort(changes.begin(), changes.end(), [&](const auto& a, const auto& b) { return name(a) < name(b); });
  return changes;
}

std::vector<std::string> terraform_with(const std::vector<std::string>& texts, Diagnostics& diagnostics) {
  if (texts.empty()) return {};
  const auto top = way_to_top(diagnostics);
  std::string patterns;  // a line each: a text of several lines is found by any of them
  for (const auto& text : texts) patterns += text + "\n";
  const auto outcome = run({"-C", top.empty() ? "." : top, "grep", "-l", "-z", "-F", "--untracked", "--no-color",
                            "--no-recurse-submodules", "-f", "-", "--", "*.tf", "*.tf.json"},
                           patterns);
  const bool is_none = outcome.ending == Ending::exited && outcome.number == 1 && outcome.errors.empty();
  if (!is_good(outcome) && !is_none) diagnostics.error(Code::unreadable, {}, fault_of(outcome));
  return split(outcome.output, '\0');
}

std::string way_to_top(Diagnostics& diagnostics) {
  const auto outcome = run({"rev-parse", "--show-cdup"});
  if (!is_good(outcome))
    diagnostics.error(Code::unreadable, {}, fault_of(outcome), "run it inside of a git repository");
  return is_good(outcome) ? first_line(outcome.output) : std::string();
}

}  // namespace rolecast::git
