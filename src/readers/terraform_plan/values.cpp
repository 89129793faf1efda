#include "readers/terraform_plan/values.h"

#include <algorithm>

#include <fmt/core.h>

#include "readers/stored.h"
#include "syntax/fields.h"
#include "syntax/hcl.h"

namespace rolecast {
namespace {

/// `sensitive_values` marks what is hidden with true, at any depth.
bool is_hidden(const Node& mark) {
  if (mark.is(Node::Kind::boolean)) return mark.text == "true";
  return std::any_of(mark.items.begin(), mark.items.end(), is_hidden) ||
         std::any_of(mark.entries.begin(), mark.entries.end(),
                     [](const Entry& entry) { return is_hidden(entry.value); });
}

}  // namespace

std::optional<Text> PlannedValues::text(const PlannedResource& resource, std::string_view attribute) {
  const auto value = value_of(resource, attribute);
  if (value.is_unknown()) {
    Text text({}, resource.span);
    append_unknown(text, fmt::format("{}.{}", resource.address, attribute));
    return text;
  }
  if (!value.is_known() || (value.node->is(Node::Kind::string) && value.node->text.empty())) return std::nullopt;
  warn_where_hidden(resource, attribute, value.node->span);
  return read_stored_text(*value.node, resource.quoted(attribute), diagnostics_);
}

std::optional<Text> PlannedValues::name(const PlannedResource& resource) {
  const auto prefix = value_of(resource, "name_prefix");
  if (!value_of(resource, "name").is_unknown() || !prefix.is_known()) return text(resource, "name");
  auto name = text(resource, "name_prefix");
  if (name)
    append_unknown(*name, fmt::format("trimprefix({}.name, {})", resource.address, hcl::write_value(*prefix.node)));
  return name;
}

void PlannedValues::append_unknown(Text& text, const std::string& expression) {
  text.append_reference(deferred_.stand_for(expression, text.span));
}

const Node* PlannedValues::known(const PlannedResource& resource, std::string_view attribute) {
  const auto value = value_of(resource, attribute);
  if (value.is_unknown()) refuse_unknown(resource, attribute);
  if (value.is_known()) warn_where_hidden(resource, attribute, value.node->span);
  return value.node;
}

const Node* PlannedValues::required(const PlannedResource& resource, std::string_view attribute) {
  if (value_of(resource, attribute).kind == PlannedValue::Kind::absent)
    diagnostics_.error(Code::missing_key, resource.span, fmt::format("`{}` has no `{}`", resource.address, attribute));
  return known(resource, attribute);
}

std::optional<Policy> PlannedValues::document(const PlannedResource& resource, std::string_view attribute) {
  const Node* node = required(resource, attribute);
  return node ? read_stored_policy(*node, resource.quoted(attribute), diagnostics_) : std::nullopt;
}

bool PlannedValues::has_only(const PlannedResource& resource, std::initializer_list<std::string_view> attributes) {
  if (!resource.values) return true;
  Fields fields(*resource.values, fmt::format("`{}`", resource.address), diagnostics_);
  for (const auto attribute : attributes) fields.take(attribute);
  return fields.finish();
}

void PlannedValues::refuse_unknown(const PlannedResource& resource, std::string_view attribute) {
  diagnostics_.error(Code::not_constant, resource.span,
                     fmt::format("{} is known only after the apply", resource.quoted(attribute)),
                     "read the .tf files instead, or the state after the apply");
}

void PlannedValues::warn_where_hidden(const PlannedResource& resource, std::string_view attribute, Span place) {
  const Node* mark = resource.sensitive ? resource.sensitive->find(attribute) : nullptr;
  if (mark && is_hidden(*mark))
    diagnostics_.warning(
        Code::sensitive_value, place,
        fmt::format("{} is sensitive in Terraform, and plain text in a role file", resource.quoted(attribute)),
        "make it a parameter of the role file where nobody may see it");
}

}  // namespace rolecast
