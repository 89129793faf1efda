#include "model/check.h"

#include <fmt/core.h>

#include <algorithm>

#include "model/check_parts.h"

namespace rolecast {
namespace {

// CloudFormation's limit on logical ids, which CDK and long names make use of.
constexpr TextRule id_rule = {Code::role_id, "role id", 1, 255, is_id_character, "letters, digits and `_.-`"};

void check_ids(const Model& model, Diagnostics& diagnostics) {
  Seen ids;
  for (const auto& role : model.roles) {
    const Text id(role.id, role.span);
    check_text(id_rule, id, diagnostics);
    if (!role.id.empty() && is_id_character(static_cast<unsigned char>(role.id[0])) &&
        !is_letter_or_digit(static_cast<unsigned char>(role.id[0])))
      diagnostics.error(Code::role_id, role.span, fmt::format("role id {} begins with `{}`", quoted(id), role.id[0]),
                        "begin it with a letter or a digit");
    const bool is_new = ids.insert(role.id);
    const auto same = [&](const Role& other) { return &other != &role && other.id == role.id; };
    if (!is_new &&
        std::none_of(model.roles.begin(), model.roles.end(), same))  // the same key twice was refused already
      diagnostics.error(Code::role_id, role.span, fmt::format("role id {} stands twice", quoted(id)),
                        "ids must differ in more than letter case");
  }
}

void check_role_names(const Model& model, Diagnostics& diagnostics) {
  Seen names;
  for (const auto& role : model.roles) {
    if (!role.name || role.name->empty() || names.insert(role.name->spelled())) continue;
    diagnostics.error(Code::duplicate_role_name, role.name->span,
                      fmt::format("role name {} stands twice", quoted(*role.name)),
                      "names must differ in more than letter case");
  }
}

}  // namespace

void check(const Model& model, Diagnostics& diagnostics) {
  if (model.roles.empty() && !model.damaged)
    diagnostics.error(Code::no_roles, model.span, "there is no role", "describe one under `roles`");
  check_parameters(model, diagnostics);
  check_references(model, diagnostics);
  check_ids(model, diagnostics);
  check_role_names(model, diagnostics);
  const Extents extents(model);
  for (const auto& role : model.roles) {
    check_role(role, diagnostics);
    check_sizes(role, extents, model.format, diagnostics);
  }
}

}  // namespace rolecast
