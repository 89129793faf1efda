// Texts of policies as patterns: wildcards, IAM's variables, deferred values, and the parts of ARNs.
#pragma once

#include <optional>
#include <string>

#include "analysis/access/symbols.h"
#include "analysis/common_names.h"
#include "model/model.h"

namespace rolecast::access {

/// What a text is compared as.
enum class PatternKind : std::uint8_t {
  action,         ///< wildcards; letter case does not count
  resource,       ///< wildcards and variables; in parts
  equal,          ///< variables
  equal_in_case,  ///< variables; letter case does not count
  like,           ///< wildcards and variables
  arn,            ///< wildcards and variables; in parts
};

/// Where it is not documented what a pattern matches, it is read as more than that or as less.
enum class Side : std::uint8_t { at_least, at_most };

/// Places of loose symbols that one pattern can hold; what is in more may be any text.
constexpr std::size_t most_places = 4;

class Reading {
 public:
  Reading(Symbols& symbols, const CommonNames& names) : symbols_(symbols), names_(names) {}

  /// The pattern; nothing where it matches nothing, as one does that names a variable without a value.
  /// Parts: the first five colons of an ARN and of a pattern part it, and wildcards before the fifth do not take a
  /// colon. A shorter pattern that ends in `*` goes on so in every further part, and `*` alone matches everything. A
  /// parameter that a pattern begins with is taken for a whole ARN. `first_place` numbers the places of loose symbols
  /// in what is to match; 0 elsewhere.
  std::optional<Glob> pattern(const Text& text, PatternKind kind, Side side, Version version,
                              const Assumption& assumption, std::size_t first_place = 0);
  /// The variables of a text. False where a variable's own name is deferred.
  bool find_variables(const Text& text, Version version, std::set<std::string>& names) const;

 private:
  Symbols& symbols_;
  const CommonNames& names_;
};

/// Whether texts of this version and place hold variables.
bool has_variables(PatternKind kind, Version version);

}  // namespace rolecast::access
