// What `rolecast parity` prints: lines for people, or one JSON object.
#pragma once

#include <string>
#include <vector>

#include "analysis/parity.h"
#include "source/source.h"

namespace rolecast {

/// A role of one input and its partner in another; a role without one has a null partner and nothing else to say.
struct ParityRow {
  std::string first, second;  ///< the inputs, as they were named; a file in it where its roles share an id
  RoleParity parity;
  bool is_pair() const { return parity.review.before.role && parity.review.after.role; }
  bool is_same() const { return is_pair() && parity.is_same(); }
};

/// A line for each pair that is the same, and for others what differs, part by part.
std::string parity_text(const std::vector<ParityRow>& rows, const Sources& sources);

/// {"rolecast": 1,
///  "verdict": "equal" | "narrowed" | "widened" | "incomparable" | "undecided",
///                                       the worst of all parts; attributes play no part in it
///  "roles": [{
///    "role": "agentRuntime",              its id in the first of `files`
///    "files": [{"file", "role"}],         the inputs, as they were named (a file in it where two roles of it have
///                                         this id), with its id there; one where it has no partner
///    "trust": PART, "permissions": PART with "policies": [{"name", "verdict"}],
///    "attributes": [{"name", "before", "after"}],
///    "policiesOnly"?: true}]}           where one side is plain documents, which say nothing of name, path,
///                                         description, maxSessionDuration and tags
/// PART is that of review_json(), `gained` being what the second input allows and the first does not, and with
/// "only": [{"file", "place", "policy"?, "statement"}]. Where a role has no partner it has only verdict and reason.
/// `only` has the statements that stand on one side alone, cut down to what the other lacks; `file` is the side, and
/// `place` file and line. `before` and `after` are null where there is none, and of lists and maps what one side lacks.
Node parity_json(const std::vector<ParityRow>& rows, const Sources& sources);

}  // namespace rolecast
