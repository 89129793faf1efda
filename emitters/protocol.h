// What rolecast and a plug-in say to each other: requests as text, answers as files and findings. See PROTOCOL.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emitters/emitter.h"
#include "syntax/node.h"

namespace rolecast {

/// What a plug-in says about itself.
struct Description {
  std::string summary;
  std::vector<Setting> settings;  ///< one without values takes any text
};

std::string describe_request();
/// `model` is the native form.
std::string emit_request(const Node& model, const std::string& stem, const Settings& settings);

/// The answers to them. Everything in an answer that the protocol does not foresee is an error that names the plug-in.
Description read_description(std::string answer, const std::string& plug_in, Diagnostics& diagnostics);
/// The plug-in's own findings are passed on, at the place in the role file that they name.
std::vector<OutputFile> read_answer(std::string answer, const std::string& plug_in, const Node& model,
                                    Diagnostics& diagnostics);

/// Whether a plug-in may name a file so: relative, with `/`, without `..`, backslashes and control characters.
bool is_safe_path(std::string_view path);

}  // namespace rolecast
