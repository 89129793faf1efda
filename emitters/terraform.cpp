// Terraform: one file to paste, a module, or the JSON syntax.
#include "emitters/builtin.h"
#include "emitters/renamed.h"
#include "emitters/terraform_parts.h"
#include "model/role_ids.h"
#include "syntax/hcl.h"
#include "syntax/json.h"

namespace rolecast {
namespace {

using namespace terraform;

const Setting layout = {"layout", "one file to paste, or the files of a module", {"snippet", "module"}};
const Setting documents = {
    "documents", "policies as jsonencode() or as aws_iam_policy_document", {"jsonencode", "data-source"}};
const Setting imports = {"import", "import blocks for a role that is there already", {"none", "blocks"}};

void append(Node& body, Node more) {
  for (auto& entry : more.entries) body.entries.push_back(std::move(entry));
}

OutputFile hcl_file(std::string path, const Node& body) { return {std::move(path), hcl::write(body), claims(body)}; }

std::vector<OutputFile> module_files(const Model& model, const Labels& labels, const Node& main, bool has_test,
                                     Diagnostics& diagnostics) {
  Node variables = Node::map(), outputs = Node::map(), versions = Node::map();
  add_variables(variables, model, labels);
  add_outputs(outputs, model, labels);
  Node aws = Node::map();
  aws.add("source", Node::string("hashicorp/aws"));
  aws.add("version", Node::string(">= 5.0"));
  Node& terraform = versions.add("terraform", hcl::block());
  terraform.add("required_version", Node::string(">= 1.5"));
  terraform.add("required_providers", hcl::block()).add("aws", std::move(aws));
  std::vector<OutputFile> files = {hcl_file("main.tf", main),
                                   hcl_file("variables.tf", variables),
                                   hcl_file("outputs.tf", outputs),
                                   hcl_file("versions.tf", versions),
                                   {"README.md", readme(model, labels, variables, outputs), {}}};
  if (!has_test) {
    diagnostics.warning(Code::no_test, {}, "no test for the module: mocked data sources compute no documents",
                        "use --option documents=jsonencode");
    return files;
  }
  auto test = test_file(model, labels, diagnostics);
  if (!test.empty()) files.push_back({"tests/roles.tftest.hcl", std::move(test), {}});
  return files;
}

std::vector<OutputFile> emit_hcl(const Model& model, const Settings& settings, Diagnostics& diagnostics) {
  const auto labels = label_all(model);
  refuse_what_would_change(model, labels, diagnostics);
  const bool is_data_source = chosen(settings, documents) == "data-source";
  const auto place = is_data_source ? as_data_source(speller(labels), diagnostics) : as_jsonencode(speller(labels));
  const auto errors = diagnostics.errors();
  Node main = Node::map();
  add_data_sources(main, model);
  add_resources(main, model, labels, place);
  const bool is_module = chosen(settings, layout) == "module";
  if (chosen(settings, imports) == "blocks") add_imports(main, model, labels, is_module, diagnostics);
  if (diagnostics.errors() > errors) return {};
  if (is_module) return module_files(model, labels, main, !is_data_source, diagnostics);
  Node body = Node::map();
  add_variables(body, model, labels);
  append(body, std::move(main));
  return {hcl_file(model.stem + ".tf", body)};
}

std::vector<OutputFile> emit_json(const Model& model, const Settings& settings, Diagnostics& diagnostics) {
  const auto labels = label_all(model);
  refuse_what_would_change(model, labels, diagnostics);
  Node locals = hcl::block(), resources = Node::map();
  const auto place = chosen(settings, documents) == "data-source" ? as_data_source(speller(labels), diagnostics)
                                                                  : as_locals(speller(labels), locals);
  const auto errors = diagnostics.errors();
  add_resources(resources, model, labels, place);
  if (diagnostics.errors() > errors) return {};
  Node body = Node::map();
  add_variables(body, model, labels);
  add_data_sources(body, model);
  if (!locals.entries.empty()) body.add("locals", std::move(locals));
  append(body, std::move(resources));
  return {{model.stem + ".tf.json", json::write(hcl::to_json(body)), claims(body)}};
}

Model held(const Model& model, const Settings& settings) {
  const auto labels = label_all(model);
  std::vector<std::string> roles;
  RoleIds ids;
  for (const auto& role : labels.roles) roles.push_back(ids.unique(role.role));
  auto result = renamed(model, roles, labels.variables);
  if (chosen(settings, documents) == "data-source")
    for (auto& role : result.roles) {
      *role.trust = as_data_source_shapes(std::move(*role.trust));
      for (auto& policy : role.policies) policy.document = as_data_source_shapes(std::move(policy.document));
    }
  return result;
}

}  // namespace

Emitter terraform_emitter() {
  return {"terraform",
          "Terraform for the AWS provider, versions 5 and 6",
          {layout, documents, imports},
          emit_hcl,
          "terraform",
          held};
}

Emitter terraform_json_emitter() {
  return {
      "terraform-json", "the same in Terraform's JSON syntax, for machines", {documents}, emit_json, "terraform", held};
}

}  // namespace rolecast
