#include "analysis/which/near.h"

#include <algorithm>

#include <fmt/core.h>
#include <fmt/ranges.h>

#include "analysis/which/actions.h"
#include "analysis/which/mistakes.h"
#include "analysis/which/values.h"
#include "model/characters.h"

namespace rolecast::which {
namespace {

constexpr std::size_t most_named = 2;

struct Place {
  const Policy* policy = nullptr;
  const Statement* statement = nullptr;
};

std::vector<Place> statements_about(const Requests& requests, Effect effect, std::string_view action) {
  std::vector<Place> places;
  for (const auto* policy : requests.policies())
    for (const auto& statement : policy->statements)
      if (statement.effect == effect && takes_action(statement, action)) places.push_back({policy, &statement});
  return places;
}

std::string listed(const Values& values) {
  std::vector<std::string> all;
  for (const auto& text : values.items) all.push_back(shown(text));
  return fmt::format("{}", fmt::join(all, ", "));
}

const ConditionKey* find_key(const Statement& statement, const Text& name) {
  if (statement.condition)
    for (const auto& op : *statement.condition)
      for (const auto& key : op.keys)
        if (lower_case(key.name.spelled()) == lower_case(name.spelled())) return &key;
  return nullptr;
}

/// The role allows it, but only where something else holds.
std::string other_condition(const Statement& own, const Statement& wanted) {
  if (!own.condition) return {};
  for (const auto& op : *own.condition)
    for (const auto& key : op.keys) {
      const auto* meant = find_key(wanted, key.name);
      if (meant && listed(meant->values) == listed(key.values)) continue;
      auto text = fmt::format("it is allowed only where {} is {}", key.name.spelled(), listed(key.values));
      return meant ? text + fmt::format("; it has to be {}", listed(meant->values)) : text;
    }
  return {};
}

/// Where both are the same but for where they are: another account, another region.
std::string other_place(const Text& own, const Text& wanted) {
  const auto a = arn_parts(own), b = arn_parts(wanted);
  if (a.empty() || b.empty() || !(a[2] == b[2]) || !(a[5] == b[5])) return {};
  constexpr std::pair<std::size_t, std::string_view> named[] = {{1, "partition"}, {3, "region"}, {4, "account"}};
  for (const auto& [part, name] : named)
    if (!(a[part] == b[part]) && !a[part].empty() && !b[part].empty())
      return fmt::format("it is allowed in the {} {}, and the rest of the role says {}", name, shown(a[part]),
                         shown(b[part]));
  return {};
}

std::string other_resource(const std::vector<const Text*>& own, const Text& wanted) {
  for (const auto* text : own) {
    if (const auto mistake = mistake_in(*text); !mistake.empty()) return mistake;
    if (const auto found = placeholders_in(*text); !found.empty())
      return fmt::format("it is allowed on {}: {}", shown(*text), in_words(found));
    if (auto place = other_place(*text, wanted); !place.empty()) return place;
  }
  std::vector<std::string> names;
  for (const auto* text : own)
    if (names.size() < most_named) names.push_back(shown(*text));
  if (names.empty()) return {};
  return fmt::format("it is allowed only on {}{}", fmt::join(names, ", "), own.size() > most_named ? ", …" : "");
}

/// An action of the role that does not exist and that was meant to be this one.
std::string invented(const Requests& requests, const Text& action) {
  for (const auto* policy : requests.policies())
    for (const auto& statement : policy->statements)
      if (statement.action && statement.effect == Effect::allow)
        for (const auto& own : statement.action->items)
          if (const auto real = real_action(own.spelled()); real && lower_case(*real) == lower_case(action.spelled()))
            return fmt::format("`{}` is no action: write `{}`", own.spelled(), action.spelled());
  return {};
}

std::string denied_by(const Requests& requests, const Text& action) {
  for (const auto& [policy, statement] : statements_about(requests, Effect::deny, action.spelled()))
    return fmt::format("{} takes it away: a Deny; remove it, or leave this out of it", name_of(*policy, *statement));
  return {};
}

}  // namespace

std::string denied_on_condition(const Requests& requests, const Policy& request, const Text& action) {
  if (requests.lacked_for_certain(request).certainty != access::Certainty::none) return {};
  for (const auto& [policy, statement] : statements_about(requests, Effect::deny, action.spelled()))
    if (statement->condition && !statement->condition->front().keys.empty())
      return fmt::format("{} denies it on a condition ({}), and whether that holds is not known",
                         name_of(*policy, *statement), statement->condition->front().keys.front().name.spelled());
  return {};
}

bool is_denied(const Requests& requests, const Policy& request) {
  return requests.lacked_by_allows(request).certainty == access::Certainty::none;
}

std::string near_miss(const Requests& requests, const Statement& wanted, const Text& action, const Text& resource) {
  const auto request = policy_of(wanted, {action}, {resource});
  if (is_denied(requests, request)) return denied_by(requests, action);
  const auto places = statements_about(requests, Effect::allow, action.spelled());
  if (places.empty()) return invented(requests, action);
  std::vector<const Text*> elsewhere;
  for (const auto& place : places) {
    const auto& own = *place.statement;
    if (!own.resource) continue;
    if (requests.holds(policy_of(own, {action}, own.resource->items, false), request)) {
      auto text = other_condition(own, wanted);
      if (!text.empty()) return text;
    }
    for (const auto& text : own.resource->items) elsewhere.push_back(&text);
  }
  return other_resource(elsewhere, resource);
}

std::vector<std::string> narrower_resources(const Requests& requests, const Statement& wanted, const Text& action,
                                            const Text& resource) {
  const auto whole = policy_of(wanted, {action}, {resource});
  std::vector<std::string> found;
  for (const auto& [policy, statement] : statements_about(requests, Effect::allow, action.spelled())) {
    if (!statement->resource) continue;
    for (const auto& own : statement->resource->items) {
      const auto part = policy_of(wanted, {action}, {own});
      if (!requests.holds(whole, part) || requests.lacked(part).certainty != access::Certainty::none) continue;
      if (!placeholders_in(own).empty()) return {};
      if (std::find(found.begin(), found.end(), shown(own)) == found.end()) found.push_back(shown(own));
    }
  }
  return found;
}

}  // namespace rolecast::which
