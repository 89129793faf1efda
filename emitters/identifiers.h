// Names for the things a format declares, made from the author's ids without two ever being the same.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "model/text.h"

namespace rolecast {

/// `agentRuntime`, `agent-runtime`, `agent_runtime` → `AgentRuntime`: letters and digits, as logical ids want it.
std::string pascal_case(std::string_view id);
/// → `agent_runtime`: lower case, begins with a letter or `_`, as Terraform labels want it.
std::string snake_case(std::string_view id);
/// The text with each reference's name in its place: `x-${agentName}` → `x-agentName`.
std::string plain_id(const Text& text);

/// A space of names in which each may stand once.
class Names {
 public:
  /// `name`, or where it is taken `name` followed by `separator` and 2, 3, … Letter case does not tell names apart.
  std::string unique(std::string name, std::string_view separator = "");

 private:
  std::set<std::string> taken_;
};

}  // namespace rolecast
