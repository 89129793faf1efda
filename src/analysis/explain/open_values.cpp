#include <algorithm>

#include <fmt/core.h>

#include "analysis/explain/explained.h"
#include "model/vocabulary.h"

namespace rolecast {
namespace {

/// Collects where each value is used.
class Uses {
 public:
  explicit Uses(std::vector<OpenValue>& values) : values_(values) {}

  void in(const Text& text, const std::string& where) {
    for (const auto& piece : text.pieces()) {
      if (!piece.is_reference) continue;
      const auto found = std::find_if(values_.begin(), values_.end(),
                                      [&](const OpenValue& value) { return value.name == piece.text; });
      if (found != values_.end() && std::find(found->uses.begin(), found->uses.end(), where) == found->uses.end())
        found->uses.push_back(where);
    }
  }
  void in(const std::optional<Text>& text, const std::string& where) {
    if (text) in(*text, where);
  }
  void in(const Policy& policy, const std::string& before, std::string_view whose) {
    std::size_t number = 0;
    for (const auto& statement : policy.statements) {
      ++number;
      Policy alone;
      alone.statements = {statement};
      const auto name = statement.sid ? statement.sid->spelled() : fmt::format("statement {}", number);
      for_each_text_in_policy(alone,
                              [&](const Text& text) { in(text, fmt::format("{}{} of {}", before, name, whose)); });
    }
  }

 private:
  std::vector<OpenValue>& values_;
};

void find_uses(const Role& role, const std::string& before, Uses& uses) {
  uses.in(role.name, before + "its name");
  uses.in(role.path, before + "its path");
  uses.in(role.description, before + "its description");
  uses.in(role.permissions_boundary, before + "its boundary");
  for (const auto& arn : role.managed_policy_arns) uses.in(arn, before + "its managed policies");
  for (const auto& tag : role.tags) {
    uses.in(tag.key, before + "its tags");
    uses.in(tag.value, before + "its tags");
  }
  if (role.trust) uses.in(*role.trust, before, "the trust policy");
  for (const auto& policy : role.policies) {
    uses.in(policy.name, before + "the name of a policy");
    uses.in(policy.document, before, policy.name.spelled());
  }
}

}  // namespace

std::vector<OpenValue> open_values(const Model& model) {
  std::vector<OpenValue> values;
  const auto used = references(model);
  for (const auto& row : built_ins())
    if (used.contains(row.name)) values.push_back({std::string(row.name), nullptr, {}});
  for (const auto& parameter : model.parameters) values.push_back({parameter.name, &parameter, {}});
  Uses uses(values);
  for (const auto& role : model.roles) find_uses(role, model.roles.size() > 1 ? role.id + ": " : std::string(), uses);
  return values;
}

}  // namespace rolecast
