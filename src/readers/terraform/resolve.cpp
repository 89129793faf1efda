// References: to locals, variables, loop variables, resources and data sources.
#include <algorithm>

#include <fmt/core.h>

#include "readers/terraform/evaluator.h"
#include "readers/terraform/policy_document.h"
#include "readers/terraform/spelling.h"
#include "syntax/suggest.h"

namespace rolecast::terraform {
namespace {

/// Roots of references that say where Terraform runs, or what another module gives.
constexpr std::string_view outside[] = {"module", "path", "terraform", "self", "each", "count"};

/// Attributes that providers and modules give lists under.
bool is_plural(std::string_view attribute) {
  constexpr std::string_view endings[] = {"arns", "ids", "names", "identifiers", "cidr_blocks"};
  return std::any_of(std::begin(endings), std::end(endings), [&](auto end) { return attribute.ends_with(end); });
}

bool is_collection_name(const Node& type) {
  constexpr std::string_view names[] = {"list", "set", "map", "object", "tuple"};
  const std::string_view tag = type.tag;
  const auto name = tag.starts_with("call ") ? tag.substr(5) : std::string_view(type.text);
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

/// The type of what a step leads to; null where the type does not say.
const Node* type_behind(const Node* type, const Step& step) {
  while (type && type->tag == "call optional" && !type->items.empty()) type = &type->items[0];
  if (!type || type->items.empty()) return nullptr;
  if (type->tag == "call object") return type->items[0].find(step.key.text);
  return type->tag == "call list" || type->tag == "call set" || type->tag == "call map" ? &type->items[0] : nullptr;
}

Node resource_node(std::string address, Span place) {
  Node node = Node::string(std::move(address)).tagged("object");
  node.span = place;
  return node;
}

const Instance* find_instance(const std::vector<Instance>& all, std::string_view address) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Instance& one) { return one.address == address; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

Node Evaluator::resolve(const Node& expression) {
  const auto steps = steps_of(expression.text);
  if (steps.empty()) return unknown(expression.text, expression.span);
  const auto& root = steps[0].key.text;
  const auto bound = std::find_if(scope_.rbegin(), scope_.rend(), [&](const auto& name) { return name.first == root; });
  const auto follow = [&](Node value, std::size_t from) {
    for (auto i = from; i < steps.size(); ++i) value = step(value, steps[i], expression.span);
    return value;
  };
  if (bound != scope_.rend()) return follow(bound->second, 1);
  if (!scope_.empty() && scope_.front().first == nothing_else)
    return fail(Code::unknown_reference, expression.span, fmt::format("`{}` is not given to this template", root));
  if (std::find(std::begin(outside), std::end(outside), root) != std::end(outside))
    return named(expression.text, expression.span);
  if (steps.size() < 2 || steps[1].is_index)
    return fail(Code::unknown_reference, expression.span, fmt::format("`{}` is no reference", expression.text),
                "references begin with var, local, data, module or the type of a resource");
  const auto& name = steps[1].key.text;
  if (root == "local") return follow(local(name, expression.span), 2);
  if (root == "var") return follow(variable(name, expression.span), 2);
  if (root != "data") return follow(resource(root + "." + name, expression.span), 2);
  if (steps.size() < 3 || steps[2].is_index)
    return fail(Code::unknown_reference, expression.span, fmt::format("`{}` is no reference", expression.text),
                "write data.TYPE.LABEL.ATTRIBUTE");
  return follow(resource("data." + name + "." + steps[2].key.text, expression.span), 3);
}

Node Evaluator::local(const std::string& name, Span place) {
  const auto address = "local." + name;
  if (const auto known = locals_.find(name); known != locals_.end())
    return is_too_large(size_of(known->second), place) ? damaged(place) : known->second;
  const auto declared = configuration_.locals.find(name);
  if (declared == configuration_.locals.end()) {
    std::vector<std::string_view> names;
    for (const auto& [other, expression] : configuration_.locals) names.push_back(other);
    return fail(Code::unknown_reference, place, fmt::format("`{}` is not declared", address),
                names.empty() ? "give the file that declares it, or the folder" : suggestion(name, names));
  }
  if (!open_.insert(address).second)
    return fail(Code::unknown_reference, place, fmt::format("`{}` refers to itself", address));
  const InScope nowhere(scope_, {});
  auto result = value(*declared->second);
  open_.erase(address);
  if (!holds_damage(result)) locals_.emplace(name, result);  // its fault may not have been heard
  return result;
}

Node Evaluator::variable(const std::string& name, Span place) {
  const auto known = configuration_.values.find(name);
  if (known == configuration_.values.end()) return named("var." + name, place);
  if (is_too_large(size_of(known->second), place)) return damaged(place);
  Node value = known->second;
  value.span = place;
  return value;
}

/// A value that the deployment knows by this name.
Node Evaluator::named(std::string expression, Span place) {
  const auto steps = steps_of(expression);
  if (steps.size() > 1 && steps[0].key.text == "var") {
    const auto address = "var." + steps[1].key.text;
    if (!configuration_.find(address)) {
      const auto known = configuration_.addresses_like("var.");
      return fail(Code::unknown_reference, place, fmt::format("`{}` is not declared", address),
                  known.empty() ? "give the file that declares it, or the folder" : suggestion(address, known));
    }
    if (is_collection_type(expression)) return unknown(std::move(expression), place);
  } else if (!steps.empty() && !steps.back().is_index && is_plural(steps.back().key.text)) {
    return unknown(std::move(expression), place);
  }
  return reference(std::move(expression), place);
}

bool Evaluator::is_collection_type(std::string_view reference) const {
  const auto steps = steps_of(reference);
  const auto* variable = configuration_.find("var." + steps[1].key.text);
  const Node* type = variable->body->find("type");
  const Node* value = variable->body->find("default");
  if (!type && value && value->tag.empty() && !value->is_scalar()) return true;
  for (std::size_t i = 2; i < steps.size(); ++i) type = type_behind(type, steps[i]);
  while (type && type->tag == "call optional" && !type->items.empty()) type = &type->items[0];
  return type && is_collection_name(*type);
}

/// `base[key]` and `base.name` where the base is no plain reference.
Node Evaluator::member_of(const Node& expression) {
  const auto base = worked_out(expression.items[0]);
  if (is_damaged(base)) return base;
  if (expression.tag != "index")
    return step(base, {false, Node::string(expression.tag.substr(expression.tag.find(' ') + 1))}, expression.span);
  const auto key = value(expression.items[1]);
  if (is_damaged(key)) return key;
  if (is_constant(key)) return step(base, {true, key}, expression.span);
  const auto holds_collection = [](const Node& item) { return !as_text(item); };
  return std::any_of(base.items.begin(), base.items.end(), holds_collection) ||
                 std::any_of(base.entries.begin(), base.entries.end(),
                             [&](const Entry& entry) { return holds_collection(entry.value); })
             ? deferred_collection(expression)
             : deferred(expression);
}

Node Evaluator::step(const Node& base, const Step& step, Span place) {
  if (is_damaged(base)) return base;
  if (base.tag == "splat") {
    Node result = Node::list().tagged("splat");
    for (const auto& item : base.items) result.items.push_back(this->step(item, step, place));
    return result;
  }
  if (base.tag == "object") {
    const bool is_attribute = !step.is_index || (step.key.is(Node::Kind::string) && is_single(base.text));
    if (!is_attribute) return resource_node(with_step(base.text, step), place);
    return attribute(base.text, step.key.text, place);
  }
  if (const auto expression = expression_of(base); !expression.empty()) {
    auto member = with_step(expression, step);
    return expression.find("[*]") == std::string_view::npos ? named(std::move(member), place)
                                                            : unknown(std::move(member), place);
  }
  return element(base, step, place);
}

/// An element of a list or map that is known.
Node Evaluator::element(const Node& base, const Step& step, Span place) {
  if (is_map(base)) {
    const Node* found = base.find(step.key.text);
    if (found) return *found;
    std::vector<std::string_view> keys;
    for (const auto& entry : base.entries) {
      if (!is_constant(entry.key)) return unknown(spelled(as_expression(base)) + "[" + spelled(step.key) + "]", place);
      keys.push_back(entry.key.text);
    }
    return fail(Code::missing_key, place, fmt::format("there is no `{}` here", step.key.text),
                suggestion(step.key.text, keys));
  }
  const auto number = as_integer(step.key);
  if (!is_list(base) || base.tag == "set" || !number)
    return fail(Code::missing_key, place, fmt::format("{} has no `{}`", described(base), step.key.text));
  if (*number < 0 || static_cast<std::size_t>(*number) >= base.items.size())
    return fail(Code::missing_key, place,
                fmt::format("there is no element {} in a list of {}", *number, base.items.size()));
  return base.items[static_cast<std::size_t>(*number)];
}

/// A resource or data source as a whole: several where the input says how many there are.
Node Evaluator::resource(const std::string& address, Span place) {
  const auto* block = configuration_.find(address);
  const bool has_count = block && block->body->find("count");
  if (!has_count && !(block && block->body->find("for_each"))) return resource_node(address, place);
  const auto known = instances(*block);
  if (!known) return resource_node(address, place);
  Node result = has_count ? Node::list() : Node::map();
  for (const auto& instance : *known) {
    auto node = resource_node(instance.address, place);
    if (has_count)
      result.items.push_back(std::move(node));
    else
      result.add(instance.key, std::move(node));
  }
  return result;
}

Node Evaluator::attribute(const std::string& resource, const std::string& name, Span place) {
  const auto address = address_of(resource);
  const auto* block = configuration_.find(address.block);
  if (address.block.starts_with("data.aws_iam_policy_document.") && (name == "json" || name == "minified_json")) {
    auto json = document(block, address, place);
    if (json.tag == "json") json.text = resource + "." + name;
    return json;
  }
  if (block && address.block.starts_with("data.template_file.") && name == "rendered") {
    const auto all = instances(*block);
    const auto* instance = all ? find_instance(*all, address.instance) : nullptr;
    if (instance) return template_data(*block, *instance, place);
  }
  const bool is_given = block && address.block.starts_with("data.aws_iam_policy.") && name == "arn";
  if (is_given && block->body->find("arn")) {
    const auto all = instances(*block);
    const auto* instance = all ? find_instance(*all, address.instance) : nullptr;
    if (instance) return argument(*block, "arn", *instance);
  }
  return named(resource + "." + name, place);
}

/// The JSON of a policy document.
Node Evaluator::document(const Block* block, const Address& address, Span place) {
  if (!block)
    return fail(Code::unknown_reference, place, fmt::format("`{}` is not declared", address.block),
                "give the file that declares it, or the folder");
  if (const auto known = documents_.find(address.instance); known != documents_.end())
    return is_too_large(size_of(known->second), place) ? damaged(place) : known->second;
  if (!open_.insert(address.instance).second)
    return fail(Code::unknown_reference, place, fmt::format("`{}` refers to itself", address.instance));
  const auto all = known_instances(*block);
  const auto* instance = all ? find_instance(*all, address.instance) : nullptr;
  auto result = damaged(place);
  if (instance)
    result = policy_document(arguments(*block, *instance), fmt::format("`{}`", address.instance), *diagnostics_);
  else if (all)
    result = fail(Code::missing_key, place, fmt::format("there is no `{}`", address.instance));
  open_.erase(address.instance);
  if (!holds_damage(result)) documents_.emplace(address.instance, result);
  return result;
}

bool Evaluator::is_declared(std::string_view reference) {
  const auto steps = steps_of(reference);
  if (steps.size() == 2 && steps[0].key.text == "var") return true;
  const auto address = address_of(reference);
  const auto* block = configuration_.find(address.block);
  if (!block || address.attribute.empty() || !address.is_whole) return false;
  const auto all = instances(*block);
  return all && find_instance(*all, address.instance);
}

}  // namespace rolecast::terraform
