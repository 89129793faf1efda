#include <fmt/core.h>

#include <algorithm>

#include "model/check.h"
#include "model/check_parts.h"
#include "syntax/suggest.h"

namespace rolecast {
namespace {

constexpr TextRule external_id_rule = {Code::condition_value,
                                       "external id",
                                       2,
                                       1224,
                                       is_external_id_character,
                                       "letters, digits and "
                                       "`_+=,.@:/-`"};

// IAM User Guide, "IAM JSON policy elements: Condition operators". Only Null has no IfExists.
constexpr std::string_view operators[] = {"StringEquals",
                                          "StringNotEquals",
                                          "StringEqualsIgnoreCase",
                                          "StringNotEqualsIgnoreCase",
                                          "StringLike",
                                          "StringNotLike",
                                          "NumericEquals",
                                          "NumericNotEquals",
                                          "NumericLessThan",
                                          "NumericGreaterThan",
                                          "NumericLessThanEquals",
                                          "NumericGreaterThanEquals",
                                          "DateEquals",
                                          "DateNotEquals",
                                          "DateLessThan",
                                          "DateGreaterThan",
                                          "DateLessThanEquals",
                                          "DateGreaterThanEquals",
                                          "Bool",
                                          "BinaryEquals",
                                          "IpAddress",
                                          "NotIpAddress",
                                          "ArnEquals",
                                          "ArnNotEquals",
                                          "ArnLike",
                                          "ArnNotLike",
                                          "Null"};
constexpr std::string_view set_prefixes[] = {"ForAllValues:", "ForAnyValue:"};
constexpr std::string_view if_exists = "IfExists";

bool is_one_of(std::string_view name, std::span<const std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// `ForAllValues:` and the like in front; empty where there is no colon.
std::string_view set_prefix(std::string_view name) { return name.substr(0, name.find(':') + 1); }

bool is_operator(std::string_view name) {
  const auto prefix = set_prefix(name);
  auto base = name.substr(prefix.size());
  if (!prefix.empty() && !is_one_of(prefix, set_prefixes)) return false;
  if (base.ends_with(if_exists)) base.remove_suffix(if_exists.size());
  return is_one_of(base, operators) && (base != "Null" || !name.ends_with(if_exists));
}

std::string nearest_operator(std::string_view name) {
  const auto prefix = set_prefix(name);
  const auto base = name.substr(prefix.size());
  if (base == "NullIfExists") return "did you mean `Null`?";
  const auto all = condition_operators();
  const auto near_prefix = nearest(prefix, {std::begin(set_prefixes), std::end(set_prefixes)});
  const auto near_base = nearest(base, {all.begin(), all.end()});
  if (near_base.empty() || near_prefix.empty() != prefix.empty())
    return suggestion(base, {std::begin(operators), std::end(operators)});
  return fmt::format("did you mean `{}{}`?", near_prefix, near_base);
}

void check_key_name(const Text& name, Diagnostics& diagnostics) {
  const Known known(name);
  if (known.text == "Ref" || known.text == "Condition" || known.text.starts_with("Fn::")) {
    diagnostics.error(Code::condition_key, name.span, fmt::format("condition key {} is a function", quoted(name)),
                      "CloudFormation would run it; write a key such as `aws:SourceAccount`");
    return;
  }
  const auto colon = known.text.find(':');
  const bool is_pair = colon != std::string_view::npos && colon > 0 && colon + 1 < known.text.size();
  if (is_pair || !known.whole) return;
  diagnostics.error(Code::condition_key, name.span, fmt::format("condition key {} has no prefix", quoted(name)),
                    "write `prefix:name`, such as `aws:SourceAccount`");
}

/// Patterns and variables stand for texts of any length.
bool may_be_any_text(std::string_view op, const Text& value) {
  const auto has_variable = [](const Piece& piece) { return piece.text.find("${") != std::string::npos; };
  return op.find("Like") != std::string_view::npos ||
         std::any_of(value.pieces().begin(), value.pieces().end(), has_variable);
}

void check_values(std::string_view op, const ConditionKey& key, Diagnostics& diagnostics) {
  if (key.values.items.empty())
    diagnostics.error(Code::condition_value, key.values.span,
                      fmt::format("condition key {} has no value", quoted(key.name)), "give at least one value");
  if (op.find("Bool") != std::string_view::npos)
    for (const auto& value : key.values.items)
      if (value.is_literal() && lower_case(value.literal()) != "true" && lower_case(value.literal()) != "false")
        diagnostics.warning(Code::condition_value, value.span,
                            fmt::format("{} is neither true nor false", quoted(value)),
                            "`Bool` compares with true or false");
  if (!key.name.is_literal() || lower_case(key.name.literal()) != "sts:externalid") return;
  for (const auto& value : key.values.items)
    if (!may_be_any_text(op, value)) check_text(external_id_rule, value, diagnostics);
}

}  // namespace

std::vector<std::string> condition_operators() {
  std::vector<std::string> all(std::begin(operators), std::end(operators));
  for (const auto& known : operators)
    if (known != "Null") all.push_back(std::string(known) + std::string(if_exists));
  return all;
}

std::span<const std::string_view> condition_set_prefixes() { return set_prefixes; }

void check_conditions(const std::vector<ConditionOperator>& condition, Diagnostics& diagnostics) {
  for (const auto& op : condition) {
    if (!is_operator(op.name))
      diagnostics.error(Code::condition_operator, op.span,
                        fmt::format("unknown condition operator {}", quoted(Text(op.name))), nearest_operator(op.name));
    Seen keys;
    for (const auto& key : op.keys) {
      check_key_name(key.name, diagnostics);
      check_values(op.name, key, diagnostics);
      if (!keys.insert(key.name.spelled()))
        diagnostics.error(Code::condition_key, key.name.span,
                          fmt::format("condition key {} stands twice", quoted(key.name)),
                          "give one key a list of values; letter case does not tell keys apart");
    }
  }
}

}  // namespace rolecast
