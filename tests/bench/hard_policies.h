// Pairs of policies that a comparison could lose itself in, each about as long as IAM takes them, and ordinary ones.
#pragma once

#include <string>
#include <vector>

#include "model/model.h"

namespace rolecast {

struct PolicyPair {
  std::string name;
  Policy before, after;
};

/// Many stars, statements that cross, `?` in unions, sets of values, conditions as formulas, complements of everything.
std::vector<PolicyPair> hard_pairs();

/// A role as people write them: statements over ten services, with deferred values, conditions and a Deny. Of the
/// later version `changed` statements differ.
PolicyPair ordinary_pair(int statements, int changed);

}  // namespace rolecast
