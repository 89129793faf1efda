// Inputs: files and standard input as checked models.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fmt/core.h>

#include "commands/files.h"
#include "model/check.h"
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

}  // namespace

std::string not_empty(const std::string& path) { return path.empty() ? "the path is empty" : ""; }

std::uint32_t read_input(const std::string& path, Context& context) {
  const bool standard = path == "-";
  const int file = standard ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC);
  std::string text;
  const bool good = file >= 0 && read_all(file, text);
  const int fault = errno;
  if (!standard && file >= 0) close(file);
  if (good) return context.sources.add(standard ? "<stdin>" : path, std::move(text));
  context.diagnostics.error(Code::unreadable, {}, fmt::format("`{}` cannot be read: {}", path, std::strerror(fault)));
  return 0;
}

std::vector<Model> read_models(const std::vector<std::string>& paths, std::string_view from, const Bindings& bindings,
                               Context& context) {
  auto& diagnostics = context.diagnostics;
  std::vector<Document> documents;
  if (std::count(paths.begin(), paths.end(), "-") > 1)
    diagnostics.error(Code::usage, {}, "standard input is named twice", "it can be read once");
  for (const auto& path : paths) {
    const auto file = read_input(path, context);
    if (!file) continue;
    const auto errors = diagnostics.errors();
    auto nodes = load(context.sources, file, diagnostics);
    if (nodes.empty() && diagnostics.errors() == errors)
      diagnostics.error(Code::not_recognised, {file, 0, 0}, "the input is empty");
    const bool stream = nodes.size() > 1;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      auto stem = stem_of(path);
      if (stream) stem += fmt::format("-{}", i + 1);
      documents.push_back({std::move(stem), std::move(nodes[i]), path});
    }
  }
  return read_models(std::move(documents), from, bindings, context);
}

std::vector<Model> read_models(std::vector<Document> documents, std::string_view from, const Bindings& bindings,
                               Context& context) {
  auto& diagnostics = context.diagnostics;
  auto models = read(std::move(documents), from, context.readers, context.sources, diagnostics);
  // what could not be read would be reported again, as missing
  if (!diagnostics.has_errors()) bind(models, bindings, diagnostics);
  for (const auto& model : models) check(model, diagnostics);
  if (!diagnostics.has_errors())
    for (const auto& model : models) check_defaults(model, diagnostics);
  if (diagnostics.has_errors()) models.clear();
  return models;
}

}  // namespace rolecast
