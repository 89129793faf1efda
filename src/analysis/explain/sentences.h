// Statements of policies in plain words.
#pragma once

#include <string_view>

#include "analysis/explain/prose.h"
#include "model/model.h"

namespace rolecast {

/// `aws:SourceAccount is 123456789012 and aws:SourceArn is like arn:…`.
Prose conditions_in_words(const std::vector<ConditionOperator>& condition);

/// `the service lambda.amazonaws.com`, `the account 123456789012`, `EVERYONE in any AWS account`.
Prose principals_in_words(const Principal& principal);

/// Who may take the role, and when: `The service … may assume it (sts:AssumeRole), if ….`
Prose trust_in_words(const Statement& statement);

/// `It may s3:GetObject on arn:…, if ….`
Prose permission_in_words(const Statement& statement);

}  // namespace rolecast
