// Inputs: files and standard input as checked models.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <set>

#include <fmt/core.h>

#include "commands/files.h"
#include "commands/git.h"
#include "commands/inputs.h"
#include "model/check.h"
#include "readers/cdk.h"
#include "syntax/syntax.h"

namespace rolecast {
namespace {

/// All that can be read, up to one byte more than any loader takes.
bool read_all(int file, std::string& text) {
  struct stat status {};
  if (fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0)
    text.reserve(std::min(static_cast<std::size_t>(status.st_size), max_file_bytes) + 1);
  char buffer[65536];
  while (text.size() <= max_file_bytes) {
    const auto count = ::read(file, buffer, sizeof buffer);
    if (count == 0) return true;
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    text.append(buffer, static_cast<std::size_t>(count));
  }
  return true;
}

/// A deployment that gives no values must not be one that AWS refuses either.
void check_defaults(const Model& model, Diagnostics& diagnostics) {
  const auto has_default = [](const Parameter& parameter) { return parameter.default_value.has_value(); };
  if (std::any_of(model.parameters.begin(), model.parameters.end(), has_default))
    check(with_defaults(model), diagnostics);
}

/// The trees in `input`. Nothing is no fault only in one of several files of Terraform.
std::vector<Node> load_input(const Input& input, bool may_be_empty, Context& context) {
  const auto file = read_input(input.path, context);
  if (!file) return {};
  const auto errors = context.diagnostics.errors();
  auto nodes = load(context.sources, file, context.diagnostics);
  if (nodes.empty() && !may_be_empty && context.diagnostics.errors() == errors)
    context.diagnostics.error(Code::not_recognised, {file, 0, 0}, "the input is empty");
  return nodes;
}

/// Appends the documents of everything that `path` stands for, each file once, without the other stacks of an app.
void read_documents(const std::string& path, std::vector<Document>& documents, Context& context) {
  const auto before = documents.size();
  const auto errors = context.diagnostics.errors();
  auto inputs = inputs_of(path, context.follows_links ? Links::follow : Links::leave_out, context.diagnostics);
  std::set<std::filesystem::path> seen;
  for (std::size_t at = 0; at < inputs.size(); ++at) {
    const auto input = inputs[at];
    std::error_code missing;
    if (!seen.insert(std::filesystem::weakly_canonical(input.path, missing)).second) continue;
    auto nodes = load_input(
        input, inputs.size() > 1 && (input.path.ends_with(".tf") || input.path.ends_with(".tfvars")), context);
    if (nodes.size() == 1 && is_manifest(input, nodes.front())) {
      for (auto& file : files_of(input, nodes.front(), context.diagnostics)) inputs.push_back(std::move(file));
      continue;
    }
    if (input.is_stack && nodes.size() == 1 && !may_hold_roles(nodes.front())) continue;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const auto stem = nodes.size() > 1 ? fmt::format("{}-{}", input.stem, i + 1) : input.stem;
      documents.push_back({stem, std::move(nodes[i]), input.path, input.folder});
    }
  }
  if (documents.size() == before && context.diagnostics.errors() == errors)
    context.diagnostics.error(Code::no_roles, {}, fmt::format("`{}` holds nothing about roles", path));
}

std::vector<Document> documents_of(const std::vector<std::string>& paths, Context& context) {
  std::vector<Document> documents;
  if (std::count(paths.begin(), paths.end(), "-") > 1)
    context.diagnostics.error(Code::usage, {}, "standard input is named twice", "it can be read once");
  for (const auto& path : paths) read_documents(path, documents, context);
  return documents;
}

std::vector<Model> read_given(std::vector<Document> documents, std::string_view from, const Bindings& given,
                              Context& context) {
  for (auto& document : documents) document.given.insert(given.begin(), given.end());
  return read(std::move(documents), from, context.readers, context.sources, context.diagnostics);
}

/// None are left where there were errors.
void check_all(std::vector<Model>& models, Diagnostics& diagnostics) {
  for (const auto& model : models) check(model, diagnostics);
  if (!diagnostics.has_errors())
    for (const auto& model : models) check_defaults(model, diagnostics);
  if (diagnostics.has_errors()) models.clear();
}

}  // namespace

std::string not_empty(const std::string& path) { return path.empty() ? "the path is empty" : ""; }

std::uint32_t read_input(const std::string& path, Context& context) {
  if (const auto commit = git::parse(path)) {
    std::string text;
    const auto fault = git::read_file(*commit, text);
    if (fault.empty()) return context.sources.add(path, std::move(text));
    context.diagnostics.error(Code::unreadable, {}, fmt::format("`{}` cannot be read: {}", path, fault));
    return 0;
  }
  const bool standard = path == "-";
  if (!standard && !context.follows_links && leads_through_link(path)) {
    context.diagnostics.error(Code::unreadable, {}, fmt::format("`{}` cannot be read: {}", path, git::not_followed));
    return 0;
  }
  const int file = standard ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC);
  std::string text;
  const bool good = file >= 0 && read_all(file, text);
  const int fault = errno;
  if (!standard && file >= 0) close(file);
  if (good) return context.sources.add(standard ? "<stdin>" : path, std::move(text));
  context.diagnostics.error(Code::unreadable, {}, fmt::format("`{}` cannot be read: {}", path, std::strerror(fault)));
  return 0;
}

std::string read_named_file(const std::string& path, std::string& text) {
  if (const auto commit = git::parse(path)) return git::read_file(*commit, text);
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);  // a pipe would wait for its writer
  if (file < 0) return std::strerror(errno);
  struct stat status {};
  std::string fault;
  if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode))
    fault = "it is no regular file";
  else if (!read_all(file, text))
    fault = std::strerror(errno);
  close(file);
  return fault;
}

std::string read_named_file_itself(const std::string& path, std::string& text) {
  return leads_through_link(path) ? std::string(git::not_followed) : read_named_file(path, text);
}

bool leads_through_link(const std::string& path) {
  std::filesystem::path walked;
  for (const auto& step : std::filesystem::path(path).lexically_normal()) {
    walked /= step;
    std::error_code ignored;
    if (std::filesystem::is_symlink(std::filesystem::symlink_status(walked, ignored))) return true;
  }
  return false;
}

std::vector<Model> read_models(const std::vector<std::string>& paths, std::string_view from, const Bindings& bindings,
                               Context& context) {
  return read_models(documents_of(paths, context), from, bindings, context);
}

std::vector<Model> read_models(std::vector<Document> documents, std::string_view from, const Bindings& bindings,
                               Context& context) {
  auto& diagnostics = context.diagnostics;
  auto models = read_given(std::move(documents), from, bindings, context);
  // what could not be read would be reported again, as missing
  if (!diagnostics.has_errors()) bind(models, bindings, diagnostics);
  check_all(models, diagnostics);
  return models;
}

std::vector<Document> read_documents(const std::string& path, Context& context) {
  return documents_of({path}, context);
}

std::vector<Model> read_unbound(std::vector<Document> documents, std::string_view from, const Bindings& given,
                                Context& context) {
  auto models = read_given(std::move(documents), from, given, context);
  check_all(models, context.diagnostics);
  return models;
}

}  // namespace rolecast
