// Policy documents in Terraform: as objects for jsonencode(), or as aws_iam_policy_document.
#include <array>

#include "emitters/terraform_parts.h"
#include "syntax/hcl.h"

namespace rolecast::terraform {
namespace {

/// Builds the arguments of one `data "aws_iam_policy_document"`.
class DataSource {
 public:
  DataSource(const Spell& spell, Diagnostics& diagnostics) : spell_(spell), diagnostics_(diagnostics) {}

  Node block(const Policy& policy, const std::string& label) const {
    Node block = hcl::block({"aws_iam_policy_document", label});
    if (policy.version != Version::v2012_10_17)
      block.add("version", Node::string(std::string(to_word(policy.version))));
    if (policy.id) block.add("policy_id", spell_(*policy.id));
    for (const auto& one : policy.statements) block.add("statement", statement(one));
    return block;
  }

 private:
  Node statement(const Statement& statement) const {
    Node block = hcl::block();
    if (statement.sid) block.add("sid", spell_(*statement.sid));
    block.add("effect", Node::string(std::string(to_word(statement.effect))));
    const auto add_values = [&](const char* name, const std::optional<Values>& all) {
      if (all) block.add(name, values(*all));
    };
    add_values("actions", statement.action);
    add_values("not_actions", statement.not_action);
    add_values("resources", statement.resource);
    add_values("not_resources", statement.not_resource);
    add_principals(block, "principals", statement.principal);
    add_principals(block, "not_principals", statement.not_principal);
    if (statement.condition)
      for (const auto& test : *statement.condition)
        for (const auto& key : test.keys) block.add("condition", condition(test.name, key));
    return block;
  }

  void add_principals(Node& block, const char* name, const std::optional<Principal>& principal) const {
    if (!principal) return;
    if (principal->anyone) block.add(name, principals("*", Node::list({Node::string("*")})));
    for (const auto& group : principal->groups) block.add(name, principals(group.type, values(group.values)));
  }

  static Node principals(const std::string& type, Node identifiers) {
    Node block = hcl::block();
    block.add("type", Node::string(type));
    block.add("identifiers", std::move(identifiers));
    return block;
  }

  Node condition(const std::string& test, const ConditionKey& key) const {
    Node block = hcl::block();
    block.add("test", Node::string(test));
    block.add("variable", spell_(key.name));
    block.add("values", values(key.values));
    return block;
  }

  Node values(const Values& all) const {
    Node list = Node::list();
    for (const auto& text : all.items) {
      refuse_ampersand(text);
      list.items.push_back(spell_(text));
    }
    return list;
  }

  /// The data source puts `${` for every `&{`, and has no escape for it.
  void refuse_ampersand(const Text& text) const {
    for (const auto& piece : text.pieces())
      if (!piece.is_reference && piece.text.find("&{") != std::string::npos)
        diagnostics_.error(Code::inexpressible, text.span,
                           "aws_iam_policy_document reads `&{` as `${` and cannot hold it as text",
                           "use --option documents=jsonencode");
  }

  const Spell& spell_;
  Diagnostics& diagnostics_;
};

}  // namespace

PlaceDocument as_jsonencode(Spell spell) {
  return [spell = std::move(spell)](const Policy& policy, const std::string&, Node&) {
    std::vector<Node> arguments;  // an initializer list would copy the document
    arguments.push_back(document(policy, spell));
    return hcl::call("jsonencode", std::move(arguments));
  };
}

PlaceDocument as_data_source(Spell spell, Diagnostics& diagnostics) {
  return [spell = std::move(spell), &diagnostics](const Policy& policy, const std::string& label, Node& body) {
    body.add("data", DataSource(spell, diagnostics).block(policy, label));
    return hcl::expression("data.aws_iam_policy_document." + label + ".json");
  };
}

Policy as_data_source_shapes(Policy policy) {
  const auto shape = [](Values& values) { values.is_list = values.items.size() != 1; };
  const auto list = [&](std::optional<Values>& values) {
    if (values) shape(*values);
  };
  const auto lists = [&](std::optional<Principal>& principal) {
    if (principal)
      for (auto& group : principal->groups) shape(group.values);
  };
  policy.is_list = true;
  for (auto& statement : policy.statements) {
    for (auto* values : {&statement.action, &statement.not_action, &statement.resource, &statement.not_resource})
      list(*values);
    lists(statement.principal);
    lists(statement.not_principal);
    if (!statement.condition) continue;
    std::erase_if(*statement.condition, [](const ConditionOperator& test) { return test.keys.empty(); });
    for (auto& test : *statement.condition)
      for (auto& key : test.keys) shape(key.values);
    if (statement.condition->empty()) statement.condition.reset();
  }
  return policy;
}

PlaceDocument as_locals(Spell spell, Node& locals) {
  return [spell = std::move(spell), &locals](const Policy& policy, const std::string& label, Node&) {
    locals.add(label, document(policy, spell));
    return hcl::call("jsonencode", {hcl::expression("local." + label)});
  };
}

}  // namespace rolecast::terraform
