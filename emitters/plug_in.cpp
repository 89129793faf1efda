#include "emitters/plug_in.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <map>

#include <fmt/core.h>

#include "emitters/native.h"
#include "source/utf8.h"

namespace rolecast {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view prefix = "rolecast-emit-";
constexpr std::size_t most_lines = 20, widest = 500;  // of what a plug-in writes to standard error

/// The folders in which programs are looked for. Relative ones, the empty one among them, would run what happens to lie
/// in the current folder.
std::vector<fs::path> folders(const PlugInHost& host) {
  std::vector<fs::path> found;
  std::string_view rest = host.path;
  while (!rest.empty()) {
    const auto end = std::min(rest.find(':'), rest.size());
    if (rest.front() == '/') found.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return found;
}

bool is_program(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored) && access(path.c_str(), X_OK) == 0;
}

/// The last lines of what a plug-in wrote to standard error.
void show_errors(const std::string& name, std::string_view text, Diagnostics& diagnostics) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    if (end > 0) lines.push_back(text.substr(0, std::min(end, widest)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  const auto skipped = lines.size() > most_lines ? lines.size() - most_lines : 0;
  if (skipped > 0) diagnostics.note(Code::plug_in_failed, {}, fmt::format("{} wrote {} lines more", name, skipped));
  for (std::size_t i = skipped; i < lines.size(); ++i)
    diagnostics.note(Code::plug_in_failed, {}, fmt::format("{}: {}", name, lines[i]));
}

/// How a run went wrong; empty where it did not.
std::string fault_of(const PlugIn& plug_in, const Outcome& outcome, const Limits& limits) {
  switch (outcome.ending) {
    case Ending::not_started:
      return fmt::format("cannot be started: `{}`: {}", plug_in.program, std::strerror(outcome.number));
    case Ending::too_slow:
      return fmt::format("did not answer within {} s", std::chrono::duration<double>(limits.time).count());
    case Ending::too_large:
      return fmt::format("wrote more than {} bytes", limits.bytes);
    case Ending::signalled:
      return fmt::format("was killed by signal {} ({})", outcome.number, strsignal(outcome.number));
    case Ending::exited:
      break;
  }
  return outcome.number == 0 ? std::string() : fmt::format("ended with status {}", outcome.number);
}

/// The answer, or nothing after an error.
std::optional<std::string> ask(const PlugIn& plug_in, const PlugInHost& host, const std::string& request,
                               Diagnostics& diagnostics) {
  auto outcome = run_program(plug_in.program, {}, request, host.environment, host.limits);
  const auto fault = fault_of(plug_in, outcome, host.limits);
  if (!fault.empty()) diagnostics.error(Code::plug_in_failed, {}, fmt::format("plug-in `{}` {}", plug_in.name, fault));
  show_errors(plug_in.name, outcome.errors, diagnostics);
  if (!fault.empty()) return std::nullopt;
  return std::move(outcome.output);
}

std::vector<OutputFile> emit(const PlugIn& plug_in, const PlugInHost& host, const Model& model,
                             const Settings& settings, Diagnostics& diagnostics) {
  const auto errors = diagnostics.errors();
  const Node form = native_form(model, diagnostics);
  if (find_bad_utf8(model.stem) != std::string_view::npos)
    diagnostics.error(Code::encoding, model.span, fmt::format("the file name `{}` is not UTF-8", model.stem),
                      "a plug-in is told the name: rename the file");
  if (diagnostics.errors() != errors) return {};
  auto answer = ask(plug_in, host, emit_request(form, model.stem, settings), diagnostics);
  if (!answer) return {};
  return read_answer(std::move(*answer), plug_in.name, form, diagnostics);
}

}  // namespace

PlugInHost plug_in_host() {
  PlugInHost host;
  for (const char* name : {"PATH", "HOME", "TMPDIR"})
    if (const char* value = std::getenv(name)) host.environment.push_back(fmt::format("{}={}", name, value));
  host.environment.emplace_back("LANG=C.UTF-8");
  if (const char* path = std::getenv("PATH")) host.path = path;
  return host;
}

bool is_plug_in_name(std::string_view name) {
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  return !name.empty() && name.size() <= 64 && name.front() != '-' && std::all_of(name.begin(), name.end(), fits);
}

std::vector<PlugIn> find_plug_ins(const PlugInHost& host) {
  std::map<std::string, std::string> found;
  for (const auto& folder : folders(host)) {
    std::error_code fault;
    for (fs::directory_iterator at(folder, fault), end; !fault && at != end; at.increment(fault)) {
      const auto file = at->path().filename().string();
      if (file.starts_with(prefix) && is_plug_in_name(file.substr(prefix.size())) && is_program(at->path()))
        found.emplace(file.substr(prefix.size()), at->path().string());
    }
  }
  std::vector<PlugIn> plug_ins;
  for (const auto& [name, program] : found) plug_ins.push_back({name, program});
  return plug_ins;
}

std::optional<PlugIn> find_plug_in(std::string_view name, const PlugInHost& host) {
  if (!is_plug_in_name(name)) return std::nullopt;
  std::optional<PlugIn> found;
  for (const auto& folder : folders(host)) {
    const auto path = folder / fmt::format("{}{}", prefix, name);
    std::error_code ignored;
    if (is_program(path)) return PlugIn{std::string(name), path.string()};
    if (!found && fs::exists(path, ignored)) found = PlugIn{std::string(name), path.string()};
  }
  return found;
}

Description describe(const PlugIn& plug_in, const PlugInHost& host, Diagnostics& diagnostics) {
  auto quick = host;
  quick.limits.time = std::min<std::chrono::milliseconds>(quick.limits.time, std::chrono::seconds(5));
  auto answer = ask(plug_in, quick, describe_request(), diagnostics);
  return answer ? read_description(std::move(*answer), plug_in.name, diagnostics) : Description();
}

Emitter plug_in_emitter(const PlugIn& plug_in, const PlugInHost& host, std::optional<Description> description) {
  Emitter emitter;
  emitter.name = plug_in.name;
  emitter.takes_any_option = !description;
  if (description) {
    emitter.summary = std::move(description->summary);
    emitter.settings = std::move(description->settings);
  }
  emitter.emit = [plug_in, host](const Model& model, const Settings& settings, Diagnostics& diagnostics) {
    return emit(plug_in, host, model, settings, diagnostics);
  };
  return emitter;
}

}  // namespace rolecast
