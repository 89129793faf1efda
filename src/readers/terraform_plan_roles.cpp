#include "readers/terraform_plan_roles.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/core.h>

#include "model/role_ids.h"
#include "readers/stored.h"
#include "readers/terraform_plan_values.h"
#include "syntax/fields.h"

namespace rolecast {
namespace {

constexpr std::string_view role_type = "aws_iam_role", policy_type = "aws_iam_policy";
constexpr std::string_view inline_type = "aws_iam_role_policy", attachment_type = "aws_iam_role_policy_attachment";

/// Resources that make roles or change them, and are not read.
struct Unread {
  std::string_view type, why;
};
constexpr Unread unread[] = {
    {"aws_iam_service_linked_role", "what a service-linked role may do is up to AWS"},
    {"awscc_iam_role", "only roles of the provider hashicorp/aws are read"},
    {"awscc_iam_role_policy", "only roles of the provider hashicorp/aws are read"},
};

/// A role on its way, with what tells which policies are its own.
struct PlannedRole {
  const PlannedResource* resource;
  Role role;
  std::string name = {};                // in AWS; empty where it is not known
  std::set<std::string> inlined = {};   // names of policies that are resources of their own
  std::set<std::string> attached = {};  // ARNs of managed policies that were added, or what stands for them
};

class RoleReader {
 public:
  RoleReader(const TerraformPlan& plan, Diagnostics& diagnostics)
      : plan_(plan), diagnostics_(diagnostics), deferred_(diagnostics), values_(deferred_, diagnostics) {}

  void read(Model& model) {
    warn_of_unread();
    for (const auto* resource : plan_.of(role_type)) roles_.push_back(attributes(*resource));
    for (const auto* resource : plan_.of(inline_type)) add_inline_policy(*resource);
    for (const auto* resource : plan_.of(attachment_type)) add_attachment(*resource);
    for (const auto* resource : plan_.of("aws_iam_policy_attachment")) add_attachments(*resource);
    for (auto& planned : roles_) add_own_inline_policies(planned);
    for (auto& planned : roles_) add_own_attachments(planned);
    give_ids();
    for (auto& planned : roles_) model.roles.push_back(std::move(planned.role));
    deferred_.move_to(model);
  }

 private:
  void warn_of_unread() {
    for (const auto& row : unread)
      for (const auto* resource : plan_.of(row.type))
        diagnostics_.warning(Code::partial_input, resource->span, fmt::format("`{}` is not read", resource->address),
                             std::string(row.why));
  }

  /// Another attribute may say something about the role that is not read.
  bool has_only(const PlannedResource& resource, std::initializer_list<std::string_view> attributes) {
    if (!resource.values) return true;
    Fields fields(*resource.values, fmt::format("`{}`", resource.address), diagnostics_);
    for (const auto attribute : attributes) fields.take(attribute);
    return fields.finish();
  }

  PlannedRole attributes(const PlannedResource& resource) {
    PlannedRole planned{&resource, {}};
    Role& role = planned.role;
    role.span = resource.span;
    const bool is_understood =
        has_only(resource, {"arn", "assume_role_policy", "create_date", "description", "force_detach_policies", "id",
                            "inline_policy", "managed_policy_arns", "max_session_duration", "name", "name_prefix",
                            "path", "permissions_boundary", "tags", "tags_all", "unique_id"});
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

  void read_name(PlannedRole& planned) {
    const auto& resource = *planned.resource;
    if (!value_of(resource, "name").is_unknown()) {
      planned.role.name = values_.text(resource, "name");
      if (planned.role.name) planned.name = planned.role.name->literal();
      return;
    }
    if (const auto prefix = value_of(resource, "name_prefix"); prefix.is_known())
      diagnostics_.warning(Code::partial_input, prefix.node->span,
                           fmt::format("the name of `{}` is left out, of which only the beginning `{}` is known",
                                       resource.address, prefix.node->text),
                           "without a name the deployment picks one; write one where it matters");
    else if (is_configured(plan_, resource, "name"))
      planned.role.name = values_.text(resource, "name");
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

  /// The role that `attribute` names. Null where there is none, which was reported.
  PlannedRole* role_of(const PlannedResource& resource, std::string_view attribute) {
    if (!value_of(resource, attribute).is_unknown()) {
      const Node* name = values_.required(resource, attribute);
      return name ? role_called(resource, *name) : nullptr;
    }
    const auto* target = referred(plan_, resource, attribute, role_type);
    for (auto& planned : roles_)
      if (planned.resource == target) return &planned;
    values_.refuse_unknown(resource, attribute);
    return nullptr;
  }

  PlannedRole* role_called(const PlannedResource& resource, const Node& name) {
    std::vector<PlannedRole*> found;
    for (auto& planned : roles_)
      if (!planned.name.empty() && planned.name == name.text) found.push_back(&planned);
    if (found.size() > 1)  // in several accounts
      std::erase_if(found, [&](const auto* planned) { return planned->resource->modules != resource.modules; });
    if (found.size() == 1) return found.front();
    if (found.empty())
      diagnostics_.warning(Code::policy_elsewhere, name.span,
                           fmt::format("`{}` is about the role `{}`, which is not here", resource.address, name.text),
                           "read it together with what makes that role");
    else
      diagnostics_.error(
          Code::not_constant, name.span,
          fmt::format("`{}` may be about either of {} roles `{}`", resource.address, found.size(), name.text),
          "a role file is for one account");
    return nullptr;
  }

  /// The name of a policy, or its label where the deployment picks one.
  Text name_of(const PlannedResource& resource) {
    if (const auto name = value_of(resource, "name"); name.is_known())
      if (auto text = read_stored_text(*name.node, resource.quoted("name"), diagnostics_)) return *text;
    return Text(resource.label, resource.span);
  }

  void add_inline_policy(const PlannedResource& resource) {
    has_only(resource, {"id", "name", "name_prefix", "policy", "role"});
    auto* planned = role_of(resource, "role");
    if (!planned) return;
    auto name = name_of(resource);
    planned->inlined.insert(std::string(name.literal()));
    if (auto policy = values_.document(resource, "policy"))
      planned->role.policies.push_back({std::move(name), std::move(*policy)});
  }

  void add_attachment(const PlannedResource& resource) {
    if (auto* planned = role_of(resource, "role")) attach_policy_of(resource, *planned);
  }

  void add_attachments(const PlannedResource& resource) {
    const Node* roles = values_.required(resource, "roles");
    if (!roles) return;
    for (const auto& name : roles->items)
      if (name.is(Node::Kind::null))
        values_.refuse_unknown(resource, "roles");
      else if (auto* planned = role_called(resource, name))
        attach_policy_of(resource, *planned);
  }

  void attach_policy_of(const PlannedResource& resource, PlannedRole& planned) {
    if (!value_of(resource, "policy_arn").is_unknown()) {
      if (const Node* arn = values_.required(resource, "policy_arn")) attach(planned, *arn);
    } else if (const auto* policy = referred(plan_, resource, "policy_arn", policy_type)) {
      attach(planned, *policy, resource.span);
    } else if (auto arn = values_.text(resource, "policy_arn"); arn && planned.attached.insert(arn->spelled()).second) {
      planned.role.managed_policy_arns.push_back(std::move(*arn));
    }
  }

  void attach(PlannedRole& planned, const Node& arn) {
    for (const auto* policy : plan_.of(policy_type)) {
      const auto own = value_of(*policy, "arn");
      if (own.is_known() && own.node->text == arn.text) return attach(planned, *policy, arn.span);
    }
    if (!planned.attached.insert(arn.text).second) return;
    if (auto text = read_stored_text(arn, "the ARN of a managed policy", diagnostics_))
      planned.role.managed_policy_arns.push_back(std::move(*text));
  }

  /// A role file holds no managed policies of its own.
  void attach(PlannedRole& planned, const PlannedResource& policy, Span place) {
    if (!planned.attached.insert(policy.address).second) return;
    auto name = name_of(policy);
    auto document = values_.document(policy, "policy");
    if (!document) return;
    diagnostics_.warning(Code::managed_policy_inlined, place,
                         fmt::format("the managed policy `{}` becomes an inline policy of `{}`", policy.address,
                                     planned.resource->address));
    planned.role.policies.push_back({std::move(name), std::move(*document)});
  }

  // What a role says of its policies itself is either its configuration or what AWS had at the last refresh.

  void add_own_inline_policies(PlannedRole& planned) {
    const auto& resource = *planned.resource;
    const auto own = value_of(resource, "inline_policy");
    const bool is_given = is_configured(plan_, resource, "inline_policy");
    if (own.is_unknown() && is_given) values_.refuse_unknown(resource, "inline_policy");
    if (!own.is_known()) return;
    for (std::size_t i = 0; i < own.node->items.size(); ++i)
      add_own_inline_policy(planned, block_of(resource, "inline_policy", i), is_given);
  }

  void add_own_inline_policy(PlannedRole& planned, const PlannedResource& block, bool is_given) {
    const auto name = values_.text(block, "name");
    if (!name && !values_.text(block, "policy")) return;  // an empty block: no policies but those
    if (!name || !name->is_literal()) return values_.refuse_unknown(block, "name");
    const std::string known(name->literal());
    if (planned.inlined.contains(known) || is_deleted(inline_type, planned.name, "name", known)) return;
    if (!is_given) warn_of_old(planned, fmt::format("inline policy `{}`", known), name->span);
    if (auto policy = values_.document(block, "policy")) planned.role.policies.push_back({*name, std::move(*policy)});
  }

  void add_own_attachments(PlannedRole& planned) {
    const auto& resource = *planned.resource;
    const auto own = value_of(resource, "managed_policy_arns");
    const bool is_given = is_configured(plan_, resource, "managed_policy_arns");
    if (own.is_unknown() && is_given) values_.refuse_unknown(resource, "managed_policy_arns");
    if (!own.is_known()) return;
    for (const auto& arn : own.node->items) {
      if (is_deleted(attachment_type, planned.name, "policy_arn", arn.text)) continue;
      const auto before = planned.attached.size();
      attach(planned, arn);
      if (!is_given && planned.attached.size() > before)
        warn_of_old(planned, fmt::format("managed policy `{}`", arn.text), arn.span);
    }
  }

  bool is_deleted(std::string_view type, std::string_view role, std::string_view key, std::string_view value) const {
    const auto has = [](const Node& values, std::string_view attribute, std::string_view text) {
      const Node* found = values.find(attribute);
      return found && found->text == text;
    };
    return std::any_of(plan_.deleted.begin(), plan_.deleted.end(), [&](const DeletedResource& deleted) {
      return deleted.type == type && has(*deleted.values, "role", role) && has(*deleted.values, key, value);
    });
  }

  void warn_of_old(const PlannedRole& planned, const std::string& what, Span place) {
    diagnostics_.warning(
        Code::partial_input, place,
        fmt::format("the {} of `{}` was there at the last refresh, and may be gone", what, planned.resource->address),
        "`terraform apply -refresh-only` brings the state up to date");
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
