// A policy and its IAM document, both ways: the one place that knows how IAM spells a policy.
#pragma once

#include <functional>
#include <string>

#include "model/model.h"
#include "syntax/node.h"

namespace rolecast {

/// How the text of a document is to be read.
enum class TextSyntax : std::uint8_t {
  native,  ///< `${account}` is a reference, `$${` a literal `${`
  plain,   ///< nothing is a reference
  nodes,   ///< as text_node.h has it: a string is literal, references are nodes of their own
};

/// A document, or just its list of statements where `syntax` is native. Numbers and booleans in conditions become text
/// from their spelling; an empty Sid is dropped. Unknown keys, wrong types and unknown words are errors. `where` names
/// the policy in messages. IAM User Guide, "Grammar of the IAM JSON policy language". A document without Version is
/// 2008-10-17, as AWS reads it, unless `syntax` is native.
Policy read_policy(const Node& node, TextSyntax syntax, const std::string& where, Diagnostics& diagnostics);

/// The versions differ in variables alone: a document of 2008-10-17 that holds no `${` means the same as one of today,
/// and becomes one, with a warning. IAM User Guide, "IAM JSON policy elements: Version".
void read_as_2012(Policy& policy, Diagnostics& diagnostics);

/// How an emitter spells a text.
using Spell = std::function<Node(const Text&)>;

/// Version, Id, Statement; and Sid, Effect, Principal, Action, Resource, Condition in each statement. Everything else
/// keeps the author's order and shape. Condition keys and values go through `spell`.
Node document(const Policy& policy, const Spell& spell);

/// The words IAM has for an effect and a version.
std::string_view to_word(Effect effect);
std::string_view to_word(Version version);

}  // namespace rolecast
