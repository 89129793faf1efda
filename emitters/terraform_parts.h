// The parts of a Terraform configuration; the Terraform formats put them together into files.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "emitters/emitter.h"
#include "model/document.h"
#include "model/model.h"
#include "syntax/node.h"

namespace rolecast::terraform {

struct RoleLabels {
  std::string role;
  std::string trust;                     ///< of the document
  std::vector<std::string> policies;     ///< of the resource and of the document, in the model's order
  std::vector<std::string> attachments;  ///< in the order of the managed policies
};

/// The names a configuration gives to what is in a model.
struct Labels {
  std::map<std::string, std::string, std::less<>> variables;  ///< by the parameter's name; only those referred to
  std::vector<RoleLabels> roles;                              ///< in the model's order
};
Labels label_all(const Model& model);

/// An error for every text that Terraform would not leave as it is.
void refuse_what_would_change(const Model& model, const Labels& labels, Diagnostics& diagnostics);

/// Texts as strings, templates and expressions. `labels` must outlive it.
Spell speller(const Labels& labels);

/// Writes a document under `label` where the format wants it, and gives the value of the argument that takes it. What
/// has to stand before that resource is added to `body`.
using PlaceDocument = std::function<Node(const Policy& policy, const std::string& label, Node& body)>;
PlaceDocument as_jsonencode(Spell spell);
PlaceDocument as_data_source(Spell spell, Diagnostics& diagnostics);
/// The policy as the provider writes it: a value alone is no list, the statements are one, and a condition that tests
/// nothing is none.
Policy as_data_source_shapes(Policy policy);
/// As local values, for machines: `locals` takes the documents.
PlaceDocument as_locals(Spell spell, Node& locals);

void add_variables(Node& body, const Model& model, const Labels& labels);
/// The data sources that the built-in values need, and no others.
void add_data_sources(Node& body, const Model& model);
void add_resources(Node& body, const Model& model, const Labels& labels, const PlaceDocument& place);
/// A block for each resource that takes over what exists in AWS under these names. Refused for a role without a name,
/// which cannot be there yet, and for modules: before Terraform 1.16, only a root module may import.
void add_imports(Node& body, const Model& model, const Labels& labels, bool is_module, Diagnostics& diagnostics);
/// ARN and name of every role, in alphabetical order.
void add_outputs(Node& body, const Model& model, const Labels& labels);

/// The addresses a body declares: a folder is one module to Terraform, so each may stand only once in it.
std::vector<std::string> claims(const Node& body);

/// A value for each variable without default with which the model stays one that AWS accepts, by the parameter's name;
/// a parameter for which none was found is not in it.
std::map<std::string, std::string, std::less<>> sample_values(const Model& model, const Labels& labels);

/// The module's README.md.
std::string readme(const Model& model, const Labels& labels, const Node& variables, const Node& outputs);

/// The module's tests/roles.tftest.hcl, which runs offline; empty, with a warning, where a parameter has no sample
/// value.
std::string test_file(const Model& model, const Labels& labels, Diagnostics& diagnostics);

}  // namespace rolecast::terraform
