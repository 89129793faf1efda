#include "readers/iam.h"

#include <algorithm>
#include <cctype>
#include <set>

#include <fmt/core.h>

#include "model/document.h"

namespace rolecast {
namespace {

bool has_principal(const Policy& policy) {
  return std::any_of(policy.statements.begin(), policy.statements.end(),
                     [](const Statement& statement) { return statement.principal || statement.not_principal; });
}

/// `${account}` or `<account-id>` in a pasted document: whoever pasted it forgot to fill it in.
void warn_about_placeholders(const Policy& policy, Diagnostics& diagnostics) {
  const auto visit = [&](const Text& text) {
    const auto literal = text.literal();
    const auto open = std::min(literal.find("${"), literal.find('<'));
    if (open == std::string_view::npos) return;
    const auto close = literal.find(literal[open] == '<' ? '>' : '}', open);
    if (close == std::string_view::npos) return;
    const auto placeholder = literal.substr(open, close - open + 1);
    if (placeholder[0] == '$' && is_iam_variable(placeholder.substr(2, placeholder.size() - 3))) return;
    diagnostics.warning(Code::literal_placeholder, text.span, fmt::format("`{}` is plain text here", placeholder),
                        "write a role file where a deferred value is meant");
  };
  for_each_text_in_policy(policy, visit);
}

/// File names may hold what names in IAM may not.
std::string as_name(std::string stem) {
  for (char& c : stem)
    if (!std::isalnum(static_cast<unsigned char>(c)) && c != '_' && c != '-') c = '-';
  while (stem.starts_with('-') || stem.starts_with('_')) stem.erase(0, 1);
  return stem.empty() ? "role" : stem;
}

using Documents = std::vector<const Document*>;

Policy policy_of(const Document& document, const std::string& name, Diagnostics& diagnostics) {
  auto policy = read_policy(document.node, TextSyntax::plain, fmt::format("policy document `{}`", name), diagnostics);
  warn_about_placeholders(policy, diagnostics);
  read_as_2012(policy, diagnostics);
  return policy;
}

/// Documents that were named one by one: their content tells what they are.
Role role_of(const Documents& documents, const std::string& stem, Diagnostics& diagnostics) {
  Role role;
  role.id = as_name(stem);
  role.span = documents.front()->node.span;
  for (const auto* document : documents) {
    auto policy = policy_of(*document, document->stem, diagnostics);
    if (!has_principal(policy)) {
      role.policies.push_back({Text(as_name(document->stem), document->node.span), std::move(policy)});
    } else if (role.trust) {
      diagnostics.error(Code::role_from_documents, document->node.span, "a second trust policy",
                        "give one document with principals, and the others without");
    } else {
      role.trust = std::move(policy);
    }
  }
  if (!role.trust)
    diagnostics.error(Code::role_from_documents, role.span, "no trust policy: nobody could assume this role",
                      "give the trust policy document as well, in the same command");
  role.damaged = !role.trust;
  return role;
}

/// A folder as the format `iam` writes it: it has the role's id, and its files are called what their policies are.
Role role_of_folder(const Documents& documents, Diagnostics& diagnostics) {
  Role role;
  role.id = documents.front()->folder;
  role.span = documents.front()->node.span;
  for (const auto* document : documents) {
    auto name = document->path.substr(document->path.rfind('/') + 1);
    name.resize(name.rfind('.'));
    auto policy = policy_of(*document, name, diagnostics);
    if (name == "trust")
      role.trust = std::move(policy);
    else
      role.policies.push_back({Text(name, document->node.span), std::move(policy)});
  }
  return role;
}

/// What was found in a folder is a role of that folder; everything else makes one role together.
Model read_roles(const std::vector<Document>& documents, Sources&, Diagnostics& diagnostics) {
  std::vector<std::pair<std::string_view, Documents>> groups;
  for (const auto& document : documents) {
    const std::string_view path = document.path;
    const auto place = document.folder.empty() ? std::string_view() : path.substr(0, path.rfind('/') + 1);
    const auto group =
        std::find_if(groups.begin(), groups.end(), [&](const auto& other) { return other.first == place; });
    auto& members = group != groups.end() ? *group : groups.emplace_back(place, Documents());
    members.second.push_back(&document);
  }
  Model model;
  model.stem = common_stem(documents);
  model.documents_only = true;
  model.span = documents.front().node.span;
  std::set<std::string> ids;
  for (const auto& [place, members] : groups) {
    auto role = place.empty() ? role_of(members, model.stem, diagnostics) : role_of_folder(members, diagnostics);
    if (!ids.insert(role.id).second)
      diagnostics.error(Code::role_id, role.span, fmt::format("role id `{}` stands twice", role.id),
                        "rename one of the folders");
    model.roles.push_back(std::move(role));
  }
  return model;
}

/// Without these it is not clear what a statement says.
constexpr Code essential[] = {Code::action_missing,    Code::resource_missing,         Code::resource_in_trust,
                              Code::principal_missing, Code::principal_in_permissions, Code::principal_value,
                              Code::not_principal};

void check_loosely(const Policy& policy, PolicyKind kind, Diagnostics& diagnostics) {
  Diagnostics found;
  check_policy(policy, kind, found);
  for (auto finding : found.all()) {
    if (finding.code == Code::policy_version || finding.code == Code::no_statements) continue;
    const bool is_essential =
        std::find(std::begin(essential), std::end(essential), finding.code) != std::end(essential);
    if (finding.severity == Severity::error && !is_essential) finding.severity = Severity::warning;
    diagnostics.add(std::move(finding));
  }
}

}  // namespace

std::optional<PolicyKind> kind_of(const Node& document) {
  const auto* statements = document.find("Statement");
  if (!statements) return {};
  const auto has_principal = [](const Node& node) {
    return node.is(Node::Kind::map) && (node.find("Principal") || node.find("NotPrincipal"));
  };
  const bool is_list = statements->is(Node::Kind::list);
  if (is_list && statements->items.empty()) return {};
  const bool is_trust = is_list ? std::any_of(statements->items.begin(), statements->items.end(), has_principal)
                                : has_principal(*statements);
  return is_trust ? PolicyKind::trust : PolicyKind::permissions;
}

bool is_resource_policy(const Node& document) {
  const auto* statements = document.find("Statement");
  const auto is_about_resource = [](const Node& node) {
    return node.is(Node::Kind::map) && (node.find("Principal") || node.find("NotPrincipal")) &&
           (node.find("Resource") || node.find("NotResource"));
  };
  return statements && (statements->is(Node::Kind::list)
                            ? std::any_of(statements->items.begin(), statements->items.end(), is_about_resource)
                            : is_about_resource(*statements));
}

Model read_policies(const std::vector<Document>& documents, PolicyKind kind, Diagnostics& diagnostics) {
  Model model;
  model.stem = common_stem(documents);
  model.documents_only = true;
  model.span = documents.front().node.span;
  model.format = "iam";
  auto& role = model.roles.emplace_back();
  role.id = as_name(model.stem);
  role.span = model.span;
  for (const auto& document : documents) {
    auto policy =
        read_policy(document.node, TextSyntax::plain, fmt::format("policy document `{}`", document.stem), diagnostics);
    warn_about_placeholders(policy, diagnostics);
    check_loosely(policy, kind, diagnostics);
    const auto number = role.policies.size() + 1;  // a file's name is not the policy's
    if (kind == PolicyKind::permissions)
      role.policies.push_back({Text(fmt::format("document-{}", number), document.node.span), std::move(policy)});
    else if (!role.trust)
      role.trust = std::move(policy);
    else
      diagnostics.error(Code::role_from_documents, document.node.span, "a second trust policy", "a role has one");
  }
  return model;
}

Reader iam_reader() {
  return {"iam", "plain IAM policy documents: a trust policy and permissions",
          [](const Node& node) { return node.is(Node::Kind::map) && node.find("Statement"); }, read_roles, true};
}

}  // namespace rolecast
