// What a Terraform configuration says about the values that only the deployment knows.
#pragma once

#include <optional>
#include <string>

#include "readers/definitions.h"
#include "readers/terraform/configuration.h"

namespace rolecast::terraform {

/// Sets what the computed parameters of a model are made of, and what its roles are deployed with: the configuration of
/// the provider that they use.
void define_computed(Model& model, const Configuration& configuration, const std::string& provider);

/// All that the configuration says of a block that is left out, with what it refers to; nothing where files say some of
/// it.
std::optional<std::string> said_of(const Configuration& configuration, const std::string& address);

}  // namespace rolecast::terraform
