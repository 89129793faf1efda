// The values that a role uses where a role of the catalogue leaves them to the deployment.
#pragma once

#include "model/model.h"

namespace rolecast::which {

/// Values for the built-in values and parameters of `wanted`: what stands in the role in the same places, most often
/// and first. A reference of the role may be a value. Parameters without one get their default.
TextByName values_in(const Role& role, const Model& wanted, const TextByName& given);

/// `wanted` with these values. What has none keeps a name that no role has: see `shown`.
Model bound_to(const Model& wanted, const TextByName& values);

/// Whether a reference in such a model is to something that has no value.
bool is_unknown(std::string_view reference);

/// The text as people read it.
std::string shown(const Text& text);
/// The same as a text.
Text renamed_back(const Text& text);

/// The parts of an ARN, which its first five colons part; none where it is no ARN.
std::vector<Text> arn_parts(const Text& text);

}  // namespace rolecast::which
