#include "readers/cloudformation.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/core.h>

#include "readers/intrinsics.h"
#include "readers/role_properties.h"

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

/// Resources that make roles, or attach policies to them, where this template does not show it.
struct UnseenType {
  std::string_view type;
  std::string_view shown_by;  ///< the property that names a role of its own; empty where none does
};
constexpr std::array<UnseenType, 4> unseen_types = {{{"AWS::CloudFormation::Stack", ""},
                                                     {"AWS::Serverless::Application", ""},
                                                     {"AWS::Serverless::Function", "Role"},
                                                     {"AWS::Serverless::StateMachine", "Role"}}};

/// What AWS's own transforms add are other resources. Other macros may rewrite all of a template.
constexpr std::array<std::string_view, 4> known_transforms = {"AWS::Serverless-", "AWS::LanguageExtensions",
                                                              "AWS::SecretsManager-", "AWS::CodeDeployBlueGreen"};

std::string_view type_of(const Node& resource) {
  const Node* type = resource.find("Type");
  return type && type->is(Node::Kind::string) ? std::string_view(type->text) : std::string_view();
}

const Node& or_nothing(const Node* node) {
  static const Node nothing = Node::map();
  return node ? *node : nothing;
}

bool is_serverless(const Node& file) {
  const Node& transform = or_nothing(file.find("Transform"));
  const auto matches = [](const Node& name) { return name.text.starts_with("AWS::Serverless-"); };
  return matches(transform) || std::any_of(transform.items.begin(), transform.items.end(), matches);
}

/// Whether an expression refers to the resource `id`.
bool mentions(const Node& node, const std::string& id) {
  const auto call = call_in(node);
  if (call && call->name == "Ref" && call->argument.text == id) return true;
  return std::any_of(node.items.begin(), node.items.end(), [&](const Node& item) { return mentions(item, id); }) ||
         std::any_of(node.entries.begin(), node.entries.end(),
                     [&](const Entry& entry) { return mentions(entry.value, id); });
}

/// Reads one template.
class TemplateReader {
 public:
  TemplateReader(const Node& file, const Sources& sources, Diagnostics& diagnostics)
      : file_(file),
        diagnostics_(diagnostics),
        values_(diagnostics),
        parameters_(declare_parameters(or_nothing(file.find("Parameters")), sources, values_, diagnostics)),
        intrinsics_(file, parameters_, is_serverless(file) ? Undeclared::generated : Undeclared::fault, sources,
                    values_, diagnostics) {}

  Model read(std::string stem) {
    model_.stem = std::move(stem);
    const Node& resources = or_nothing(file_.find("Resources"));
    model_.span = resources.span;
    const auto errors = diagnostics_.errors();
    refuse_macros(resources);
    for (const auto& entry : resources.entries) warn_about_unseen(entry);
    for (const auto& entry : resources.entries)
      if (type_of(entry.value) == "AWS::IAM::Role" && exists(entry)) add_role(entry);
    for (const auto& role : model_.roles)
      by_name_.emplace(intrinsics_.placeholder(role.id, role.span).spelled(), by_name_.size());
    for (const auto& entry : resources.entries)
      for (const auto& row : policy_types)
        if (type_of(entry.value) == row.type) add_policy(entry, row);
    if (model_.roles.empty() && diagnostics_.errors() == errors)
      diagnostics_.error(Code::no_roles, model_.span, "the template holds no AWS::IAM::Role");
    model_.damaged = diagnostics_.errors() > errors;
    values_.move_to(model_);
    report_used(parameters_, model_, diagnostics_);
    return std::move(model_);
  }

 private:
  void refuse_macros(const Node& resources) {
    const Node& transform = or_nothing(file_.find("Transform"));
    refuse_transform(transform);
    for (const auto& item : transform.items) refuse_transform(item);
    for (const auto& entry : resources.entries) {
      if (is_function(entry.key.text)) refuse_macro(entry.key, fmt::format("`{}`", entry.key.text));
      if (type_of(entry.value) == "AWS::Serverless::Connector" || entry.value.find("Connectors"))
        refuse_macro(entry.key, fmt::format("the connector of `{}`", entry.key.text));
    }
  }

  void refuse_transform(const Node& transform) {
    const Node* name = transform.is(Node::Kind::map) ? transform.find("Name") : &transform;
    if (!name || !name->is(Node::Kind::string)) return;
    const auto knows = [&](std::string_view known) { return name->text.starts_with(known); };
    if (std::none_of(known_transforms.begin(), known_transforms.end(), knows))
      refuse_macro(*name, fmt::format("the macro `{}`", name->text));
  }

  void refuse_macro(const Node& place, const std::string& what) {
    diagnostics_.error(Code::not_constant, place.span, fmt::format("{} may change what the roles hold", what),
                       "read the template that CloudFormation made of it: `aws cloudformation get-template`");
  }

  void warn_about_unseen(const Entry& resource) {
    for (const auto& row : unseen_types) {
      if (type_of(resource.value) != row.type) continue;
      if (!row.shown_by.empty() && or_nothing(resource.value.find("Properties")).find(row.shown_by)) continue;
      diagnostics_.warning(
          Code::policy_elsewhere, resource.key.span,
          fmt::format("`{}` is not read: roles that it makes, and policies that it attaches, are left out",
                      resource.key.text),
          row.shown_by.empty() ? "read the template of the nested stack as well"
                               : "read the template that CloudFormation made of it: `aws cloudformation get-template`");
    }
  }

  /// Whether the resource is made. Where that depends on the deployment, an error.
  bool exists(const Entry& resource) {
    const Node* condition = resource.value.find("Condition");
    const auto holds = condition ? intrinsics_.holds(*condition) : true;
    if (!holds)
      diagnostics_.error(
          Code::not_constant, condition->span,
          fmt::format("whether `{}` exists depends on the condition `{}`, which only the deployment knows",
                      resource.key.text, condition->text),
          "remove its `Condition`, or the resource");
    return holds.value_or(true);
  }

  Node properties_of(const Entry& resource) {
    Node properties = intrinsics_.values(or_nothing(resource.value.find("Properties")));
    if (!properties.span.file) properties.span = resource.key.span;
    return properties;
  }

  void add_role(const Entry& resource) {
    model_.roles.push_back(read_role(resource.key, properties_of(resource), Casing::pascal, diagnostics_));
  }

  void add_policy(const Entry& resource, const PolicyType& row) {
    const Node* properties = resource.value.find("Properties");
    const Node* attached = properties ? properties->find(row.roles) : nullptr;
    auto targets = attached ? roles_in(resource, *attached) : std::set<std::size_t>();
    if (row.is_managed) detach(resource, targets);
    if (properties)
      for (const auto* key : {"Users", "Groups"})
        if (const Node* others = properties->find(key)) warn_about_others(resource, *others, key);
    if (targets.empty() || !exists(resource)) return;
    const auto where = fmt::format("policy `{}`", resource.key.text);
    const auto known = properties_of(resource);
    Fields fields(known, where, diagnostics_);
    for (const auto key : {row.roles, std::string_view("Users"), std::string_view("Groups")})
      if (key != "Users" || row.roles == "Roles") fields.take(key);
    if (row.is_managed)
      for (const auto* key : {"Path", "Description"}) fields.take(key);
    const Node* called = row.is_managed ? fields.take(row.name) : fields.require(row.name);
    const auto name = property_text(called, row.name, diagnostics_);
    const auto policy = property_policy(fields.require("PolicyDocument"), where, diagnostics_);
    if (!fields.finish() || !policy) return;
    if (row.is_managed)
      diagnostics_.warning(Code::managed_policy_inlined, resource.key.span,
                           fmt::format("the managed policy `{}` becomes an inline policy", resource.key.text));
    for (const auto target : targets)
      model_.roles[target].policies.push_back({name.value_or(Text(resource.key.text, resource.key.span)), *policy});
  }

  /// The roles of this template that a policy is attached to. Others are warned about.
  std::set<std::size_t> roles_in(const Entry& resource, const Node& attached) {
    std::set<std::size_t> targets;
    const auto value = intrinsics_.value(attached);
    if (!value) return targets;
    const bool is_one = text_of(*value).has_value();
    std::vector<Text> others;
    for (const auto& item : is_one ? std::vector<Node>{*value} : value->items) {
      auto name = text_of(item);
      const auto role = name ? by_name_.find(name->spelled()) : by_name_.end();
      if (role != by_name_.end())
        targets.insert(role->second);
      else if (name)
        others.push_back(std::move(*name));
    }
    for (const auto& other : others) report_other(resource, attached, other, targets);
    return targets;
  }

  void report_other(const Entry& resource, const Node& attached, const Text& other,
                    const std::set<std::size_t>& targets) {
    for (std::size_t i = 0; i < model_.roles.size(); ++i)
      if (!targets.contains(i) && mentions(attached, model_.roles[i].id)) {
        refuse_attachment(resource, model_.roles[i], other.span);
        return;
      }
    diagnostics_.warning(Code::policy_elsewhere, other.span,
                         fmt::format("policy `{}` is attached to `{}`, which is no role of this template",
                                     resource.key.text, other.spelled()));
  }

  void warn_about_others(const Entry& resource, const Node& others, std::string_view key) {
    if (others.is(Node::Kind::list) && others.items.empty()) return;
    diagnostics_.warning(Code::policy_elsewhere, others.span,
                         fmt::format("policy `{}` is attached to `{}`, which are not read", resource.key.text, key));
  }

  /// A managed policy that a role names is taken out of its list.
  void detach(const Entry& resource, std::set<std::size_t>& targets) {
    const auto arn = intrinsics_.placeholder(resource.key.text, resource.key.span);
    for (std::size_t i = 0; i < model_.roles.size(); ++i)
      if (std::erase(model_.roles[i].managed_policy_arns, arn) > 0)
        targets.insert(i);
      else if (const Node* list = managed_policies_of(model_.roles[i]); list && mentions(*list, resource.key.text))
        refuse_attachment(resource, model_.roles[i], list->span);
  }

  const Node* managed_policies_of(const Role& role) const {
    const Node* resource = or_nothing(file_.find("Resources")).find(role.id);
    return resource ? or_nothing(resource->find("Properties")).find("ManagedPolicyArns") : nullptr;
  }

  void refuse_attachment(const Entry& policy, const Role& role, Span place) {
    diagnostics_.error(
        Code::not_constant, place,
        fmt::format("whether policy `{}` is attached to role `{}` depends on the deployment", policy.key.text, role.id),
        "write it out for one case");
  }

  const Node& file_;
  Diagnostics& diagnostics_;
  DeferredValues values_;
  const TemplateParameters parameters_;
  Intrinsics intrinsics_;
  Model model_;
  std::map<std::string, std::size_t> by_name_;  // roles by what `Ref` gives for them
};

}  // namespace

bool is_template(const Node& node) {
  const Node* resources = node.find("Resources");
  if (!node.is(Node::Kind::map) || !resources) return false;
  const auto is_resource = [](const Entry& entry) { return type_of(entry.value).find("::") != std::string_view::npos; };
  return node.find("AWSTemplateFormatVersion") ||
         std::any_of(resources->entries.begin(), resources->entries.end(), is_resource);
}

Reader cloudformation_reader() {
  Reader reader{"cloudformation", "CloudFormation templates, in YAML or JSON", is_template,
                [](const std::vector<Document>& documents, Sources& sources, Diagnostics& diagnostics) {
                  const auto file = without_tags(documents.front().node);
                  return TemplateReader(file, sources, diagnostics).read(documents.front().stem);
                }};
  reader.takes_tags = true;
  return reader;
}

}  // namespace rolecast
