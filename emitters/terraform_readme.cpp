// The README of a Terraform module, with its tables where terraform-docs would put them.
#include <algorithm>

#include <fmt/core.h>

#include "emitters/identifiers.h"
#include "emitters/terraform_parts.h"
#include "syntax/hcl.h"

namespace rolecast::terraform {
namespace {

/// Text of the author's as Markdown on one line.
std::string markdown(std::string_view text) {
  constexpr std::string_view signs = "\\`*_[]<>#|~&$";
  std::string out;
  for (const char c : text) {
    if (signs.find(c) != std::string_view::npos) out += '\\';
    out += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  }
  return out;
}

/// Text as code in a table, where `|` ends a cell even inside code.
std::string code(std::string_view text) {
  std::size_t longest = 0, run = 0;
  std::string inside;
  for (const char c : text) {
    longest = std::max(longest, run = c == '`' ? run + 1 : 0);
    inside += c == '|' ? "\\|" : std::string(1, c);
  }
  if (text.starts_with('`') || text.ends_with('`')) inside = " " + inside + " ";
  const std::string fence(longest + 1, '`');
  return fence + inside + fence;
}

std::string text_of(const Node& block, std::string_view key) {
  const Node* value = block.find(key);
  return value ? value->text : std::string();
}

std::string input_row(const Node& variable) {
  const Node* value = variable.find("default");
  return fmt::format("| {} | {} | `string` | {} | {} |\n", markdown(variable.items[0].text),
                     markdown(text_of(variable, "description")), value ? code(hcl::write_value(*value)) : "n/a",
                     value ? "no" : "yes");
}

std::string inputs(const Node& variables) {
  if (variables.entries.empty()) return "## Inputs\n\nNo inputs.\n";
  std::string out =
      "## Inputs\n\n| Name | Description | Type | Default | Required |\n|------|-------------|------|---------|:--------:|\n";
  for (const auto& entry : variables.entries) out += input_row(entry.value);
  return out;
}

std::string outputs_table(const Node& outputs) {
  std::string out = "## Outputs\n\n| Name | Description |\n|------|-------------|\n";
  for (const auto& entry : outputs.entries)
    out += fmt::format("| {} | {} |\n", markdown(entry.value.items[0].text),
                       markdown(text_of(entry.value, "description")));
  return out;
}

std::string usage(const Model& model, const Labels& labels) {
  Node body = Node::map();
  Node& module = body.add("module", hcl::block({snake_case(model.stem)}));
  module.add("source", Node::string("./modules/" + model.stem));
  const auto samples = sample_values(model, labels);
  for (const auto& parameter : model.parameters) {
    const auto label = labels.variables.find(parameter.name);
    if (label == labels.variables.end() || parameter.default_value) continue;
    const auto sample = samples.find(parameter.name);
    module.add(label->second, Node::string(sample == samples.end() ? "" : sample->second));
  }
  return hcl::write(body);
}

}  // namespace

std::string readme(const Model& model, const Labels& labels, const Node& variables, const Node& outputs) {
  std::string roles;
  for (const auto& role : labels.roles) roles += fmt::format("- `aws_iam_role.{}`\n", role.role);
  return fmt::format(
      "# {}\n\nIAM roles with their trust and permissions:\n\n{}\n## Usage\n\n```hcl\n{}```\n\n<!-- BEGIN_TF_DOCS -->\n"
      "## Requirements\n\n| Name | Version |\n|------|---------|\n| terraform | >= 1.5 |\n| aws | >= 5.0 |\n\n"
      "{}\n{}<!-- END_TF_DOCS -->\n",
      markdown(model.stem), roles, usage(model, labels), inputs(variables), outputs_table(outputs));
}

}  // namespace rolecast::terraform
