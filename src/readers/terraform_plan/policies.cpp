#include "readers/terraform_plan/policies.h"

#include <algorithm>

#include <fmt/core.h>

#include "readers/definitions.h"
#include "readers/stored.h"

namespace rolecast {
namespace {

constexpr std::string_view role_type = "aws_iam_role", policy_type = "aws_iam_policy";
constexpr std::string_view inline_type = "aws_iam_role_policy", attachment_type = "aws_iam_role_policy_attachment";

class PolicyReader {
 public:
  PolicyReader(std::vector<PlannedRole>& roles, const TerraformPlan& plan, PlannedValues& values,
               Diagnostics& diagnostics)
      : roles_(roles), plan_(plan), values_(values), diagnostics_(diagnostics) {}

  void read() {
    for (const auto* resource : plan_.of("aws_iam_role_policies_exclusive"))
      read_exclusive(*resource, "policy_names", &PlannedRole::only_inlined);
    for (const auto* resource : plan_.of("aws_iam_role_policy_attachments_exclusive"))
      read_exclusive(*resource, "policy_arns", &PlannedRole::only_attached);
    for (const auto* resource : plan_.of(inline_type)) add_inline_policy(*resource);
    for (const auto* resource : plan_.of(attachment_type)) add_attachment(*resource);
    for (const auto* resource : plan_.of("aws_iam_policy_attachment")) add_attachments(*resource);
    for (auto& planned : roles_) add_own_inline_policies(planned);
    for (auto& planned : roles_) add_own_attachments(planned);
    for (const auto* policy : plan_.of(policy_type))
      if (std::none_of(roles_.begin(), roles_.end(),
                       [&](const PlannedRole& planned) { return planned.attached.contains(policy->address); }))
        leave_out(*policy, "is attached to no role that is read");
  }

 private:
  void leave_out(const PlannedResource& resource, const std::string& why) {
    std::optional<std::string> says = resource.values ? canonical(*resource.values) : std::string();
    for (const auto* attribute : {"policy", "policy_arn", "role"})
      if (value_of(resource, attribute).is_unknown()) says.reset();  // after the apply it may be anything
    diagnostics_.leave_out({resource.span, resource.address, why, std::move(says)});
  }

  using Only = std::optional<std::set<std::string>>;

  /// The apply takes away what is not in the list. A list that is not known in full says nothing here.
  void read_exclusive(const PlannedResource& resource, std::string_view attribute, Only PlannedRole::*only) {
    auto* planned = role_of(resource, "role_name");
    const auto list = value_of(resource, attribute);
    if (!planned || !list.is_known()) return;
    std::set<std::string> names;
    for (const auto& name : list.node->items) {
      if (name.is(Node::Kind::null)) return;
      names.insert(name.text);
    }
    planned->*only = std::move(names);
  }

  static bool is_taken_away(const Only& only, const std::string& name) { return only && !only->contains(name); }

  void refuse_contradiction(Span place, const std::string& what, const PlannedRole& planned) {
    diagnostics_.error(Code::contradiction, place, fmt::format("{} `{}`", what, planned.resource->address),
                       "Terraform would take away again what it gave; remove one of the two");
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
    if (found.empty()) leave_out(resource, fmt::format("belongs to `{}`, which is no role that is read", name.text));
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

  std::optional<Text> required_name(const PlannedResource& resource) {
    auto name = values_.name(resource);
    if (!name)
      diagnostics_.error(Code::missing_key, resource.span, fmt::format("`{}` has no `name`", resource.address));
    return name;
  }

  void add_inline_policy(const PlannedResource& resource) {
    values_.has_only(resource, {"id", "name", "name_prefix", "policy", "role"});
    auto* planned = role_of(resource, "role");
    if (!planned) return;
    const auto name = required_name(resource);
    auto policy = values_.document(resource, "policy");
    if (!name || !policy) return;
    if (name->is_literal()) {
      planned->inlined.emplace(name->literal());
      if (is_taken_away(planned->only_inlined, std::string(name->literal())))
        refuse_contradiction(resource.span, fmt::format("`{}` is not in the list of all policies of", resource.address),
                             *planned);
    }
    planned->role.policies.push_back({*name, std::move(*policy)});
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
      const Node* arn = values_.required(resource, "policy_arn");
      if (!arn) return;
      attach(planned, *arn);
      if (is_taken_away(planned.only_attached, arn->text))
        refuse_contradiction(resource.span, fmt::format("`{}` is not in the list of all policies of", resource.address),
                             planned);
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
    const auto name = required_name(policy);
    auto document = values_.document(policy, "policy");
    if (!name || !document) return;
    diagnostics_.warning(Code::managed_policy_inlined, place,
                         fmt::format("the managed policy `{}` becomes an inline policy of `{}`", policy.address,
                                     planned.resource->address));
    planned.role.policies.push_back({*name, std::move(*document)});
  }

  // What a role says of its policies itself is either its configuration or what AWS had at the last refresh.

  void add_own_inline_policies(PlannedRole& planned) {
    const auto& resource = *planned.resource;
    const auto own = value_of(resource, "inline_policy");
    const bool is_given = is_configured(plan_, resource, "inline_policy");
    if (own.is_unknown() && is_given) values_.refuse_unknown(resource, "inline_policy");
    if (is_given && !planned.inlined.empty())
      refuse_contradiction(resource.span, "inline policies are added to the `inline_policy` blocks of", planned);
    if (!own.is_known()) return;
    for (std::size_t i = 0; i < own.node->items.size(); ++i)
      add_own_inline_policy(planned, block_of(resource, "inline_policy", i), is_given);
  }

  void add_own_inline_policy(PlannedRole& planned, const PlannedResource& block, bool is_given) {
    const auto name = values_.text(block, "name");
    if (!name && !values_.text(block, "policy")) return;  // an empty block: no policies but those
    if (!name || !name->is_literal()) return values_.refuse_unknown(block, "name");
    const std::string known(name->literal());
    if (planned.inlined.contains(known) || is_taken_away(planned.only_inlined, known) ||
        is_deleted(inline_type, planned.name, "name", known))
      return;
    if (!is_given && value_of(block, "policy").is_known())
      warn_of_old(planned, fmt::format("inline policy `{}`", known), name->span);
    if (auto policy = values_.document(block, "policy")) planned.role.policies.push_back({*name, std::move(*policy)});
  }

  void add_own_attachments(PlannedRole& planned) {
    const auto& resource = *planned.resource;
    const auto own = value_of(resource, "managed_policy_arns");
    const bool is_given = is_configured(plan_, resource, "managed_policy_arns");
    const bool is_empty = is_configured_empty(plan_, resource, "managed_policy_arns");  // the provider calls it unknown
    if (own.is_unknown() && is_given && !is_empty) values_.refuse_unknown(resource, "managed_policy_arns");
    if (is_given && !planned.attached.empty())
      refuse_contradiction(resource.span, "policies are attached beside the `managed_policy_arns` of", planned);
    if (!own.is_known()) return;
    for (const auto& arn : own.node->items) {
      if (is_taken_away(planned.only_attached, arn.text) ||
          is_deleted(attachment_type, planned.name, "policy_arn", arn.text))
        continue;
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

  std::vector<PlannedRole>& roles_;
  const TerraformPlan& plan_;
  PlannedValues& values_;
  Diagnostics& diagnostics_;
};

}  // namespace

void add_policies(std::vector<PlannedRole>& roles, const TerraformPlan& plan, PlannedValues& values,
                  Diagnostics& diagnostics) {
  PolicyReader(roles, plan, values, diagnostics).read();
}

}  // namespace rolecast
