#include <fmt/core.h>

#include "model/check_parts.h"

namespace rolecast {
namespace {

constexpr std::string_view name_characters = "letters, digits and `_+=,.@-`";
constexpr std::string_view tag_characters = "letters, digits, blanks and `_.:/=+-@`";

// "IAM and AWS STS quotas", and the patterns of the IAM API.
constexpr TextRule name_rule = {Code::role_name, "role name", 1, 64, is_name_character, name_characters};
constexpr TextRule path_rule = {Code::role_path, "path", 1, 512, is_visible, "U+0021 to U+007E"};
constexpr TextRule description_rule = {Code::role_description,
                                       "description",
                                       0,
                                       1000,
                                       is_description_character,
                                       "tab, line breaks, U+0020 to U+007E "
                                       "and U+00A1 to U+00FF"};
constexpr TextRule boundary_rule = {Code::permissions_boundary, "ARN", 20, 2048, is_visible, "U+0021 to U+007E"};
constexpr TextRule managed_rule = {Code::managed_policies, "ARN", 20, 2048, is_visible, "U+0021 to U+007E"};
constexpr TextRule tag_key_rule = {Code::tags, "tag key", 1, 128, is_tag_character, tag_characters};
constexpr TextRule tag_value_rule = {Code::tags, "tag value", 0, 256, is_tag_character, tag_characters};
constexpr TextRule policy_name_rule = {Code::policy_name, "policy name", 1, 128, is_name_character, name_characters};

constexpr std::int64_t shortest_session = 3600, longest_session = 43200;
constexpr std::size_t usual_managed_policies = 10, most_managed_policies = 20, most_tags = 50;

void check_path(const Text& path, Diagnostics& diagnostics) {
  const auto errors = diagnostics.errors();
  check_text(path_rule, path, diagnostics);
  if (path.empty()) return;
  const auto &first = path.pieces().front(), &last = path.pieces().back();
  const bool begins = first.is_reference || first.text.front() == '/';
  const bool ends = last.is_reference || last.text.back() == '/';
  if (!begins || !ends || (path.is_literal() && path.literal() == "//"))
    diagnostics.error(Code::role_path, path.span, fmt::format("path {} is not valid", quoted(path)),
                      "write `/`, or a path that begins and ends with `/` such as `/service-role/`");
  if (diagnostics.errors() > errors) return;
  if (const auto seen = first_outside(path, is_usual_in_path); !seen.empty())
    diagnostics.warning(Code::role_path, path.span, fmt::format("path holds {}", seen),
                        "AWS documents only letters, digits and `_+=,.@-/`");
}

void check_session(const Role& role, Diagnostics& diagnostics) {
  if (!role.max_session_duration) return;
  const auto seconds = *role.max_session_duration;
  if (seconds >= shortest_session && seconds <= longest_session) return;
  diagnostics.error(Code::session_duration, role.max_session_duration_span,
                    fmt::format("session duration is {} seconds", seconds),
                    fmt::format("AWS takes {} to {}", shortest_session, longest_session));
}

void check_policy_arn(const TextRule& rule, const Text& arn, Diagnostics& diagnostics) {
  static constexpr ArnForm forms[] = {{"iam", "policy/"}};
  if (may_be_arn(Known(arn), forms, AwsAccount::taken)) return check_text(rule, arn, diagnostics);
  diagnostics.error(rule.code, arn.span, fmt::format("{} is no ARN of an IAM policy", quoted(arn)),
                    "write `arn:PARTITION:iam::ACCOUNT:policy/NAME`");
}

void check_managed_policies(const Role& role, Diagnostics& diagnostics) {
  const auto& arns = role.managed_policy_arns;
  std::unordered_set<std::string> seen;
  for (const auto& arn : arns) {
    check_policy_arn(managed_rule, arn, diagnostics);
    if (!seen.insert(arn.spelled()).second)
      diagnostics.error(Code::managed_policies, arn.span, fmt::format("managed policy {} stands twice", quoted(arn)),
                        "remove one of them");
  }
  const auto message = fmt::format("role `{}` has {} managed policies", role.id, arns.size());
  if (arns.size() > most_managed_policies)
    diagnostics.error(Code::managed_policies, arns[most_managed_policies].span, message,
                      fmt::format("AWS takes at most {}", most_managed_policies));
  else if (arns.size() > usual_managed_policies)
    diagnostics.warning(Code::managed_policies, arns[usual_managed_policies].span, message,
                        fmt::format("more than {} need a higher quota", usual_managed_policies));
}

void check_tags(const Role& role, Diagnostics& diagnostics) {
  Seen keys;
  for (const auto& tag : role.tags) {
    check_text(tag_key_rule, tag.key, diagnostics);
    check_text(tag_value_rule, tag.value, diagnostics);
    if (lower_case(Known(tag.key).text.substr(0, 4)) == "aws:")
      diagnostics.error(Code::tags, tag.key.span, fmt::format("tag key {} is reserved", quoted(tag.key)),
                        "keys that begin with `aws:` are AWS's own");
    if (!keys.insert(tag.key.spelled()))
      diagnostics.error(Code::tags, tag.key.span, fmt::format("tag key {} stands twice", quoted(tag.key)),
                        "keys must differ in more than letter case");
  }
  if (role.tags.size() > most_tags)
    diagnostics.error(Code::tags, role.tags[most_tags].key.span,
                      fmt::format("role `{}` has {} tags", role.id, role.tags.size()),
                      fmt::format("AWS takes at most {}", most_tags));
}

void check_policies(const Role& role, Diagnostics& diagnostics) {
  if (role.trust)
    check_policy(*role.trust, PolicyKind::trust, diagnostics);
  else if (!role.damaged)
    diagnostics.error(Code::trust_missing, role.span, fmt::format("role `{}` has no trust policy", role.id),
                      "add `trust` with a statement that names who may assume the role");
  Seen names;
  for (const auto& policy : role.policies) {
    check_text(policy_name_rule, policy.name, diagnostics);
    if (!names.insert(policy.name.spelled()))
      diagnostics.error(Code::duplicate_policy, policy.name.span,
                        fmt::format("policy name {} stands twice", quoted(policy.name)),
                        "names must differ in more than letter case");
    check_policy(policy.document, PolicyKind::permissions, diagnostics);
  }
}

/// Each entry by itself: with a principal it is about the trust policy.
void check_expectations(const Expectations& expectations, Diagnostics& diagnostics) {
  for (const auto* policy : {&expectations.allowed, &expectations.denied})
    for (const auto& entry : policy->statements) {
      Policy alone;
      alone.statements.push_back(entry);
      check_policy(alone, entry.principal ? PolicyKind::trust : PolicyKind::permissions, diagnostics);
    }
}

}  // namespace

void check_role(const Role& role, Diagnostics& diagnostics) {
  if (role.name) check_text(name_rule, *role.name, diagnostics);
  if (role.path) check_path(*role.path, diagnostics);
  if (role.description) check_text(description_rule, *role.description, diagnostics);
  check_session(role, diagnostics);
  if (role.permissions_boundary) check_policy_arn(boundary_rule, *role.permissions_boundary, diagnostics);
  check_managed_policies(role, diagnostics);
  check_tags(role, diagnostics);
  check_policies(role, diagnostics);
  check_expectations(role.expectations, diagnostics);
}

}  // namespace rolecast
