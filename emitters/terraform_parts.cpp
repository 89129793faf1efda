#include "emitters/terraform_parts.h"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "emitters/identifiers.h"
#include "model/characters.h"
#include "model/pattern.h"
#include "model/vocabulary.h"
#include "syntax/hcl.h"

namespace rolecast::terraform {
namespace {

std::string join(const std::string& label, std::string_view id) { return snake_case(label + "_" + std::string(id)); }

std::string_view last_segment(std::string_view arn) { return arn.substr(arn.rfind('/') + 1); }

Node validation(const Parameter& parameter, const std::string& label) {
  const auto pattern = anchored(*parameter.pattern);
  Node block = hcl::block();
  block.add("condition",
            hcl::call("can", {hcl::call("regex", {Node::string(pattern), hcl::expression("var." + label)})}));
  block.add("error_message", Node::string(fmt::format("The value of {} must match {}.", label, pattern)));
  return block;
}

Node attribute(const std::string& type, const std::string& label, std::string_view name) {
  return hcl::expression(fmt::format("{}.{}.{}", type, label, name));
}

Node role_block(const Role& role, const RoleLabels& labels, const Spell& spell, const PlaceDocument& place,
                Node& body) {
  Node block = hcl::block({"aws_iam_role", labels.role});
  const auto add = [&](const char* name, const std::optional<Text>& text) {
    if (text) block.add(name, spell(*text));
  };
  add("name", role.name);
  add("path", role.path);
  add("description", role.description);
  if (role.max_session_duration)
    block.add("max_session_duration", Node::number(std::to_string(*role.max_session_duration)));
  add("permissions_boundary", role.permissions_boundary);
  block.add("assume_role_policy", place(*role.trust, labels.trust, body));
  if (!role.tags.empty()) {
    Node& tags = block.add("tags", Node::map());
    for (const auto& tag : role.tags) tags.add(spell(tag.key), spell(tag.value));
  }
  return block;
}

void add_role(Node& body, const Role& role, const RoleLabels& labels, const Spell& spell, const PlaceDocument& place) {
  Node role_node = role_block(role, labels, spell, place, body);
  body.add("resource", std::move(role_node));
  const Node role_name = attribute("aws_iam_role", labels.role, "name");
  for (std::size_t i = 0; i < role.policies.size(); ++i) {
    const auto& label = labels.policies[i];
    Node block = hcl::block({"aws_iam_role_policy", label});
    block.add("name", spell(role.policies[i].name));
    block.add("role", role_name);
    block.add("policy", place(role.policies[i].document, label, body));
    body.add("resource", std::move(block));
  }
  for (std::size_t i = 0; i < role.managed_policy_arns.size(); ++i) {
    Node block = hcl::block({"aws_iam_role_policy_attachment", labels.attachments[i]});
    block.add("role", role_name);
    block.add("policy_arn", spell(role.managed_policy_arns[i]));
    body.add("resource", std::move(block));
  }
}

void claim_block(const Entry& entry, std::vector<std::string>& claims) {
  const auto& [type, block, comment] = entry;
  if (type.text == "locals") {
    for (const auto& local : block.entries) claims.push_back("local." + local.key.text);
    return;
  }
  if (block.items.empty()) return;
  std::string address = type.text == "variable" ? "var" : type.text == "resource" ? "" : type.text;
  for (const auto& label : block.items) address += (address.empty() ? "" : ".") + label.text;
  claims.push_back(std::move(address));
}

/// `agentName` → `agent_name`; without more `_` where that would be too long for a parameter's name on its way back.
std::string variable_name(const std::string& parameter) {
  constexpr std::size_t longest = 64;
  auto name = snake_case(parameter);
  return name.size() <= longest ? name : snake_case(lower_case(parameter));
}

}  // namespace

Labels label_all(const Model& model) {
  Labels labels;
  Names variables, roles, documents, policies, attachments;
  for (const auto name : terraform_keeps()) variables.unique(std::string(name));
  for (const auto& row : built_ins()) variables.unique(std::string(row.name));  // or an import would call it otherwise
  const auto used = references(model);
  for (const auto& parameter : model.parameters)
    if (used.contains(parameter.name))
      labels.variables[parameter.name] = variables.unique(variable_name(parameter.name), "_");
  for (const auto& role : model.roles) {
    RoleLabels of_role;
    of_role.role = roles.unique(snake_case(role.id), "_");
    labels.roles.push_back(std::move(of_role));
  }
  for (std::size_t i = 0; i < model.roles.size(); ++i) {
    auto& of_role = labels.roles[i];
    // A policy's resource and its document have one label, so both spaces must have it free.
    of_role.trust = policies.unique(join(of_role.role, "trust"), "_");
    for (const auto& policy : model.roles[i].policies)
      of_role.policies.push_back(policies.unique(join(of_role.role, plain_id(policy.name)), "_"));
    for (const auto& arn : model.roles[i].managed_policy_arns)
      of_role.attachments.push_back(attachments.unique(join(of_role.role, last_segment(plain_id(arn))), "_"));
  }
  return labels;
}

Spell speller(const Labels& labels) {
  const auto reference = [&labels](const std::string& name) {
    if (const auto* row = find_built_in(name)) return hcl::expression(std::string(row->terraform));
    return hcl::expression("var." + labels.variables.at(name));
  };
  return [reference](const Text& text) {
    if (text.is_literal()) return Node::string(std::string(text.literal()));
    if (text.pieces().size() == 1) return reference(text.pieces()[0].text);
    Node result = Node::list().tagged("template");
    result.items.reserve(text.pieces().size());
    for (const auto& piece : text.pieces())
      result.items.push_back(piece.is_reference ? reference(piece.text) : Node::string(piece.text));
    return result;
  };
}

void add_variables(Node& body, const Model& model, const Labels& labels) {
  for (const auto& parameter : model.parameters) {
    const auto label = labels.variables.find(parameter.name);
    if (label == labels.variables.end()) continue;
    Node block = hcl::block({label->second});
    if (!parameter.description.empty()) block.add("description", Node::string(parameter.description));
    block.add("type", hcl::expression("string"));
    if (parameter.default_value) block.add("default", Node::string(*parameter.default_value));
    if (parameter.pattern) block.add("validation", validation(parameter, label->second));
    body.add("variable", std::move(block));
  }
}

void add_data_sources(Node& body, const Model& model) {
  const auto used = references(model);
  std::set<std::string_view> added;
  for (const auto& row : built_ins())
    if (used.contains(row.name) && added.insert(row.terraform_data).second)
      body.add("data", hcl::block({std::string(row.terraform_data), "current"}));
}

void add_resources(Node& body, const Model& model, const Labels& labels, const PlaceDocument& place) {
  const auto spell = speller(labels);
  for (std::size_t i = 0; i < model.roles.size(); ++i) add_role(body, model.roles[i], labels.roles[i], spell, place);
}

void add_outputs(Node& body, const Model& model, const Labels& labels) {
  struct Row {
    const char *name, *description;
  };
  constexpr std::array<Row, 2> rows = {{{"arn", "ARN of the role"}, {"name", "Name of the role"}}};
  std::map<std::string, Node> outputs;
  for (std::size_t i = 0; i < model.roles.size(); ++i) {
    const auto& label = labels.roles[i].role;
    for (const auto& row : rows) {
      const auto name = (model.roles.size() == 1 ? "role_" : label + "_role_") + row.name;
      Node block = hcl::block({name});
      block.add("description", Node::string(fmt::format("{} {}.", row.description, label)));
      block.add("value", attribute("aws_iam_role", label, row.name));
      outputs.emplace(name, std::move(block));
    }
  }
  for (auto& [name, block] : outputs) body.add("output", std::move(block));
}

std::vector<std::string> claims(const Node& body) {
  std::vector<std::string> result;
  for (const auto& entry : body.entries) claim_block(entry, result);
  return result;
}

}  // namespace rolecast::terraform
