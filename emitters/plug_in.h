// Plug-ins: programs called rolecast-emit-NAME that are output formats as the built-in ones are.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emitters/emitter.h"
#include "emitters/process.h"
#include "emitters/protocol.h"

namespace rolecast {

/// Where plug-ins are looked for, and what they get.
struct PlugInHost {
  std::string path;                      ///< folders, as in PATH; a relative one is skipped
  std::vector<std::string> environment;  ///< NAME=VALUE
  Limits limits;
};

/// PATH, HOME and TMPDIR as we have them, LANG=C.UTF-8 and nothing else.
PlugInHost plug_in_host();

struct PlugIn {
  std::string name;     ///< `pulumi-yaml`
  std::string program;  ///< the path of rolecast-emit-pulumi-yaml
};

/// Small letters, digits and `-`, 64 at most, not beginning with `-`.
bool is_plug_in_name(std::string_view name);

/// The programs on the path, by name; of two of one name the first in the path.
std::vector<PlugIn> find_plug_ins(const PlugInHost& host);
/// The one of that name, which may not be executable.
std::optional<PlugIn> find_plug_in(std::string_view name, const PlugInHost& host);

/// What the plug-in says about itself. Whatever goes wrong is an error.
Description describe(const PlugIn& plug_in, const PlugInHost& host, Diagnostics& diagnostics);

/// The emitter that runs it. Without a description it takes any option.
Emitter plug_in_emitter(const PlugIn& plug_in, const PlugInHost& host, std::optional<Description> description);

}  // namespace rolecast
