#include "commands/inputs.h"

#include <algorithm>
#include <filesystem>
#include <iterator>

#include <fmt/core.h>

#include "commands/git.h"
#include "readers/cdk.h"
#include "readers/reader.h"

namespace rolecast {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view manifest_name = "manifest.json", trust_name = "trust.json";

/// What is not hidden in a folder, sorted by name.
struct Folder {
  fs::path path;
  std::string name;
  std::vector<std::string> files = {}, folders = {}, links = {};  // the last are not followed, and named as left out

  bool has(std::string_view file) const { return std::find(files.begin(), files.end(), file) != files.end(); }
  std::string shown(const std::string& entry) const { return (path / entry).string(); }
  Input input(const std::string& file, const std::string& stem) const { return {shown(file), stem, name}; }
};

/// A folder of a commit. Where its links lead is not looked at, so one with links is refused or read without them.
void list_commit(const git::Path& of, Links links, Folder& folder, Diagnostics& diagnostics) {
  auto listed = git::list(of);
  if (!listed) return;
  const auto take = [](const std::vector<std::string>& names, std::vector<std::string>& into) {
    std::copy_if(names.begin(), names.end(), std::back_inserter(into),
                 [](const std::string& name) { return !name.starts_with("."); });
  };
  take(listed->files, folder.files);
  take(listed->folders, folder.folders);
  if (links == Links::leave_out) return take(listed->others, folder.links);
  for (const auto& other : listed->others)
    diagnostics.error(Code::unreadable, {}, fmt::format("`{}` is a link or a submodule", folder.shown(other)));
}

void sort(Folder& folder) {
  std::sort(folder.files.begin(), folder.files.end());
  std::sort(folder.folders.begin(), folder.folders.end());
  std::sort(folder.links.begin(), folder.links.end());
}

Folder list(const fs::path& path, std::string name, Links links, Diagnostics& diagnostics) {
  Folder folder{path, std::move(name)};
  if (const auto commit = git::parse(path.string())) {
    list_commit(*commit, links, folder, diagnostics);
    sort(folder);
    return folder;
  }
  std::error_code fault, ignored;
  for (fs::directory_iterator entry(path, fault), end; !fault && entry != end; entry.increment(fault)) {
    const auto entry_name = entry->path().filename().string();
    if (entry_name.starts_with(".")) continue;
    if (links == Links::leave_out && entry->is_symlink(ignored)) {
      folder.links.push_back(entry_name);
      continue;
    }
    if (entry->is_other(ignored))  // reading a pipe would wait for its writer
      diagnostics.error(Code::unreadable, {}, fmt::format("`{}` is no regular file", folder.shown(entry_name)));
    (entry->is_directory(ignored) ? folder.folders : folder.files).push_back(entry_name);
  }
  if (fault)
    diagnostics.error(Code::unreadable, {}, fmt::format("`{}` cannot be read: {}", path.string(), fault.message()));
  sort(folder);
  return folder;
}

/// What a folder is called, also where it is named as `.` or with a slash at its end.
std::string name_of(fs::path folder) {
  if (const auto commit = git::parse(folder.string())) folder = commit->path;
  if (!folder.has_filename()) folder = folder.parent_path();
  std::error_code ignored;
  if (folder.filename() == "." || folder.filename() == "..") folder = fs::canonical(folder, ignored);
  return folder.has_filename() ? folder.filename().string() : "role";
}

/// Terraform Language, "Files and Directories".
bool is_terraform(std::string_view name) { return name.ends_with(".tf") || name.ends_with(".tf.json"); }

/// Terraform Language, "Override Files": what they say replaces parts of other files.
bool is_override(std::string_view name) {
  const auto stem = name.substr(0, name.rfind(".tf"));
  return stem == "override" || stem.ends_with("_override");
}

/// Terraform Language, "Input Variables": the files with values that are taken without being named.
bool holds_values(std::string_view name) {
  const auto stem = name.substr(0, name.rfind(".tfvars"));
  return stem.size() < name.size() && (stem == "terraform" || stem.ends_with(".auto"));
}

std::vector<Input> terraform_files(const Folder& folder, Diagnostics& diagnostics) {
  std::vector<Input> inputs;
  for (const auto& file : folder.files) {
    if (!is_terraform(file)) continue;
    inputs.push_back(folder.input(file, folder.name));
    if (is_override(file))
      diagnostics.error(Code::not_recognised, {}, fmt::format("`{}` replaces parts of other files", folder.shown(file)),
                        "write them into those files: overrides are not read");
  }
  for (const auto& file : folder.files) {
    if (!holds_values(file)) continue;
    inputs.push_back(folder.input(file, folder.name));
    if (file.ends_with(".json"))
      diagnostics.error(Code::not_recognised, {}, fmt::format("`{}` gives values to variables", folder.shown(file)),
                        "write them as a `.tfvars` file: in JSON they are not read");
  }
  return inputs;
}

void leave_out_links(const Folder& folder, Diagnostics& diagnostics) {
  const bool is_configuration = std::any_of(folder.files.begin(), folder.files.end(), is_terraform);
  const auto commit = git::parse(folder.path.string());
  const auto path = commit ? fs::path(commit->path) : folder.path;
  for (const auto& link : folder.links)
    if (!is_configuration || is_terraform(link) || holds_values(link))
      diagnostics.leave_out({{}, (path / link).lexically_normal().string(), std::string(git::is_not_followed), {}});
}

void add_role(const Folder& folder, const std::string& stem, std::vector<Input>& inputs, Diagnostics& diagnostics) {
  auto strangers = folder.folders;
  for (const auto& file : folder.files) {
    if (file.ends_with(".json"))
      inputs.push_back(folder.input(file, stem));
    else
      strangers.push_back(file);
  }
  for (const auto& stranger : strangers)
    diagnostics.error(Code::not_recognised, {}, fmt::format("`{}` is no policy", folder.shown(stranger)),
                      "the folder of a role holds trust.json, a POLICY.json for each inline policy, and nothing else");
}

/// A folder of roles may hold nothing else: it would be passed over.
std::vector<Input> roles(const Folder& folder, Links links, Diagnostics& diagnostics) {
  std::vector<Input> inputs;
  auto strangers = folder.files;
  for (const auto& name : folder.folders) {
    const auto role = list(folder.path / name, name, links, diagnostics);
    leave_out_links(role, diagnostics);
    if (role.has(trust_name))
      add_role(role, folder.name, inputs, diagnostics);
    else
      strangers.push_back(name);
  }
  for (const auto& stranger : strangers)
    diagnostics.error(Code::not_recognised, {}, fmt::format("`{}` is no role", folder.shown(stranger)),
                      "beside folders with a trust.json there may be nothing else");
  return inputs;
}

bool holds_roles(const Folder& folder, Links links, Diagnostics& diagnostics) {
  return std::any_of(folder.folders.begin(), folder.folders.end(), [&](const std::string& name) {
    std::error_code ignored;
    const auto path = folder.path / name;
    return git::parse(path.string()) ? list(path, name, links, diagnostics).has(trust_name)
                                     : fs::exists(path / trust_name, ignored);
  });
}

/// Whether it is a folder, on the disk or in a commit.
bool is_folder(const std::string& path) {
  if (const auto commit = git::parse(path)) return git::list(*commit).has_value();
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

/// A file at the top of a commit is given a folder: other files are looked for beside it.
std::string with_folder(std::string path) {
  const auto commit = git::parse(path);
  if (!commit || commit->path.find('/') != std::string::npos) return path;
  const bool may_name_files = is_terraform(commit->path) || commit->path == manifest_name;
  return may_name_files ? fmt::format("git:{}:/{}", commit->revision, commit->path) : path;
}

}  // namespace

std::vector<Input> inputs_of(const std::string& path, Links links, Diagnostics& diagnostics) {
  if (path == "-" || !is_folder(path)) {
    const auto commit = git::parse(path);
    return {{with_folder(path), stem_of(commit ? commit->path : path)}};
  }
  const auto errors = diagnostics.errors();
  const auto folder = list(path, name_of(path), links, diagnostics);
  if (diagnostics.errors() > errors) return {};
  leave_out_links(folder, diagnostics);
  std::vector<Input> inputs;
  if (std::any_of(folder.files.begin(), folder.files.end(), is_terraform)) {
    inputs = terraform_files(folder, diagnostics);
  } else if (folder.has(trust_name)) {
    add_role(folder, folder.name, inputs, diagnostics);
  } else if (folder.has(manifest_name)) {
    inputs = {folder.input(std::string(manifest_name), folder.name)};
  } else if (holds_roles(folder, links, diagnostics)) {
    inputs = roles(folder, links, diagnostics);
  } else {
    diagnostics.error(Code::not_recognised, {}, fmt::format("the folder `{}` holds nothing that can be read", path),
                      "looked for *.tf, *.tf.json, the manifest.json of a cdk.out, and trust.json");
  }
  return diagnostics.errors() > errors ? std::vector<Input>() : inputs;
}

bool is_manifest(const Input& input, const Node& node) {
  return fs::path(input.path).filename() == manifest_name && node.find("artifacts");
}

std::vector<Input> files_of(const Input& input, const Node& manifest, Diagnostics& diagnostics) {
  std::vector<Input> inputs;
  const auto files = template_files(manifest);
  if (files.empty())
    diagnostics.error(Code::not_recognised, manifest.span, "this manifest leads to no template",
                      "it is read as a cdk.out of `cdk synth`");
  for (const fs::path file : files) {
    if (file.is_absolute() || std::find(file.begin(), file.end(), "..") != file.end())
      diagnostics.error(Code::not_recognised, manifest.span,
                        fmt::format("`{}` is outside of the folder", file.string()));
    else
      inputs.push_back({(fs::path(input.path).parent_path() / file).lexically_normal().string(),
                        stem_of(file.string()),
                        {},
                        file.filename() != manifest_name});
  }
  return inputs;
}

}  // namespace rolecast
