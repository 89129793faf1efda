// Requests that people can read, made from what the search found and confirmed by the evaluator.
#pragma once

#include <optional>

#include "analysis/access/callers.h"
#include "analysis/access/compare.h"
#include "analysis/access/search.h"

namespace rolecast::access {

/// What the search found out, and under which assumption.
struct Lead {
  const Answer& answer;
  const Keys& keys;
  const Symbols& symbols;
  const Assumption& assumption;
  const CallerCell* caller;  ///< null where none is asked
};

/// A request that `allowing` allows and `other` does not, by permits(); nothing where none that was tried does it.
std::optional<Witness> witness_of(const Lead& lead, const Permissions& allowing, const Permissions& other,
                                  const CommonNames& names);

}  // namespace rolecast::access
