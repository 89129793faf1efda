#include <fmt/core.h>

#include "commands/explanation.h"
#include "emitters/identifiers.h"
#include "emitters/intrinsics.h"
#include "emitters/template.h"
#include "emitters/terraform_parts.h"
#include "syntax/hcl.h"
#include "syntax/json.h"
#include "syntax/yaml.h"

namespace rolecast {
namespace {

/// IAM User Guide, "Grant a user permissions to pass a role to an AWS service".
Node pass_role(const ExplainedRole& facts, Node resource, const Spell& spell) {
  Node services = Node::list();
  for (const auto& service : facts.services) services.items.push_back(spell(service));
  Node statement = Node::map();
  statement.add("Sid", Node::string("Pass" + pascal_case(facts.role->id)));
  statement.add("Effect", Node::string("Allow"));
  statement.add("Action", Node::string("iam:PassRole"));
  statement.add("Resource", std::move(resource));
  Node& test = statement.add("Condition", Node::map()).add("StringEquals", Node::map());
  test.add("iam:PassedToService", services.items.size() == 1 ? Node(services.items.front()) : std::move(services));
  Node document = Node::map();
  document.add("Version", Node::string("2012-10-17"));
  document.add("Statement", Node::list({std::move(statement)}));
  return document;
}

/// Blank lines are for whole files; no value spans lines.
std::string without_blank_lines(const std::string& text) {
  std::string result;
  for (const char c : text)
    if (c != '\n' || (!result.empty() && result.back() != '\n')) result += c;
  return result;
}

}  // namespace

Passing passing_of(const Model& model, std::size_t index, const ExplainedRole& facts) {
  const auto names = cloudformation::name_all(model);
  const auto labels = terraform::label_all(model);
  const auto logical_id = names.roles[index] + ".Arn";
  Passing passing;
  passing.cloudformation = "!GetAtt " + logical_id;
  passing.terraform = fmt::format("aws_iam_role.{}.arn", labels.roles[index].role);
  if (facts.services.empty()) return passing;
  const Spell plain = [](const Text& text) { return Node::string(text.spelled()); };
  if (facts.arn) passing.iam = json::write(pass_role(facts, plain(*facts.arn), plain));
  Node property = Node::map();
  property.add("PolicyDocument", pass_role(facts, Node::string(logical_id).tagged("!GetAtt"), [&](const Text& text) {
                 return cloudformation::spell(text, names.parameters);
               }));
  passing.cloudformation_policy = without_blank_lines(yaml::write(property));
  Node body = Node::map();
  body.add("policy",
           hcl::call("jsonencode", {pass_role(facts, hcl::expression(passing.terraform), terraform::speller(labels))}));
  passing.terraform_policy = hcl::write(body);
  return passing;
}

}  // namespace rolecast
