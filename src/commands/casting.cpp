#include "commands/casting.h"

#include <algorithm>
#include <map>

#include <fmt/core.h>

#include "commands/verify.h"
#include "model/characters.h"
#include "source/utf8.h"
#include "syntax/suggest.h"

namespace rolecast {
namespace {

const Setting* find_setting(const Emitter& emitter, std::string_view name) {
  for (const auto& setting : emitter.settings)
    if (setting.name == name) return &setting;
  return nullptr;
}

void check_options(const std::vector<Emitter>& emitters, const Options& options, Diagnostics& diagnostics) {
  for (const auto& [name, value] : options) {
    std::vector<std::string_view> names, values;
    bool is_known = false, is_free = false;
    for (const auto& emitter : emitters) {
      is_known = is_known || emitter.takes_any_option;
      for (const auto& setting : emitter.settings) names.push_back(setting.name);
      const auto* setting = find_setting(emitter, name);
      if (!setting) continue;
      for (const auto& each : setting->values) values.push_back(each);
      is_known = true;
      is_free = is_free || setting->values.empty();
    }
    if (!is_known)
      diagnostics.error(Code::unknown_option, {}, fmt::format("no chosen format has an option `{}`", name),
                        suggestion(name, names));
    else if (!values.empty() && !is_free && std::find(values.begin(), values.end(), value) == values.end())
      diagnostics.error(Code::unknown_option, {}, fmt::format("option `{}` has no value `{}`", name, value),
                        suggestion(value, values));
  }
  for (std::size_t i = 0; i < options.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (options[i].first == options[j].first)
        diagnostics.error(Code::unknown_option, {}, fmt::format("option `{}` is given twice", options[i].first));
}

bool takes_value(const Setting& setting, const std::string& value) {
  return setting.values.empty() ||
         std::find(setting.values.begin(), setting.values.end(), value) != setting.values.end();
}

Settings settings_for(const Emitter& emitter, const Options& options) {
  Settings settings;
  for (const auto& [name, value] : options) {
    const auto* setting = find_setting(emitter, name);
    const bool takes = setting ? takes_value(*setting, value) : emitter.takes_any_option;
    if (takes) settings.emplace(name, value);
  }
  return settings;
}

std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/') + 1); }

/// Compared without letter case, since many file systems have none.
void refuse_equal_paths(const std::vector<OutputFile>& files, Diagnostics& diagnostics) {
  std::map<std::string, const OutputFile*> paths;
  for (const auto& file : files) {
    const auto [other, fresh] = paths.emplace(lower_case(file.path), &file);
    if (!fresh)
      diagnostics.error(Code::output_collision, {},
                        other->second->path == file.path
                            ? fmt::format("two outputs would be `{}`", file.path)
                            : fmt::format("two outputs would be `{}` and `{}`", other->second->path, file.path),
                        "give inputs of different names, or write each to a folder of its own");
  }
}

/// Before anything is written: one rename of two that cannot both happen would come too late.
void refuse_files_as_folders(const std::vector<OutputFile>& files, Diagnostics& diagnostics) {
  std::map<std::string, const OutputFile*> paths;
  for (const auto& file : files) paths.emplace(lower_case(file.path), &file);
  for (const auto& [path, file] : paths)
    for (auto end = path.find('/'); end != std::string::npos; end = path.find('/', end + 1))
      if (const auto folder = paths.find(path.substr(0, end)); folder != paths.end())
        diagnostics.error(
            Code::output_collision, {},
            fmt::format("`{}` would be a file, and the folder of `{}`", folder->second->path, file->path));
}

/// One error for each file that declares what a file before it in its folder declares.
void refuse_equal_claims(const std::vector<OutputFile>& files, Diagnostics& diagnostics) {
  std::map<std::string, const OutputFile*> claims;
  for (const auto& file : files) {
    bool reported = false;
    for (const auto& claim : file.claims) {
      const auto [other, fresh] = claims.emplace(folder_of(file.path) + claim, &file);
      if (fresh || other->second == &file || reported) continue;
      diagnostics.error(
          Code::output_collision, {},
          fmt::format("`{}` and `{}` both declare `{}`", other->second->path, file.path, claim),
          "Terraform reads a folder as one module: write each to a folder of its own, or put the roles in "
          "one role file");
      reported = true;
    }
  }
}

std::vector<OutputFile> emit_verified(const Model& model, const Emitter& emitter, const Settings& settings,
                                      Context& context) {
  const auto errors = context.diagnostics.errors();
  auto files = emitter.emit(model, settings, context.diagnostics);
  if (context.diagnostics.errors() == errors)
    verify(model, emitter, settings, files, context.readers, context.diagnostics);
  return files;
}

/// What the plug-in takes, where that matters; nothing where it does not say.
std::optional<Description> description_for(const Options& options, const PlugIn& plug_in, const Context& context) {
  if (options.empty()) return std::nullopt;
  Diagnostics ignored;  // it need not describe itself, and a real fault shows again when it emits
  auto description = describe(plug_in, context.plug_ins, ignored);
  return ignored.has_errors() ? std::nullopt : std::optional(std::move(description));
}

void report_unknown(const std::string& name, Context& context) {
  std::vector<std::string> known;
  for (const auto& emitter : context.emitters) known.push_back(emitter.name);
  for (const auto& plug_in : find_plug_ins(context.plug_ins)) known.push_back(plug_in.name);
  context.diagnostics.error(
      Code::unknown_format, {},
      is_plug_in_name(name)
          ? fmt::format("unknown format `{}`: not built in, and no `rolecast-emit-{}` on the PATH", name, name)
          : fmt::format("unknown format `{}`", name),
      suggestion(name, {known.begin(), known.end()}));
}

}  // namespace

std::vector<std::pair<std::string, std::string>> split_assignments(const std::vector<std::string>& words,
                                                                   std::string_view option, Diagnostics& diagnostics) {
  std::vector<std::pair<std::string, std::string>> result;
  for (const auto& word : words) {
    if (find_bad_utf8(word) != std::string_view::npos) {
      diagnostics.error(Code::encoding, {}, fmt::format("`{} {}` is not UTF-8", option, word));
      continue;
    }
    const auto equals = word.find('=');
    if (equals == std::string::npos || equals == 0)
      diagnostics.error(Code::usage, {}, fmt::format("`{} {}` is no NAME=VALUE", option, word));
    else
      result.emplace_back(word.substr(0, equals), word.substr(equals + 1));
  }
  return result;
}

std::vector<Emitter> choose_emitters(const std::vector<std::string>& names, const Options& options, Context& context) {
  std::vector<Emitter> chosen;
  for (const auto& name : names) {
    const auto is_named = [&](const Emitter& emitter) { return emitter.name == name; };
    if (std::any_of(chosen.begin(), chosen.end(), is_named)) continue;
    const auto built_in = std::find_if(context.emitters.begin(), context.emitters.end(), is_named);
    if (built_in != context.emitters.end())
      chosen.push_back(*built_in);
    else if (const auto plug_in = find_plug_in(name, context.plug_ins))
      chosen.push_back(plug_in_emitter(*plug_in, context.plug_ins, description_for(options, *plug_in, context)));
    else
      report_unknown(name, context);
  }
  return chosen;
}

std::vector<OutputFile> cast(const std::vector<Model>& models, const std::vector<Emitter>& emitters,
                             const Options& options, Context& context) {
  auto& diagnostics = context.diagnostics;
  check_options(emitters, options, diagnostics);
  if (diagnostics.has_errors()) return {};
  std::vector<OutputFile> files;
  for (const auto& model : models)
    for (const auto& emitter : emitters)
      for (auto& file : emit_verified(model, emitter, settings_for(emitter, options), context))
        files.push_back(std::move(file));
  if (!diagnostics.has_errors()) refuse_equal_paths(files, diagnostics);
  if (!diagnostics.has_errors()) refuse_files_as_folders(files, diagnostics);
  if (!diagnostics.has_errors()) refuse_equal_claims(files, diagnostics);
  return files;
}

}  // namespace rolecast
