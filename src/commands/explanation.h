// What `rolecast explain` has to say, before a report puts it into a shape.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "analysis/explain/explained.h"
#include "commands/command.h"
#include "model/bind.h"
#include "readers/expand.h"

namespace rolecast {

/// A part of the catalogue that the explained role is made of.
struct CataloguePart {
  std::string kind;  ///< `template` or `capability`
  std::string name;
  About about;
  std::vector<Parameter> parameters;
};

/// How the role is named where it is deployed, and what lets somebody pass it to its service.
struct Passing {
  std::string cloudformation, terraform;  ///< the expression that is its ARN
  /// A policy document with the one statement, ready to paste; empty where no service assumes the role. `iam` is empty
  /// as well where the deployment picks the role's name.
  std::string iam, cloudformation_policy, terraform_policy;
};

struct RoleExplanation {
  ExplainedRole facts;
  std::vector<CataloguePart> parts;
  std::string passed_as;  ///< where the ARN goes, as the template says
  Passing passing;
};

struct Explanation {
  std::string subject;  ///< the template, the capability or the file, as it was named
  std::string kind;     ///< `template`, `capability` or `file`
  std::deque<Model> models;
  std::vector<RoleExplanation> roles;
  std::vector<OpenValue> values;
};

/// Those of all roles in `models`, in which `bindings` are bound already. A capability has one that nobody assumes.
Explanation explanation_of(std::string subject, std::string kind, std::vector<Model> models, const Bindings& bindings,
                           const Sources& sources);

/// What deployments call the role number `index` of the model.
Passing passing_of(const Model& model, std::size_t index, const ExplainedRole& facts);

/// For terminals: characters of the input that a terminal would act on are shown as escapes.
std::string explain_text(const Explanation& explanation, bool color);
/// A page for a repository with a Mermaid diagram. Everything from the input stands in code spans, code blocks or, in
/// the diagram, as character references.
std::string explain_markdown(const Explanation& explanation);
/// One object; docs/explain.md says what stands in it.
Node explain_json(const Explanation& explanation);

}  // namespace rolecast
