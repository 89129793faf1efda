// What the catalogue says about a template or capability beside the role itself: what it is for, where it is from.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "source/diagnostic.h"
#include "syntax/node.h"

namespace rolecast {

/// Statements for a service that some partitions or regions do not have.
struct Absence {
  std::vector<std::string> places;      ///< partitions and regions
  std::vector<std::string> statements;  ///< Sids; `*` for all
  std::string reason;
};

/// Whether one of `places` goes without the statements, and whether a statement of that Sid is among them.
bool is_in(const Absence& absence, const std::vector<std::string_view>& places);
bool leaves_out(const Absence& absence, std::string_view sid);

/// The `catalogue` block of a catalogue file.
struct About {
  std::string summary;
  std::string family;     ///< template: the kind of role, which capabilities name in `fits`
  std::string kind;       ///< template: `service-role` (AWS assumes it) or `caller` (people and programs do)
  std::string passed_as;  ///< template: where the role's ARN goes; empty for callers
  std::string source;     ///< title of the page, or name of the repository, that it follows
  std::string page;       ///< its address
  std::string seen;       ///< YYYY-MM-DD: when the source was last read
  std::string authority;  ///< `official-doc`, `aws-repo`, `derived` …
  std::vector<std::string> not_for, notes;
  std::vector<std::string> fits, requires_, conflicts;  ///< capability: families; names of capabilities
  std::vector<Absence> absent;
};

/// The block of a catalogue file's tree. Unknown and missing keys are errors.
About read_about(const Node& file, Diagnostics& diagnostics);

}  // namespace rolecast
