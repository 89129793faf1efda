// The boundary between rolecast and an output format: a checked model goes in, files in memory come out.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/model.h"

namespace rolecast {

/// One choice a format offers (`--option layout=module`). The first value is the default. Only a plug-in's may have no
/// values, and takes any then.
struct Setting {
  std::string name;
  std::string summary;
  std::vector<std::string> values;
};

/// What was chosen, by name; a name that was not set is not in it.
using Settings = std::map<std::string, std::string, std::less<>>;

/// The chosen value of `setting`, or its default.
std::string_view chosen(const Settings& settings, const Setting& setting);

struct OutputFile {
  std::string path;  ///< relative, with `/`, without `..`
  std::string content;
  /// Names that may stand only once in a folder, where the format reads a whole folder as one (Terraform addresses).
  std::vector<std::string> claims;
  bool is_foreign = false;  ///< a plug-in named the path: it must not lead out of the folder, not even through a link
  std::string read_back = {};  ///< the reader a plug-in named for its files; empty: none
};

/// An output format. `emit` is pure: the same model and settings give the same bytes. It may assume that check() found
/// nothing, never touches the disk, and reports what the format cannot say instead of leaving it out.
struct Emitter {
  std::string name;
  std::string summary;
  std::vector<Setting> settings;
  std::function<std::vector<OutputFile>(const Model&, const Settings&, Diagnostics&)> emit;
  /// The reader of these files; empty where there is none.
  std::string reader = {};
  /// What that reader must give: the model under the names that the files use, without what emit() warned of leaving
  /// out. Without it, the model itself.
  std::function<Model(const Model&, const Settings&)> held = {};
  bool takes_any_option = false;  ///< a plug-in that does not say which it has, and checks them itself
};

}  // namespace rolecast
