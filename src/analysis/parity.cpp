#include "analysis/parity.h"

#include <iterator>
#include <map>
#include <set>

#include <fmt/core.h>

namespace rolecast {
namespace {

Node shown(const std::optional<Text>& text) { return text ? Node::string(text->spelled()) : Node(); }

/// Statements on one side, or why the comparison came to no end.
PartParity part(NormalComparison comparison) {
  PartParity result;
  if (comparison.too_large)
    result.reason =
        fmt::format("one side combines principals, actions and resources in more than {} ways", most_grants);
  else if (!comparison.is_equal())
    result.reason = "the normal forms differ";
  result.first = std::move(comparison.only_first);
  result.second = std::move(comparison.only_second);
  return result;
}

Policies documents(const Role& role) {
  Policies result;
  for (const auto& policy : role.policies) result.push_back(&policy.document);
  return result;
}

/// What stands on one side only of two lists whose order says nothing, by key.
using ByKey = std::map<std::string, Node>;

class Comparer {
 public:
  Comparer(const RoleOf& first, const RoleOf& second, const CommonNames& names)
      : first_(*first.role), second_(*second.role), names_(names) {
    result_.first = first;
    result_.second = second;
  }

  RoleParity compare() {
    result_.trust = part(compare_normal_forms(trust_of(first_), trust_of(second_), names_));
    result_.permissions = part(compare_normal_forms(documents(first_), documents(second_), names_));
    grants_are_equal_ = result_.permissions.is_equal();
    result_.policies_only = result_.first.model->documents_only || result_.second.model->documents_only;
    if (!result_.policies_only) attributes();
    boundary();
    managed_policies();
    policies();
    defaults();
    return std::move(result_);
  }

 private:
  void attributes() {
    text("name", first_.name, second_.name, std::nullopt);
    text("path", first_.path, second_.path, "/");
    text("description", first_.description, second_.description, "");
    session_duration();
    tags();
  }

  static Policies trust_of(const Role& role) { return role.trust ? Policies{&*role.trust} : Policies{}; }

  /// `absent` is what AWS takes a missing text for.
  bool text(const char* name, const std::optional<Text>& first, const std::optional<Text>& second,
            const std::optional<std::string>& absent) {
    const auto key = [&](const std::optional<Text>& value) -> std::optional<std::string> {
      if (value) return names_.key(*value);
      return absent ? std::optional(names_.key(Text(*absent))) : std::nullopt;
    };
    if (key(first) == key(second)) return true;
    result_.attributes.push_back({name, shown(first), shown(second)});
    return false;
  }

  void session_duration() {
    constexpr std::int64_t hour = 3600;
    const auto number = [](const std::optional<std::int64_t>& value) {
      return value ? Node::number(std::to_string(*value)) : Node();
    };
    const auto &first = first_.max_session_duration, &second = second_.max_session_duration;
    if (first.value_or(hour) != second.value_or(hour))
      result_.attributes.push_back({"maxSessionDuration", number(first), number(second)});
  }

  void doubt_permissions(const char* reason) {
    auto& all = result_.permissions.reason;
    all += (all.empty() ? "" : "; ") + std::string(reason);
  }

  void boundary() {
    if (!text("permissionsBoundary", first_.permissions_boundary, second_.permissions_boundary, std::nullopt))
      doubt_permissions("the permissions boundaries differ");
  }

  /// Keeps of both what the other lacks; false where nothing is left.
  static bool keep_differences(ByKey& first, ByKey& second) {
    for (auto at = first.begin(); at != first.end();) at = second.erase(at->first) ? first.erase(at) : std::next(at);
    return !first.empty() || !second.empty();
  }

  static Node list_of(const ByKey& items) {
    Node list = Node::list();
    for (const auto& [key, node] : items) list.items.push_back(node);
    return list;
  }

  void managed_policies() {
    const auto by_key = [&](const Role& role) {
      ByKey items;
      for (const auto& arn : role.managed_policy_arns) items.emplace(names_.key(arn), shown(arn));
      return items;
    };
    auto first = by_key(first_), second = by_key(second_);
    if (!keep_differences(first, second)) return;
    result_.attributes.push_back({"managedPolicyArns", list_of(first), list_of(second)});
    doubt_permissions("the managed policies differ");
  }

  void tags() {
    const auto by_key = [&](const Role& role) {
      ByKey items;
      for (const auto& tag : role.tags) {
        Node node = Node::map();
        node.add(tag.key.spelled(), shown(tag.value));
        items.emplace(names_.key(tag.key) + "\n" + names_.key(tag.value), std::move(node));
      }
      return items;
    };
    const auto map_of = [](const ByKey& items) {
      Node map = Node::map();
      for (const auto& [key, node] : items) map.entries.push_back(node.entries.front());
      return map;
    };
    auto first = by_key(first_), second = by_key(second_);
    if (keep_differences(first, second)) result_.attributes.push_back({"tags", map_of(first), map_of(second)});
  }

  /// By name, and what of that is no matter of permissions.
  void policies() {
    std::map<std::string, std::pair<Policies, Policies>> by_name;
    const auto add = [&](const Role& role, auto side) {
      for (const auto& policy : role.policies)
        (by_name[names_.key_without_case(policy.name)].*side).push_back(&policy.document);
    };
    add(first_, &std::pair<Policies, Policies>::first);
    add(second_, &std::pair<Policies, Policies>::second);
    std::set<std::string> moved;  // keys of names
    const auto list = [&](const Role& role) {
      for (const auto& policy : role.policies) {
        const auto key = names_.key_without_case(policy.name);
        const auto found = by_name.find(key);
        if (found == by_name.end()) continue;
        const auto& [one, other] = found->second;
        const bool is_equal = !one.empty() && !other.empty() && compare_normal_forms(one, other, names_).is_equal();
        result_.policies.push_back({policy.name.spelled(), is_equal});
        if (!is_equal) moved.insert(key);
        by_name.erase(found);
      }
    };
    list(first_);
    list(second_);
    spread(moved);
  }

  /// The names that one side has alone; where there are none and the permissions are equal, those over which the sides
  /// spread the same statements differently.
  void spread(const std::set<std::string>& moved) {
    const auto by_key = [&](const Role& role, bool only_moved) {
      ByKey items;
      for (const auto& policy : role.policies)
        if (!only_moved || moved.contains(names_.key_without_case(policy.name)))
          items.emplace(names_.key(policy.name), shown(policy.name));
      return items;
    };
    auto first = by_key(first_, false), second = by_key(second_, false);
    if (!keep_differences(first, second)) {
      if (moved.empty() || !grants_are_equal_) return;
      first = by_key(first_, true);
      second = by_key(second_, true);
    }
    result_.attributes.push_back({"policies", list_of(first), list_of(second)});
  }

  /// The parameters that a role refers to and that have a default, by their key.
  std::map<std::string, const Parameter*> with_default(const RoleOf& of) const {
    Model alone;
    alone.roles.push_back(*of.role);
    const auto used = references(alone);
    std::map<std::string, const Parameter*> result;
    for (const auto& parameter : of.model->parameters)
      if (parameter.default_value && used.contains(parameter.name)) {
        Text text;
        text.append_reference(parameter.name);
        result.emplace(names_.key(text), &parameter);
      }
    return result;
  }

  void defaults() {
    const auto second = with_default(result_.second);
    for (const auto& [key, parameter] : with_default(result_.first)) {
      const auto found = second.find(key);
      if (found == second.end() || found->second->default_value == parameter->default_value) continue;
      result_.attributes.push_back({fmt::format("default of {}", parameter->name),
                                    Node::string(*parameter->default_value),
                                    Node::string(*found->second->default_value)});
    }
  }

  const Role &first_, &second_;
  const CommonNames& names_;
  bool grants_are_equal_ = false;
  RoleParity result_;
};

}  // namespace

RoleParity compare_roles(const RoleOf& first, const RoleOf& second, const CommonNames& names) {
  return Comparer(first, second, names).compare();
}

}  // namespace rolecast
