#include "readers/terraform_plan/roles.h"

#include <algorithm>
#include <map>

#include <fmt/core.h>

#include "model/role_ids.h"
#include "readers/definitions.h"
#include "readers/stored.h"
#include "readers/terraform_plan/policies.h"

namespace rolecast {
namespace {

/// Resources that make roles or change them, and are not read.
struct Unread {
  std::string_view type, why;
};
constexpr Unread unread[] = {
    {"aws_iam_service_linked_role", "what a service-linked role may do is up to AWS"},
    {"awscc_iam_role", "only roles of the provider hashicorp/aws are read"},
    {"awscc_iam_role_policy", "only roles of the provider hashicorp/aws are read"},
};

class RoleReader {
 public:
  RoleReader(const TerraformPlan& plan, Diagnostics& diagnostics)
      : plan_(plan), diagnostics_(diagnostics), deferred_(diagnostics), values_(deferred_, diagnostics) {}

  void read(Model& model) {
    warn_of_unread();
    for (const auto* resource : plan_.of("aws_iam_role")) roles_.push_back(attributes(*resource));
    add_policies(roles_, plan_, values_, diagnostics_);
    give_ids();
    for (auto& planned : roles_) model.roles.push_back(std::move(planned.role));
    deferred_.move_to(model);
    // of an expression a plan lists what it refers to, and nothing else
    for (auto& parameter : model.parameters) parameter.defined_by.reset();
  }

 private:
  void warn_of_unread() {
    for (const auto& row : unread)
      for (const auto* resource : plan_.of(row.type)) {
        diagnostics_.warning(Code::partial_input, resource->span, fmt::format("`{}` is not read", resource->address),
                             std::string(row.why));
        diagnostics_.leave_out({resource->span, resource->address, "is not read",
                                resource->values ? std::optional(canonical(*resource->values)) : std::nullopt});
      }
  }

  PlannedRole attributes(const PlannedResource& resource) {
    PlannedRole planned{&resource, {}};
    Role& role = planned.role;
    role.span = resource.span;
    const bool is_understood =
        values_.has_only(resource, {"arn", "assume_role_policy", "create_date", "description", "force_detach_policies",
                                    "id", "inline_policy", "managed_policy_arns", "max_session_duration", "name",
                                    "name_prefix", "path", "permissions_boundary", "tags", "tags_all", "unique_id"});
    read_name(planned);
    role.description = values_.text(resource, "description");
    role.path = values_.text(resource, "path");
    role.permissions_boundary = values_.text(resource, "permissions_boundary");
    if (const Node* seconds = values_.known(resource, "max_session_duration"))
      read_stored_duration(*seconds, resource.quoted("max_session_duration"), role, diagnostics_);
    read_tags(resource, role);
    role.trust = values_.document(resource, "assume_role_policy");
    drop_defaults(role);
    role.damaged = !is_understood || !role.trust;
    return planned;
  }

  /// Without a name in the configuration the provider picks one, and another deployment may too.
  void read_name(PlannedRole& planned) {
    const auto& resource = *planned.resource;
    const bool is_open = value_of(resource, "name").is_unknown() && !value_of(resource, "name_prefix").is_known();
    if (is_open && !is_configured(plan_, resource, "name")) return;
    auto& name = planned.role.name = values_.name(resource);
    if (name && name->is_literal()) planned.name = name->literal();
  }

  /// `tags_all` has those of the provider's default_tags too, but is not known where there are neither.
  void read_tags(const PlannedResource& resource, Role& role) {
    const bool has_all = value_of(resource, "tags_all").is_known();
    if (value_of(resource, "tags").is_unknown() || (!has_all && has_default_tags(plan_)))
      diagnostics_.warning(
          Code::partial_input, resource.span,
          fmt::format("tags of `{}` are left out that are known only after the apply", resource.address),
          "write them into the role file");
    const auto attribute = has_all ? "tags_all" : "tags";
    if (value_of(resource, attribute).is_unknown()) return;
    const Node* tags = values_.known(resource, attribute);
    if (!tags) return;
    for (const auto& [key, value, comment] : tags->entries)
      if (!value.is(Node::Kind::null))
        if (auto text = read_stored_text(value, fmt::format("tag `{}`", key.text), diagnostics_))
          role.tags.push_back({Text(key.text, key.span), std::move(*text)});
  }

  /// Labels, with instance and modules where that is needed to tell roles apart.
  void give_ids() {
    std::map<std::string, int> labels, instances;
    for (const auto& planned : roles_) {
      ++labels[planned.resource->label];
      ++instances[planned.resource->label + planned.resource->index];
    }
    RoleIds ids;
    for (auto& planned : roles_) {
      const auto& resource = *planned.resource;
      auto name = resource.label;
      if (labels[resource.label] > 1) name += resource.index;
      std::string modules;
      for (const auto& step : resource.modules) modules += step.name + step.index + " ";
      planned.role.id = ids.unique(instances[name] > 1 ? modules + name : name);
    }
  }

  const TerraformPlan& plan_;
  Diagnostics& diagnostics_;
  DeferredValues deferred_;
  PlannedValues values_;
  std::vector<PlannedRole> roles_;
};

}  // namespace

void add_roles(Model& model, const TerraformPlan& plan, Diagnostics& diagnostics) {
  RoleReader(plan, diagnostics).read(model);
}

}  // namespace rolecast
