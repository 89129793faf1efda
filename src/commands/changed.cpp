#include "commands/changed.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <set>

#include <fmt/core.h>

#include "commands/git.h"
#include "model/characters.h"

namespace rolecast {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 3> terraform_endings = {".tf", ".tf.json", ".tfvars"};
constexpr std::array<std::string_view, 2> configuration_endings = {".tf", ".tf.json"};
constexpr std::array<std::string_view, 4> document_endings = {".yaml", ".yml", ".json", ".template"};
/// What a program has still to fill in ends in one of these beside its own ending: `role.yaml.j2`.
constexpr std::array<std::string_view, 9> unfinished_endings = {".j2",  ".jinja", ".jinja2",   ".tmpl", ".gotmpl",
                                                                ".erb", ".ejs",   ".mustache", ".hbs"};
constexpr std::size_t shown_digits = 12;

template <typename Endings>
bool ends_in_one(std::string_view name, const Endings& endings) {
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return name.ends_with(ending); });
}

/// Whatever the case of its letters.
bool is_document(const std::string& path) {
  auto name = lower_case(path);
  for (const auto ending : unfinished_endings)
    if (name.ends_with(ending)) {
      name.resize(name.size() - ending.size());
      return ends_in_one(name, document_endings) || ends_in_one(name, configuration_endings);
    }
  return ends_in_one(name, document_endings);
}

class ChangedInputs {
 public:
  ChangedInputs(std::string revision, const std::string& top) : revision_(std::move(revision)), top_(top) {}

  /// A side that is in a folder which is one input is compared with that folder; the other may be a file of its own.
  void add(const git::Change& change) {
    const auto is_file = [&](const std::string& path) { return !add_folder(path) && is_document(path); };
    const bool was = is_file(change.before), is = is_file(change.after);
    if (was || is) inputs_.push_back({was ? committed(change.before) : "", is ? on_disk(change.after) : ""});
  }

  void add_folder_of(const std::string& terraform_file) { add_folder(terraform_file); }

  std::vector<ChangedInput> take() { return std::move(inputs_); }

 private:
  std::string committed(const std::string& path) const { return fmt::format("git:{}:{}", revision_, path); }

  /// A file is what it is called, also where that looks like one of a commit.
  std::string on_disk(const std::string& path) const { return (top_.empty() && git::parse(path) ? "./" : top_) + path; }

  /// Whether the file belongs to a folder that is one input.
  bool add_folder(const std::string& path) {
    if (path.empty()) return false;
    const auto folder = fs::path(path).parent_path().string();
    const bool is_terraform = ends_in_one(path, terraform_endings);
    const auto here = on_disk(folder.empty() ? "." : folder), there = committed(folder);
    const auto listed = is_terraform || path.ends_with(".json") ? git::list(*git::parse(there)) : std::nullopt;
    const auto was_there = [&](const auto& is_one) {
      return listed && std::any_of(listed->files.begin(), listed->files.end(), is_one);
    };
    const auto is_part = [&](const std::string& name) {
      return is_terraform ? ends_in_one(name, configuration_endings) : name == "trust.json";
    };
    const bool was = was_there(is_part), is = holds(here, is_part);
    if (!was && !is) return false;
    if (known_.insert(folder).second) inputs_.push_back({was ? there : "", is ? here : ""});
    return true;
  }

  template <typename IsPart>
  static bool holds(const std::string& folder, IsPart is_part) {
    std::error_code fault;
    for (fs::directory_iterator at(folder, fault), end; !fault && at != end; at.increment(fault))
      if (is_part(at->path().filename().string())) return true;
    return false;
  }

  const std::string revision_, top_;
  std::set<std::string> known_;  // folders
  std::vector<ChangedInput> inputs_;
};

/// What a configuration would call a changed file that is none of its own.
std::vector<std::string> names_of(const std::vector<git::Change>& changes) {
  std::set<std::string> names;
  for (const auto& change : changes)
    for (const auto& path : {change.before, change.after})
      if (!path.empty() && !ends_in_one(path, terraform_endings)) names.insert(fs::path(path).filename().string());
  return {names.begin(), names.end()};
}

/// The files of Terraform that call `file()`, `templatefile()` or their kind, and name a changed file.
std::vector<std::string> readers_of(const std::vector<git::Change>& changes, Diagnostics& diagnostics) {
  const auto naming = git::terraform_with(names_of(changes), diagnostics);
  if (naming.empty()) return {};
  const auto reading = git::terraform_with({"file"}, diagnostics);
  const std::set<std::string> both(reading.begin(), reading.end());
  std::vector<std::string> result;
  std::copy_if(naming.begin(), naming.end(), std::back_inserter(result),
               [&](const std::string& path) { return both.count(path) > 0; });
  return result;
}

}  // namespace

std::vector<ChangedInput> changed_inputs(const std::string& base, const std::string& top, Diagnostics& diagnostics) {
  const auto commit = git::commit_of(base, diagnostics);
  if (!commit) return {};
  const auto changes = git::changes_since(*commit, diagnostics);
  const bool is_plain = !base.ends_with("...") && base.find(':') == std::string::npos;
  ChangedInputs inputs(is_plain ? base : commit->substr(0, shown_digits), top);
  for (const auto& change : changes) inputs.add(change);
  for (const auto& path : readers_of(changes, diagnostics)) inputs.add_folder_of(path);
  return inputs.take();
}

}  // namespace rolecast
