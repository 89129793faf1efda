#include <fmt/core.h>

#include <algorithm>

#include "model/check_parts.h"
#include "syntax/suggest.h"

namespace rolecast {
namespace {

bool may_be_aws(const Known& known) {
  static constexpr ArnForm forms[] = {
      {"iam", "root"}, {"iam", "role/"}, {"iam", "user/"}, {"sts", "assumed-role/"}, {"sts", "federated-user/"}};
  if (known.whole && (known.text == "*" || is_account(known.text))) return true;
  const bool may_be_digits = !known.whole && known.text.size() <= 12 && all_in(known.text, is_digit);
  return may_be_digits || may_be_arn(known, forms);
}

bool may_be_host(const Known& known) {
  if (!all_in(known.text, is_host_character) || known.text.starts_with('.')) return false;
  const bool is_complete = known.text.find('.') != std::string_view::npos && !known.text.ends_with('.');
  return (is_complete || !known.whole) && known.text.find("..") == std::string_view::npos;
}

bool may_be_federated(const Known& known) {
  static constexpr ArnForm forms[] = {{"iam", "saml-provider/"}, {"iam", "oidc-provider/"}};
  return may_be_host(known) || may_be_arn(known, forms);
}

bool may_be_canonical_user(const Known& known) {
  return all_in(known.text, is_hex_digit) && (known.whole ? known.text.size() == 64 : known.text.size() <= 64);
}

struct PrincipalType {
  std::string_view name;
  bool (*may_be)(const Known&);
  std::string_view hint;
};

constexpr std::array<PrincipalType, 4> types = {{
    {"AWS", may_be_aws, "write `*`, 12 digits, or the whole ARN of an account, role, user or session"},
    {"Service", may_be_host, "write the service's host name, such as `lambda.amazonaws.com`"},
    {"Federated", may_be_federated, "write the ARN of a SAML or OIDC provider, or the provider's host name"},
    {"CanonicalUser", may_be_canonical_user, "write the 64 hexadecimal digits of the canonical user id"},
}};

/// What IAM puts in the place of a principal that was deleted. IAM User Guide, "Unique identifiers".
bool is_unique_id(const Known& known) {
  constexpr auto is_part = [](char32_t c) { return is_digit(c) || (c >= 'A' && c <= 'Z'); };
  return (known.text.starts_with("AROA") || known.text.starts_with("AIDA")) && known.text.size() >= 16 &&
         all_in(known.text, is_part);
}

/// Known ends at a parameter, but what stands behind it must not hold a wildcard either.
bool has_inner_wildcard(const Text& value) {
  const auto& pieces = value.pieces();
  return !value.is_literal() && std::any_of(pieces.begin(), pieces.end(), [](const Piece& piece) {
    return !piece.is_reference && piece.text.find_first_of("*?") != std::string::npos;
  });
}

void check_group(const PrincipalGroup& group, Diagnostics& diagnostics) {
  const auto* type =
      std::find_if(types.begin(), types.end(), [&](const PrincipalType& row) { return row.name == group.type; });
  if (type == types.end()) {
    std::vector<std::string_view> names;
    names.reserve(types.size());
    for (const auto& row : types) names.push_back(row.name);
    diagnostics.error(Code::principal_value, group.span,
                      fmt::format("unknown principal type {}", quoted(Text(group.type))),
                      suggestion(group.type, names));
    return;
  }
  if (group.values.items.empty())
    diagnostics.error(Code::principal_value, group.values.span, fmt::format("`{}` has no principal", type->name),
                      std::string(type->hint));
  for (const auto& value : group.values.items)
    if (has_inner_wildcard(value) || !type->may_be(Known(value)))
      diagnostics.error(
          Code::principal_value, value.span, fmt::format("{} is no principal of type `{}`", quoted(value), type->name),
          std::string(is_unique_id(Known(value)) ? "it stands for a role or user that is deleted: remove it"
                                                 : type->hint));
}

void refuse_in_permissions(const Statement& statement, Diagnostics& diagnostics) {
  for (const auto* principal : {&statement.principal, &statement.not_principal})
    if (*principal)
      diagnostics.error(
          Code::principal_in_permissions, (*principal)->span,
          fmt::format("`{}` in a permissions policy", principal == &statement.principal ? "Principal" : "NotPrincipal"),
          "who may assume the role stands under `trust`");
}

}  // namespace

void check_principals(const Statement& statement, PolicyKind kind, Diagnostics& diagnostics) {
  if (kind == PolicyKind::permissions) return refuse_in_permissions(statement, diagnostics);
  if (statement.not_principal)
    diagnostics.error(Code::not_principal, statement.not_principal->span, "`NotPrincipal` in a trust policy",
                      "name the principals that may assume the role under `Principal`");
  if (!statement.principal) {
    if (!statement.not_principal && !statement.damaged)
      diagnostics.error(Code::principal_missing, statement.span, "trust statement has no `Principal`",
                        "name who may assume the role, such as `{Service: bedrock-agentcore.amazonaws.com}`");
    return;
  }
  if (!statement.principal->anyone && statement.principal->groups.empty())
    diagnostics.error(Code::principal_value, statement.principal->span, "`Principal` is empty",
                      "name who may assume the role");
  for (const auto& group : statement.principal->groups) check_group(group, diagnostics);
}

}  // namespace rolecast
