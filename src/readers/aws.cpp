#include "readers/aws.h"

#include <algorithm>
#include <map>

#include <fmt/core.h>

#include "model/role_ids.h"
#include "readers/aws_role.h"
#include "readers/definitions.h"
#include "readers/stored.h"
#include "syntax/fields.h"

namespace rolecast {
namespace {

constexpr unsigned permissions = inline_policies | managed_policies | boundary;

/// Puts the answers of a run together.
class Answers {
 public:
  explicit Answers(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  Model read(const std::vector<Document>& documents) {
    const auto errors = diagnostics_.errors();
    for (const auto& document : documents) read_bare(document.node);
    for (const auto& operation : operations)
      for (const auto& document : documents)
        if (!is_bare(document.node) && document.node.find(operation.key)) read(document.node, operation);
    Model model;
    model.stem = common_stem(documents);
    model.span = documents.front().node.span;
    if (roles_.empty() && diagnostics_.errors() == errors)
      diagnostics_.error(Code::no_roles, model.span, "there is no role in what the AWS CLI printed",
                         "add what `aws iam get-role` prints");
    model.damaged = roles_.empty();
    warn_of_missing();
    for (auto& stored : roles_) write_out_policies(stored.role);
    RoleIds ids;
    for (auto& stored : roles_) {
      stored.role.id = ids.unique(stored.name);
      model.roles.push_back(std::move(stored.role));
    }
    return model;
  }

  static bool is_answer(const Node& node) {
    const auto has_key = [&](const Operation& operation) { return node.find(operation.key) != nullptr; };
    if (is_bare(node)) return true;
    if (node.is(Node::Kind::list))
      return !node.items.empty() && std::all_of(node.items.begin(), node.items.end(), is_bare);
    return node.is(Node::Kind::map) && std::any_of(std::begin(operations), std::end(operations), has_key);
  }

 private:
  struct Operation {
    std::string_view key;   ///< tells its answer from others
    std::string_view name;  ///< of the subcommand of `aws iam`
    void (Answers::*read)(const Node& answer, const Node& value);
    std::vector<std::string_view> other_keys = {};
  };
  /// Those with roles first: the others are about them.
  static const Operation operations[9];

  /// A role without what stands around it: `aws iam get-role --query Role`.
  static bool is_bare(const Node& node) {
    return node.is(Node::Kind::map) && node.find("RoleName") && node.find("AssumeRolePolicyDocument");
  }

  void read(const Node& answer, const Operation& operation) {
    Fields fields(answer, fmt::format("the answer of {}", operation.name), diagnostics_);
    for (const auto key : operation.other_keys) fields.take(key);
    fields.take("ResponseMetadata");  // of the SDKs
    const Node* is_truncated = fields.take("IsTruncated");
    for (const Node* more : {fields.take("Marker"), fields.take("NextToken")})
      if (more || (is_truncated && is_truncated->text != "false")) {
        diagnostics_.error(Code::partial_input, (more ? more : is_truncated)->span,
                           fmt::format("this is not the whole answer of {}", operation.name),
                           "ask for all of it: without --max-items and --no-paginate");
        break;
      }
    const Node* value = fields.require(operation.key);
    fields.finish();
    (this->*operation.read)(answer, *value);
  }

  /// One, or a list of them. Nothing tells what the answer they were taken from may hold.
  void read_bare(const Node& node) {
    if (is_bare(node)) add(node, node.find("RolePolicyList") ? permissions | tags : description | session_duration);
    for (const auto& item : node.items) read_bare(item);
  }

  void role(const Node&, const Node& value) { add(value, boundary | tags | description | session_duration); }

  /// IAM API Reference, "ListRoles": tags and boundaries are not in its answer.
  void roles(const Node&, const Node& list) {
    for (const auto& item : read_stored_list(list, "`Roles`", diagnostics_)) add(item, description | session_duration);
  }

  void details(const Node& answer, const Node& list) {
    if (const auto* policies = answer.find("Policies"))
      for (const auto& item : policies->items) customer_policy(item);
    for (const auto& item : read_stored_list(list, "`RoleDetailList`", diagnostics_)) add(item, permissions | tags);
  }

  /// A managed policy of the account with the text of its default version. Those of AWS stay what they are: ARNs.
  void customer_policy(const Node& node) {
    const Node *arn = node.find("Arn"), *name = node.find("PolicyName"), *versions = node.find("PolicyVersionList");
    if (!arn || !name || !versions || arn->text.find(":iam::aws:") != std::string::npos) return;
    for (const auto& version : versions->items) {
      const Node *is_default = version.find("IsDefaultVersion"), *document = version.find("Document");
      if (!is_default || is_default->text != "true" || !document) continue;
      auto policy = read_stored_policy(*document, fmt::format("managed policy `{}`", name->text), diagnostics_);
      if (policy) policies_.emplace(arn->text, InlinePolicy{Text(name->text, name->span), std::move(*policy)});
    }
  }

  void write_out_policies(Role& role) {
    std::erase_if(role.managed_policy_arns, [&](const Text& arn) {
      const auto found = arn.is_literal() ? policies_.find(arn.literal()) : policies_.end();
      if (found == policies_.end()) return false;
      auto policy = found->second;
      while (std::any_of(role.policies.begin(), role.policies.end(),
                         [&](const InlinePolicy& own) { return own.name == policy.name; }))
        policy.name.append("Managed");
      diagnostics_.warning(Code::managed_policy_inlined, arn.span,
                           fmt::format("the managed policy `{}` becomes an inline policy", arn.literal()));
      role.policies.push_back(std::move(policy));
      return true;
    });
  }

  void add(const Node& node, unsigned known) {
    auto stored = read_stored_role(node, known, diagnostics_);
    if (stored.name.empty()) return;  // which was reported
    if (account_.empty()) account_ = stored.account;
    if (!stored.account.empty() && stored.account != account_)
      diagnostics_.error(
          Code::role_from_documents, stored.role.span,
          fmt::format("role `{}` is one of `{}`, and those before are of `{}`", stored.name, stored.account, account_),
          "read the roles of one account at a time");
    else if (auto* same = find(stored.name))
      merge(*same, std::move(stored), diagnostics_);
    else
      roles_.push_back(std::move(stored));
  }

  StoredRole* find(std::string_view name) {
    const auto found =
        std::find_if(roles_.begin(), roles_.end(), [&](const StoredRole& stored) { return stored.name == name; });
    return found != roles_.end() ? &*found : nullptr;
  }

  void inline_policy(const Node& answer, const Node& document) {
    const Node *name = answer.find("RoleName"), *policy_name = answer.find("PolicyName");
    if (!name || !policy_name) {
      diagnostics_.error(Code::missing_key, answer.span,
                         "the answer of get-role-policy has no `RoleName` or `PolicyName`");
      return;
    }
    auto* stored = find(name->text);
    if (!stored) {
      diagnostics_.leave_out({name->span, fmt::format("{} of {}", policy_name->text, name->text),
                              "belongs to a role that is not here", canonical(document)});
      diagnostics_.warning(
          Code::policy_elsewhere, name->span,
          fmt::format("policy `{}` is about the role `{}`, which is not here", policy_name->text, name->text),
          "add what `aws iam get-role` prints of it");
      return;
    }
    Role more;
    read_stored_inline_policy(policy_name, &document, more, diagnostics_);
    auto& policies = stored->role.policies;
    for (auto& policy : more.policies)
      if (std::find(policies.begin(), policies.end(), policy) == policies.end()) policies.push_back(std::move(policy));
  }

  void attached(const Node& answer, const Node& list) {
    auto* stored = only_role(answer);
    if (!stored) return;
    auto more = *stored;
    more.known = managed_policies;
    more.role.managed_policy_arns.clear();
    read_attached_policies(list, more.role, diagnostics_);
    merge(*stored, std::move(more), diagnostics_);
  }

  void role_tags(const Node& answer, const Node& list) {
    auto* stored = only_role(answer);
    if (!stored) return;
    auto more = *stored;
    more.known = tags;
    more.role.tags.clear();
    read_stored_tags(list, more.role, diagnostics_);
    merge(*stored, std::move(more), diagnostics_);
  }

  /// A role holds the ARNs of managed policies. What those say is not in it.
  void managed_policy(const Node& answer, const Node&) {
    diagnostics_.error(
        Code::role_from_documents, answer.span, "a managed policy is no part of a role, which names its ARN",
        "leave it out; to read what it says, give the document in it alone: `--query PolicyVersion.Document`");
  }

  /// Makes sure that the other answers hold all of them.
  void names(const Node& answer, const Node& list) {
    auto* stored = only_role(answer);
    if (!stored) return;
    stored->known |= inline_policies;
    for (const auto& name : read_stored_list(list, "`PolicyNames`", diagnostics_)) {
      const auto& policies = stored->role.policies;
      const bool is_here = std::any_of(policies.begin(), policies.end(),
                                       [&](const InlinePolicy& policy) { return policy.name.literal() == name.text; });
      if (!is_here)
        diagnostics_.error(Code::partial_input, name.span,
                           fmt::format("policy `{}` of role `{}` is not here", name.text, stored->name),
                           fmt::format("add what `aws iam get-role-policy --role-name {} --policy-name {}` prints",
                                       stored->name, name.text));
    }
  }

  /// For answers that do not say which role they are about.
  StoredRole* only_role(const Node& answer) {
    if (roles_.size() == 1) return &roles_.front();
    diagnostics_.error(Code::role_from_documents, answer.span, "this answer does not say which role it is about",
                       "give it together with the answer of get-role for that role, and for no other");
    return nullptr;
  }

  /// A role that looks as if it could do little may be able to do much.
  void warn_of_missing() {
    std::map<unsigned, std::vector<const StoredRole*>> alike;
    for (const auto& stored : roles_) alike[stored.known].push_back(&stored);
    for (const auto& [known, stored] : alike) {
      const auto missing = missing_parts(known);
      if (missing.empty()) continue;
      const auto& first = *stored.front();
      const auto who = stored.size() == 1 ? fmt::format("role `{}`", first.name)
                                          : fmt::format("{} roles, such as `{}`", stored.size(), first.name);
      const auto message = fmt::format("the input may not hold all of {}: {}", who, missing);
      if ((known & permissions) == permissions)
        diagnostics_.note(Code::partial_input, first.role.span, message, "`aws iam get-role` prints them");
      else
        diagnostics_.warning(Code::partial_input, first.role.span, message,
                             "`aws iam get-account-authorization-details --filter Role` prints all policies of roles");
    }
  }

  Diagnostics& diagnostics_;
  std::string account_;
  std::vector<StoredRole> roles_;
  std::map<std::string, InlinePolicy, std::less<>> policies_;  // of the account, by ARN
};

const Answers::Operation Answers::operations[9] = {
    {"Role", "get-role", &Answers::role},
    {"Roles", "list-roles", &Answers::roles},
    {"RoleDetailList",
     "get-account-authorization-details",
     &Answers::details,
     {"UserDetailList", "GroupDetailList", "Policies"}},
    {"PolicyDocument", "get-role-policy", &Answers::inline_policy, {"RoleName", "PolicyName"}},
    {"AttachedPolicies", "list-attached-role-policies", &Answers::attached},
    {"PolicyNames", "list-role-policies", &Answers::names},
    {"Tags", "list-role-tags", &Answers::role_tags},
    {"Policy", "get-policy", &Answers::managed_policy},
    {"PolicyVersion", "get-policy-version", &Answers::managed_policy},
};

}  // namespace

Reader aws_reader() {
  return {"aws", "roles of an account, as `aws iam` prints them", Answers::is_answer,
          [](const std::vector<Document>& documents, Sources&, Diagnostics& diagnostics) {
            return Answers(diagnostics).read(documents);
          },
          true};
}

namespace {

std::string role_arn_in(const Node& node) {
  const Node* arn = node.find("Arn");
  if (arn && node.find("RoleName")) return arn->text;
  for (const auto& item : node.items)
    if (auto found = role_arn_in(item); !found.empty()) return found;
  for (const auto& entry : node.entries)
    if (auto found = role_arn_in(entry.value); !found.empty()) return found;
  return {};
}

}  // namespace

std::pair<std::string, std::string> place_of_stored_roles(const std::vector<Document>& documents) {
  constexpr std::string_view beginning = "arn:", middle = ":iam::";
  for (const auto& document : documents) {
    const auto arn = role_arn_in(document.node);
    const auto service = arn.find(middle);
    if (!arn.starts_with(beginning) || service == std::string::npos) continue;
    const auto account = service + middle.size();
    return {arn.substr(beginning.size(), service - beginning.size()),
            arn.substr(account, arn.find(':', account) - account)};
  }
  return {};
}

}  // namespace rolecast
