// The values of attributes in a plan or a state, and what stands for those that are known only after the apply.
#pragma once

#include "model/model.h"
#include "readers/deferred.h"
#include "readers/terraform_plan_resources.h"

namespace rolecast {

/// Warns where a value is one that Terraform hides: the role file shows it.
class PlannedValues {
 public:
  PlannedValues(DeferredValues& deferred, Diagnostics& diagnostics) : deferred_(deferred), diagnostics_(diagnostics) {}

  /// An unknown text is a parameter named after its address. Nothing where there is none, or an empty one.
  std::optional<Text> text(const PlannedResource& resource, std::string_view attribute);

  /// Null where there is none; an error as well where it is known only after the apply.
  const Node* known(const PlannedResource& resource, std::string_view attribute);

  /// Null, and an error, where there is none.
  const Node* required(const PlannedResource& resource, std::string_view attribute);

  /// Nothing, and an error, where there is no document, or one that is known only after the apply.
  std::optional<Policy> document(const PlannedResource& resource, std::string_view attribute);

  void refuse_unknown(const PlannedResource& resource, std::string_view attribute);

 private:
  void warn_where_hidden(const PlannedResource& resource, std::string_view attribute, Span place);

  DeferredValues& deferred_;
  Diagnostics& diagnostics_;
};

}  // namespace rolecast
