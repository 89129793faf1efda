// What goes wrong with the roles of AgentCore: symptoms with their causes, embedded like the catalogue.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/diagnostic.h"

namespace rolecast {

/// Which permissions decide whether a role is to blame: those of one template or capability.
struct Needs {
  std::string template_, capability;  ///< one of them, but for `boundary`
  bool is_caller = false;             ///< of whoever deploys
  bool trust = false;                 ///< the trust policy too
  bool permissions = true;
  bool boundary = false;             ///< a permissions boundary, and nothing else
  std::vector<std::string> actions;  ///< these alone, where there are some
};

struct Symptom {
  std::string id;  ///< `ecr-uri-denied`
  std::vector<std::string> says;
  std::string cause, fix, link;
  std::string otherwise;       ///< what to look at where the role has what it needs; may be empty
  std::optional<Needs> needs;  ///< none where no role tells
};

/// The embedded file as it stands under templates/.
std::string_view symptoms_text();

/// All of them, in the order of the file.
std::vector<Symptom> read_symptoms(Sources& sources, Diagnostics& diagnostics);

}  // namespace rolecast
