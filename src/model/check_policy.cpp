#include <fmt/core.h>

#include <algorithm>

#include "model/check_parts.h"
#include "model/vocabulary.h"

namespace rolecast {
namespace {

constexpr TextRule sid_rule = {Code::sid, "Sid", 0, std::string_view::npos, is_letter_or_digit, "letters and digits"};

/// One of two elements that exclude each other, such as Action and NotAction.
struct Choice {
  Code missing;
  std::string_view name, negation;
};
constexpr Choice action_choice = {Code::action_missing, "Action", "NotAction"};
constexpr Choice resource_choice = {Code::resource_missing, "Resource", "NotResource"};

void check_choice(const Choice& choice, const std::optional<Values>& value, const std::optional<Values>& negation,
                  const Statement& statement, Diagnostics& diagnostics) {
  if (value && negation)
    diagnostics.error(choice.missing, negation->span,
                      fmt::format("statement has both `{}` and `{}`", choice.name, choice.negation),
                      "keep one of them");
  if (!value && !negation && !statement.damaged)
    diagnostics.error(choice.missing, statement.span, fmt::format("statement has no `{}`", choice.name),
                      fmt::format("add `{}` or `{}`", choice.name, choice.negation));
  for (const auto* values : {&value, &negation})
    if (*values && (*values)->items.empty())
      diagnostics.error(choice.missing, (*values)->span,
                        fmt::format("`{}` is empty", values == &value ? choice.name : choice.negation),
                        "name at least one, or remove the statement");
}

bool may_be_action(const Known& known) {
  const auto colon = known.text.find(':');
  if (known.whole && (known.text == "*" || known.text == "*:*")) return true;
  if (!all_in(known.text.substr(0, colon), is_host_character)) return false;
  if (colon == std::string_view::npos) return !known.whole;
  const auto name = known.text.substr(colon + 1);
  return colon > 0 && !(known.whole && name.empty()) && name.find(':') == std::string_view::npos;
}

/// IAM takes more (AWS published policies with blanks in actions), but no action has ever had other characters.
bool is_action_or_colon(char32_t c) { return is_action_character(c) || c == ':'; }

void check_actions(const Values& actions, PolicyKind kind, Diagnostics& diagnostics) {
  constexpr std::string_view sts = "sts:";
  for (const auto& action : actions.items) {
    const Known known(action);
    const auto start = lower_case(known.text.substr(0, sts.size()));
    if (!may_be_action(known))
      diagnostics.error(Code::action_syntax, action.span, fmt::format("{} is no action", quoted(action)),
                        "write `*` or `service:name` with one colon and no wildcard in the service");
    else if (kind == PolicyKind::trust && start != sts && (known.whole || !sts.starts_with(start)))
      diagnostics.error(Code::trust_action, action.span, fmt::format("{} in a trust policy", quoted(action)),
                        "a trust policy takes only actions of STS, such as `sts:AssumeRole`");
    else if (const auto seen = first_outside(action, is_action_or_colon); !seen.empty())
      diagnostics.warning(Code::action_syntax, action.span, fmt::format("action {} holds {}", quoted(action), seen),
                          "no action has such a name, so this one matches nothing");
  }
}

bool is_wildcard_or_variable(std::string_view text) {
  return text.find_first_of("*?") != std::string_view::npos || text.starts_with("${");
}

bool is_usual_partition(std::string_view text) {
  const auto all = partitions();
  return is_wildcard_or_variable(text) ||
         std::any_of(all.begin(), all.end(), [&](const Partition& row) { return row.name == text; });
}

bool is_usual_account(std::string_view text) {
  return text.empty() || text == "aws" || is_account(text) || is_wildcard_or_variable(text);
}

void check_resource(const Text& resource, Diagnostics& diagnostics) {
  const Known known(resource);
  const bool is_deferred = !resource.empty() && resource.pieces()[0].is_reference;
  if (is_deferred || (known.whole && known.text == "*")) return;
  if (!known.may_start_with("arn:")) {
    diagnostics.error(Code::resource_syntax, resource.span, fmt::format("resource {} is no ARN", quoted(resource)),
                      "write `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`, or `*` for all resources");
    return;
  }
  const auto arn = split_arn(known);
  const bool is_short = known.whole && arn.complete < arn.parts.size() && !is_wildcard_or_variable(known.text);
  if (is_short || (arn.complete > 2 && arn.parts[2].empty())) {
    diagnostics.error(Code::resource_syntax, resource.span,
                      fmt::format("resource {} is no whole ARN", quoted(resource)),
                      "write `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`");
    return;
  }
  const auto warn = [&](std::string_view what, std::string_view value, std::string_view hint) {
    diagnostics.warning(
        Code::unusual_resource, resource.span,
        fmt::format("resource {} has the {} {}", quoted(resource), what, quoted(Text(std::string(value)))),
        std::string(hint));
  };
  if (arn.complete > 1 && !is_usual_partition(arn.parts[1]))
    warn("unknown partition", arn.parts[1], "write `${partition}` for the deployment's own");
  if (arn.complete > 4 && !is_usual_account(arn.parts[4]))
    warn("unusual account", arn.parts[4], "an account is 12 digits; write `${account}` for the deployment's own");
}

void check_resources(const Statement& statement, PolicyKind kind, Diagnostics& diagnostics) {
  const auto given = {&statement.resource, &statement.not_resource};
  if (kind == PolicyKind::trust) {
    for (const auto* values : given)
      if (*values)
        diagnostics.error(
            Code::resource_in_trust, (*values)->span,
            fmt::format("`{}` in a trust policy", values == &statement.resource ? "Resource" : "NotResource"),
            "remove it: the resource is the role itself");
    return;
  }
  check_choice(resource_choice, statement.resource, statement.not_resource, statement, diagnostics);
  for (const auto* values : given)
    if (*values)
      for (const auto& resource : (*values)->items) check_resource(resource, diagnostics);
}

void check_statement(const Statement& statement, PolicyKind kind, Diagnostics& diagnostics) {
  check_principals(statement, kind, diagnostics);
  check_choice(action_choice, statement.action, statement.not_action, statement, diagnostics);
  if (statement.action) check_actions(*statement.action, kind, diagnostics);
  if (statement.not_action && kind == PolicyKind::trust)
    diagnostics.error(Code::trust_action, statement.not_action->span, "`NotAction` in a trust policy",
                      "name the actions, such as `sts:AssumeRole`, under `Action`");
  else if (statement.not_action)
    check_actions(*statement.not_action, kind, diagnostics);
  check_resources(statement, kind, diagnostics);
  if (statement.condition) check_conditions(*statement.condition, diagnostics);
}

void check_sids(const Policy& policy, Diagnostics& diagnostics) {
  std::unordered_set<std::string> sids;
  for (const auto& statement : policy.statements) {
    if (!statement.sid || statement.sid->empty()) continue;
    check_text(sid_rule, *statement.sid, diagnostics);
    if (!sids.insert(statement.sid->spelled()).second)
      diagnostics.error(Code::duplicate_sid, statement.sid->span,
                        fmt::format("Sid {} stands twice", quoted(*statement.sid)),
                        "rename one of them or leave it out");
  }
}

void check_characters(const Policy& policy, Diagnostics& diagnostics) {
  const auto check_one = [&](const Text& text) {
    if (const auto seen = first_outside(text, is_policy_character); !seen.empty())
      diagnostics.error(Code::policy_characters, text.span, fmt::format("policy holds {}", seen),
                        "use only tab, line breaks and U+0020 to U+00FF");
  };
  for_each_text_in_policy(policy, check_one);
}

/// `${AWS::Region}` is CloudFormation's; its colons make it look like a variable, and IAM has none of that name.
void warn_about_pseudo_parameters(const Policy& policy, Diagnostics& diagnostics) {
  const auto visit = [&](const Text& text) {
    for (const auto& piece : text.pieces()) {
      const auto open = piece.is_reference ? std::string::npos : piece.text.find("${AWS::");
      if (open == std::string::npos) continue;
      std::string hint = "write `$${` if it is meant literally";
      for (const auto& row : built_ins())
        if (piece.text.compare(open + 2, row.cloudformation.size(), row.cloudformation) == 0)
          hint = fmt::format("write `${{{}}}` in a role file", row.name);
      const auto length = piece.text.find('}', open) - open + 1;
      diagnostics.warning(Code::literal_placeholder, text.span,
                          fmt::format("`{}` is plain text here", piece.text.substr(open, length)), std::move(hint));
    }
  };
  for_each_text_in_policy(policy, visit);
}

}  // namespace

void check_policy(const Policy& policy, PolicyKind kind, Diagnostics& diagnostics) {
  if (policy.version != Version::v2012_10_17)
    diagnostics.error(
        Code::policy_version, policy.version_span.file ? policy.version_span : policy.span,
        policy.version_span.file ? "policy version is 2008-10-17" : "no `Version`, which means 2008-10-17",
        "write 2012-10-17: with 2008-10-17 variables such as `${aws:username}` are plain text");
  if (policy.id && kind == PolicyKind::permissions)
    diagnostics.error(Code::policy_id, policy.id->span, "`Id` in a permissions policy", "remove it");
  if (policy.statements.empty() && !policy.damaged)
    diagnostics.error(Code::no_statements, policy.statements_span, "policy has no statement",
                      "add one, or remove the policy");
  check_characters(policy, diagnostics);
  warn_about_pseudo_parameters(policy, diagnostics);
  check_sids(policy, diagnostics);
  for (const auto& statement : policy.statements) check_statement(statement, kind, diagnostics);
}

}  // namespace rolecast
