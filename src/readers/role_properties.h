// What the properties of CloudFormation's IAM resources say about a role, once their functions are worked out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/model.h"
#include "syntax/fields.h"

namespace rolecast {

/// The properties of AWS::IAM::Role; `id` is its logical id.
/// AWS CloudFormation Template Reference, "AWS::IAM::Role".
Role read_role(const Node& id, const Node& properties, Diagnostics& diagnostics);

/// Takes a property that is a text; nothing where it is missing, and an error where it is something else.
std::optional<Text> take_text(Fields& fields, std::string_view key, Diagnostics& diagnostics);

/// Takes a property that is a list of texts.
std::vector<Text> take_texts(Fields& fields, std::string_view key, Diagnostics& diagnostics);

/// A policy document: an object, or its JSON in a text. Nothing, and an error, where it is neither.
std::optional<Policy> read_policy_property(const Node& value, const std::string& where, Diagnostics& diagnostics);

}  // namespace rolecast
