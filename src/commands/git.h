// Files of a git repository as they were: `git:REV:PATH`, and what changed since.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/diagnostic.h"

namespace rolecast::git {

/// What is said of a link that is not followed. It may lead out of the repository, and what is there would be shown.
constexpr std::string_view not_followed = "it is a link, and links are not followed",
                           is_not_followed = not_followed.substr(3);

/// A file or folder of a commit. The path counts from the top of the repository; one that begins with `./` or `../`,
/// from the current folder.
struct Path {
  std::string revision, path;
};

/// Nothing where this is no `git:REV:PATH`. gitrevisions(7), "<rev>:<path>".
std::optional<Path> parse(std::string_view name);

/// Reads the file that `name` means. Returns what went wrong, or nothing. No filter runs, and a link is refused.
std::string read_file(const Path& name, std::string& text);

/// What a folder of a commit holds; nothing where it is none.
struct Folder {
  std::vector<std::string> files, folders, others;  ///< the last are links and submodules
};
std::optional<Folder> list(const Path& name);

/// The commit that `revision` names, and for `REV...` the last one that it and HEAD share. Nothing, and an error, where
/// there is none.
std::optional<std::string> commit_of(const std::string& revision, Diagnostics& diagnostics);

/// A file that differs between a commit and the work tree; paths count from the top, empty where there is no file.
struct Change {
  std::string before, after;
};
/// Sorted by path. New files are among them, unless they are ignored; a file that was renamed is one change.
std::vector<Change> changes_since(const std::string& commit, Diagnostics& diagnostics);

/// The files of Terraform in the work tree that hold one of these texts, unless they are ignored; paths count from the
/// top.
std::vector<std::string> terraform_with(const std::vector<std::string>& texts, Diagnostics& diagnostics);

/// What leads from the current folder to the top of the repository: `../` or nothing.
std::string way_to_top(Diagnostics& diagnostics);

}  // namespace rolecast::git
