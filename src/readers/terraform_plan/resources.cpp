#include "readers/terraform_plan/resources.h"

#include <algorithm>
#include <map>

#include <fmt/core.h>

namespace rolecast {
namespace {

std::string text_under(const Node& map, std::string_view key) {
  const Node* value = map.find(key);
  return value && value->is(Node::Kind::string) ? value->text : std::string();
}

/// Behind the bracket that closes the one at `at`; keys are quoted and may hold brackets themselves.
std::size_t behind_bracket(std::string_view text, std::size_t at) {
  bool is_quoted = false;
  for (; at < text.size(); ++at) {
    if (is_quoted && text[at] == '\\')
      ++at;
    else if (text[at] == '"')
      is_quoted = !is_quoted;
    else if (!is_quoted && text[at] == ']')
      return at + 1;
  }
  return text.size();
}

/// Terraform, "JSON Output Format".
class Collector {
 public:
  Collector(const Node& document, Diagnostics& diagnostics) : document_(document), diagnostics_(diagnostics) {}

  TerraformPlan read() {
    plan_.configuration = document_.find("configuration");
    if (const Node* changes = document_.find("resource_changes"))
      for (const auto& change : changes->items) add_change(change);
    const Node* values = document_.find("planned_values");
    if (!values) values = document_.find("values");
    if (const Node* root = values ? values->find("root_module") : nullptr) add_module(*root);
    return std::move(plan_);
  }

 private:
  void add_change(const Node& node) {
    const Node* change = node.find("change");
    const Node* actions = change ? change->find("actions") : nullptr;
    if (!actions || text_under(node, "mode") != "managed") return;
    const bool deletes = std::any_of(actions->items.begin(), actions->items.end(),
                                     [](const Node& action) { return action.text == "delete"; });
    if (const Node* before = change->find("before"); before && deletes)
      plan_.deleted.push_back({text_under(node, "type"), before});
    if (!node.find("deposed")) changes_.emplace(text_under(node, "address"), change);
  }

  void add_module(const Node& module) {
    if (const Node* resources = module.find("resources"))
      for (const auto& resource : resources->items) add_resource(resource);
    if (const Node* children = module.find("child_modules"))
      for (const auto& child : children->items) add_module(child);
  }

  void add_resource(const Node& node) {
    const auto type = text_under(node, "type");
    if (text_under(node, "mode") != "managed") return;
    if (!type.starts_with("aws_iam_") && !type.starts_with("awscc_iam_")) return;
    if (node.find("deposed_key")) return;  // it waits for its deletion
    PlannedResource resource;
    resource.type = type;
    resource.address = text_under(node, "address");
    resource.label = text_under(node, "name");
    auto steps = address_steps(resource.address);
    resource.values = node.find("values");
    if (steps.size() < 2 || steps.size() % 2 == 1 || steps.back().name != resource.label) {
      diagnostics_.error(Code::not_recognised, node.span, "a resource without its address",
                         "give it as `terraform show -json` prints it");
      return;
    }
    resource.index = steps.back().index;
    for (std::size_t i = 1; i + 2 < steps.size(); i += 2) resource.modules.push_back(std::move(steps[i]));
    resource.sensitive = node.find("sensitive_values");
    resource.span = node.find("address")->span;
    if (const auto change = changes_.find(resource.address); change != changes_.end())
      resource.unknown = change->second->find("after_unknown");
    plan_.resources.push_back(std::move(resource));
  }

  const Node& document_;
  Diagnostics& diagnostics_;
  TerraformPlan plan_;
  std::map<std::string, const Node*> changes_;  // by address
};

}  // namespace

std::vector<AddressStep> address_steps(std::string_view address) {
  std::vector<AddressStep> steps;
  while (!address.empty()) {
    const auto name_end = std::min(address.find_first_of(".["), address.size());
    auto end = name_end;
    while (end < address.size() && address[end] == '[') end = behind_bracket(address, end);
    steps.push_back({std::string(address.substr(0, name_end)), std::string(address.substr(name_end, end - name_end))});
    if (end == address.size()) break;
    address.remove_prefix(end + 1);
  }
  return steps;
}

std::string PlannedResource::quoted(std::string_view attribute) const {
  return fmt::format("`{}` of `{}`", attribute, address);
}

std::vector<const PlannedResource*> TerraformPlan::of(std::string_view type) const {
  std::vector<const PlannedResource*> found;
  for (const auto& resource : resources)
    if (resource.type == type) found.push_back(&resource);
  return found;
}

TerraformPlan read_resources(const Node& document, Diagnostics& diagnostics) {
  return Collector(document, diagnostics).read();
}

PlannedValue value_of(const PlannedResource& resource, std::string_view attribute) {
  const Node* unknown = resource.unknown ? resource.unknown->find(attribute) : nullptr;
  if (unknown && unknown->is(Node::Kind::boolean) && unknown->text == "true")
    return {PlannedValue::Kind::unknown, nullptr};
  const Node* node = resource.values ? resource.values->find(attribute) : nullptr;
  if (!node || node->is(Node::Kind::null)) return {};
  return {PlannedValue::Kind::known, node};
}

PlannedResource block_of(const PlannedResource& resource, std::string_view attribute, std::size_t number) {
  const auto part = [&](const Node* node) {
    const Node* blocks = node ? node->find(attribute) : nullptr;
    return blocks && number < blocks->items.size() ? &blocks->items[number] : nullptr;
  };
  auto block = resource;
  block.address = fmt::format("{}.{}[{}]", resource.address, attribute, number);
  block.values = part(resource.values);
  block.unknown = part(resource.unknown);
  block.sensitive = part(resource.sensitive);
  return block;
}

}  // namespace rolecast
