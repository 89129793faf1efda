#include "readers/iam.h"

#include <algorithm>
#include <cctype>

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

/// The stem the documents share, or `role`.
std::string common_stem(const std::vector<Document>& documents) {
  const bool same = std::all_of(documents.begin(), documents.end(),
                                [&](const Document& other) { return other.stem == documents.front().stem; });
  return same ? documents.front().stem : "role";
}

Model role_of(const std::vector<Document>& documents, Sources&, Diagnostics& diagnostics) {
  Model model;
  model.stem = common_stem(documents);
  Role& role = model.roles.emplace_back();
  role.id = as_name(model.stem);
  model.span = role.span = documents.front().node.span;
  for (const auto& document : documents) {
    auto policy =
        read_policy(document.node, TextSyntax::plain, fmt::format("policy document `{}`", document.stem), diagnostics);
    warn_about_placeholders(policy, diagnostics);
    read_as_2012(policy, diagnostics);
    if (!has_principal(policy)) {
      role.policies.push_back({Text(as_name(document.stem), document.node.span), std::move(policy)});
    } else if (role.trust) {
      diagnostics.error(Code::role_from_documents, document.node.span, "a second trust policy",
                        "give one document with principals, and the others without");
    } else {
      role.trust = std::move(policy);
    }
  }
  if (!role.trust)
    diagnostics.error(Code::role_from_documents, role.span, "no trust policy: nobody could assume this role",
                      "give the trust policy document as well, in the same command");
  role.damaged = !role.trust;
  return model;
}

}  // namespace

Reader iam_reader() {
  return {"iam", "plain IAM policy documents: a trust policy and permissions",
          [](const Node& node) { return node.is(Node::Kind::map) && node.find("Statement"); }, role_of, true};
}

}  // namespace rolecast
