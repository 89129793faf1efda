// A small evaluator of IAM policies, made from the User Guide and shared with nothing: what the tests judge by.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/bind.h"
#include "model/model.h"

namespace rolecast::testing {

/// Who asks: a service, or a principal of an account.
struct Caller {
  std::string service, partition, account, arn;
};

struct Request {
  std::string action, resource;
  Caller caller;
  std::map<std::string, std::set<std::string>> context;  ///< by key in lower case; a key may have no value at all
};

inline std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

inline bool is_like(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern[0] == '*') return is_like(pattern.substr(1), text) || (!text.empty() && is_like(pattern, text.substr(1)));
  return !text.empty() && (pattern[0] == '?' || pattern[0] == text[0]) && is_like(pattern.substr(1), text.substr(1));
}

/// A place where policies are deployed, with a value for everything deferred.
struct Deployment {
  TextByName values;
  std::string partition;

  Policy of(const Policy& policy) const {
    Model model;
    model.roles.emplace_back().policies.push_back({Text("inline"), policy});
    replace(model, values);
    return model.roles[0].policies[0].document;
  }

  /// IAM takes no principal of another partition.
  bool accepts(const Policy& policy) const {
    const auto prefix = "arn:" + partition + ":";
    for (const auto& statement : policy.statements)
      if (statement.principal)
        for (const auto& group : statement.principal->groups)
          for (const auto& value : group.values.items)
            if (value.literal().starts_with("arn:") && !value.literal().starts_with(prefix)) return false;
    return true;
  }

  bool allows(const Policy& policy, const Request& request) const {
    bool allowed = false;
    for (const auto& statement : policy.statements) {
      if (!applies(statement, request)) continue;
      if (statement.effect == Effect::deny) return false;
      allowed = true;
    }
    return allowed;
  }

 private:
  bool applies(const Statement& statement, const Request& request) const {
    const auto has_action = [&](const Text& text) {
      return is_like(lower(std::string(text.literal())), lower(request.action));
    };
    const auto has_resource = [&](const Text& text) { return is_like(text.literal(), request.resource); };
    return in(statement.action, statement.not_action, has_action) &&
           in(statement.resource, statement.not_resource, has_resource) &&
           (!statement.principal || is_principal(*statement.principal, request.caller)) && holds(statement, request);
  }

  template <typename Test>
  static bool in(const std::optional<Values>& values, const std::optional<Values>& negated, Test test) {
    if (values) return std::any_of(values->items.begin(), values->items.end(), test);
    return !negated || std::none_of(negated->items.begin(), negated->items.end(), test);
  }

  bool is_principal(const Principal& principal, const Caller& caller) const {
    if (principal.anyone) return true;
    for (const auto& group : principal.groups)
      for (const auto& value : group.values.items)
        if (group.type == "Service" ? value.literal() == caller.service : is_aws(std::string(value.literal()), caller))
          return true;
    return false;
  }

  bool is_aws(const std::string& value, const Caller& caller) const {
    if (caller.account.empty()) return false;
    const bool is_digits = value.find_first_not_of("0123456789") == std::string::npos;
    const auto whole = is_digits ? "arn:" + partition + ":iam::" + value + ":root" : value;
    return whole == "*" || whole == caller.arn ||
           whole == "arn:" + caller.partition + ":iam::" + caller.account + ":root";
  }

  static bool holds(const Statement& statement, const Request& request) {
    if (!statement.condition) return true;
    for (const auto& op : *statement.condition)
      for (const auto& key : op.keys) {
        const auto found = request.context.find(lower(std::string(key.name.literal())));
        const auto* value = found == request.context.end() ? nullptr : &found->second;
        if (!holds(op.name, key.values, value)) return false;
      }
    return true;
  }

  /// IAM User Guide, "Condition operators" and "Multivalued context keys".
  static bool holds(std::string op, const Values& values, const std::set<std::string>* context) {
    const auto take = [&](std::string_view part) {
      const auto at = op.find(part);
      if (at == std::string::npos) return false;
      op.erase(at, part.size());
      return true;
    };
    if (op == "Null")
      return std::any_of(values.items.begin(), values.items.end(),
                         [&](const Text& text) { return (text.literal() == "true") == (context == nullptr); });
    const bool for_all = take("ForAllValues:"), for_any = take("ForAnyValue:"), if_exists = take("IfExists");
    const bool is_negated = take("Not");
    if (!context || (context->empty() && (for_all || for_any)))
      return for_all || (!for_any && (if_exists || is_negated));
    const auto test = [&](const std::string& given) {
      const bool any = std::any_of(values.items.begin(), values.items.end(), [&](const Text& text) {
        return op == "StringLike" ? is_like(text.literal(), given) : text.literal() == given;
      });
      return any != is_negated;
    };
    if (for_all) return std::all_of(context->begin(), context->end(), test);
    if (for_any) return std::any_of(context->begin(), context->end(), test);
    return context->size() == 1 && test(*context->begin());
  }
};

inline std::vector<Request> all_requests(bool is_trust) {
  const std::vector<std::string> actions = is_trust ? std::vector<std::string>{"sts:AssumeRole", "sts:TagSession"}
                                                    : std::vector<std::string>{"a:x", "a:y", "b:x"};
  const std::vector<std::string> resources =
      is_trust ? std::vector<std::string>{""} : std::vector<std::string>{"arn:p", "arn:q", "arn:pq", "x"};
  std::vector<Caller> callers(1);
  if (is_trust) {
    callers = {{"a.b", "", "", ""}, {"c.d", "", "", ""}};
    for (const auto* partition : {"aws", "aws-cn"})
      for (const auto* account : {"111111111111", "222222222222"})
        for (const auto* name : {"role/r", "user/u"})
          callers.push_back(
              {"", partition, account, std::string("arn:") + partition + ":iam::" + account + ":" + name});
  }
  const std::vector<std::optional<std::set<std::string>>> values = {std::nullopt,
                                                                    std::set<std::string>{},
                                                                    std::set<std::string>{"v"},
                                                                    std::set<std::string>{"w"},
                                                                    std::set<std::string>{"v", "w"},
                                                                    std::set<std::string>{"u"}};
  std::vector<Request> result;
  for (const auto& action : actions)
    for (const auto& resource : resources)
      for (const auto& caller : callers)
        for (const auto& a : values)
          for (const auto& b : values) {
            Request request{action, resource, caller, {}};
            if (a) request.context["k:a"] = *a;
            if (b) request.context["k:b"] = *b;
            result.push_back(std::move(request));
          }
  return result;
}

}  // namespace rolecast::testing
