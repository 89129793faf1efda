// Outputs: every file whole, and all of them or none.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>

#include <fmt/core.h>

#include "commands/files.h"

namespace rolecast {
namespace {

namespace fs = std::filesystem;

/// A file written in full beside its target, not yet under its target's name. Removed again unless committed.
class Staged {
 public:
  explicit Staged(fs::path target) : target_(std::move(target)) {}
  Staged(const Staged&) = delete;
  Staged& operator=(const Staged&) = delete;
  Staged& operator=(Staged&&) = delete;
  Staged(Staged&& other) noexcept
      : target_(std::move(other.target_)), temporary_(std::exchange(other.temporary_, {})) {}
  ~Staged() {
    if (!temporary_.empty()) unlink(temporary_.c_str());
  }

  /// 0, or the errno of what went wrong.
  int write(const std::string& content) {
    std::string name = (target_.parent_path() / ".rolecast-XXXXXX").string();
    const int file = mkostemp(name.data(), O_CLOEXEC);
    if (file < 0) return errno;
    temporary_ = name;
    int fault = 0;
    for (std::size_t done = 0; done < content.size() && fault == 0;) {
      const auto count = ::write(file, content.data() + done, content.size() - done);
      if (count >= 0)
        done += static_cast<std::size_t>(count);
      else if (errno != EINTR)
        fault = errno;
    }
    keep_owner(file);
    if (fault == 0 && fchmod(file, mode()) != 0) fault = errno;
    if (close(file) != 0 && fault == 0) fault = errno;
    return fault;
  }

  int commit() {
    if (rename(temporary_.c_str(), target_.c_str()) != 0) return errno;
    temporary_.clear();
    return 0;
  }

  const fs::path& target() const { return target_; }

 private:
  /// Only root may give files away; anybody else owns what they replace, or could not have kept the owner.
  void keep_owner(int file) const {
    struct stat old {};
    if (stat(target_.c_str(), &old) == 0 && fchown(file, old.st_uid, old.st_gid) != 0) errno = 0;
  }

  /// The old file's permissions, or what the umask leaves.
  mode_t mode() const {
    struct stat old {};
    if (stat(target_.c_str(), &old) == 0) return old.st_mode & 07777;
    const auto mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
  }

  fs::path target_;
  std::string temporary_;
};

std::optional<std::string> content_of(const fs::path& path) {
  std::error_code ignored;
  if (!fs::is_regular_file(path, ignored)) return std::nullopt;  // reading a pipe would wait for its writer
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

/// Where the content goes: through folders that need not exist yet (`new/..` is none), and through symbolic links to
/// the file they name, which need not exist either.
fs::path real_target(const std::string& folder, const std::string& path) {
  std::error_code ignored;
  const auto given = fs::absolute(fs::path(folder) / path, ignored);
  auto target = fs::weakly_canonical(given.parent_path(), ignored) / given.filename();
  for (int links = 0; links < 40 && fs::is_symlink(target, ignored); ++links) {
    const auto next = fs::read_symlink(target, ignored);
    target = next.is_absolute() ? next : target.parent_path() / next;
  }
  return target;
}

void refuse(const fs::path& path, const std::string& why, Diagnostics& diagnostics) {
  diagnostics.error(Code::write_failed, {}, fmt::format("`{}` cannot be written: {}", path.string(), why),
                    "nothing was changed");
}

/// Makes the folders that the files need. Those it made are removed again unless kept.
class Folders {
 public:
  Folders() = default;
  Folders(const Folders&) = delete;
  Folders& operator=(const Folders&) = delete;
  Folders(Folders&&) = delete;
  Folders& operator=(Folders&&) = delete;
  ~Folders() {
    std::error_code ignored;
    for (auto folder = made_.rbegin(); folder != made_.rend(); ++folder) fs::remove(*folder, ignored);
  }

  std::error_code make(const fs::path& folder) {
    std::error_code fault;
    if (folder.empty() || fs::is_directory(folder, fault)) return {};
    if (fs::exists(folder, fault)) return std::make_error_code(std::errc::not_a_directory);
    if (const auto up = make(folder.parent_path())) return up;
    if (fs::create_directory(folder, fault)) made_.push_back(folder);
    return fault;
  }
  void keep() { made_.clear(); }

 private:
  std::vector<fs::path> made_;
};

/// `shown` is the target as the user named it.
bool stage(const fs::path& target, const fs::path& shown, const std::string& content, Folders& folders,
           std::vector<Staged>& staged, Diagnostics& diagnostics) {
  const auto give_up = [&](const std::string& why) { return refuse(shown, why, diagnostics), false; };
  if (const auto fault = folders.make(target.parent_path())) return give_up(fault.message());
  std::error_code ignored;
  if (fs::is_directory(target, ignored)) return give_up("it is a folder");
  if (fs::exists(target, ignored) && !fs::is_regular_file(target, ignored)) return give_up("it is no regular file");
  if (content_of(target) == content) return true;
  Staged file(target);
  if (const int fault = file.write(content)) return give_up(std::strerror(fault));
  staged.push_back(std::move(file));
  return true;
}

}  // namespace

void write_files(const std::string& folder, const std::vector<OutputFile>& files, Diagnostics& diagnostics) {
  Folders folders;
  std::vector<Staged> staged;  // destroyed before the folders they are in
  bool good = true;
  std::set<fs::path> targets;
  for (const auto& file : files) {
    const auto target = real_target(folder, file.path);
    const auto shown = fs::path(folder) / file.path;
    if (!targets.insert(target).second) {
      diagnostics.error(Code::output_collision, {}, fmt::format("`{}` is another output as well", shown.string()),
                        "a symbolic link leads to it");
      good = false;
      continue;
    }
    good = stage(target, shown, file.content, folders, staged, diagnostics) && good;
  }
  if (!good) {
    staged.clear();
    return;
  }
  for (auto& file : staged)
    if (const int fault = file.commit())
      diagnostics.error(Code::write_failed, {},
                        fmt::format("`{}` cannot be replaced: {}", file.target().string(), std::strerror(fault)));
  folders.keep();
}

std::optional<std::string> read_existing(const std::string& folder, const std::string& path) {
  return content_of(fs::path(folder) / path);
}

void refuse_to_replace_inputs(const Sources& inputs, const std::string& folder, const std::vector<OutputFile>& files,
                              Diagnostics& diagnostics) {
  for (const auto& input : inputs)
    for (const auto& file : files) {
      std::error_code missing;
      if (fs::equivalent(input.name, real_target(folder, file.path), missing))
        diagnostics.error(Code::output_collision, {},
                          fmt::format("`{}` would replace the input `{}`", file.path, input.name),
                          "write it somewhere else");
    }
}

void refuse_to_leave(const std::string& folder, const std::vector<OutputFile>& files, Diagnostics& diagnostics) {
  std::error_code ignored;
  const auto inside = fs::weakly_canonical(fs::absolute(folder, ignored), ignored);
  for (const auto& file : files) {
    if (!file.is_foreign) continue;
    const auto target = real_target(folder, file.path);
    std::error_code fault;
    const auto real = fs::weakly_canonical(target, fault);
    if (fault) continue;  // such as a name that is too long: it cannot be written either
    const auto relative = real.lexically_relative(inside);
    if (relative.empty() || *relative.begin() == "..")
      diagnostics.error(
          Code::write_failed, {},
          fmt::format("`{}` is another place: `{}`", (fs::path(folder) / file.path).string(), target.string()),
          "a symbolic link leads there, and a plug-in may write to the folder of the outputs alone");
  }
}

}  // namespace rolecast
