// How a review is reported: to people, in a pull request, to programs, and to code scanning.
#pragma once

#include <string>
#include <vector>

#include "commands/review_rows.h"
#include "syntax/node.h"

namespace rolecast {

/// For terminals. Characters of the input that a terminal would act on are shown as escapes.
std::string review_text(const Review& review, const Sources& sources, bool color);

/// For pull requests: the verdict and the worst gain first, the rest folded. At most 60,000 characters, and says so
/// where rows are left out. Everything from the inputs stands in code spans.
std::string review_markdown(const Review& review, const Sources& sources);

/// For code scanning: SARIF 2.1.0, a result each for what is gained (error), undecided (warning), lost or an attribute
/// (note), at the statement that causes it, and for what was passed over (warning, or note where it is as before).
/// Places are files of the repository, also where they are those of a commit.
Node review_sarif(const Review& review, const Sources& sources);

/// {"rolecast": 1,
///  "verdict": "equal" | "narrowed" | "widened" | "incomparable" | "undecided",     the worst of all
///  "roles": [{
///    "role": "agentRuntime",            its id, in the second input where it is there
///    "status": "compared" | "added" | "removed",
///    "verdict": …,                      the worse of both parts
///    "before": {"file", "role"} | null, "after": {"file", "role"} | null,
///    "trust": PART, "permissions": PART,
///    "attributes": [{"name", "before", "after"}]}],      null where there is none
///  "passedOver": [{"name", "reason", "place", "changed"}]}   what may give access and was not compared
/// PART: {"verdict",
///        "gains": "none" | "proved" | "undecided", "losses": the same,
///        "reason"?: why something is undecided
///        "gained": [ACCESS], "lost": [ACCESS],           proved, each with its request
///        "unproved": [{"direction": "gained" | "lost", "statement", "policy"?, "place", "reason"}]}
/// ACCESS: {"action", "resource": null in a trust policy, "principal": null in permissions, "principalType"?,
///          "context": {KEY: text | [texts] | null where it must be missing}, "values": {NAME: text} deferred values,
///          "statement": its Sid or `statement 2`, "effect", "policy"?, "place": "file:line", "service", "accessLevel",
///          "reason"?}
Node review_json(const Review& review, const Sources& sources);
/// PART and the attributes alone.
Node part_json(const RoleReview& review, const PartReview& part, const Sources& sources);
Node attributes_json(const std::vector<AttributeChange>& attributes);

}  // namespace rolecast
