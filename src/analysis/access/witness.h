// Requests that people can read, made from what the search found and confirmed by the evaluator.
#pragma once

#include <memory>
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

/// Makes requests that one side allows and the other does not, by permits().
class Witnesses {
 public:
  Witnesses(const Permissions& allowing, const Permissions& other, const CommonNames& names);
  ~Witnesses();

  /// Nothing where no request that was tried is one.
  std::optional<Witness> find(const Lead& lead);

 private:
  struct Known;
  Permissions allowing_, other_;
  const CommonNames& names_;
  std::unique_ptr<Known> known_;  ///< made where there is something to find
};

}  // namespace rolecast::access
