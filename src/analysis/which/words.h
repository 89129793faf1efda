// The words for services, callers and kinds of roles.
#pragma once

#include <string>
#include <string_view>

#include "analysis/which/trust.h"

namespace rolecast::which {

/// `lambda.amazonaws.com` → "AWS Lambda"; a service that is not known keeps its name.
std::string service_in_words(std::string_view service);
/// `bedrock-agentcore.amazonaws.com` → "AgentCore"; others as above.
std::string short_name(std::string_view service);

/// "an SSO provider", "the account 123456789012": who a principal of this type is.
std::string caller_in_words(std::string_view type, std::string_view value);

/// "an SSO provider and lambda.amazonaws.com".
std::string trusted_in_words(const Trusted& trusted);

/// "an AgentCore Runtime execution role".
std::string family_in_words(const Wanted& wanted);

/// Whether a role's name tells its family, as in AmazonBedrockAgentCoreGateway-tools: 1 this one, -1 another, 0 none.
int likeness_of_name(std::string_view name, std::string_view family);

}  // namespace rolecast::which
