// Deferred values as CloudFormation writes them: Ref, Fn::Sub and Fn::Join, in YAML's short tags and in JSON's long
// form.
#pragma once

#include <map>
#include <string>

#include "model/model.h"
#include "syntax/node.h"

namespace rolecast::cloudformation {

/// The logical id of every parameter, by its name in the model.
using LogicalIds = std::map<std::string, std::string, std::less<>>;

/// What `Ref` takes for a reference: `AWS::Region`, or the parameter's logical id in `ids`.
std::string_view ref_name(std::string_view reference, const LogicalIds& ids);

/// A literal as plain text, one reference as !Ref, text with references as !Sub. Where the text holds a `${` that
/// Fn::Sub has no documented escape for, as !Join, which reads nothing into text. CloudFormation User Guide, "Fn::Sub".
Node spell(const Text& text, const LogicalIds& ids);

/// Short tags as the objects that JSON needs: `!Ref X` → {"Ref": "X"}, `!GetAtt A.B` → {"Fn::GetAtt": ["A", "B"]}.
Node long_form(Node node);

/// What CloudFormation would change or cannot hold: `{{resolve:…}}` in any text, and references in the keys of
/// conditions.
void refuse_what_would_change(const Model& model, Diagnostics& diagnostics);

}  // namespace rolecast::cloudformation
