#include "commands/about_json.h"
#include "commands/explanation.h"
#include "syntax/json.h"

namespace rolecast {
namespace {

void add_text(Node& map, const char* key, const std::string& text) {
  map.add(key, text.empty() ? Node() : Node::string(text));
}

void add_text(Node& map, const char* key, const std::optional<Text>& text) {
  map.add(key, text ? Node::string(text->spelled()) : Node());
}

Node statements(const std::vector<ExplainedStatement>& all) {
  Node list = Node::list();
  for (const auto& explained : all) {
    Node& row = list.items.emplace_back(Node::map());
    row.add("statement", Node::string(explained.name));
    if (!explained.policy.empty()) row.add("policy", Node::string(explained.policy));
    row.add("effect", Node::string(explained.statement->effect == Effect::deny ? "Deny" : "Allow"));
    row.add("sentence", Node::string(explained.sentence.text()));
    add_text(row, "reason", explained.origin.reason);
    add_text(row, "from", explained.origin.catalogue);
    add_text(row, "page", explained.origin.page);
    add_text(row, "place", explained.origin.place);
  }
  return list;
}

Node groups(const std::vector<ServiceGroup>& all) {
  Node list = Node::list();
  for (const auto& group : all) {
    Node& row = list.items.emplace_back(Node::map());
    row.add("services", text_list(group.prefixes));
    row.add("title", Node::string(group.title));
    row.add("statements", statements(group.statements));
  }
  return list;
}

Node parts(const std::vector<CataloguePart>& all) {
  Node list = Node::list();
  for (const auto& part : all) {
    Node& row = list.items.emplace_back(Node::map());
    row.add("is", Node::string(part.kind));
    row.add("name", Node::string(part.name));
    row.add("summary", Node::string(part.about.summary));
    add_about(row, part.about, part.parameters);
  }
  return list;
}

Node texts(const std::vector<Text>& all) {
  Node list = Node::list();
  for (const auto& text : all) list.items.push_back(Node::string(text.spelled()));
  return list;
}

Node document_of(const std::string& text) {
  Sources sources;
  Diagnostics none;
  return json::load(sources, sources.add("document.json", text), none);
}

Node pass_role(const Passing& passing) {
  if (passing.cloudformation_policy.empty()) return {};
  Node node = Node::map();
  node.add("iam", passing.iam.empty() ? Node() : document_of(passing.iam));
  node.add("cloudformation", Node::string(passing.cloudformation_policy));
  node.add("terraform", Node::string(passing.terraform_policy));
  return node;
}

Node role_json(const RoleExplanation& explained) {
  const auto& role = *explained.facts.role;
  Node node = Node::map();
  node.add("role", Node::string(role.id));
  add_text(node, "name", role.name);
  add_text(node, "description", role.description);
  node.add("from", parts(explained.parts));
  node.add("trust", statements(explained.facts.trust));
  node.add("denied", statements(explained.facts.denied));
  node.add("allowed", groups(explained.facts.allowed));
  node.add("managedPolicies", texts(role.managed_policy_arns));
  add_text(node, "permissionsBoundary", role.permissions_boundary);
  if (!role.trust) return node;
  Node& arn = node.add("arn", Node::map());
  add_text(arn, "iam", explained.facts.arn);
  add_text(arn, "cloudformation", explained.passing.cloudformation);
  add_text(arn, "terraform", explained.passing.terraform);
  add_text(arn, "passedAs", explained.passed_as);
  node.add("services", texts(explained.facts.services));
  node.add("passRole", pass_role(explained.passing));
  return node;
}

}  // namespace

Node explain_json(const Explanation& explanation) {
  Node all = Node::map();
  all.add("rolecast", Node::number("1"));
  all.add("subject", Node::string(explanation.subject));
  all.add("kind", Node::string(explanation.kind));
  Node& roles = all.add("roles", Node::list());
  for (const auto& role : explanation.roles) roles.items.push_back(role_json(role));
  Node& values = all.add("values", Node::list());
  for (const auto& value : explanation.values) {
    Node row = value.parameter ? parameter_json(*value.parameter) : Node::map();
    if (!value.parameter) row.add("name", Node::string(value.name));
    row.add("builtIn", Node::boolean(!value.parameter));
    row.add("uses", text_list(value.uses));
    values.items.push_back(std::move(row));
  }
  return all;
}

}  // namespace rolecast
