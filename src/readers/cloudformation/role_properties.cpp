#include "readers/cloudformation/role_properties.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/core.h>

#include "model/document.h"
#include "readers/cloudformation/intrinsics.h"
#include "readers/embedded.h"

namespace rolecast {
namespace {

/// The properties of a role and of what is in its lists.
enum Property : std::uint8_t {
  role_name,
  path,
  description,
  session,
  boundary,
  trust,
  managed_policies,
  policies,
  policy_name,
  policy_document,
  tags,
  key,
  value,
};

constexpr std::array<std::array<std::string_view, 2>, 13> property_names = {{
    {"RoleName", "roleName"},
    {"Path", "path"},
    {"Description", "description"},
    {"MaxSessionDuration", "maxSessionDuration"},
    {"PermissionsBoundary", "permissionsBoundary"},
    {"AssumeRolePolicyDocument", "assumeRolePolicyDocument"},
    {"ManagedPolicyArns", "managedPolicyArns"},
    {"Policies", "policies"},
    {"PolicyName", "policyName"},
    {"PolicyDocument", "policyDocument"},
    {"Tags", "tags"},
    {"Key", "key"},
    {"Value", "value"},
}};

/// Reads one role.
class PropertyReader {
 public:
  PropertyReader(Casing casing, Diagnostics& diagnostics) : casing_(casing), diagnostics_(diagnostics) {}

  Role read(const Node& id, const Node& properties) {
    Role role;
    role.id = id.text;
    role.span = id.span;
    where_ = fmt::format("role `{}`", role.id);
    Fields fields(properties, where_, diagnostics_);
    role.name = text(fields, role_name);
    role.path = text(fields, path);
    role.description = text(fields, description);
    if (const auto written = text(fields, session)) {
      role.max_session_duration = seconds(*written);
      role.max_session_duration_span = written->span;
    }
    role.permissions_boundary = text(fields, boundary);
    role.trust = property_policy(fields.require(name(trust)), "the trust policy of " + where_, diagnostics_);
    for (const auto& item : items(fields, managed_policies))
      if (auto arn = property_text(&item, name(managed_policies), diagnostics_))
        role.managed_policy_arns.push_back(std::move(*arn));
    for (const auto& item : items(fields, policies)) add_policy(item, role);
    for (const auto& item : items(fields, tags)) add_tag(item, role);
    role.damaged = !fields.finish();
    return role;
  }

 private:
  std::string_view name(Property property) const { return property_names[property][static_cast<std::size_t>(casing_)]; }

  std::optional<Text> text(Fields& fields, Property property) {
    return property_text(fields.take(name(property)), name(property), diagnostics_);
  }
  std::optional<Text> required_text(Fields& fields, Property property) {
    return property_text(fields.require(name(property)), name(property), diagnostics_);
  }

  /// Of a list; none where it is missing, and an error where it is something else.
  const std::vector<Node>& items(Fields& fields, Property property) {
    static const std::vector<Node> none;
    const Node* list = fields.take(name(property));
    if (list && list->is(Node::Kind::list) && list->tag.empty()) return list->items;
    if (list)
      diagnostics_.error(
          Code::wrong_type, list->span,
          fmt::format("`{}` is {}, not a list", name(property), text_of(*list) ? "text" : describe(*list)));
    return none;
  }

  std::optional<std::int64_t> seconds(const Text& written) {
    if (!written.is_literal()) {
      diagnostics_.error(Code::unsupported_expression, written.span,
                         fmt::format("`{}` is known only at deployment", name(session)),
                         "a role file holds a number there: give it with --set, or write 3600 to 43200");
      return std::nullopt;
    }
    const auto spelling = written.literal();
    std::int64_t number = 0;
    const char* end = spelling.data() + spelling.size();
    const auto [stop, fault] = std::from_chars(spelling.data(), end, number);
    if (fault == std::errc() && stop == end) return number;
    diagnostics_.error(Code::session_duration, written.span, fmt::format("`{}` is no whole number", name(session)),
                       "write seconds: 3600 to 43200");
    return std::nullopt;
  }

  void add_policy(const Node& item, Role& role) {
    Fields fields(item, "a policy of " + where_, diagnostics_);
    auto called = required_text(fields, policy_name);
    const auto where = called ? fmt::format("policy `{}`", called->spelled()) : "a policy of " + where_;
    auto document = property_policy(fields.require(name(policy_document)), where, diagnostics_);
    if (fields.finish() && called && document) role.policies.push_back({std::move(*called), std::move(*document)});
  }

  void add_tag(const Node& item, Role& role) {
    Fields fields(item, "a tag of " + where_, diagnostics_);
    auto tag_key = required_text(fields, key), tag_value = required_text(fields, value);
    if (fields.finish() && tag_key && tag_value) role.tags.push_back({std::move(*tag_key), std::move(*tag_value)});
  }

  Casing casing_;
  Diagnostics& diagnostics_;
  std::string where_;
};

}  // namespace

Role read_role(const Node& id, const Node& properties, Casing casing, Diagnostics& diagnostics) {
  return PropertyReader(casing, diagnostics).read(id, properties);
}

std::optional<Text> property_text(const Node* value, std::string_view name, Diagnostics& diagnostics) {
  if (!value) return std::nullopt;
  auto text = text_of(*value);
  if (!text)
    diagnostics.error(Code::wrong_type, value->span, fmt::format("`{}` is {}, not text", name, describe(*value)));
  return text;
}

std::optional<Policy> property_policy(const Node* value, const std::string& where, Diagnostics& diagnostics) {
  if (!value) return std::nullopt;
  const auto json = text_of(*value);
  const auto inner = json ? read_json(*json, where, diagnostics) : std::nullopt;
  if (json && !inner) return std::nullopt;
  auto policy = read_policy(inner ? *inner : *value, TextSyntax::nodes, where, diagnostics);
  read_as_2012(policy, diagnostics);
  return policy;
}

}  // namespace rolecast
