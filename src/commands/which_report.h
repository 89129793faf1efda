// What `rolecast which` says of a role: to people and to programs.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/which/which.h"
#include "readers/symptoms.h"
#include "syntax/node.h"

namespace rolecast {

/// What a symptom comes from, looked for in one role.
struct SymptomFinding {
  std::string what;                      ///< the cause in this role, in one sentence
  std::optional<which::Fit> fit;         ///< none where no role tells
  std::shared_ptr<which::Wanted> asked;  ///< keeps what `fit` compares with, where it is no part of the catalogue
  bool is_cleared = false;               ///< the role has all that is needed
};

/// A role of the input with what was found.
struct WhichRow {
  std::string role, file;
  which::Answer answer;
  std::optional<SymptomFinding> symptom;
};

/// The answer first, then what it rests on, then what to add. Of several roles all answers come first, and the rest for
/// those alone that a service of the catalogue may take. Characters that a terminal would act on are escapes.
std::string which_text(const std::vector<WhichRow>& rows, const Symptom* symptom, const Sources& sources);

/// docs/which.md has the shape.
Node which_json(const std::vector<WhichRow>& rows, const Symptom* symptom, const Sources& sources);

/// A policy as people paste it.
Node pasteable(const Policy& policy);

/// Entries that differ in their action alone, as one.
struct LackGroup {
  const which::Lack* first = nullptr;
  std::vector<std::string> actions;
};
std::vector<LackGroup> grouped(const std::vector<which::Lack>& lacks);

}  // namespace rolecast
