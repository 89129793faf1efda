// Import blocks: Terraform takes over a role that exists instead of making a second one.
#include <fmt/core.h>

#include "emitters/terraform_parts.h"
#include "syntax/hcl.h"

namespace rolecast::terraform {
namespace {

/// Import ids: the pages of the resources in the documentation of the AWS provider, "Import".
Text id_of(const Text& role, std::string_view separator, const Text& part) {
  Text id = role;
  id.append(separator);
  for (const auto& piece : part.pieces()) piece.is_reference ? id.append_reference(piece.text) : id.append(piece.text);
  return id;
}

void add_import(Node& body, const char* type, const std::string& label, Node id) {
  Node block = hcl::block();
  block.add("to", hcl::expression(fmt::format("{}.{}", type, label)));
  block.add("id", std::move(id));
  body.add("import", std::move(block));
}

}  // namespace

void add_imports(Node& body, const Model& model, const Labels& labels, bool is_module, Diagnostics& diagnostics) {
  if (is_module)
    diagnostics.error(Code::inexpressible, {},
                      "the module is for Terraform 1.5 and newer, where only the root module may import",
                      "use --option layout=snippet, or write `import` blocks where the module is called");
  const auto spell = speller(labels);
  for (std::size_t i = 0; i < model.roles.size(); ++i) {
    const auto& role = model.roles[i];
    const auto& label = labels.roles[i];
    if (!role.name) {
      diagnostics.error(Code::inexpressible, role.span,
                        fmt::format("role `{}` has no name, so there is nothing to import", role.id),
                        "give it the `name` that the role has in AWS");
      continue;
    }
    add_import(body, "aws_iam_role", label.role, spell(*role.name));
    for (std::size_t j = 0; j < role.policies.size(); ++j)
      add_import(body, "aws_iam_role_policy", label.policies[j], spell(id_of(*role.name, ":", role.policies[j].name)));
    for (std::size_t j = 0; j < role.managed_policy_arns.size(); ++j)
      add_import(body, "aws_iam_role_policy_attachment", label.attachments[j],
                 spell(id_of(*role.name, "/", role.managed_policy_arns[j])));
  }
}

}  // namespace rolecast::terraform
