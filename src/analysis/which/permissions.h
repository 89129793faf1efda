// What a role lacks of the permissions of another, what it narrows, and what it has beyond them.
#pragma once

#include "analysis/which/requests.h"
#include "analysis/which/which.h"

namespace rolecast::which {

/// Fills in `missing`, `undecided`, `narrowed` and the statements to add. `bound` is the wanted role with values, the
/// one that `requests` compares with; of its actions only `actions` count, where there are some.
void find_lacks(const Requests& requests, const Wanted& wanted, const Model& bound,
                const std::vector<std::string>& actions, const Circumstances& circumstances, Fit& fit);

void find_beyond(const Requests& requests, const Model& bound, Fit& fit);

}  // namespace rolecast::which
