#include "analysis/which/words.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

namespace rolecast::which {
namespace {

struct Word {
  std::string_view name, words;
};

constexpr Word services[] = {
    {"apigateway.amazonaws.com", "Amazon API Gateway"},
    {"bedrock-agentcore.amazonaws.com", "Amazon Bedrock AgentCore"},
    {"bedrock.amazonaws.com", "Amazon Bedrock"},
    {"cloudformation.amazonaws.com", "AWS CloudFormation"},
    {"codebuild.amazonaws.com", "AWS CodeBuild"},
    {"codepipeline.amazonaws.com", "AWS CodePipeline"},
    {"ec2.amazonaws.com", "Amazon EC2"},
    {"ecs-tasks.amazonaws.com", "Amazon ECS tasks"},
    {"ecs.amazonaws.com", "Amazon ECS"},
    {"edgelambda.amazonaws.com", "Lambda@Edge"},
    {"eks.amazonaws.com", "Amazon EKS"},
    {"events.amazonaws.com", "Amazon EventBridge"},
    {"glue.amazonaws.com", "AWS Glue"},
    {"lambda.amazonaws.com", "AWS Lambda"},
    {"pods.eks.amazonaws.com", "pods in Amazon EKS"},
    {"sagemaker.amazonaws.com", "Amazon SageMaker"},
    {"scheduler.amazonaws.com", "Amazon EventBridge Scheduler"},
    {"states.amazonaws.com", "AWS Step Functions"},
    {"tasks.apprunner.amazonaws.com", "AWS App Runner"},
};

constexpr Word families[] = {
    {"runtime", "an AgentCore Runtime execution role"},
    {"gateway", "an AgentCore Gateway service role"},
    {"memory", "an AgentCore Memory execution role"},
    {"browser", "an AgentCore Browser execution role"},
    {"code-interpreter", "an AgentCore Code Interpreter execution role"},
    {"codebuild", "a CodeBuild role that builds AgentCore images"},
    {"consent-portal", "an AgentCore consent portal role"},
    {"evaluation", "an AgentCore Evaluations execution role"},
    {"harness", "an AgentCore harness execution role"},
    {"knowledge-base", "a Bedrock knowledge base role"},
    {"payments", "an AgentCore Payments service role"},
    {"caller", "a caller identity"},
};

/// What stands behind AgentCore in the names of roles.
constexpr Word kinds[] = {
    {"runtime", "Runtime"},
    {"gateway", "Gateway"},
    {"memory", "Memory"},
    {"browser", "Browser"},
    {"code-interpreter", "CodeInterpreter"},
    {"codebuild", "Build"},
    {"codebuild", "CodeBuild"},
    {"consent-portal", "ConsentPortal"},
    {"evaluation", "Evaluation"},
    {"harness", "Harness"},
    {"knowledge-base", "KnowledgeBase"},
    {"payments", "Payments"},
};

/// Of identity providers, by what stands in their ARN.
constexpr Word providers[] = {
    {":saml-provider/AWSSSO_", "an SSO provider"},
    {":saml-provider/", "a SAML provider"},
    {":oidc-provider/token.actions.githubusercontent.com", "GitHub Actions"},
    {":oidc-provider/gitlab.com", "GitLab"},
    {":oidc-provider/oidc.eks.", "service accounts of an EKS cluster"},
    {"cognito-identity.amazonaws.com", "Amazon Cognito identities"},
    {":oidc-provider/", "an OIDC provider"},
};

}  // namespace

std::string service_in_words(std::string_view service) {
  for (const auto& row : services)
    if (row.name == service) return std::string(row.words);
  return std::string(service);
}

std::string short_name(std::string_view service) {
  return service == "bedrock-agentcore.amazonaws.com" ? "AgentCore" : service_in_words(service);
}

std::string caller_in_words(std::string_view type, std::string_view value) {
  if (type == "Federated") {
    for (const auto& row : providers)
      if (value.find(row.name) != std::string_view::npos) return std::string(row.words);
    return "an identity provider";
  }
  if (type != "AWS") return std::string(value);
  const auto part = [&](std::string_view kind) {
    const auto at = value.find(kind);
    return at == std::string_view::npos ? std::string() : std::string(value.substr(at + kind.size()));
  };
  if (value.ends_with(":root")) {
    const auto begin = value.find("::");
    return fmt::format("the account {}",
                       begin == std::string_view::npos ? value : value.substr(begin + 2, value.size() - begin - 7));
  }
  if (const auto name = part(":role/"); !name.empty()) return fmt::format("the role {}", name);
  if (const auto name = part(":user/"); !name.empty()) return fmt::format("the user {}", name);
  return value.find(':') == std::string_view::npos ? fmt::format("the account {}", value) : std::string(value);
}

std::string trusted_in_words(const Trusted& trusted) {
  auto all = trusted.callers;
  all.insert(all.end(), trusted.services.begin(), trusted.services.end());
  return all.empty() ? "nobody" : fmt::format("{}", fmt::join(all, " and "));
}

std::string family_in_words(const Wanted& wanted) {
  for (const auto& row : families)
    if (row.name == wanted.family) return std::string(row.words);
  return fmt::format("a role for {}", wanted.family);
}

int likeness_of_name(std::string_view name, std::string_view family) {
  int found = 0;
  for (const auto& row : kinds)
    for (const auto beginning : {"AgentCore", "AgentCoreSDK"})
      if (name.find(std::string(beginning) + std::string(row.words)) != std::string_view::npos)
        found = row.name == family || found > 0 ? 1 : -1;
  return found;
}

}  // namespace rolecast::which
