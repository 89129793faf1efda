#include "emitters/template.h"

#include <fmt/core.h>

#include "emitters/identifiers.h"
#include "emitters/renamed.h"
#include "model/document.h"
#include "model/pattern.h"

namespace rolecast::cloudformation {
namespace {

Node parameters(const Model& model, const LogicalIds& ids) {
  Node map = Node::map();
  for (const auto& parameter : model.parameters) {
    const auto id = ids.find(parameter.name);
    if (id == ids.end()) continue;
    Node& entry = map.add(id->second, Node::map());
    if (!parameter.description.empty()) entry.add("Description", Node::string(parameter.description));
    entry.add("Type", Node::string("String"));
    if (parameter.pattern) {
      const auto pattern = anchored(*parameter.pattern);
      entry.add("AllowedPattern", Node::string(pattern));
      entry.add("ConstraintDescription", Node::string(fmt::format("must match {}", unanchored(pattern))));
    }
    if (parameter.default_value) entry.add("Default", Node::string(*parameter.default_value));
  }
  return map;
}

Node output(std::string_view description, Node value) {
  Node map = Node::map();
  map.add("Description", Node::string(std::string(description)));
  map.add("Value", std::move(value));
  return map;
}

constexpr std::size_t longest_prefix = 240;  // the name of an output has at most 255 characters

/// RoleArn and RoleName; with several roles each pair carries the role's logical id.
Node outputs(const Model& model, const Names& names) {
  Node map = Node::map();
  const bool alone = model.roles.size() == 1;
  rolecast::Names taken;
  for (std::size_t i = 0; i < model.roles.size(); ++i) {
    const auto& id = names.roles[i];
    const auto prefix = alone ? std::string() : id.substr(0, longest_prefix);
    map.add(taken.unique(prefix + "RoleArn"),
            output("ARN of the role " + id, Node::string(id + ".Arn").tagged("!GetAtt")));
    map.add(taken.unique(prefix + "RoleName"), output("Name of the role " + id, Node::string(id).tagged("!Ref")));
  }
  return map;
}

}  // namespace

Names name_all(const Model& model) {
  Names names;
  rolecast::Names taken;  // parameters and resources share one space
  for (const auto& role : model.roles) names.roles.push_back(taken.unique(pascal_case(role.id)));
  const auto used = references(model);
  for (const auto& parameter : model.parameters)
    if (used.contains(parameter.name))
      names.parameters.emplace(parameter.name, taken.unique(pascal_case(parameter.name)));
  return names;
}

Node role_properties(const Role& role, const LogicalIds& ids) {
  const Spell write = [&](const Text& text) { return spell(text, ids); };
  Node map = Node::map();
  const auto add = [&](const char* key, const std::optional<Text>& text) {
    if (text) map.add(key, write(*text));
  };
  add("RoleName", role.name);
  add("Path", role.path);
  add("Description", role.description);
  if (role.max_session_duration)
    map.add("MaxSessionDuration", Node::number(std::to_string(*role.max_session_duration)));
  add("PermissionsBoundary", role.permissions_boundary);
  map.add("AssumeRolePolicyDocument", document(*role.trust, write));
  if (!role.managed_policy_arns.empty()) {
    Node& list = map.add("ManagedPolicyArns", Node::list());
    for (const auto& arn : role.managed_policy_arns) list.items.push_back(write(arn));
  }
  if (!role.policies.empty()) {
    Node& list = map.add("Policies", Node::list());
    for (const auto& policy : role.policies) {
      Node& entry = list.items.emplace_back(Node::map());
      entry.add("PolicyName", write(policy.name));
      entry.add("PolicyDocument", document(policy.document, write));
    }
  }
  if (!role.tags.empty()) {
    Node& list = map.add("Tags", Node::list());
    for (const auto& tag : role.tags) {
      Node& entry = list.items.emplace_back(Node::map());
      entry.add("Key", write(tag.key));
      entry.add("Value", write(tag.value));
    }
  }
  return map;
}

Node template_of(const Model& model, const Names& names) {
  Node file = Node::map();
  file.add("AWSTemplateFormatVersion", Node::string("2010-09-09"));
  if (!names.parameters.empty()) file.add("Parameters", parameters(model, names.parameters));
  Node& resources = file.add("Resources", Node::map());
  for (std::size_t i = 0; i < model.roles.size(); ++i) {
    Node& resource = resources.add(names.roles[i], Node::map());
    resource.add("Type", Node::string("AWS::IAM::Role"));
    resource.add("Properties", role_properties(model.roles[i], names.parameters));
  }
  file.add("Outputs", outputs(model, names));
  return file;
}

Model held(const Model& model) {
  const auto names = name_all(model);
  return renamed(model, names.roles, names.parameters);
}

void check_quotas(const Model& model, const Names& names, const std::string& text, Diagnostics& diagnostics) {
  struct Quota {
    std::string_view what;
    std::size_t count, most;
  };
  const Quota quotas[] = {{"bytes", text.size(), 1'000'000},
                          {"parameters", names.parameters.size(), 200},
                          {"outputs", 2 * model.roles.size(), 200}};
  for (const auto& quota : quotas)
    if (quota.count > quota.most)
      diagnostics.error(Code::template_size, {},
                        fmt::format("the template of `{}` has {} {}; CloudFormation takes {}", model.stem, quota.count,
                                    quota.what, quota.most),
                        "split the role file");
  if (text.size() > 51'200 && text.size() <= quotas[0].most)
    diagnostics.warning(Code::template_size, {},
                        fmt::format("the template of `{}` has {} bytes; past 51200 it must be deployed from a bucket",
                                    model.stem, text.size()));
}

}  // namespace rolecast::cloudformation
