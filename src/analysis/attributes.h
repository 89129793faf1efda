// What two roles differ in beside what their policies say.
#pragma once

#include <string>
#include <vector>

#include "analysis/match.h"
#include "syntax/node.h"

namespace rolecast {

/// An attribute that differs, as JSON values; null where there is none. Of lists and maps, what stands on one side
/// only.
struct AttributeChange {
  std::string name;
  Node before, after;
};

/// Name, path, description, session and tags; permissions boundary and managed policies, as texts; the names of inline
/// policies; the defaults of parameters that the roles share. An attribute that is left out is what AWS makes of it:
/// path `/`, an hour of session, an empty description. Where one side is plain documents, the first five are not known
/// and not compared.
std::vector<AttributeChange> compare_attributes(const RoleOf& before, const RoleOf& after, const CommonNames& names);

/// Whether one of them is plain documents.
bool policies_only(const RoleOf& before, const RoleOf& after);

/// The texts that have no like among `others`.
std::vector<const Text*> missing_from(const std::vector<Text>& others, const std::vector<Text>& texts,
                                      const CommonNames& names);

/// A parameter that both roles refer to.
struct ParameterPair {
  const Parameter *before = nullptr, *after = nullptr;
};
/// Those with a default, and another one on the other side.
std::vector<ParameterPair> changed_defaults(const RoleOf& before, const RoleOf& after, const CommonNames& names);
/// What else is said of the values that a deployment may give: other patterns, and a default that came or went.
std::vector<AttributeChange> compare_parameters(const RoleOf& before, const RoleOf& after, const CommonNames& names);

}  // namespace rolecast
