// Which actions a statement is about, wherever and whenever.
#pragma once

#include <string_view>

#include "model/model.h"

namespace rolecast::which {

/// Whether a pattern of IAM's takes the whole text: `*` any run, `?` one character; letter case does not count.
bool takes_text(std::string_view pattern, std::string_view text);

/// Whether the statement is about this action: one of its `Action`, or none of its `NotAction`.
bool takes_action(const Statement& statement, std::string_view action);

/// The statement's Sid, or its place in the policy: `statement 2`.
std::string name_of(const Policy& policy, const Statement& statement);

}  // namespace rolecast::which
