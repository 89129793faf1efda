#include "analysis/attributes.h"

#include <algorithm>
#include <iterator>
#include <map>

#include <fmt/core.h>

namespace rolecast {
namespace {

Node shown(const std::optional<Text>& text) { return text ? Node::string(text->spelled()) : Node(); }

/// Items of a list whose order says nothing, by key.
using ByKey = std::map<std::string, Node>;

class Comparer {
 public:
  Comparer(const Role& before, const Role& after, const CommonNames& names)
      : before_(before), after_(after), names_(names) {}

  void attributes() {
    text("name", before_.name, after_.name, std::nullopt);
    text("path", before_.path, after_.path, "/");
    text("description", before_.description, after_.description, "");
    session_duration();
    items("tags", Node::map(), [&](const Role& role) {
      ByKey tags;
      for (const auto& tag : role.tags) {
        Node node = Node::map();
        node.add(tag.key.spelled(), shown(tag.value));
        tags.emplace(names_.key(tag.key) + "\n" + names_.key(tag.value), std::move(node));
      }
      return tags;
    });
  }

  void policies() {
    text("permissionsBoundary", before_.permissions_boundary, after_.permissions_boundary, std::nullopt);
    items("managedPolicyArns", Node::list(), [&](const Role& role) {
      ByKey arns;
      for (const auto& arn : role.managed_policy_arns) arns.emplace(names_.key(arn), shown(arn));
      return arns;
    });
    items("policies", Node::list(), [&](const Role& role) {
      ByKey policies;
      for (const auto& policy : role.policies) policies.emplace(names_.key(policy.name), shown(policy.name));
      return policies;
    });
  }

  std::vector<AttributeChange> changes;

 private:
  /// `absent` is what AWS takes a missing text for.
  void text(const char* name, const std::optional<Text>& before, const std::optional<Text>& after,
            const std::optional<std::string>& absent) {
    const auto key = [&](const std::optional<Text>& value) -> std::optional<std::string> {
      if (value) return names_.key(*value);
      return absent ? std::optional(names_.key(Text(*absent))) : std::nullopt;
    };
    if (key(before) != key(after)) changes.push_back({name, shown(before), shown(after)});
  }

  void session_duration() {
    constexpr std::int64_t hour = 3600;
    const auto number = [](const std::optional<std::int64_t>& value) {
      return value ? Node::number(std::to_string(*value)) : Node();
    };
    const auto &before = before_.max_session_duration, &after = after_.max_session_duration;
    if (before.value_or(hour) != after.value_or(hour))
      changes.push_back({"maxSessionDuration", number(before), number(after)});
  }

  /// Keeps of a list or a map what the other side lacks.
  template <typename Read>
  void items(const char* name, const Node& empty, Read read) {
    auto before = read(before_), after = read(after_);
    for (auto at = before.begin(); at != before.end();) at = after.erase(at->first) ? before.erase(at) : std::next(at);
    if (before.empty() && after.empty()) return;
    const auto joined = [&](const ByKey& items) {
      Node all = empty;
      for (const auto& [key, node] : items)
        if (empty.is(Node::Kind::map))
          all.entries.push_back(node.entries.front());
        else
          all.items.push_back(node);
      return all;
    };
    changes.push_back({name, joined(before), joined(after)});
  }

  const Role &before_, &after_;
  const CommonNames& names_;
};

/// The parameters that a role refers to and whose values a deployment gives, by their key.
std::map<std::string, const Parameter*> parameters_of(const RoleOf& of, const CommonNames& names) {
  std::map<std::string, const Parameter*> result;
  if (of.model->parameters.empty()) return result;
  Model alone;
  alone.roles.push_back(*of.role);
  const auto used = references(alone);
  for (const auto& parameter : of.model->parameters)
    if (parameter.stands_for.empty() && used.contains(parameter.name))
      result.emplace(names.name(parameter.name), &parameter);
  return result;
}

/// Those that both roles refer to.
std::vector<ParameterPair> shared_parameters(const RoleOf& before, const RoleOf& after, const CommonNames& names) {
  std::vector<ParameterPair> pairs;
  const auto others = parameters_of(after, names);
  for (const auto& [name, parameter] : parameters_of(before, names))
    if (const auto found = others.find(name); found != others.end()) pairs.push_back({parameter, found->second});
  return pairs;
}

}  // namespace

bool policies_only(const RoleOf& before, const RoleOf& after) {
  return before.model->documents_only || after.model->documents_only;
}

std::vector<AttributeChange> compare_attributes(const RoleOf& before, const RoleOf& after, const CommonNames& names) {
  Comparer comparer(*before.role, *after.role, names);
  if (!policies_only(before, after)) comparer.attributes();
  comparer.policies();
  for (const auto& changed : changed_defaults(before, after, names))
    comparer.changes.push_back({fmt::format("default of {}", changed.before->name),
                                Node::string(*changed.before->default_value),
                                Node::string(*changed.after->default_value)});
  return std::move(comparer.changes);
}

std::vector<const Text*> missing_from(const std::vector<Text>& others, const std::vector<Text>& texts,
                                      const CommonNames& names) {
  std::vector<const Text*> missing;
  for (const auto& text : texts)
    if (std::none_of(others.begin(), others.end(),
                     [&](const Text& other) { return names.key(other) == names.key(text); }))
      missing.push_back(&text);
  return missing;
}

std::vector<ParameterPair> changed_defaults(const RoleOf& before, const RoleOf& after, const CommonNames& names) {
  auto pairs = shared_parameters(before, after, names);
  std::erase_if(pairs, [](const ParameterPair& pair) {
    const auto &one = pair.before->default_value, &other = pair.after->default_value;
    return !one || !other || one == other;
  });
  return pairs;
}

std::vector<AttributeChange> compare_parameters(const RoleOf& before, const RoleOf& after, const CommonNames& names) {
  std::vector<AttributeChange> changes;
  const auto shown = [](const std::optional<std::string>& text) { return text ? Node::string(*text) : Node(); };
  for (const auto& [one, other] : shared_parameters(before, after, names)) {
    if (one->pattern != other->pattern)
      changes.push_back({fmt::format("pattern of {}", one->name), shown(one->pattern), shown(other->pattern)});
    if (one->default_value.has_value() != other->default_value.has_value())
      changes.push_back(
          {fmt::format("default of {}", one->name), shown(one->default_value), shown(other->default_value)});
  }
  return changes;
}

}  // namespace rolecast
