#include "readers/terraform/attachments.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/core.h>

#include "model/text_node.h"
#include "readers/terraform/definitions.h"
#include "readers/terraform/document.h"
#include "readers/terraform/spelling.h"
#include "syntax/fields.h"
#include "syntax/suggest.h"

namespace rolecast::terraform {
namespace {

/// A managed policy that the configuration makes.
struct ManagedPolicy {
  const Block* block;
  Instance instance;
  Text name;
};

void append(Text& to, const Text& more) {
  for (const auto& piece : more.pieces()) piece.is_reference ? to.append_reference(piece.text) : to.append(piece.text);
}

constexpr int most_levels = 8;  // of locals that are made of locals

class Attacher {
 public:
  Attacher(std::vector<ReadRole>& roles, const Configuration& configuration, Evaluator& evaluator, Names& names,
           Diagnostics& diagnostics)
      : roles_(roles), configuration_(configuration), evaluator_(evaluator), names_(names), diagnostics_(diagnostics) {}

  void attach() {
    for_each("aws_iam_policy", [&](const Block& block, const Instance& instance) { managed_policy(block, instance); });
    index_roles();
    for (auto& role : roles_)
      for (const auto& arn : role.arns) attach(arn, role);
    using Step = void (Attacher::*)(const Block&, const Instance&);
    constexpr std::pair<std::string_view, Step> steps[] = {
        {"aws_iam_role_policy", &Attacher::inline_policy},
        {"aws_iam_role_policy_attachment", &Attacher::attachment},
        {"aws_iam_policy_attachment", &Attacher::attachment_of_several},
        {"aws_iam_role_policies_exclusive", &Attacher::exclusive},
        {"aws_iam_role_policy_attachments_exclusive", &Attacher::exclusive}};
    for (const auto& [type, step] : steps)
      for_each(type,
               [&, step = step](const Block& block, const Instance& instance) { (this->*step)(block, instance); });
    for (const auto& role : roles_) warn_of_own_boundary(role.role);
    for (const auto& block : configuration_.blocks) stranger(block);
    for (const auto& block : configuration_.blocks) leave_out_unread(block);
    for (const auto& [block, why] : left_out_) leave_out(*block, why);
    if (!modules_.empty() && !roles_.empty())
      diagnostics_.note(Code::policy_elsewhere, modules_.front()->span,
                        fmt::format("modules are not read: {}", names_of_modules()),
                        "a role that one of them makes is read from its own folder");
  }

 private:
  template <typename Visit>
  void for_each(std::string_view type, Visit visit) {
    for (const auto& block : configuration_.blocks) {
      if (block.type != type || block.address.starts_with("data.")) continue;
      // a policy that is attached to no role may have what it likes
      const auto instances = type == "aws_iam_policy" ? evaluator_.instances(block) : evaluator_.known_instances(block);
      for (const auto& instance : instances.value_or(std::vector<Instance>())) visit(block, instance);
    }
  }

  void index_roles() {
    for (std::size_t i = 0; i < roles_.size(); ++i) {
      for (const auto* attribute : {".name", ".id"}) by_reference_[roles_[i].address + attribute] = i;
      if (roles_[i].role.name) by_name_.emplace(names_.resolved(*roles_[i].role.name).spelled(), i);
    }
  }

  void managed_policy(const Block& block, const Instance& instance) {
    const auto path = evaluator_.argument(block, "path", instance);
    const auto path_text = path.is(Node::Kind::null) ? Text("/") : as_text(path);
    const auto name = name_of(block, instance);
    names_.know(instance.address + ".name", name);
    if (path_text)
      for (const auto* attribute : {".arn", ".id"})
        names_.know(instance.address + attribute, arn_of("policy", *path_text, name));
    policies_.push_back({&block, instance, name});
  }

  /// The name of a policy; where the provider makes one, that stays open.
  Text name_of(const Block& block, const Instance& instance) {
    if (const auto name = scalar_text(evaluator_.argument(block, "name", instance))) return *name;
    if (const auto prefix = scalar_text(evaluator_.argument(block, "name_prefix", instance)))
      return generated_name(*prefix, instance.address);
    Text open;
    open.append_reference(instance.address + ".name");
    open.span = block.span;
    return open;
  }

  void inline_policy(const Block& block, const Instance& instance) {
    const auto where = fmt::format("`{}`", instance.address);
    const auto arguments = evaluator_.arguments(block, instance);
    Fields fields(arguments, where, diagnostics_);
    fields.take("name");
    fields.take("name_prefix");
    const Node* role_name = fields.require("role");
    const Node* document = fields.require("policy");
    if (!fields.finish()) return;
    ReadRole* role = role_of(*role_name, block, where);
    if (!role) return;
    const auto name = name_of(block, instance);
    names_.know(instance.address + ".name", name);
    if (role->has_inline_blocks)
      contradiction(block.span, where, "adds to the `inline_policy` blocks of", role->address);
    role->inline_names.push_back(name);
    role->role.policies.push_back({name, read_document(*document, "`policy` of " + where, diagnostics_)});
  }

  void attachment(const Block& block, const Instance& instance) {
    const auto where = fmt::format("`{}`", instance.address);
    const auto arguments = evaluator_.arguments(block, instance);
    Fields fields(arguments, where, diagnostics_);
    const Node* role_name = fields.require("role");
    const Node* arn = fields.require("policy_arn");
    if (fields.finish())
      if (ReadRole* role = role_of(*role_name, block, where)) attach(*arn, *role, where, block.span);
  }

  void attachment_of_several(const Block& block, const Instance& instance) {
    const auto where = fmt::format("`{}`", instance.address);
    const auto arguments = evaluator_.arguments(block, instance);
    Fields fields(arguments, where, diagnostics_);
    fields.require("name");
    const Node* arn = fields.require("policy_arn");
    const Node* role_names = fields.take("roles");
    for (const auto* others : {"users", "groups"})
      if (const Node* names = fields.take(others); names && !names->items.empty())
        elsewhere(names->span, fmt::format("{} attaches to {} as well", where, others));
    if (!fields.finish() || !role_names) return;
    if (!is_list(*role_names)) {
      evaluator_.refuse(*role_names, "`roles` of " + where, "a list");
      return;
    }
    for (const auto& name : role_names->items)
      if (ReadRole* role = role_of(name, block, where)) attach(*arn, *role, where, block.span);
  }

  void attach(const Node& arn, ReadRole& role, const std::string& where, Span place) {
    const auto text = scalar_text(arn);
    if (!text) {
      evaluator_.refuse(arn, "`policy_arn` of " + where, "text");
      return;
    }
    if (role.has_managed_arns) contradiction(place, where, "adds to the `managed_policy_arns` of", role.address);
    role.arns.push_back(*text);
    attach(*text, role);
  }

  /// The policy of the configuration of which `is_own` holds for the ARN; null where there is none.
  template <typename IsOwn>
  const ManagedPolicy* policy_with_arn(IsOwn is_own) const {
    const auto found = std::find_if(policies_.begin(), policies_.end(), [&](const ManagedPolicy& policy) {
      Text arn;
      arn.append_reference(policy.instance.address + ".arn");
      return is_own(names_.resolved(arn));
    });
    return found == policies_.end() ? nullptr : &*found;
  }

  /// The policy of the configuration that has this ARN, however that is written.
  const ManagedPolicy* own_policy(const Text& arn) const {
    return policy_with_arn([sought = names_.resolved(arn)](const Text& own) { return own == sought; });
  }

  /// A partition and an account that are written out may be those of the deployment.
  void warn_of_own_policy(const Text& arn, const Role& role) {
    constexpr std::string_view kind = ":policy/";
    const auto sought = names_.resolved(arn).spelled();
    const auto begin = sought.find(kind);
    if (begin == std::string::npos || sought.substr(0, begin).ends_with(":aws")) return;
    const auto* policy = policy_with_arn([&](const Text& own) {
      const auto spelled = own.spelled();
      return spelled.find(kind) < spelled.size() && spelled.substr(spelled.find(kind)) == sought.substr(begin);
    });
    if (policy)
      elsewhere(arn.span,
                fmt::format("`{}` may be `{}`, of which role `{}` takes no more than this ARN",
                            shortened(arn.spelled()), policy->instance.address, role.id),
                fmt::format("write `{}.arn` if it is meant", policy->instance.address));
  }

  void warn_of_own_boundary(const Role& role) {
    if (!role.permissions_boundary) return;
    if (const auto* policy = own_policy(*role.permissions_boundary))
      elsewhere(role.permissions_boundary->span,
                fmt::format("what `{}` says is left out: it is the permissions boundary of role `{}`",
                            policy->instance.address, role.id),
                "a role file names a boundary by its ARN alone");
  }

  void attach(const Text& arn, ReadRole& role) {
    if (const auto* policy = own_policy(arn)) return inlined(*policy, arn.span, role);
    const bool is_reference = arn.pieces().size() == 1 && arn.pieces()[0].is_reference;
    const auto address = is_reference ? address_of(arn.pieces()[0].text) : Address();
    const auto* block = address.block.starts_with("aws_iam_policy.") ? configuration_.find(address.block) : nullptr;
    if (!block) {
      warn_of_own_policy(arn, role.role);
      auto& arns = role.role.managed_policy_arns;
      if (std::find(arns.begin(), arns.end(), arn) == arns.end()) arns.push_back(arn);
      return;
    }
    if (evaluator_.known_instances(*block))
      diagnostics_.error(Code::missing_key, arn.span, fmt::format("there is no `{}`", address.instance));
    role.role.damaged = true;
  }

  void inlined(const ManagedPolicy& policy, Span place, ReadRole& role) {
    if (!role.inlined.insert(policy.instance.address).second) return;
    const auto where = fmt::format("`{}`", policy.instance.address);
    const auto arguments = evaluator_.arguments(*policy.block, policy.instance);
    Fields fields(arguments, where, diagnostics_);
    for (const auto* name : {"name", "name_prefix", "path", "description", "tags", "delay_after_policy_creation_in_ms"})
      fields.take(name);
    const Node* document = fields.require("policy");
    if (!fields.finish()) return;
    diagnostics_.warning(Code::managed_policy_inlined, place,
                         fmt::format("{} becomes an inline policy of role `{}`", where, role.role.id),
                         "to keep it a managed policy, write its ARN");
    role.role.policies.push_back({policy.name, read_document(*document, "`policy` of " + where, diagnostics_)});
  }

  /// A list of all that a role has, and nothing else.
  void exclusive(const Block& block, const Instance& instance) {
    const bool is_inline = block.type == "aws_iam_role_policies_exclusive";
    const std::string argument = is_inline ? "policy_names" : "policy_arns";
    const auto where = fmt::format("`{}`", instance.address);
    const auto arguments = evaluator_.arguments(block, instance);
    Fields fields(arguments, where, diagnostics_);
    const Node* role_name = fields.require("role_name");
    const Node* list = fields.require(argument);
    const ReadRole* role = fields.finish() ? role_of(*role_name, block, where) : nullptr;
    if (!role) return;
    if (!is_list(*list)) {
      evaluator_.refuse(*list, fmt::format("`{}` of {}", argument, where), "a list");
      return;
    }
    std::set<std::string> listed, present;
    for (const auto& item : list->items)
      if (const auto text = as_text(item))
        listed.insert(names_.resolved(*text).spelled());
      else
        evaluator_.refuse(item, fmt::format("`{}` of {}", argument, where), "a list of texts");
    for (const auto& text : is_inline ? role->inline_names : role->arns)
      present.insert(names_.resolved(text).spelled());
    if (listed != present) contradiction(list->span, where, "lists other policies than", role->address);
  }

  /// The role that an argument of a block names; null, and a warning, where it is none of the input.
  ReadRole* role_of(const Node& value, const Block& block, const std::string& where) {
    const auto text = as_text(value);
    if (!text) {
      evaluator_.refuse(value, "the role of " + where, "text");
      return nullptr;
    }
    const auto expression = expression_of(value);
    const auto referred = by_reference_.find(expression);
    if (referred != by_reference_.end()) return &roles_[referred->second];
    const auto named = by_name_.find(names_.resolved(*text).spelled());
    if (named != by_name_.end()) return &roles_[named->second];
    for (const auto& piece : text->pieces())
      if (piece.is_reference && (steps_of(piece.text).empty() || is_role(address_of(piece.text).block))) {
        evaluator_.refuse(value, "the role of " + where, "the name of a role");
        return nullptr;
      }
    const bool is_known =
        names_.resolved(*text).is_literal() && std::all_of(roles_.begin(), roles_.end(), [&](const ReadRole& read) {
          return !read.role.name || names_.resolved(*read.role.name).is_literal();
        });
    const auto why =
        fmt::format("belongs to `{}`, which {} role of this input",
                    shortened(expression.empty() ? text->spelled() : expression), is_known ? "is no" : "may be a");
    left_out_.emplace(&block, why);
    auto message = fmt::format("{} {}", where, why);
    if (is_known)
      diagnostics_.note(Code::policy_elsewhere, value.span, std::move(message), "it is left out");
    else
      elsewhere(value.span, std::move(message));
    return nullptr;
  }

  /// What may act on a role and is not read.
  void stranger(const Block& block) {
    constexpr std::string_view known[] = {"aws_iam_role", "aws_iam_role_policy", "aws_iam_role_policy_attachment",
                                          "aws_iam_role_policies_exclusive",
                                          "aws_iam_role_policy_attachments_exclusive"};
    if (block.type == "module" || block.type.starts_with("awscc_iam_")) {
      if (const auto role = role_in(*block.body, 0); !role.empty())
        return elsewhere(block.span, fmt::format("what `{}` does with `{}` is not read", block.address, role),
                         "write what it gives to the role in its place");
      if (block.type == "module") modules_.push_back(&block);
    }
    if (block.address.starts_with("data.")) return;
    if (block.type == "awscc_iam_role" || block.type == "aws_iam_service_linked_role")
      return elsewhere(block.span, fmt::format("the role `{}` is not read", block.address));
    if (block.type.starts_with("aws_iam_role") &&
        std::find(std::begin(known), std::end(known), block.type) == std::end(known))
      diagnostics_.error(Code::unknown_key, block.span, fmt::format("unknown resource type `{}`", block.type),
                         suggestion(block.type, {std::begin(known), std::end(known)}));
  }

  /// What may give access to a role, and is neither read nor belongs to a role that is known by its name.
  void leave_out_unread(const Block& block) {
    constexpr std::string_view not_read[] = {"aws_iam_service_linked_role", "aws_cloudformation_stack",
                                             "aws_cloudformation_stack_set"};
    if (block.address.starts_with("data.")) return;
    if (block.type == "aws_iam_policy" && !is_taken(block))
      left_out_.emplace(&block, "is attached to no role that is read");
    else if (block.type == "module")
      left_out_.emplace(&block, "is a module, and what it makes is not read");
    else if (block.type.starts_with("awscc_iam_") ||
             std::find(std::begin(not_read), std::end(not_read), block.type) != std::end(not_read))
      left_out_.emplace(&block, "is not read");
  }

  void leave_out(const Block& block, const std::string& why) {
    diagnostics_.leave_out({block.span, block.address, why, said_of(configuration_, block.address)});
  }

  /// Whether every instance of a managed policy is among the policies of some role.
  bool is_taken(const Block& block) const {
    const auto is_own = [&](const ManagedPolicy& policy) { return policy.block == &block; };
    const auto is_inlined = [&](const ManagedPolicy& policy) {
      return std::any_of(roles_.begin(), roles_.end(),
                         [&](const ReadRole& role) { return role.inlined.contains(policy.instance.address); });
    };
    const auto instances = evaluator_.instances(block);
    return instances && std::all_of(policies_.begin(), policies_.end(),
                                    [&](const ManagedPolicy& policy) { return !is_own(policy) || is_inlined(policy); });
  }

  std::string names_of_modules() const {
    std::string names;
    for (const auto* block : modules_) names += fmt::format("{}`{}`", names.empty() ? "" : ", ", block->address);
    return shortened(names);
  }

  bool is_role(std::string_view block) const {
    return std::any_of(roles_.begin(), roles_.end(),
                       [&](const ReadRole& role) { return address_of(role.address).block == block; });
  }

  /// The first role that some expression below `node` refers to, also through locals; empty where there is none.
  std::string role_in(const Node& node, int depth) const {
    if (node.tag == "expression") {
      const auto address = address_of(node.text);
      if (is_role(address.block)) return address.block;
      const auto steps = steps_of(node.text);
      const bool is_local = steps.size() > 1 && steps[0].key.text == "local" && depth < most_levels;
      const auto local = is_local ? configuration_.locals.find(steps[1].key.text) : configuration_.locals.end();
      if (local != configuration_.locals.end()) return role_in(*local->second, depth + 1);
    }
    for (const auto& item : node.items)
      if (auto role = role_in(item, depth); !role.empty()) return role;
    for (const auto& entry : node.entries)
      for (const auto* part : {&entry.key, &entry.value})
        if (auto role = role_in(*part, depth); !role.empty()) return role;
    return {};
  }

  void elsewhere(Span place, std::string message, std::string hint = "it is left out") {
    diagnostics_.warning(Code::policy_elsewhere, place, std::move(message), std::move(hint));
  }

  void contradiction(Span place, const std::string& where, std::string_view what, const std::string& role) {
    diagnostics_.error(Code::contradiction, place, fmt::format("{} {} `{}`", where, what, role),
                       "Terraform would take away again what it gave; remove one of the two");
  }

  std::vector<ReadRole>& roles_;
  const Configuration& configuration_;
  Evaluator& evaluator_;
  Names& names_;
  Diagnostics& diagnostics_;
  std::vector<ManagedPolicy> policies_;
  std::map<const Block*, std::string> left_out_;  // why
  std::vector<const Block*> modules_;             // that have nothing to do with a role of this input
  std::map<std::string, std::size_t, std::less<>> by_reference_, by_name_;  // where in `roles_`
};

}  // namespace

void attach_policies(std::vector<ReadRole>& roles, const Configuration& configuration, Evaluator& evaluator,
                     Names& names, Diagnostics& diagnostics) {
  Attacher(roles, configuration, evaluator, names, diagnostics).attach();
}

Text generated_name(const Text& prefix, const std::string& address) {
  Text name = prefix;
  name.append_reference(fmt::format("trimprefix({}.name, {})", address, spelled(as_expression(to_node(prefix)))));
  return name;
}

Text arn_of(std::string_view kind, const Text& path, const Text& name) {
  Text arn("arn:");
  arn.append_reference("data.aws_partition.current.partition");
  arn.append(":iam::");
  arn.append_reference("data.aws_caller_identity.current.account_id");
  arn.append(fmt::format(":{}", kind));
  append(arn, path);
  append(arn, name);
  return arn;
}

}  // namespace rolecast::terraform
