// What names stand for: pseudo parameters, parameters, resources, and the names and ARNs that these are given.
#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "model/text_node.h"
#include "model/vocabulary.h"
#include "readers/cloudformation/intrinsics.h"
#include "readers/embedded.h"
#include "syntax/suggest.h"

namespace rolecast {
namespace {

/// A resource whose ARN ends in its path and the name it is given.
struct Named {
  std::string_view type, name, resource, arn_attribute;
};
constexpr std::array<Named, 2> named = {{{"AWS::IAM::Role", "RoleName", ":role", "Arn"},
                                         {"AWS::IAM::ManagedPolicy", "ManagedPolicyName", ":policy", "PolicyArn"}}};
constexpr std::size_t longest_name = 256;  // that stands in other texts; IAM takes 128 characters
constexpr int most_names = 50, most_suggestions = 20;

Node call_of(std::string function, std::string argument) {
  Node node = Node::map();
  node.add(std::move(function), Node::string(std::move(argument)));
  return node;
}

Text reference(std::string name, Span place) {
  Text text;
  text.span = place;
  text.append_reference(std::move(name));
  return text;
}

std::size_t size_of(const Text& text) {
  std::size_t size = 0;
  for (const auto& piece : text.pieces()) size += piece.text.size();
  return size;
}

std::string_view type_of(const Node& resource) {
  const Node* type = resource.find("Type");
  return type ? std::string_view(type->text) : std::string_view();
}

const Named* named_row(const Node& resource) {
  const auto row =
      std::find_if(named.begin(), named.end(), [&](const Named& each) { return each.type == type_of(resource); });
  return row == named.end() ? nullptr : &*row;
}

}  // namespace

bool Intrinsics::exists(const Entry& resource) {
  const Node* condition = resource.value.find("Condition");
  const auto known = condition ? holds(*condition) : true;
  if (!known)
    diagnostics_.error(Code::not_constant, condition->span,
                       fmt::format("whether `{}` exists depends on the condition `{}`, which only the deployment knows",
                                   resource.key.text, condition->text),
                       "give the parameters behind it with --set, or remove its `Condition`, or the resource");
  return known.value_or(true);
}

Node Intrinsics::properties(const Entry& resource) {
  const Node* properties = resource.value.find("Properties");
  Node result = values(properties ? *properties : Node::map());
  if (!result.span.file) result.span = resource.key.span;
  return result;
}

Text Intrinsics::placeholder(const std::string& name, Span place) {
  const auto dot = name.find('.');
  const auto found =
      dot == std::string::npos ? ref(name, place) : attribute(name.substr(0, dot), name.substr(dot + 1), place);
  auto text = found ? text_of(*found) : std::nullopt;
  if (!text && !(found && is_undecided(*found) && found->text.empty()))
    refuse(place, fmt::format("`${{{}}}` is no text", name));
  return text ? std::move(*text) : Text("*", place);
}

Intrinsics::Value Intrinsics::ref(const std::string& name, Span place) {
  const auto call = call_of("Ref", name);
  if (name == "AWS::NoValue") return std::nullopt;
  if (name == "AWS::NotificationARNs") return undecided(fmt::format("`{}`", spelled(call)), place);
  if (name == "AWS::StackName" || name == "AWS::StackId") return stand_for(call, place);
  for (const auto& row : built_ins())
    if (row.cloudformation == name) return to_node(given_or_reference(std::string(row.name), place));
  if (const auto found = parameters_.find(name); found != parameters_.end())
    return found->second.is_list ? list_parameter(found->second.name, call, place)
                                 : to_node(given_or_reference(found->second.name, place));
  const auto resource = resources_.find(name);
  if (resource == resources_.end()) return undeclared(name, call, place);
  const auto* row = named_row(*resource->second);
  const bool is_arn = row && row->type == "AWS::IAM::ManagedPolicy";
  if (auto known = !row ? std::nullopt : is_arn ? arn_of(name) : name_of(name)) {
    known->span = place;
    return to_node(*known);
  }
  return stand_for(call, place);
}

Text Intrinsics::given_or_reference(const std::string& name, Span place) {
  const auto value = values_.given(name);
  return value ? Text(*value, place) : reference(name, place);
}

/// AWS CloudFormation User Guide, "CommaDelimitedList": blanks around the members do not count.
Intrinsics::Value Intrinsics::list_parameter(const std::string& name, const Node& call, Span place) {
  const auto value = values_.given(name);
  if (!value) return undecided(fmt::format("`{}`", spelled(call)), place);
  Node list = Node::list();
  list.span = place;
  for (std::string_view rest = *value;;) {
    const auto end = std::min(rest.find(','), rest.size());
    auto member = rest.substr(0, end);
    while (member.starts_with(' ')) member.remove_prefix(1);
    while (member.ends_with(' ')) member.remove_suffix(1);
    list.items.push_back(to_node(Text(std::string(member), place)));
    if (end == rest.size()) return list;
    rest.remove_prefix(end + 1);
  }
}

Intrinsics::Value Intrinsics::attribute(const std::string& resource, const std::string& name, Span place) {
  const auto call = call_of("Fn::GetAtt", resource + "." + name);
  const auto found = resources_.find(resource);
  if (found == resources_.end() && undeclared_ == Undeclared::fault) return undeclared(resource, call, place);
  if (found != resources_.end() && name == "Value" && type_of(*found->second) == "Custom::AWSCDKCfnJson")
    if (auto parsed = parsed_value(resource)) return parsed;
  const auto* row = found == resources_.end() ? nullptr : named_row(*found->second);
  if (row && name == "PolicyArn") return ref(resource, place);
  if (auto known = row && name == row->arn_attribute ? arn_of(resource) : std::nullopt) {
    known->span = place;
    return to_node(*known);
  }
  return stand_for(call, place);
}

Intrinsics::Value Intrinsics::undeclared(const std::string& name, const Node& call, Span place) {
  const bool is_pseudo = name.starts_with("AWS::");
  if (undeclared_ == Undeclared::generated && !is_pseudo) return stand_for(call, place);
  if (undeclared_ == Undeclared::parameter && !is_pseudo) {
    const auto [known, fresh] = undeclared_names_.try_emplace(name);
    if (fresh) {
      Parameter parameter;
      parameter.name = name;
      parameter.span = place;
      known->second = values_.declare(std::move(parameter));
    }
    return to_node(given_or_reference(known->second, place));
  }
  const bool is_attribute = call.entries[0].key.text == "Fn::GetAtt";
  const auto near = ++faults_ < most_suggestions ? nearest(name, known_names(is_attribute)) : std::string_view();
  diagnostics_.error(Code::unknown_reference, place,
                     fmt::format("the template declares no {}`{}`", is_attribute ? "resource " : "", name),
                     near.empty() ? "" : fmt::format("did you mean `{}`?", near));
  return undecided("", place);
}

/// What Fn::GetAtt takes, or Ref as well.
std::vector<std::string_view> Intrinsics::known_names(bool resources_only) const {
  std::vector<std::string_view> names;
  for (const auto& [key, node] : resources_) names.push_back(key);
  if (resources_only) return names;
  names.insert(names.end(), {"AWS::StackName", "AWS::StackId"});
  for (const auto& row : built_ins()) names.push_back(row.cloudformation);
  for (const auto& [key, parameter] : parameters_) names.push_back(key);
  return names;
}

/// The name a resource is given in the template, where that is a text.
std::optional<Text> Intrinsics::name_of(const std::string& resource) {
  const auto [known, fresh] = names_.try_emplace(resource);
  if (!fresh) return known->second;
  const Node& node = *resources_.find(resource)->second;
  auto name = property(node, named_row(node)->name);
  if (name && !name->empty() && size_of(*name) <= longest_name) known->second = std::move(name);
  return known->second;
}

std::optional<Text> Intrinsics::arn_of(const std::string& resource) {
  const Node& node = *resources_.find(resource)->second;
  const Node* properties = node.find("Properties");
  const auto name = name_of(resource);
  const auto path = properties && properties->find("Path") ? property(node, "Path") : Text("/");
  if (!name || !path) return std::nullopt;
  Text arn("arn:");
  arn.append(given_or_reference("partition", {}));
  arn.append(":iam::");
  arn.append(given_or_reference("account", {}));
  arn.append(named_row(node)->resource);
  arn.append(*path);
  arn.append(*name);
  return arn;
}

/// AWS CDK's CfnJson: a resource whose attribute is its JSON, parsed. It stands where a key is known only at
/// deployment.
Intrinsics::Value Intrinsics::parsed_value(const std::string& resource) {
  const auto json = property(*resources_.find(resource)->second, "Value");
  if (!json || !affords(size_of(*json), json->span)) return std::nullopt;
  return read_json(*json, fmt::format("the value of `{}`", resource), diagnostics_);
}

std::optional<Text> Intrinsics::property(const Node& resource, std::string_view key) {
  const Node* properties = resource.find("Properties");
  const Node* node = properties ? properties->find(key) : nullptr;
  if (!node || depth_ == most_names) return std::nullopt;
  ++depth_;
  const auto found = work_out(*node);
  --depth_;
  return found ? text_of(*found) : std::nullopt;
}

}  // namespace rolecast
