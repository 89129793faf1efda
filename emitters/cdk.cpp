// CDK: JSON for cloudformation-include, for `new iam.CfnRole`, or for `iam.PolicyDocument.fromJson`.
#include <algorithm>

#include <fmt/core.h>

#include "emitters/builtin.h"
#include "emitters/documents_only.h"
#include "emitters/template.h"
#include "model/document.h"
#include "syntax/json.h"

namespace rolecast {
namespace {

using cloudformation::LogicalIds;

const Setting shape = {
    "shape",
    "a template for cloudformation-include, props for iam.CfnRole, or documents for iam.PolicyDocument.fromJson",
    {"template", "props", "documents"}};

/// In props and documents the parameters live in the app's stack.
void warn_about_parameters(const Model& model, const LogicalIds& ids, Diagnostics& diagnostics) {
  for (const auto& parameter : model.parameters)
    if (const auto id = ids.find(parameter.name); id != ids.end())
      diagnostics.warning(
          Code::undeclared_parameter, parameter.span,
          fmt::format("the stack that loads this file must declare the parameter `{}`", id->second),
          fmt::format("new CfnParameter(this, '{}'), or bind it: --set {}=VALUE", id->second, parameter.name));
}

std::string lower_first(std::string name) {
  if (!name.empty() && name[0] >= 'A' && name[0] <= 'Z') name[0] = static_cast<char>(name[0] + 32);
  return name;
}

/// CDK's properties are CloudFormation's in camel case, also in lists of objects such as tags. Policy documents are
/// maps, so this does not reach into them: they stay as IAM writes them.
Node camel_case(Node properties) {
  for (auto& entry : properties.entries) {
    for (auto& item : entry.value.items)
      if (item.tag.empty() && item.is(Node::Kind::map)) item = camel_case(std::move(item));
    entry.key.text = lower_first(std::move(entry.key.text));
  }
  return properties;
}

/// The objects that stand for deferred values pass through iam.CfnRole, but not where it reads the value itself. The
/// ARN of a managed policy may stand in the reference to one (iam.IManagedPolicyRef) there.
Node policy_reference(Node arn) {
  if (arn.tag.empty()) return arn;
  Node reference = Node::map();
  reference.add("managedPolicyRef", Node::map()).add("policyArn", std::move(arn));
  return reference;
}

/// A deferred tag has no such form: iam.CfnRole would make it the text `[object Object]`.
void refuse_deferred_tags(const Role& role, Diagnostics& diagnostics) {
  for (const auto& tag : role.tags)
    for (const auto* text : {&tag.key, &tag.value})
      for (const auto& piece : text->pieces())
        if (piece.is_reference)
          diagnostics.error(Code::inexpressible, text->span, "iam.CfnRole takes no deferred value in a tag",
                            fmt::format("add --set {}=VALUE, or use shape=template", piece.text));
}

Node props_of(const Role& role, const LogicalIds& ids) {
  Node properties = camel_case(cloudformation::role_properties(role, ids));
  for (auto& [key, value, comment] : properties.entries) {
    if (key.text == "permissionsBoundary") value = policy_reference(std::move(value));
    if (key.text == "managedPolicyArns")
      for (auto& arn : value.items) arn = policy_reference(std::move(arn));
  }
  return cloudformation::long_form(std::move(properties));
}

Node props(const Model& model, const cloudformation::Names& names, Diagnostics& diagnostics) {
  Node file = Node::map();
  for (std::size_t i = 0; i < model.roles.size(); ++i) {
    refuse_deferred_tags(model.roles[i], diagnostics);
    file.add(names.roles[i], props_of(model.roles[i], names.parameters));
  }
  return file;
}

/// Whether a literal holds what would be taken for a placeholder: `${AWS::Region}` or `${Name}`.
bool holds_placeholder(std::string_view literal) {
  for (std::size_t open; (open = literal.find("${")) != std::string_view::npos; literal.remove_prefix(open + 2)) {
    auto name = literal.substr(open + 2, literal.find('}', open) - open - 2);
    if (name.starts_with("AWS::")) name.remove_prefix(5);
    const auto alphanumeric = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    };
    if (!name.empty() && std::all_of(name.begin(), name.end(), alphanumeric)) return true;
  }
  return false;
}

/// fromJson takes only text where actions and resources stand, so deferred values are placeholders for the app to fill.
Node with_placeholders(const Text& text, const LogicalIds& ids, Diagnostics& diagnostics) {
  std::string result;
  for (const auto& piece : text.pieces()) {
    if (piece.is_reference)
      result.append("${").append(cloudformation::ref_name(piece.text, ids)).append("}");
    else
      result += piece.text;
    if (!piece.is_reference && holds_placeholder(piece.text))
      diagnostics.error(Code::inexpressible, text.span, "shape=documents would take this text for a deferred value",
                        "use shape=template or shape=props");
  }
  return Node::string(std::move(result));
}

Node policy_document(const Policy& policy, const LogicalIds& ids, Diagnostics& diagnostics) {
  if (policy.id)
    diagnostics.error(Code::inexpressible, policy.id->span, "iam.PolicyDocument.fromJson drops `Id`",
                      "use shape=template or shape=props");
  Policy listed = policy;
  listed.is_list = true;  // fromJson: "Statement must be an array"
  return document(listed, [&](const Text& text) { return with_placeholders(text, ids, diagnostics); });
}

Node documents(const Model& model, const cloudformation::Names& names, Diagnostics& diagnostics) {
  warn_about_attributes(model, "documents", diagnostics);
  Node file = Node::map();
  for (std::size_t i = 0; i < model.roles.size(); ++i) {
    const auto& role = model.roles[i];
    Node& entry = file.add(names.roles[i], Node::map());
    entry.add("trust", policy_document(*role.trust, names.parameters, diagnostics));
    Node& policies = entry.add("policies", Node::map());
    for (const auto& policy : role.policies) {
      if (!policy.name.is_literal())
        diagnostics.error(Code::deferred_key, policy.name.span,
                          "the name of a policy is a key in shape=documents, which cannot be deferred",
                          "bind the value with --set");
      policies.add(std::string(policy.name.literal()), policy_document(policy.document, names.parameters, diagnostics));
    }
  }
  return file;
}

std::vector<OutputFile> emit(const Model& model, const Settings& settings, Diagnostics& diagnostics) {
  cloudformation::refuse_what_would_change(model, diagnostics);
  const auto chosen_shape = chosen(settings, shape);
  const auto names = cloudformation::name_all(model);
  Node file;
  if (chosen_shape == "template") {
    file = cloudformation::long_form(cloudformation::template_of(model, names));
  } else {
    warn_about_parameters(model, names.parameters, diagnostics);
    file = chosen_shape == "props" ? props(model, names, diagnostics) : documents(model, names, diagnostics);
  }
  auto text = json::write(file);
  if (chosen_shape == "template") cloudformation::check_quotas(model, names, text, diagnostics);
  return {{model.stem + ".cdk.json", std::move(text), {}}};
}

Model held(const Model& model, const Settings& settings) {
  auto result = cloudformation::held(model);
  if (chosen(settings, shape) == "template") return result;
  for (auto& parameter : result.parameters) {
    Parameter bare;
    bare.name = std::move(parameter.name);
    parameter = std::move(bare);
  }
  if (chosen(settings, shape) == "props") return result;
  for (auto& role : result.roles) {
    role.trust->is_list = true;
    for (auto& policy : role.policies) policy.document.is_list = true;
  }
  result = without_attributes(std::move(result));
  const auto used = references(result);
  std::erase_if(result.parameters, [&](const Parameter& parameter) { return !used.contains(parameter.name); });
  return result;
}

}  // namespace

Emitter cdk_emitter() { return {"cdk", "JSON for a CDK app", {shape}, emit, "cdk", held}; }

}  // namespace rolecast
