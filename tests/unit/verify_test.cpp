// Verified emission: an emitter that changes anything of the role hands nothing out.
#include "commands/verify.h"

#include <gtest/gtest.h>

#include "emitters/builtin.h"
#include "syntax/syntax.h"

namespace rolecast {
namespace {

constexpr auto role_file = R"(rolecast: 1
parameters:
  agentName:
    description: Name of the agent
    pattern: "[a-z]+"
    default: hello
roles:
  agent:
    name: Agent-${agentName}
    path: /service/
    description: An agent
    maxSessionDuration: 7200
    permissionsBoundary: arn:${partition}:iam::${account}:policy/boundary
    managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
    tags: {team: agents}
    trust:
      - Effect: Allow
        Principal: {Service: bedrock-agentcore.amazonaws.com}
        Action: sts:AssumeRole
        Condition: {StringEquals: {"aws:SourceAccount": "${account}"}}
    policies:
      Logs:
        - Effect: Allow
          Action: [logs:PutLogEvents, logs:CreateLogStream]
          Resource: "*"
        - Effect: Deny
          NotAction: s3:GetObject
          Resource: ["arn:aws:s3:::bucket/${aws:username}"]
)";

Model model_of_text() {
  Sources sources;
  Diagnostics diagnostics;
  std::vector<Document> documents;
  for (auto& node : load(sources, sources.add("agent.yaml", role_file), diagnostics))
    documents.push_back({"agent", std::move(node)});
  auto models = read(std::move(documents), "", built_in_readers(), sources, diagnostics);
  EXPECT_FALSE(diagnostics.has_errors());
  return models.front();
}

std::string verdict(const Model& model, std::string_view from, std::string_view to) {
  const auto emitter = native_emitter();
  Diagnostics diagnostics;
  auto files = emitter.emit(model, {}, diagnostics);
  auto& content = files.front().content;
  const auto at = content.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  content.replace(at, from.size(), to);
  verify(model, emitter, {}, files, built_in_readers(), diagnostics);
  return diagnostics.has_errors() ? diagnostics.all().front().message : "";
}

TEST(Verify, PassesWhatSaysTheSame) { EXPECT_EQ(verdict(model_of_text(), "rolecast: 1", "rolecast: 1"), ""); }

TEST(Verify, FindsEveryChange) {
  const auto model = model_of_text();
  struct Fault {
    std::string_view from, to, found;
  };
  for (const auto& fault : {Fault{"Agent-${agentName}", "Agent-", "name of role `agent`"},
                            {"/service/", "/services/", "path of role `agent`"},
                            {"An agent", "an agent", "description of role `agent`"},
                            {"7200", "3600", "maxSessionDuration of role `agent`"},
                            {"policy/boundary", "policy/bound", "permissionsBoundary of role `agent`"},
                            {"ReadOnlyAccess", "PowerUserAccess", "managedPolicyArns of role `agent`"},
                            {"team: agents", "team: agent", "tags of role `agent`"},
                            {"aws:SourceAccount", "aws:SourceArn", "trust of role `agent`"},
                            {"Deny", "Allow", "policies of role `agent`"},
                            {"NotAction", "Action", "policies of role `agent`"},
                            {"${aws:username}", "${aws:userid}", "policies of role `agent`"},
                            {"- logs:PutLogEvents", "- logs:PutLogEvent", "policies of role `agent`"},
                            {"Name of the agent", "Name", "parameters"},
                            {"[a-z]+", "[a-z]*", "parameters"},
                            {"default: hello", "default: other", "parameters"},
                            {"\n  agent:\n", "\n  agents:\n", "id `agents`"},
                            {"Effect: Allow", "Effect: allow", "unknown effect `allow`"},
                            {"rolecast: 1", "roles", "no reader recognises this"}}) {
    const auto found = verdict(model, fault.from, fault.to);
    EXPECT_NE(found.find("does not read back as the role it was made from"), std::string::npos) << fault.from;
    EXPECT_TRUE(fault.to == "roles" || found.ends_with(fault.found)) << fault.from << ": " << found;
  }
}

TEST(Verify, FindsAMissingRole) {
  auto model = model_of_text();
  const auto emitter = native_emitter();
  Diagnostics diagnostics;
  const auto files = emitter.emit(model, {}, diagnostics);
  model.roles.push_back(model.roles.front());
  verify(model, emitter, {}, files, built_in_readers(), diagnostics);
  EXPECT_TRUE(diagnostics.has_errors());
}

}  // namespace
}  // namespace rolecast
