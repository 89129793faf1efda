// Which values of deferred values could make patterns agree that otherwise do not.
#pragma once

#include <set>
#include <utility>
#include <vector>

#include "analysis/access/search.h"

namespace rolecast::access {

struct Binding {
  Letter symbol = 0;
  Word value;  ///< letters, `other_letter` and symbols, of which new ones stand for any text
};

/// For patterns that one text must match together: every way in which the value of a symbol could begin, end or lie
/// across a part of another pattern. Where the text is a request's that exists, with whatever values, one exists with
/// values that no pattern names, or with one of these for some symbol.
struct Bindings {
  std::vector<Binding> all;
  bool is_complete = true;  ///< false where letter case leaves more
  /// Symbols in whose value wildcards could matter, and all that a request may have to hold.
  std::set<Letter> open_to_wildcards = {}, wanted = {};
};
Bindings possible_bindings(const Question& question, Symbols& symbols);

}  // namespace rolecast::access
