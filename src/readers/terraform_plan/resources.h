// What a plan or a state of Terraform holds about IAM, as `terraform show -json` prints it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "source/diagnostic.h"
#include "syntax/node.h"

namespace rolecast {

/// A part of an address with what stands in brackets behind it: `this` and `[0]`.
struct AddressStep {
  std::string name, index;
  bool operator==(const AddressStep&) const = default;
};

/// `module.a["x"].aws_iam_role.this[0]` at the dots outside of brackets.
std::vector<AddressStep> address_steps(std::string_view address);

/// One instance of a resource. Its nodes live as long as the document they stand in.
struct PlannedResource {
  std::string address;
  std::vector<AddressStep> modules;  ///< from the outermost one in; none for the root module
  std::string type, label, index;
  const Node* values = nullptr;     ///< what is known; null where nothing is
  const Node* unknown = nullptr;    ///< what is known only after the apply; null in a state
  const Node* sensitive = nullptr;  ///< what Terraform hides in its output
  Span span;                        ///< of the address

  std::string quoted(std::string_view attribute) const;  ///< `attribute` of `address`
};

/// A resource that the apply takes away, as it was.
struct DeletedResource {
  std::string type;
  const Node* values;
};

struct TerraformPlan {
  std::vector<PlannedResource> resources;  ///< managed ones whose type begins with `aws_iam_` or `awscc_iam_`
  std::vector<DeletedResource> deleted;
  const Node* configuration = nullptr;  ///< null in a state

  std::vector<const PlannedResource*> of(std::string_view type) const;
};

TerraformPlan read_resources(const Node& document, Diagnostics& diagnostics);

/// The value of an attribute as far as it is known before the apply.
struct PlannedValue {
  enum class Kind : std::uint8_t { absent, known, unknown };
  Kind kind = Kind::absent;  ///< null is absent
  const Node* node = nullptr;

  bool is_known() const { return kind == Kind::known; }
  bool is_unknown() const { return kind == Kind::unknown; }
};
PlannedValue value_of(const PlannedResource& resource, std::string_view attribute);

/// One of several blocks of a resource, as if it were a resource.
PlannedResource block_of(const PlannedResource& resource, std::string_view attribute, std::size_t number);

/// The resource of `type` that an unknown attribute of `from` refers to, by its expression in the configuration,
/// through variables and outputs of modules. Null where the expression names anything else, or more than one.
const PlannedResource* referred(const TerraformPlan& plan, const PlannedResource& from, std::string_view attribute,
                                std::string_view type);

/// Whether the configuration gives that attribute.
bool is_configured(const TerraformPlan& plan, const PlannedResource& resource, std::string_view attribute);
/// Whether it gives an empty list there.
bool is_configured_empty(const TerraformPlan& plan, const PlannedResource& resource, std::string_view attribute);
/// Whether some provider gives every resource tags.
bool has_default_tags(const TerraformPlan& plan);

}  // namespace rolecast
