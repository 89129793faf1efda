#include "emitters/documents_only.h"

#include <fmt/core.h>

namespace rolecast {

void warn_about_attributes(const Model& model, std::string_view format, Diagnostics& diagnostics) {
  for (const auto& role : model.roles) {
    std::string left_out;
    const auto note = [&](bool present, std::string_view name) {
      if (present) left_out += fmt::format("{}`{}`", left_out.empty() ? "" : ", ", name);
    };
    note(role.name.has_value(), "name");
    note(role.description.has_value(), "description");
    note(role.path.has_value(), "path");
    note(role.max_session_duration.has_value(), "maxSessionDuration");
    note(role.permissions_boundary.has_value(), "permissionsBoundary");
    note(!role.managed_policy_arns.empty(), "managedPolicyArns");
    note(!role.tags.empty(), "tags");
    if (!left_out.empty())
      diagnostics.warning(
          Code::left_out, role.span,
          fmt::format("{} hold only policies: {} of role `{}` are not in them", format, left_out, role.id),
          "set them where the role is created");
  }
}

Model without_attributes(Model model) {
  for (auto& role : model.roles) {
    Role bare;
    bare.id = std::move(role.id);
    bare.trust = std::move(role.trust);
    bare.policies = std::move(role.policies);
    role = std::move(bare);
  }
  return model;
}

}  // namespace rolecast
