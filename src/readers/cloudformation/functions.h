// The two spellings of CloudFormation's functions: short tags in YAML, objects with one key anywhere.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "syntax/node.h"

namespace rolecast {

/// A function with what it is applied to: `Ref`, `Fn::Sub`, …
struct Call {
  std::string_view name;
  const Node& argument;
};

/// The tree with every short tag spelled as the object it stands for: `!Sub x` → {"Fn::Sub": x}.
/// AWS CloudFormation Template Reference, "Intrinsic function reference".
Node without_tags(Node node);

/// Whether a key is a function's name.
bool is_function(std::string_view key);

/// The call that a node without tags is; nothing where it is data.
std::optional<Call> call_in(const Node& node);

/// A value on one line in one spelling, whichever the template has: `!Select [0, !Split [",", !Ref Names]]`.
std::string spelled(const Node& node);

/// `!Sub`, as messages call `Fn::Sub`.
std::string tag_of(std::string_view function);

}  // namespace rolecast
