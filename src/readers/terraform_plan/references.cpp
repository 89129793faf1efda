// Who an unknown attribute refers to. The plan lists for each expression the references in it, not the expression.
#include <algorithm>

#include "readers/terraform_plan/resources.h"

namespace rolecast {
namespace {

using Modules = std::vector<AddressStep>;

const Node* below(const Node* node, std::initializer_list<std::string_view> keys) {
  for (const auto key : keys) node = node ? node->find(key) : nullptr;
  return node;
}

/// The configuration of a module, without the indexes of its instances.
const Node* module_of(const TerraformPlan& plan, const Modules& modules) {
  const Node* module = below(plan.configuration, {"root_module"});
  for (const auto& step : modules) module = below(module, {"module_calls", step.name, "module"});
  return module;
}

const Node* expressions_of(const TerraformPlan& plan, const PlannedResource& resource) {
  const Node* resources = below(module_of(plan, resource.modules), {"resources"});
  if (!resources) return nullptr;
  const auto address = resource.type + "." + resource.label;
  for (const auto& candidate : resources->items)
    if (const Node* other = candidate.find("address"); other && other->text == address)
      return candidate.find("expressions");
  return nullptr;
}

/// What an expression refers to, each in full length: `a.b.c` is listed together with `a.b`.
struct Heads {
  std::vector<std::string> names;
  bool has_own_index = false;  ///< `each.key` or `count.index`
};

Heads heads_of(const Node& references) {
  Heads heads;
  std::vector<std::string_view> longer;
  for (const auto& reference : references.items) {
    const std::string_view name = reference.text;
    const bool is_part = std::any_of(longer.begin(), longer.end(), [&](std::string_view other) {
      return other.size() > name.size() && other.starts_with(name) &&
             (other[name.size()] == '.' || other[name.size()] == '[');
    });
    if (is_part) continue;
    if (name == "each.key" || name == "count.index")
      heads.has_own_index = true;
    else if (!name.starts_with("each.") && std::find(heads.names.begin(), heads.names.end(), name) == heads.names.end())
      heads.names.emplace_back(name);
    longer.push_back(name);
  }
  return heads;
}

/// Follows references through the modules of a plan.
class Resolver {
 public:
  Resolver(const TerraformPlan& plan, std::string_view type) : plan_(plan), type_(type) {}

  /// `modules` is where the expression stands, `index` that of the resource or module it is evaluated for.
  const PlannedResource* find(const Node* references, const Modules& modules, const std::string& index) {
    if (!references || ++followed_ > most_followed) return nullptr;
    const auto heads = heads_of(*references);
    if (heads.names.size() != 1) return nullptr;
    const auto steps = address_steps(heads.names.front());
    const auto& root = steps.front().name;
    if (root == "var" && steps.size() == 2 && steps[1].index.empty() && !modules.empty()) {
      const Modules parent(modules.begin(), modules.end() - 1);
      const Node* call = below(module_of(plan_, parent), {"module_calls", modules.back().name, "expressions"});
      return find(below(call, {steps[1].name, "references"}), parent, modules.back().index);
    }
    if (root == "module" && steps.size() == 3 && steps[2].index.empty()) {
      auto child = modules;
      child.push_back(steps[1]);
      const Node* output = below(module_of(plan_, child), {"outputs", steps[2].name, "expression"});
      return find(below(output, {"references"}), child, {});
    }
    return root == type_ && is_identity(steps) ? instance(steps[1], heads, modules, index) : nullptr;
  }

 private:
  static constexpr int most_followed = 1000;

  /// Whether the value of the expression can be what tells one resource from the others.
  bool is_identity(const std::vector<AddressStep>& steps) const {
    if (steps.size() == 2) return true;  // of an instance that is chosen by an expression; the plan does not say more
    const auto& attribute = steps[2].name;
    return steps.size() == 3 && (attribute == "id" || attribute == (type_ == "aws_iam_role" ? "name" : "arn"));
  }

  const PlannedResource* instance(const AddressStep& step, const Heads& heads, const Modules& modules,
                                  const std::string& index) const {
    std::vector<const PlannedResource*> candidates;
    for (const auto* resource : plan_.of(type_))
      if (resource->label == step.name && resource->modules == modules) candidates.push_back(resource);
    const auto is_other = [&](const PlannedResource* resource) {
      if (!step.index.empty()) return resource->index != step.index;
      return heads.has_own_index && !resource->index.empty() && resource->index != index;
    };
    std::erase_if(candidates, is_other);
    return candidates.size() == 1 ? candidates.front() : nullptr;
  }

  const TerraformPlan& plan_;
  std::string_view type_;
  int followed_ = 0;
};

}  // namespace

const PlannedResource* referred(const TerraformPlan& plan, const PlannedResource& from, std::string_view attribute,
                                std::string_view type) {
  const Node* references = below(expressions_of(plan, from), {attribute, "references"});
  return Resolver(plan, type).find(references, from.modules, from.index);
}

bool is_configured(const TerraformPlan& plan, const PlannedResource& resource, std::string_view attribute) {
  return below(expressions_of(plan, resource), {attribute}) != nullptr;
}

bool is_configured_empty(const TerraformPlan& plan, const PlannedResource& resource, std::string_view attribute) {
  const Node* value = below(expressions_of(plan, resource), {attribute, "constant_value"});
  return value && value->is(Node::Kind::list) && value->items.empty();
}

bool has_default_tags(const TerraformPlan& plan) {
  const Node* providers = below(plan.configuration, {"provider_config"});
  return providers && std::any_of(providers->entries.begin(), providers->entries.end(), [](const Entry& provider) {
           return below(&provider.value, {"expressions", "default_tags"}) != nullptr;
         });
}

}  // namespace rolecast
