// Whether the service that a role of the catalogue is for can take a role at all.
#pragma once

#include <string>
#include <vector>

#include "analysis/which/requests.h"
#include "analysis/which/which.h"

namespace rolecast::which {

/// Whether AgentCore takes roles of a family on behalf of such a resource: `runtime/hello-*`. Letter case counts.
bool is_source_of(std::string_view family, std::string_view resource);
/// Of a kind that roles of some family are for.
bool is_known_source(std::string_view resource);

/// A key that services send when they take a role.
bool is_sent(std::string_view key);

/// Wrong, with the reason, where no request of the service is let in; undecided where that hangs on what the service
/// may not send; right otherwise, whoever else is let in. `values` are those that
/// the role has for the wanted one's.
TrustFit can_assume(const Requests& requests, const Wanted& wanted, const TextByName& values);

}  // namespace rolecast::which
