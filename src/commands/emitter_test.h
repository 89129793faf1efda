// Holds an emitter to what every emitter promises: the roles of the conformance set, one after the other.
#pragma once

#include <string>
#include <vector>

#include "commands/casting.h"

namespace rolecast {

enum class CaseOutcome : std::uint8_t { passed, refused, failed };

struct CaseResult {
  std::string name;
  CaseOutcome outcome = CaseOutcome::passed;
  std::string reason;  ///< why it was refused or failed
};

/// Every role of the set (emitters/conformance/) through the emitter. A role passes where
/// - the same role gives the same files twice, under paths that a plug-in may name, and they read back where they can;
/// - every value of the role stands in the files, however that is escaped, unless the emitter warns of something;
/// - the files change with each deferred value, and are not those of another role.
/// An emitter may refuse any role but the plain one, by an error of its own.
std::vector<CaseResult> test_emitter(const Emitter& emitter, const Options& options, const Context& context);

/// Text without all that escapes and quotes in other languages add, take away or respell: backslashes, quotes, white
/// space, doubled `$` and `%`. What remains of a value is in what remains of any file that holds it.
std::u32string unescaped_core(std::string_view text);

}  // namespace rolecast
