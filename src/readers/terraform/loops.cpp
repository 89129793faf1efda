// What stands for several: `for`, `[*]`, dynamic blocks, `count` and `for_each`.
#include <algorithm>

#include <fmt/core.h>

#include "model/text_node.h"
#include "readers/terraform/evaluator.h"
#include "readers/terraform/spelling.h"

namespace rolecast::terraform {
namespace {

/// What Terraform itself reads of a resource or data source.
constexpr std::string_view meta_arguments[] = {"count",     "for_each",    "provider",   "depends_on",
                                               "lifecycle", "provisioner", "connection", "timeouts"};

bool is_meta(std::string_view name) {
  return std::find(std::begin(meta_arguments), std::end(meta_arguments), name) != std::end(meta_arguments);
}

/// Whether an attribute is a block, which Terraform's JSON syntax cannot tell from an object. `//` is a comment there.
bool is_json_block(const Entry& entry) {
  constexpr std::string_view types[] = {"statement",     "principals",   "not_principals", "condition",
                                        "inline_policy", "default_tags", "dynamic",        "//"};
  const bool is_known = std::find(std::begin(types), std::end(types), entry.key.text) != std::end(types);
  return is_known && entry.value.tag.empty() && (!entry.value.is_scalar() || entry.key.text == "//");
}

constexpr std::int64_t most_instances = 1000;

}  // namespace

Scope with_loop_names(Scope scope, std::string_view names, const Element& element) {
  const auto comma = names.find(',');
  if (comma != std::string_view::npos) scope.emplace_back(names.substr(0, comma), element.key);
  scope.emplace_back(names.substr(comma == std::string_view::npos ? 0 : comma + 1), element.value);
  return scope;
}

/// Whether an address is that of one resource, not of what `count` or `for_each` make.
bool Evaluator::is_single(std::string_view address) {
  const auto parts = address_of(address);
  const auto* block = configuration_.find(parts.block);
  return parts.instance != parts.block || (block && !block->body->find("count") && !block->body->find("for_each"));
}

Node Evaluator::splat(const Node& expression) {
  const auto base = worked_out(expression.items[0]);
  if (is_damaged(base)) return base;
  if (base.tag == "splat")
    return fail(Code::unsupported_expression, expression.span, "a splat of a splat is not worked out",
                "write it with `for`");
  const bool is_one = base.tag == "object" && is_single(base.text);
  if (base.tag == "unknown" || (base.tag == "object" && !is_one) || (base.tag == "text" && base.items.size() == 1))
    return unknown(std::string(expression_of(base)) + "[*]", expression.span);
  Node result = Node::list().tagged("splat");
  if (is_list(base))
    result.items = base.items;
  else if (!base.is(Node::Kind::null))
    result.items.push_back(base);
  return result;
}

Node Evaluator::loop(const Node& expression, std::string_view names, bool makes_map, bool groups) {
  const auto collection = value(expression.items[0]);
  if (is_damaged(collection)) return collection;
  if (!is_list(collection) && !is_map(collection)) return deferred_collection(expression);
  const std::size_t results = makes_map ? 2 : 1;
  std::vector<Node> items;
  MapBuilder map;
  for (const auto& element : elements(collection)) {
    const InScope inside(scope_, with_loop_names(scope_, names, element));
    if (expression.items.size() > results + 1) {
      const auto condition = value(expression.items.back());
      const auto truth = as_boolean(condition);
      if (is_damaged(condition)) return condition;
      if (!truth) return deferred_collection(expression);
      if (!*truth) continue;
    }
    if (!makes_map) {
      items.push_back(value(expression.items[1]));
      continue;
    }
    const auto key = value(expression.items[1]);
    const auto key_text = as_text(key);
    if (!key_text) return refuse(key, "a key", "text");
    if (groups)
      map.append(to_node(*key_text), {value(expression.items[2])});
    else if (!map.put(to_node(*key_text), value(expression.items[2])))
      return fail(Code::duplicate_key, expression.items[1].span,
                  fmt::format("the key `{}` is made twice", key_text->spelled()),
                  "Terraform refuses it; `...` behind the value gathers all values of a key");
  }
  if (!makes_map && !is_ordered(collection)) return make_set(std::move(items), expression.span);
  Node result = makes_map ? map.take() : Node::list(std::move(items));
  result.span = expression.span;
  return result;
}

Node Evaluator::arguments(const Node& block) {
  Node result = Node::map();
  result.span = block.span;
  for (const auto& entry : block.entries) {
    if (is_meta(entry.key.text)) continue;
    if (entry.value.tag == "block") {
      entry.key.text == "dynamic" ? add_dynamic(result, entry.value) : add_block(result, entry.key, entry.value);
      continue;
    }
    if (is_json_block(entry)) {
      add_json_blocks(result, entry.key, entry.value);
      continue;
    }
    auto argument = value(entry.value);
    if (!argument.is(Node::Kind::null)) result.add(entry.key, std::move(argument));
  }
  return result;
}

Node Evaluator::arguments(const Block& block, const Instance& instance) {
  const InScope inside(scope_, instance.scope);
  return arguments(*block.body);
}

Node Evaluator::argument(const Block& block, std::string_view name, const Instance& instance) {
  const InScope inside(scope_, instance.scope);
  const Node* expression = block.body->find(name);
  return expression ? value(*expression) : Node();
}

void Evaluator::add_block(Node& result, const Node& type, const Node& body) {
  auto block = arguments(body);
  block.span = type.span;
  for (auto& entry : result.entries)
    if (entry.key.text == type.text) {
      entry.value.items.push_back(std::move(block));
      return;
    }
  Node& list = result.add(type, Node::list());
  list.span = type.span;
  list.items.push_back(std::move(block));
}

void Evaluator::add_json_blocks(Node& result, const Node& type, const Node& value) {
  if (type.text == "//") return;
  for (const auto& item : value.items) add_json_blocks(result, type, item);
  if (value.is_scalar()) {
    refuse(value, fmt::format("`{}`", type.text), "a block");
    result.tag = "damaged";
  } else if (is_map(value) && type.text == "dynamic") {
    for (const auto& [label, body, comment] : value.entries) {
      Node block = body;
      block.items = {label};
      add_dynamic(result, block);
    }
  } else if (is_map(value)) {
    add_block(result, type, value);
  }
}

void Evaluator::add_dynamic(Node& result, const Node& block) {
  const Node* content = block.find("content");
  const Node* for_each = block.find("for_each");
  if (block.items.size() != 1 || !content || !for_each) {
    fail(Code::missing_key, block.span, "a dynamic block has one label, `for_each` and `content`");
    result.tag = "damaged";
    return;
  }
  const Node* iterator = block.find("iterator");
  const auto& name = iterator ? iterator->text : block.items[0].text;
  const auto collection = value(*for_each);
  if (!is_list(collection) && !is_map(collection)) {
    refuse(collection, fmt::format("`for_each` of `{}`", block.items[0].text), "a list or a map");
    result.tag = "damaged";
    return;
  }
  for (const auto& [key, each] : elements(collection)) {
    Node variable = Node::map();
    variable.add("key", key);
    variable.add("value", each);
    auto scope = scope_;
    scope.emplace_back(name, std::move(variable));
    const InScope inside(scope_, std::move(scope));
    add_block(result, block.items[0], *content);
  }
}

Instances Evaluator::instances(const Block& block) {
  if (const auto known = instances_.find(block.address); known != instances_.end()) return known->second;
  if (!open_.insert("instances of " + block.address).second) return std::nullopt;
  Diagnostics unheard;
  auto* const heard = std::exchange(diagnostics_, &unheard);
  auto result = make_instances(block);
  diagnostics_ = heard;
  open_.erase("instances of " + block.address);
  return instances_.emplace(block.address, std::move(result)).first->second;
}

Instances Evaluator::make_instances(const Block& block) {
  const Node* count = block.body->find("count");
  const Node* for_each = block.body->find("for_each");
  if (!count && !for_each) return std::vector<Instance>{{block.address, {}, {}}};
  const InScope nowhere(scope_, {});
  const auto decisive = value(count ? *count : *for_each);
  std::vector<Instance> result;
  const auto add = [&](const Node& key, const char* name, Node variable) {
    result.push_back({with_step(block.address, {true, as_expression(key)}), key, {{name, std::move(variable)}}});
  };
  if (count) {
    const auto number = as_integer(decisive);
    if (!number || *number < 0 || *number > most_instances) return std::nullopt;
    for (std::int64_t i = 0; i < *number; ++i) {
      const auto key = Node::number(std::to_string(i));
      Node variable = Node::map();
      variable.add("index", key);
      add(key, "count", std::move(variable));
    }
    return result;
  }
  if (decisive.tag != "set" && !is_map(decisive)) return std::nullopt;
  for (const auto& [key, each] : elements(decisive)) {
    if (!as_text(key)) return std::nullopt;
    Node variable = Node::map();
    variable.add("key", key);
    variable.add("value", each);
    add(key, "each", std::move(variable));
  }
  return result;
}

Instances Evaluator::known_instances(const Block& block) {
  auto result = instances(block);
  if (result) return result;
  const InScope nowhere(scope_, {});
  const Node* count = block.body->find("count");
  const auto& decisive = count ? *count : *block.body->find("for_each");
  refuse(value(decisive), fmt::format("`{}` of `{}`", count ? "count" : "for_each", block.address),
         count ? "a whole number up to 1000" : "a map or a set of texts");
  return std::nullopt;
}

}  // namespace rolecast::terraform
