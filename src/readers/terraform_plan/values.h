// The values of attributes in a plan or a state, and what stands for those that are known only after the apply.
#pragma once

#include "model/model.h"
#include "readers/deferred.h"
#include "readers/terraform_plan/resources.h"

namespace rolecast {

/// Warns where a value is one that Terraform hides: the role file shows it.
class PlannedValues {
 public:
  PlannedValues(DeferredValues& deferred, Diagnostics& diagnostics) : deferred_(deferred), diagnostics_(diagnostics) {}

  /// An unknown text is a parameter named after its address. Nothing where there is none, or an empty one.
  std::optional<Text> text(const PlannedResource& resource, std::string_view attribute);

  /// The name of a role or policy. Behind a `name_prefix` the rest of it is a parameter.
  std::optional<Text> name(const PlannedResource& resource);

  /// Null where there is none; an error as well where it is known only after the apply.
  const Node* known(const PlannedResource& resource, std::string_view attribute);

  /// Null, and an error, where there is none.
  const Node* required(const PlannedResource& resource, std::string_view attribute);

  /// Nothing, and an error, where there is no document, or one that is known only after the apply.
  std::optional<Policy> document(const PlannedResource& resource, std::string_view attribute);

  /// Whether there are no attributes but these, which may say something that is not read. An error for each other one.
  bool has_only(const PlannedResource& resource, std::initializer_list<std::string_view> attributes);

  void refuse_unknown(const PlannedResource& resource, std::string_view attribute);

 private:
  void append_unknown(Text& text, const std::string& expression);
  void warn_where_hidden(const PlannedResource& resource, std::string_view attribute, Span place);

  DeferredValues& deferred_;
  Diagnostics& diagnostics_;
};

}  // namespace rolecast
