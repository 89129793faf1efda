// What the properties of CloudFormation's IAM resources say about a role, once their functions are worked out.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/model.h"
#include "syntax/fields.h"

namespace rolecast {

/// How the names of properties are spelled.
enum class Casing : std::uint8_t {
  pascal,  ///< `RoleName`, in templates
  camel,   ///< `roleName`, in CDK
};

/// The properties of AWS::IAM::Role; `id` is its logical id.
/// AWS CloudFormation Template Reference, "AWS::IAM::Role".
Role read_role(const Node& id, const Node& properties, Casing casing, Diagnostics& diagnostics);

/// The text of a property, or nothing where it has no value. `name` is the property's; anything else is an error.
std::optional<Text> property_text(const Node* value, std::string_view name, Diagnostics& diagnostics);

/// A policy document: an object, or its JSON in a text. Nothing, and an error, where it is neither.
std::optional<Policy> property_policy(const Node* value, const std::string& where, Diagnostics& diagnostics);

}  // namespace rolecast
