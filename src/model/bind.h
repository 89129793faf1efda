// Binding: deferred values replaced by given ones (`--set account=123456789012`).
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/model.h"

namespace rolecast {

/// Puts values in the place of the references to them; what has a value is a parameter no longer.
void replace(Model& model, const TextByName& values);

/// An error at `place` where `value` does not match the parameter's pattern, or the pattern cannot be used.
void check_value(const Parameter& parameter, std::string_view value, Span place, Diagnostics& diagnostics);

/// Names with their values, in the order given.
using Bindings = std::vector<std::pair<std::string, std::string>>;

/// The partition and the region that `bindings` name; the region's partition too.
std::vector<std::string_view> places_of(const Bindings& bindings);

/// Replaces the bound values in every model; a bound parameter is a parameter no longer. Binding the partition binds
/// the DNS suffix. Statements for a service that the bound place does not have are left out, with a note. Refuses: a
/// name that no model knows, a name bound twice, an account that is not 12 digits, a region or partition that is none,
/// a region outside a bound partition, a value that its parameter's pattern does not match.
void bind(std::vector<Model>& models, const Bindings& bindings, Diagnostics& diagnostics);

/// The model as it is deployed where no parameter with a default is given: those defaults in their places.
Model with_defaults(Model model);

}  // namespace rolecast
