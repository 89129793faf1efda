// What a CloudFormation template says about the values that the deployment computes.
#pragma once

#include <optional>
#include <string>

#include "readers/definitions.h"

namespace rolecast {

/// Sets what the computed parameters of a model are made of. `file` is its template, without tags.
void define_computed(Model& model, const Node& file);

/// What a template says of resources that are left out.
class LeftOutResources {
 public:
  /// `file` is a template without tags.
  explicit LeftOutResources(const Node& file);

  /// All that it says of one, with what that refers to. The code of a function is no part of it.
  std::optional<std::string> said_of(const std::string& id) const;

 private:
  Node file_;
};

}  // namespace rolecast
