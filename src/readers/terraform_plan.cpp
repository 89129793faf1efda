#include "readers/terraform_plan.h"

#include <fmt/core.h>

#include "readers/definitions.h"
#include "readers/terraform_plan/resources.h"
#include "readers/terraform_plan/roles.h"

namespace rolecast {
namespace {

/// `terraform.tfstate` itself, which has no promise to stay as it is.
bool is_state_file(const Node& node) { return node.find("terraform_version") && node.find("lineage"); }

bool recognises(const Node& node) {
  if (!node.is(Node::Kind::map) || !node.tag.empty()) return false;
  const bool is_printed = node.find("planned_values") || node.find("values") || node.find("terraform_version");
  return (node.find("format_version") && is_printed) || is_state_file(node);
}

bool is_word(const Node* node, std::string_view word) { return node && node->text == word; }

/// Terraform, "JSON Output Format". Terraform before 1.1 wrote 0.1 and 0.2, which have the same shape.
bool is_known_format(std::string_view version) {
  return version.starts_with("1.") || version == "0.1" || version == "0.2";
}

bool is_whole(const Node& node, Diagnostics& diagnostics) {
  if (is_state_file(node)) {
    diagnostics.error(Code::not_recognised, node.span, "a state file is Terraform's own",
                      "give what `terraform show -json` prints of it");
    return false;
  }
  const Node* version = node.find("format_version");
  if (!is_known_format(version->text)) {
    diagnostics.error(Code::format_version, version->span,
                      fmt::format("format version `{}` of Terraform is not known", version->text),
                      "print it with a Terraform that writes version 1, such as 1.11");
    return false;
  }
  if (is_word(node.find("errored"), "true"))
    diagnostics.error(Code::partial_input, node.find("errored")->span, "this plan ended with an error",
                      "make the plan again once the error is gone");
  if (is_word(node.find("complete"), "false"))
    diagnostics.error(Code::partial_input, node.find("complete")->span, "this plan is not complete",
                      "make it without -target, or give the state after the apply");
  return true;
}

/// What the configuration gives to its providers: constants, and the values of variables. Tags do not say where a role
/// is; a state says nothing of providers.
std::string deployed_with(const Node& document) {
  const Node* configuration = document.find("configuration");
  const Node* providers = configuration ? configuration->find("provider_config") : nullptr;
  const Node* variables = document.find("variables");
  std::string text;
  if (!providers) return text;
  for (const auto& [name, provider, comment] : providers->entries) {
    const Node* expressions = provider.find("expressions");
    auto own = expressions ? *expressions : Node::map();
    std::erase_if(own.entries, [](const Entry& entry) {
      return entry.key.text == "default_tags" || entry.key.text == "ignore_tags";
    });
    text += name.text + " = " + canonical(own) + "\n";
  }
  if (variables)
    for (const auto& [name, value, comment] : variables->entries)
      if (text.find("\"var." + name.text + "\"") != std::string::npos)
        text += name.text + " = " + canonical(value) + "\n";
  return text;
}

Model read_plan(const std::vector<Document>& documents, Sources&, Diagnostics& diagnostics) {
  const auto& [stem, node, path, folder, given] = documents.front();
  Model model;
  model.stem = stem;
  model.span = node.span;
  const auto errors = diagnostics.errors();
  if (is_whole(node, diagnostics)) add_roles(model, read_resources(node, diagnostics), diagnostics);
  if (model.roles.empty() && diagnostics.errors() == errors)
    diagnostics.error(Code::no_roles, node.span, "there is no `aws_iam_role` after the apply",
                      "a state is printed by `terraform show -json`, a plan by `terraform show -json PLANFILE`");
  model.deployed_with = deployed_with(node);
  model.damaged = diagnostics.errors() > errors;
  return model;
}

}  // namespace

Reader terraform_plan_reader() {
  return {"terraform-plan", "plans and states of Terraform, as `terraform show -json` prints them", recognises,
          read_plan};
}

}  // namespace rolecast
