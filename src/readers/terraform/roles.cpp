#include "readers/terraform/roles.h"

#include <algorithm>

#include <fmt/core.h>

#include "model/role_ids.h"
#include "readers/terraform/attachments.h"
#include "readers/terraform/document.h"
#include "readers/terraform/names.h"
#include "syntax/fields.h"

namespace rolecast::terraform {
namespace {

/// The configurations of the AWS provider that the roles use, as `aws` or `aws.other`; one, unless roles of several
/// accounts stand side by side.
std::string common_provider(const Configuration& configuration, Diagnostics& diagnostics) {
  const Block* first = nullptr;
  for (const auto& block : configuration.blocks) {
    if (block.type != "aws_iam_role" || block.address.starts_with("data.")) continue;
    if (!first) first = &block;
    if (provider_of(block) != provider_of(*first))
      diagnostics.error(Code::unsupported_expression, block.span,
                        fmt::format("`{}` and `{}` have different providers", first->address, block.address),
                        "their accounts may differ, and a role file is about one: import them one at a time");
  }
  return first ? provider_of(*first) : "aws";
}

class RoleReader {
 public:
  RoleReader(const Configuration& configuration, Evaluator& evaluator, Names& names, Diagnostics& diagnostics)
      : configuration_(configuration), evaluator_(evaluator), names_(names), diagnostics_(diagnostics) {}

  std::vector<ReadRole> read() {
    for (const auto& block : configuration_.blocks) {
      if (block.type != "aws_iam_role" || block.address.starts_with("data.")) continue;
      const auto instances = evaluator_.known_instances(block);
      for (const auto& instance : instances.value_or(std::vector<Instance>()))
        roles_.push_back(
            role(block, instance,
                 !instance.key.is(Node::Kind::null) && (instances->size() > 1 || block.body->find("for_each"))));
    }
    return std::move(roles_);
  }

 private:
  ReadRole role(const Block& block, const Instance& instance, bool has_key) {
    ReadRole result;
    result.address = instance.address;
    Role& role = result.role;
    role.id = ids_.unique(has_key ? block.label + "_" + as_text(instance.key).value_or(Text()).spelled() : block.label);
    role.span = block.span;
    where_ = fmt::format("`{}`", instance.address);
    const auto arguments = evaluator_.arguments(block, instance);
    Fields fields(arguments, where_, diagnostics_);
    texts(fields, role, instance.address);
    if (const Node* seconds = fields.take("max_session_duration")) session(*seconds, role);
    if (const Node* document = fields.require("assume_role_policy"))
      role.trust = read_document(*document, "`assume_role_policy` of " + where_, diagnostics_);
    tags(fields.take("tags"), block, role);
    if (const Node* blocks = fields.take("inline_policy")) inline_policies(*blocks, result);
    if (const Node* arns = fields.take("managed_policy_arns")) managed_policies(*arns, result);
    fields.take("force_detach_policies");  // says how the role is deleted
    role.damaged = !fields.finish() || holds_damage(arguments);
    know(role, instance.address);
    return result;
  }

  void texts(Fields& fields, Role& role, const std::string& address) {
    const auto read = [&](const char* name, std::optional<Text>& to) {
      if (const Node* value = fields.take(name)) to = text(*value, name);
    };
    read("name", role.name);
    std::optional<Text> prefix;
    read("name_prefix", prefix);
    read("path", role.path);
    read("description", role.description);
    read("permissions_boundary", role.permissions_boundary);
    if (role.permissions_boundary && role.permissions_boundary->empty()) role.permissions_boundary.reset();
    if (prefix && !role.name) role.name = generated_name(*prefix, address);
  }

  std::optional<Text> text(const Node& value, std::string_view name) {
    auto found = scalar_text(value);
    if (!found) evaluator_.refuse(value, fmt::format("`{}` of {}", name, where_), "text");
    return found;
  }

  void session(const Node& seconds, Role& role) {
    role.max_session_duration_span = seconds.span;
    role.max_session_duration = as_integer(seconds);
    if (!role.max_session_duration) evaluator_.refuse(seconds, "`max_session_duration` of " + where_, "a whole number");
  }

  /// The role's own tags count before those that its provider gives to everything.
  void tags(const Node* own, const Block& resource, Role& role) {
    if (own) add_tags(*own, "`tags` of " + where_, role);
    const auto* provider = configuration_.find("provider." + provider_of(resource));
    const Node* defaults = provider ? provider->body->find("default_tags") : nullptr;
    if (!defaults) return;
    for (const auto& block : is_list(*defaults) ? defaults->items : std::vector{*defaults}) {
      const auto arguments = evaluator_.arguments(block);
      if (const Node* shared = arguments.find("tags")) add_tags(*shared, "`default_tags` of the provider", role);
    }
  }

  void add_tags(const Node& value, const std::string& what, Role& role) {
    if (!is_map(value)) {
      evaluator_.refuse(value, what, "a map");
      return;
    }
    for (const auto& [key, tag, comment] : value.entries) {
      const auto name = as_text(key);
      const auto is_same = [&](const Tag& other) { return name && other.key == *name; };
      if (std::any_of(role.tags.begin(), role.tags.end(), is_same)) continue;
      const auto found = scalar_text(tag);
      if (name && found)
        role.tags.push_back({*name, *found});
      else
        evaluator_.refuse(tag, what, "a map of texts");
    }
  }

  void inline_policies(const Node& blocks, ReadRole& result) {
    result.has_inline_blocks = true;
    for (const auto& block : blocks.items) {
      if (block.entries.empty()) continue;  // the provider's way to say that there are none
      const auto where = "`inline_policy` of " + where_;
      Fields fields(block, where, diagnostics_);
      const Node* name = fields.require("name");
      const Node* document = fields.require("policy");
      if (fields.finish())
        if (const auto found = text(*name, "inline_policy")) {
          result.inline_names.push_back(*found);
          result.role.policies.push_back({*found, read_document(*document, where, diagnostics_)});
        }
    }
  }

  void managed_policies(const Node& arns, ReadRole& result) {
    result.has_managed_arns = true;
    if (!is_list(arns)) {
      evaluator_.refuse(arns, "`managed_policy_arns` of " + where_, "a list");
      return;
    }
    for (const auto& arn : arns.items)
      if (auto found = text(arn, "managed_policy_arns")) result.arns.push_back(std::move(*found));
  }

  void know(const Role& role, const std::string& address) {
    Text path("/");
    if (role.path) path = *role.path;
    names_.know(address + ".path", path);
    if (role.description) names_.know(address + ".description", *role.description);
    if (role.permissions_boundary) names_.know(address + ".permissions_boundary", *role.permissions_boundary);
    if (!role.name) return;
    names_.know(address + ".name", *role.name);
    names_.know(address + ".id", *role.name);
    names_.know(address + ".arn", arn_of("role", path, *role.name));
  }

  const Configuration& configuration_;
  Evaluator& evaluator_;
  Names& names_;
  Diagnostics& diagnostics_;
  std::vector<ReadRole> roles_;
  RoleIds ids_;
  std::string where_;
};

/// What of the configuration may be a role and is none that is read.
std::string hint_for_no_role(const Configuration& configuration) {
  for (const auto& block : configuration.blocks) {
    if (block.type == "module")
      return fmt::format("modules are not read: import the folder of `{}`, where that module makes the role",
                         block.address);
    if (block.type == "aws_iam_role" && !block.address.starts_with("data."))
      return fmt::format("`{}` makes none", block.address);
  }
  return "what is read is `resource \"aws_iam_role\"`";
}

}  // namespace

Model read_roles(const Configuration& configuration, const GivenValues& given, Diagnostics& diagnostics) {
  const auto errors = diagnostics.errors();
  Evaluator evaluator(configuration, diagnostics);
  Names names(configuration, common_provider(configuration, diagnostics));
  auto roles = RoleReader(configuration, evaluator, names, diagnostics).read();
  attach_policies(roles, configuration, evaluator, names, diagnostics);
  Model model;
  for (auto& role : roles) {
    model.damaged = model.damaged || role.role.damaged;
    model.roles.push_back(std::move(role.role));
  }
  if (model.roles.empty() && diagnostics.errors() == errors)
    diagnostics.error(Code::no_roles, configuration.span, "there is no role", hint_for_no_role(configuration));
  if (model.roles.empty()) model.damaged = true;
  names.settle(model, given, evaluator, diagnostics);
  if (model.damaged && diagnostics.errors() == errors)
    diagnostics.error(Code::internal, configuration.span, "a fault in this configuration was not reported");
  return model;
}

}  // namespace rolecast::terraform
