// Who may ask to assume a role: finitely many kinds of callers stand for all there are.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "analysis/access/box.h"

namespace rolecast::access {

enum class CallerKind : std::uint8_t {
  root,
  role,
  session,
  user,
  federated_user,
  other,
  service,
  provider,
  canonical,
  anonymous
};

/// A caller, or all that no policy names. Words hold `other_letter` where any text will do.
struct CallerCell {
  CallerKind kind = CallerKind::other;
  Word partition, account;  ///< of a principal of an account
  Word name;                ///< a role's or user's with its path; of others, the whole principal
  Word session;             ///< of a role
  /// What the caller's own keys hold, by name: `aws:principalarn` and `aws:principalaccount`.
  std::vector<std::pair<std::string, Test>> own_keys;
};

/// The six parts of an ARN; fewer where there are fewer.
std::vector<Word> parts_of(const Word& word);

/// Cells for everyone whom the statements name in principals or in conditions on the caller's own keys, and for those
/// whom none names. `conditions` gives the texts of such conditions.
/// IAM User Guide, "AWS JSON policy elements: Principal" and "AWS global condition context keys".
std::vector<CallerCell> caller_cells(const std::vector<const Statement*>& statements, Reading& reading,
                                     const Assumption& assumption);

/// Whether a statement's principal takes the cell's callers. A principal that holds a deferred value is taken for one
/// that nothing else names; with `loosely`, for any of its type.
bool takes(const Principal& principal, const CallerCell& cell, Reading& reading, const Assumption& assumption,
           bool loosely);

/// The caller, with words written out by `spell`.
struct CallerWord {
  std::string_view type;
  Word value;
};
CallerWord caller_of(const CallerCell& cell);

}  // namespace rolecast::access
