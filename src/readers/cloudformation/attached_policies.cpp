#include "readers/cloudformation/attached_policies.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/core.h>

#include "model/vocabulary.h"
#include "readers/cloudformation/role_properties.h"

namespace rolecast {
namespace {

/// A resource that holds a policy for roles.
struct PolicyType {
  std::string_view type, name, roles;
  bool is_managed;
};
constexpr std::array<PolicyType, 3> policy_types = {{{"AWS::IAM::Policy", "PolicyName", "Roles", false},
                                                     {"AWS::IAM::RolePolicy", "PolicyName", "RoleName", false},
                                                     {"AWS::IAM::ManagedPolicy", "ManagedPolicyName", "Roles", true}}};

using Indexes = std::set<std::size_t>;  // of roles

const Node* property(const Node& resource, std::string_view key) {
  const Node* properties = resource.find("Properties");
  return properties ? properties->find(key) : nullptr;
}

/// The names in an expression: what `Ref`, `Fn::GetAtt` and the placeholders of `Fn::Sub` refer to.
void collect_names(const Node& node, std::set<std::string>& names) {
  const auto call = call_in(node);
  if (call && (call->name == "Ref" || call->name == "Fn::GetAtt")) {
    const Node& first = call->argument.items.empty() ? call->argument : call->argument.items[0];
    names.insert(first.text.substr(0, first.text.find('.')));
  }
  for (auto open = node.text.find("${"); open != std::string::npos; open = node.text.find("${", open + 2)) {
    const auto begin = std::min(node.text.find_first_not_of(' ', open + 2), node.text.size());
    names.insert(node.text.substr(begin, node.text.find_first_of(" .}", begin) - begin));
  }
  for (const auto& item : node.items) collect_names(item, names);
  for (const auto& entry : node.entries) collect_names(entry.value, names);
}

/// Whether only the deployment knows the text.
bool is_open(const Text& text) {
  return std::any_of(text.pieces().begin(), text.pieces().end(),
                     [](const Piece& piece) { return piece.is_reference && !find_built_in(piece.text); });
}

/// Adds one policy after the other.
class Attacher {
 public:
  Attacher(const Node& resources, Intrinsics& intrinsics, std::vector<Role>& roles, Diagnostics& diagnostics)
      : intrinsics_(intrinsics), roles_(roles), diagnostics_(diagnostics) {
    for (std::size_t i = 0; i < roles.size(); ++i) {
      by_id_.emplace(roles[i].id, i);
      by_name_.emplace(intrinsics.placeholder(roles[i].id, roles[i].span).spelled(), i);
      const Node* resource = resources.find(roles[i].id);
      const Node* arns = resource ? property(*resource, "ManagedPolicyArns") : nullptr;
      std::set<std::string> names;
      if (arns) collect_names(*arns, names);
      for (const auto& name : names) named_by_[name].insert(i);
    }
  }

  /// Takes a managed policy out of the lists of the roles that name it; add() puts it into their inline policies. One
  /// that the template does not make stays there: its ARN is that of another.
  void take_from_lists(const Entry& resource) {
    if (is_absent(resource)) return;
    const auto arn = intrinsics_.placeholder(resource.key.text, resource.key.span);
    for (std::size_t i = 0; i < roles_.size(); ++i) {
      if (std::erase(roles_[i].managed_policy_arns, arn) > 0) listed_by_[resource.key.text].insert(i);
      if (roles_[i].permissions_boundary == arn)
        diagnostics_.warning(Code::policy_elsewhere, roles_[i].permissions_boundary->span,
                             fmt::format("what `{}` says is left out: it is the permissions boundary of role `{}`",
                                         resource.key.text, roles_[i].id),
                             "a role file names a boundary by its ARN alone");
    }
  }

  std::map<std::string, std::string> left_out;  ///< why, by the ids of resources

  void add(const Entry& resource, const PolicyType& row) {
    const Node* attached = property(resource.value, row.roles);
    auto targets = attached ? roles_in(resource, *attached, row.roles) : Indexes();
    targets.merge(listed_by_[resource.key.text]);
    refuse_choices(resource, targets);
    for (const auto* key : {"Users", "Groups"}) warn_about_others(resource, key);
    if (row.is_managed && targets.empty() && !is_absent(resource))
      left_out.emplace(resource.key.text, "is attached to no role of this template");
    if (targets.empty() || !intrinsics_.exists(resource)) return;
    const auto where = fmt::format("policy `{}`", resource.key.text);
    const auto properties = intrinsics_.properties(resource);
    Fields fields(properties, where, diagnostics_);
    fields.take(row.roles);
    if (row.type != "AWS::IAM::RolePolicy")
      for (const auto* key : {"Users", "Groups"}) fields.take(key);
    if (row.is_managed)
      for (const auto* key : {"Path", "Description"}) fields.take(key);
    const Node* called = row.is_managed ? fields.take(row.name) : fields.require(row.name);
    const auto name = property_text(called, row.name, diagnostics_);
    const auto policy = property_policy(fields.require("PolicyDocument"), where, diagnostics_);
    if (!fields.finish() || !policy) return;
    if (row.is_managed)
      diagnostics_.warning(Code::managed_policy_inlined, resource.key.span,
                           fmt::format("the managed policy `{}` becomes an inline policy", resource.key.text));
    const InlinePolicy inlined = {name.value_or(Text(resource.key.text, resource.key.span)), *policy};
    for (const auto target : targets) attach(inlined, roles_[target]);
  }

 private:
  bool is_absent(const Entry& resource) {
    const Node* condition = resource.value.find("Condition");
    return condition && intrinsics_.holds(*condition) == false;
  }

  /// IAM keeps one policy of a name: the same one twice is one.
  static void attach(const InlinePolicy& policy, Role& role) {
    auto& policies = role.policies;
    if (std::find(policies.begin(), policies.end(), policy) == policies.end()) policies.push_back(policy);
  }

  /// The roles that a policy says it is attached to.
  Indexes roles_in(const Entry& resource, const Node& attached, std::string_view key) {
    Indexes targets;
    const auto value = intrinsics_.value(attached);
    if (!value) return targets;
    const bool is_one = text_of(*value).has_value();
    if (!is_one && !value->is(Node::Kind::list))
      diagnostics_.error(Code::wrong_type, value->span, fmt::format("`{}` is {}, not a list", key, describe(*value)));
    std::vector<Text> others;
    for (const auto& item : is_one ? std::vector<Node>{*value} : value->items) {
      auto name = property_text(&item, key, diagnostics_);
      const auto role = name ? by_name_.find(name->spelled()) : by_name_.end();
      if (role != by_name_.end())
        targets.insert(role->second);
      else if (name)
        others.push_back(std::move(*name));
    }
    if (!others.empty()) report_others(resource, attached, others, targets);
    return targets;
  }

  /// A name that only the deployment knows may be that of a role which the expression refers to.
  void report_others(const Entry& resource, const Node& attached, const std::vector<Text>& others,
                     const Indexes& targets) {
    std::set<std::string> names;
    collect_names(attached, names);
    const Role* maybe = nullptr;
    for (const auto& name : names)
      if (const auto role = by_id_.find(name); !maybe && role != by_id_.end() && !targets.contains(role->second))
        maybe = &roles_[role->second];
    for (const auto& other : others) {
      if (maybe && is_open(other))
        refuse(resource, *maybe, other.span);
      else
        warn_about_other(resource, other);
    }
  }

  void warn_about_other(const Entry& resource, const Text& other) {
    const auto open = std::find_if(roles_.begin(), roles_.end(),
                                   [](const Role& role) { return role.name && !role.name->is_literal(); });
    if (!is_absent(resource))
      left_out.emplace(resource.key.text,
                       fmt::format("is attached to `{}`, which is no role that is read", other.spelled()));
    const auto attached = fmt::format("policy `{}` is attached to `{}`", resource.key.text, other.spelled());
    if (open == roles_.end() && other.is_literal())
      diagnostics_.note(Code::policy_elsewhere, other.span, attached + ", which is no role of this template");
    else if (open == roles_.end())
      diagnostics_.warning(Code::policy_elsewhere, other.span,
                           attached + " and left out, though that may be a role of this template",
                           "give the value with --set");
    else
      diagnostics_.warning(
          Code::policy_elsewhere, other.span,
          fmt::format("{} and left out, though `{}` may be called so at deployment", attached, open->id),
          fmt::format("write `!Ref {}` if it is meant, or give the values in its name with --set", open->id));
  }

  void warn_about_others(const Entry& resource, std::string_view key) {
    const Node* others = property(resource.value, key);
    if (!others || (others->is(Node::Kind::list) && others->items.empty())) return;
    diagnostics_.warning(Code::policy_elsewhere, others->span,
                         fmt::format("policy `{}` is attached to `{}`, which are not read", resource.key.text, key));
  }

  /// A choice in a role's list of managed policies may be for this one.
  void refuse_choices(const Entry& resource, const Indexes& targets) {
    const auto named = named_by_.find(resource.key.text);
    if (named == named_by_.end()) return;
    for (const auto role : named->second) {
      const auto& arns = roles_[role].managed_policy_arns;
      const auto open = std::find_if(arns.begin(), arns.end(), is_open);
      if (!targets.contains(role) && open != arns.end()) refuse(resource, roles_[role], open->span);
    }
  }

  void refuse(const Entry& policy, const Role& role, Span place) {
    diagnostics_.error(
        Code::not_constant, place,
        fmt::format("whether policy `{}` is attached to role `{}` depends on the deployment", policy.key.text, role.id),
        "give the parameters behind it with --set, or write it out for one case");
  }

  Intrinsics& intrinsics_;
  std::vector<Role>& roles_;
  Diagnostics& diagnostics_;
  std::map<std::string, std::size_t> by_id_, by_name_;   // roles, also by what `Ref` gives for them
  std::map<std::string, Indexes> named_by_, listed_by_;  // roles, by what their lists of managed policies refer to
};

}  // namespace

std::map<std::string, std::string> add_attached_policies(const Node& resources, Intrinsics& intrinsics,
                                                         std::vector<Role>& roles, Diagnostics& diagnostics) {
  Attacher attacher(resources, intrinsics, roles, diagnostics);
  const auto each = [&](auto visit) {
    for (const auto& entry : resources.entries) {
      const Node* type = entry.value.find("Type");
      for (const auto& row : policy_types)
        if (type && type->text == row.type) visit(entry, row);
    }
  };
  each([&](const Entry& entry, const PolicyType& row) {
    if (row.is_managed) attacher.take_from_lists(entry);
  });
  each([&](const Entry& entry, const PolicyType& row) { attacher.add(entry, row); });
  return std::move(attacher.left_out);
}

}  // namespace rolecast
