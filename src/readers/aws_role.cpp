#include "readers/aws_role.h"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "readers/stored.h"
#include "syntax/fields.h"

namespace rolecast {
namespace {

struct PartRow {
  RolePart part;
  std::string_view name;
  bool (*is_same)(const Role&, const Role&);
  void (*copy)(Role&, Role&);
};

/// IAM keeps no order.
template <typename List>
bool same_members(const List& a, const List& b) {
  return std::is_permutation(a.begin(), a.end(), b.begin(), b.end());
}

constexpr std::array<PartRow, 6> parts = {{
    {inline_policies, "inline policies",
     [](const Role& a, const Role& b) { return same_members(a.policies, b.policies); },
     [](Role& to, Role& from) { to.policies = std::move(from.policies); }},
    {managed_policies, "managed policies",
     [](const Role& a, const Role& b) { return same_members(a.managed_policy_arns, b.managed_policy_arns); },
     [](Role& to, Role& from) { to.managed_policy_arns = std::move(from.managed_policy_arns); }},
    {boundary, "permissions boundary",
     [](const Role& a, const Role& b) { return a.permissions_boundary == b.permissions_boundary; },
     [](Role& to, Role& from) { to.permissions_boundary = std::move(from.permissions_boundary); }},
    {tags, "tags", [](const Role& a, const Role& b) { return same_members(a.tags, b.tags); },
     [](Role& to, Role& from) { to.tags = std::move(from.tags); }},
    {description, "description", [](const Role& a, const Role& b) { return a.description == b.description; },
     [](Role& to, Role& from) { to.description = std::move(from.description); }},
    {session_duration, "session duration",
     [](const Role& a, const Role& b) { return a.max_session_duration == b.max_session_duration; },
     [](Role& to, Role& from) { to.max_session_duration = from.max_session_duration; }},
}};

/// Reads the keys of one role.
class RoleAnswer {
 public:
  RoleAnswer(const Node& node, unsigned known, Diagnostics& diagnostics)
      : node_(node), diagnostics_(diagnostics), where_(name_of(node)), fields_(node, where_, diagnostics) {
    result_.known = known;
  }

  StoredRole read() {
    Role& role = result_.role;
    for (const auto* ignored : {"RoleId", "CreateDate", "RoleLastUsed"}) fields_.take(ignored);
    role.name = text(fields_.require("RoleName"), "RoleName");
    role.span = role.name ? role.name->span : node_.span;
    if (role.name) result_.name = role.name->literal();
    role.path = text(fields_.take("Path"), "Path");
    if (const Node* arn = fields_.take("Arn")) check_arn(*arn);
    if (const Node* document = fields_.require("AssumeRolePolicyDocument"))
      role.trust = read_stored_policy(*document, "the trust policy of " + where_, diagnostics_);
    if (result_.known & description) role.description = text(fields_.take("Description"), "Description");
    if (const Node* seconds = result_.known & session_duration ? fields_.take("MaxSessionDuration") : nullptr)
      read_stored_duration(*seconds, "`MaxSessionDuration`", role, diagnostics_);
    if (const Node* found = fields_.take("PermissionsBoundary")) read_boundary(*found);
    if (const Node* found = fields_.take("Tags")) read_tags(*found);
    if (result_.known & inline_policies) policies();
    warn_of_own_roles(role);
    drop_defaults(role);
    role.damaged = !fields_.finish() || !role.trust;
    return std::move(result_);
  }

 private:
  static std::string name_of(const Node& node) {
    const Node* name = node.find("RoleName");
    return name && name->is(Node::Kind::string) ? fmt::format("role `{}`", name->text) : "a role";
  }

  std::optional<Text> text(const Node* node, std::string_view key) {
    return node ? read_stored_text(*node, fmt::format("`{}`", key), diagnostics_) : std::nullopt;
  }

  /// `arn:PARTITION:iam::ACCOUNT:role/PATH/NAME` says nothing that is not said beside it.
  void check_arn(const Node& arn) {
    const auto& role = result_.role;
    const auto path = role.path ? role.path->literal() : "/";
    const auto ending = fmt::format(":role{}{}", path, result_.name);
    if (!arn.text.ends_with(ending) || !arn.text.starts_with("arn:")) {
      diagnostics_.error(Code::role_from_documents, arn.span, fmt::format("this is not the ARN of {}", where_),
                         fmt::format("its path and name make `{}`", ending));
      return;
    }
    result_.account = arn.text.substr(0, arn.text.size() - ending.size());
  }

  void read_boundary(const Node& node) {
    Fields fields(node, "`PermissionsBoundary`", diagnostics_);
    fields.take("PermissionsBoundaryType");
    result_.role.permissions_boundary = text(fields.require("PermissionsBoundaryArn"), "PermissionsBoundaryArn");
    fields.finish();
    result_.known |= boundary;
  }

  void read_tags(const Node& list) {
    result_.known |= tags;
    read_stored_tags(list, result_.role, diagnostics_);
  }

  void policies() {
    fields_.take("InstanceProfileList");
    if (const Node* list = fields_.require("RolePolicyList"))
      for (const auto& item : read_stored_list(*list, "`RolePolicyList`", diagnostics_)) {
        Fields fields(item, "an inline policy of " + where_, diagnostics_);
        const Node *name = fields.require("PolicyName"), *document = fields.require("PolicyDocument");
        fields.finish();
        read_stored_inline_policy(name, document, result_.role, diagnostics_);
      }
    if (const Node* list = fields_.require("AttachedManagedPolicies"))
      read_attached_policies(*list, result_.role, diagnostics_);
  }

  /// IAM User Guide, "Create a service-linked role"; IAM Identity Center keeps its roles under /aws-reserved/.
  void warn_of_own_roles(const Role& role) {
    for (const auto* own : {"/aws-service-role/", "/aws-reserved/"})
      if (role.path && role.path->literal().starts_with(own))
        diagnostics_.warning(Code::role_path, role.path->span, fmt::format("{} is one that only AWS makes", where_),
                             fmt::format("nobody else can make a role with the path `{}`", own));
  }

  const Node& node_;
  Diagnostics& diagnostics_;
  std::string where_;
  Fields fields_;
  StoredRole result_;
};

}  // namespace

StoredRole read_stored_role(const Node& node, unsigned known, Diagnostics& diagnostics) {
  return RoleAnswer(node, known, diagnostics).read();
}

void read_attached_policies(const Node& list, Role& role, Diagnostics& diagnostics) {
  for (const auto& item : read_stored_list(list, "the list of attached policies", diagnostics)) {
    Fields fields(item, "an attached policy", diagnostics);
    fields.take("PolicyName");
    const Node* arn = fields.require("PolicyArn");
    fields.finish();
    if (auto text = arn ? read_stored_text(*arn, "`PolicyArn`", diagnostics) : std::nullopt)
      role.managed_policy_arns.push_back(std::move(*text));
  }
}

void read_stored_tags(const Node& list, Role& role, Diagnostics& diagnostics) {
  for (const auto& item : read_stored_list(list, "`Tags`", diagnostics)) {
    Fields fields(item, "a tag", diagnostics);
    const Node *key_node = fields.require("Key"), *value_node = fields.require("Value");
    fields.finish();
    if (!key_node || !value_node) continue;
    auto key = read_stored_text(*key_node, "`Key`", diagnostics);
    auto value = read_stored_text(*value_node, "`Value`", diagnostics);
    if (key && key->literal().starts_with("aws:"))
      diagnostics.note(Code::tags, key->span,
                       fmt::format("tag `{}` is left out: AWS sets it by itself", key->literal()));
    else if (key && value)
      role.tags.push_back({std::move(*key), std::move(*value)});
  }
}

void read_stored_inline_policy(const Node* name, const Node* document, Role& role, Diagnostics& diagnostics) {
  if (!name || !document) return;
  auto text = read_stored_text(*name, "`PolicyName`", diagnostics);
  auto policy = read_stored_policy(*document, fmt::format("policy `{}`", name->text), diagnostics);
  if (text && policy) role.policies.push_back({std::move(*text), std::move(*policy)});
}

void merge(StoredRole& role, StoredRole more, Diagnostics& diagnostics) {
  const auto differ = [&](std::string_view what) {
    diagnostics.error(Code::role_from_documents, more.role.span,
                      fmt::format("two answers do not say the same of role `{}`: {}", role.name, what),
                      "one of them is older: ask again for both");
  };
  if (role.role.trust != more.role.trust) differ("trust policy");
  if (role.role.path != more.role.path) differ("path");
  for (const auto& row : parts) {
    if (!(more.known & row.part)) continue;
    if (!(role.known & row.part))
      row.copy(role.role, more.role);
    else if (!row.is_same(role.role, more.role))
      differ(row.name);
  }
  role.known |= more.known;
}

std::string missing_parts(unsigned known) {
  std::string missing;
  for (const auto& row : parts)
    if (!(known & row.part)) missing += fmt::format("{}{}", missing.empty() ? "" : ", ", row.name);
  return missing;
}

}  // namespace rolecast
