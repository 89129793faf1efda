// The question behind every verdict: is there a request that some statements match and none of the others does?
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "analysis/access/box.h"

namespace rolecast::access {

struct Question {
  std::vector<const Box*> matched;                  ///< all of them
  std::vector<const Box*> avoided;                  ///< every one
  std::vector<std::pair<std::size_t, Test>> given;  ///< what else is known of keys
};

/// The values of the keys that play a part, by key.
using Answer = std::map<std::size_t, KeyValue>;

/// Nothing where there is none; that is a proof unless the budget was spent.
std::optional<Answer> find_request(const Question& question, const Keys& keys, Budget& budget);

}  // namespace rolecast::access
