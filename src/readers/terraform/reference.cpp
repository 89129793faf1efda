#include "readers/terraform/reference.h"

#include <algorithm>

#include "model/characters.h"
#include "syntax/hcl.h"

namespace rolecast::terraform {
namespace {

/// Roots that are no resource types.
constexpr std::string_view other_roots[] = {"var", "local", "module", "path", "terraform", "each", "count", "self"};

/// Takes `.name` or the root off the beginning of `rest`.
bool take_name(std::string_view& rest, std::vector<Step>& steps) {
  if (rest.starts_with('.')) rest.remove_prefix(1);
  const auto name = rest.substr(0, rest.find_first_of(".["));
  rest.remove_prefix(name.size());
  steps.push_back({false, Node::string(std::string(name))});
  const auto continues = [](char c) { return c == '-' || is_identifier_character(static_cast<unsigned char>(c)); };
  return !name.empty() && std::all_of(name.begin(), name.end(), continues);
}

/// Takes `[0]` or `["key"]`. A key with escapes is not taken.
bool take_index(std::string_view& rest, std::vector<Step>& steps) {
  const bool is_text = rest.starts_with("[\"");
  const auto begin = is_text ? 2u : 1u;
  const auto end = rest.find(is_text ? "\"]" : "]", begin);
  if (end == std::string_view::npos) return false;
  const std::string key(rest.substr(begin, end - begin));
  rest.remove_prefix(end + begin);
  steps.push_back({true, is_text ? Node::string(key) : Node::number(key)});
  return key.find('\\') == std::string::npos && key.find("$${") == std::string::npos &&
         key.find("%%{") == std::string::npos && (is_text || key.find_first_not_of("0123456789") == std::string::npos);
}

}  // namespace

std::vector<Step> steps_of(std::string_view reference) {
  std::vector<Step> steps;
  if (!take_name(reference, steps)) return {};
  while (!reference.empty())
    if (!(reference[0] == '[' ? take_index(reference, steps) : take_name(reference, steps))) return {};
  return steps;
}

std::string with_step(std::string_view expression, const Step& step) {
  auto result =
      expression.find(' ') == std::string_view::npos ? std::string(expression) : "(" + std::string(expression) + ")";
  if (!step.is_index) return result + "." + step.key.text;
  return result + "[" + hcl::write_value(step.key) + "]";
}

Address address_of(std::string_view reference) {
  const auto steps = steps_of(reference);
  const bool is_data = !steps.empty() && steps[0].key.text == "data";
  const std::size_t labels = is_data ? 3 : 2;
  const auto is_name = [](const Step& step) { return !step.is_index; };
  if (steps.size() < labels || !std::all_of(steps.begin(), steps.begin() + static_cast<int>(labels), is_name))
    return {};
  for (const auto root : other_roots)
    if (steps[0].key.text == root) return {};
  Address address;
  for (std::size_t i = 0; i < labels; ++i) address.block += (i > 0 ? "." : "") + steps[i].key.text;
  address.instance = address.block;
  auto next = labels;
  if (next < steps.size() && steps[next].is_index) address.instance = with_step(address.instance, steps[next++]);
  if (next < steps.size() && !steps[next].is_index) address.attribute = steps[next++].key.text;
  address.is_whole = next == steps.size();
  return address;
}

std::string_view names_bound_by(const Node& node) {
  const std::string_view tag = node.tag;
  const bool is_loop = tag.starts_with("for ") || tag.starts_with("directive for ");
  return is_loop ? tag.substr(tag.rfind(' ') + 1) : std::string_view();
}

bool binds(std::string_view names, std::string_view name) {
  const auto comma = std::min(names.find(','), names.size());
  return names.substr(0, comma) == name || (comma < names.size() && names.substr(comma + 1) == name);
}

}  // namespace rolecast::terraform
