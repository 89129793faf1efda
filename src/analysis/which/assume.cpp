#include "analysis/which/assume.h"

#include <algorithm>
#include <optional>

#include <fmt/core.h>
#include <fmt/ranges.h>

#include "analysis/which/actions.h"
#include "analysis/which/trust.h"
#include "analysis/which/values.h"
#include "analysis/which/words.h"
#include "model/characters.h"

namespace rolecast::which {
namespace {

using access::Certainty;

/// The resources on whose behalf AgentCore and its neighbours take roles of a family.
struct Source {
  std::string_view family, resource;
};
constexpr Source sources[] = {
    {"runtime", "runtime/"},
    {"gateway", "gateway/"},
    {"memory", "memory/"},
    {"browser", "browser-custom/"},
    {"browser", "browser/"},
    {"code-interpreter", "code-interpreter-custom/"},
    {"code-interpreter", "code-interpreter/"},
    {"evaluation", "evaluator/"},
    {"evaluation", "online-evaluation-config/"},
    {"payments", "payment-manager/"},
    {"consent-portal", "consent-portal/"},
    {"harness", "harness/"},
    {"harness", "runtime/"},
    {"knowledge-base", "knowledge-base/"},
    {"instances", "capacity-provider/"},
};

/// What AWS services send when they take a role. IAM User Guide, "The confused deputy problem".
constexpr std::string_view sent_by_services[] = {"aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid",
                                                 "aws:sourceorgpaths"};
/// Keys whose value in such a request is known: see request_of.
constexpr std::string_view known_keys[] = {"aws:sourceaccount",         "aws:sourcearn",
                                           "aws:principalisawsservice", "aws:principalservicename",
                                           "aws:securetransport",       "aws:resourceaccount"};
/// The parts of an ARN before the resource.
struct Part {
  std::size_t place;
  std::string_view name;
};
constexpr Part parts_of_arn[] = {{1, "partition"}, {2, "service"}, {3, "region"}, {4, "account"}};
constexpr std::string_view source_arn = "aws:sourcearn", source_account = "aws:sourceaccount";

template <std::size_t N>
bool is_in(const std::string_view (&names)[N], std::string_view name) {
  return std::find(std::begin(names), std::end(names), lower_case(name)) != std::end(names);
}

bool holds_wildcard(const Text& text) { return shown(text).find_first_of("*?") != std::string::npos; }

/// `ForAnyValue:StringEqualsIfExists` → `StringEquals`.
std::string_view bare(std::string_view op) {
  constexpr std::string_view end = "IfExists";
  if (const auto colon = op.find(':'); colon != std::string_view::npos) op.remove_prefix(colon + 1);
  if (op.ends_with(end)) op.remove_suffix(end.size());
  return op;
}

bool is_exact(std::string_view op) { return bare(op) == "StringEquals" || bare(op) == "StringEqualsIgnoreCase"; }
bool is_exact_not(std::string_view op) {
  return bare(op) == "StringNotEquals" || bare(op) == "StringNotEqualsIgnoreCase";
}

bool is_source_key(const ConditionKey& key) {
  const auto name = lower_case(key.name.spelled());
  return name == source_arn || name == source_account;
}

/// The first key that is not among the names; empty where all are.
template <typename Known>
std::string other_key(const Statement& statement, Known is_known) {
  if (statement.condition)
    for (const auto& op : *statement.condition)
      for (const auto& key : op.keys)
        if (!is_known(key.name.spelled())) return key.name.spelled();
  return {};
}

/// What a text that is compared letter by letter, and has a wildcard in it, comes to: it is nobody's ARN or account.
/// Nothing where the statement never applies.
std::optional<Statement> without_wildcards(Statement statement) {
  if (!statement.condition) return statement;
  for (auto& op : *statement.condition) {
    if (!is_exact(op.name) && !is_exact_not(op.name)) continue;
    for (auto& key : op.keys) {
      if (!is_source_key(key)) continue;
      std::erase_if(key.values.items, holds_wildcard);
      if (key.values.items.empty() && is_exact(op.name)) return {};
    }
    std::erase_if(op.keys, [](const ConditionKey& key) { return key.values.items.empty(); });
  }
  std::erase_if(*statement.condition, [](const ConditionOperator& op) { return op.keys.empty(); });
  if (statement.condition->empty()) statement.condition.reset();
  return statement;
}

class Search {
 public:
  Search(const Requests& requests, const Wanted& wanted, const TextByName& values)
      : requests_(requests),
        trust_(*requests.role().role->trust),
        wanted_(wanted),
        values_(values),
        service_(service_of(wanted)) {
    asked_.statements.push_back(request_of());
  }

  TrustFit find() {
    if (auto denied = look_at_denies(); denied.verdict != TrustVerdict::right) return denied;
    std::string unknown, why;
    std::optional<TrustFit> other_name;
    for (const auto& statement : trust_.statements) {
      if (statement.effect == Effect::deny) continue;
      const auto own = without_wildcards(statement);
      if (!own || meets(asked_, *own) == Certainty::none) {
        if (why.empty() && names_service(statement, service_)) why = why_not(statement);
        continue;
      }
      const auto key = other_key(*own, [](const std::string& name) { return is_sent(name); });
      if (!key.empty()) {
        unknown = key;
        continue;
      }
      other_name = about_name(*own);
      if (other_name->verdict == TrustVerdict::right) return *other_name;
    }
    if (other_name) return *other_name;
    if (!unknown.empty())
      return {TrustVerdict::undecided,
              fmt::format("it asks for {}: whether {} sends that is not known", unknown, service_)};
    if (is_unknown_kind_) return {TrustVerdict::undecided, why};
    return {TrustVerdict::wrong, why.empty() ? "its conditions let nobody in" : why};
  }

 private:
  Text value_of(const std::string& name) const {
    if (const auto found = values_.find(name); found != values_.end()) return found->second;
    Text text;
    text.append_reference(name);
    return text;
  }

  static void test(Statement& statement, std::string op, std::string key, std::vector<Text> values) {
    statement.condition->push_back({std::move(op), {{Text(std::move(key)), Values{std::move(values), true, {}}}}, {}});
  }

  Text arn_of(std::string_view resource) const {
    Text text;
    const auto add = [&](const Text& value) {
      for (const auto& piece : value.pieces())
        piece.is_reference ? text.append_reference(piece.text) : text.append(piece.text);
    };
    text.append("arn:");
    add(value_of("partition"));
    text.append(":" + service_.substr(0, service_.find('.')) + ":");
    add(value_of("region"));
    text.append(":");
    add(value_of("account"));
    text.append(":" + std::string(resource) + "*");
    return text;
  }

  /// What the service sends when it takes such a role.
  Statement request_of() const {
    Statement statement;
    statement.principal.emplace().groups.push_back({"Service", Values{{Text(service_)}, false, {}}, {}});
    statement.action = Values{{Text("sts:AssumeRole")}, false, {}};
    statement.condition.emplace();
    std::vector<Text> arns;
    for (const auto& row : sources)
      if (row.family == wanted_.family) arns.push_back(arn_of(row.resource));
    if (arns.empty()) arns.push_back(arn_of(""));
    test(statement, "ArnLike", "aws:SourceArn", std::move(arns));
    test(statement, "StringEquals", "aws:SourceAccount", {value_of("account")});
    test(statement, "StringEquals", "aws:ResourceAccount", {value_of("account")});
    test(statement, "StringEquals", "aws:PrincipalServiceName", {Text(service_)});
    test(statement, "Bool", "aws:PrincipalIsAWSService", {Text("true")});
    test(statement, "Bool", "aws:SecureTransport", {Text("true")});
    return statement;
  }

  static Policy with_deny(Policy policy, Statement statement) {
    statement.effect = Effect::deny;
    policy.statements.push_back(std::move(statement));
    return policy;
  }

  /// Whether a statement is about some of the requests: it takes them away where it is a Deny.
  Certainty meets(const Policy& asked, const Statement& statement) const {
    return requests_.let_in_beside(asked, with_deny(asked, statement)).certainty;
  }

  /// Narrows what is asked by the Denies that certainly apply.
  TrustFit look_at_denies() {
    TrustFit fit{TrustVerdict::right, {}};
    for (const auto& statement : trust_.statements) {
      if (statement.effect == Effect::allow) continue;
      const auto own = without_wildcards(statement);
      if (!own || meets(asked_, *own) == Certainty::none) continue;
      auto left = with_deny(asked_, *own);
      if (requests_.let_in_beside(left, {}).certainty == Certainty::none)
        return {TrustVerdict::wrong, fmt::format("{} denies it", name_of(trust_, statement))};
      const auto key = other_key(*own, [](const std::string& name) { return is_in(known_keys, name); });
      if (key.empty())
        asked_ = std::move(left);
      else
        fit = {TrustVerdict::undecided,
               fmt::format("{} denies it on a condition ({}), and whether that holds is not known",
                           name_of(trust_, statement), key)};
    }
    return fit;
  }

  /// Why a statement for the service lets none of its requests in.
  std::string why_not(const Statement& statement) {
    if (!takes_action(statement, "sts:AssumeRole"))
      return fmt::format("{} does not allow sts:AssumeRole", name_of(trust_, statement));
    if (statement.condition)
      for (const auto& op : *statement.condition)
        for (const auto& key : op.keys)
          if (is_source_key(key))
            if (auto text = why_not(op.name, key); !text.empty()) return text;
    return {};
  }

  std::string why_not(const std::string& op, const ConditionKey& key) {
    const auto name = key.name.spelled();
    const auto& values = key.values.items;
    if (is_exact(op) && std::all_of(values.begin(), values.end(), holds_wildcard))
      return fmt::format("{} compares {} letter by letter, so that {} never matches: use {}", op, name, listed(values),
                         lower_case(name) == source_arn ? "ArnLike" : "the account's 12 digits");
    if (bare(op).find("Not") != std::string_view::npos || bare(op) == "Null") return {};
    if (lower_case(name) == source_account) {
      const auto meant = shown(value_of("account"));
      if (std::any_of(values.begin(), values.end(), [&](const Text& value) { return takes_text(shown(value), meant); }))
        return {};
      if (!value_of("account").is_literal())
        return fmt::format("aws:SourceAccount is {}, which is no account", listed(values));
      return fmt::format("aws:SourceAccount is {}, and the rest of the role says {}", listed(values), meant);
    }
    for (const auto& value : values)
      if (auto text = why_not_arn(value); !text.empty()) return text;
    return {};
  }

  std::string why_not_arn(const Text& value) {
    const auto parts = arn_parts(value), meant = arn_parts(arn_of(""));
    if (parts.empty())
      return shown(value) == "*" ? std::string() : fmt::format("aws:SourceArn is {}, which is no ARN", shown(value));
    for (const auto& [place, name] : parts_of_arn) {
      const auto own = shown(parts[place]), other = shown(meant[place]);
      if (takes_text(own, other)) continue;
      if (own.empty()) return fmt::format("aws:SourceArn is {}, which has no {}", shown(value), name);
      return name == "service"
                 ? fmt::format("aws:SourceArn is {}, and {} sends ARNs of {}", shown(value), short_name(service_),
                               other)
                 : fmt::format("aws:SourceArn is for the {} {}, and the rest of the role says {}", name, own, other);
    }
    const auto resource = shown(parts[5]);
    const auto kind = resource.substr(0, resource.find('/') + 1);
    if (is_known_source(resource)) return fmt::format("it lets AgentCore take it for {} only", resource);
    for (const auto& row : sources) {
      if (row.family != wanted_.family) continue;
      if (lower_case(kind) == row.resource || lower_case(resource) + "/" == row.resource)
        return fmt::format("aws:SourceArn is for {} only; the ARNs that AgentCore sends have {}…", resource,
                           row.resource);
    }
    is_unknown_kind_ = true;
    return fmt::format(
        "it lets AgentCore take it for {} only, and that is no kind of resource that it is known to take "
        "such roles for",
        resource);
  }

  /// Whether it is for a runtime of the name that the rest of the role is for.
  TrustFit about_name(const Statement& statement) const {
    const auto name = values_.find("agentName");
    if (wanted_.family != "runtime" || name == values_.end() || !name->second.is_literal() ||
        holds_wildcard(name->second))
      return {TrustVerdict::right, {}};
    auto named = asked_;
    named.statements.front().condition->front().keys.front().values.items.assign(
        1, arn_of(fmt::format("runtime/{}", name->second.literal())));
    if (meets(named, statement) != Certainty::none) return {TrustVerdict::right, {}};
    std::vector<std::string> others;
    if (statement.condition)
      for (const auto& op : *statement.condition)
        for (const auto& key : op.keys)
          for (const auto& value : key.values.items)
            if (const auto parts = arn_parts(value); !parts.empty() && lower_case(key.name.spelled()) == source_arn)
              others.push_back(shown(parts[5]));
    std::erase(others, "*");
    return {TrustVerdict::undecided,
            fmt::format("{}, and the rest of the role is for the agent {}",
                        others.empty() ? "a Deny leaves some runtimes out"
                                       : fmt::format("it lets AgentCore take it for {} only", fmt::join(others, ", ")),
                        name->second.literal())};
  }

  static std::string listed(const std::vector<Text>& values) {
    std::vector<std::string> all;
    for (const auto& text : values) all.push_back(shown(text));
    return fmt::format("{}", fmt::join(all, ", "));
  }

  const Requests& requests_;
  const Policy& trust_;
  const Wanted& wanted_;
  const TextByName& values_;
  std::string service_;
  Policy asked_;  // what the service asks for and no Deny takes away
  bool is_unknown_kind_ = false;
};

}  // namespace

bool is_source_of(std::string_view family, std::string_view resource) {
  return std::any_of(std::begin(sources), std::end(sources),
                     [&](const Source& row) { return row.family == family && resource.starts_with(row.resource); });
}

bool is_known_source(std::string_view resource) {
  return std::any_of(std::begin(sources), std::end(sources),
                     [&](const Source& row) { return resource.starts_with(row.resource); });
}

bool is_sent(std::string_view key) { return is_in(sent_by_services, key) || is_in(known_keys, key); }

TrustFit can_assume(const Requests& requests, const Wanted& wanted, const TextByName& values) {
  return Search(requests, wanted, values).find();
}

}  // namespace rolecast::which
