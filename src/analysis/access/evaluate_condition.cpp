// Conditions: operators as rows, and what missing keys and sets of values do to them.
#include <algorithm>
#include <array>

#include "analysis/access/evaluate_parts.h"
#include "analysis/access/evaluate_values.h"
#include "model/characters.h"

namespace rolecast::access {
namespace {

/// Whether a value that the request gives has what one value of the policy wants.
using Test = Truth (*)(std::string_view wanted, std::string_view given, const Reading& reading);

Truth equals(std::string_view wanted, std::string_view given, const Reading& reading) {
  return matches(read_pattern(wanted, reading, Wildcards::literal), given);
}

Truth equals_ignoring_case(std::string_view wanted, std::string_view given, const Reading& reading) {
  return matches_ignoring_case(read_pattern(wanted, reading, Wildcards::literal), given);
}

Truth is_like(std::string_view wanted, std::string_view given, const Reading& reading) {
  return matches(read_pattern(wanted, reading, Wildcards::active), given);
}

Truth is_arn_like(std::string_view wanted, std::string_view given, const Reading& reading) {
  const auto parts = arn_parts(wanted, reading);
  // No page says whether `*` alone, or a variable for several parts, is an ARN.
  if (wanted == "*" || (parts.size() < arn_part_count && holds_variable(wanted, reading))) return {};
  return arn_matches(parts, given, reading);
}

constexpr unsigned less = 1, equal = 2, greater = 4;

template <Order (*compare)(std::string_view, std::string_view), unsigned accepted>
Truth is_ordered(std::string_view wanted, std::string_view given, const Reading&) {
  const auto order = compare(given, wanted);
  if (!order) return {};
  return (accepted & (std::is_lt(*order) ? less : std::is_gt(*order) ? greater : equal)) != 0;
}

template <unsigned accepted>
constexpr Test number_is = is_ordered<compare_numbers, accepted>;
template <unsigned accepted>
constexpr Test date_is = is_ordered<compare_dates, accepted>;

std::optional<bool> read_boolean(std::string_view text) {
  const auto lower = lower_case(text);
  if (lower != "true" && lower != "false") return {};
  return lower == "true";
}

Truth is_same_boolean(std::string_view wanted, std::string_view given, const Reading&) {
  const auto first = read_boolean(wanted), second = read_boolean(given);
  return first && second ? Truth(*first == *second) : Truth();
}

/// RFC 4648, section 4.
bool is_base64(std::string_view text) {
  const auto end = std::min(text.find('='), text.size());
  const auto is_sign = [](char32_t c) { return is_letter_or_digit(c) || c == '+' || c == '/'; };
  return text.size() % 4 == 0 && text.size() - end <= 2 && all_in(text.substr(0, end), is_sign) &&
         text.find_first_not_of('=', end) == std::string_view::npos;
}

Truth is_same_binary(std::string_view wanted, std::string_view given, const Reading&) {
  if (!is_base64(wanted) || !is_base64(given)) return {};
  return wanted == given;
}

Truth is_address_in(std::string_view wanted, std::string_view given, const Reading&) {
  return is_in_block(given, wanted);
}

struct Comparison {
  std::string_view name;
  Test test;
  bool is_negated = false;
};

/// IAM User Guide, "IAM JSON policy elements: Condition operators".
constexpr Comparison comparisons[] = {
    {"StringEquals", equals},
    {"StringNotEquals", equals, true},
    {"StringEqualsIgnoreCase", equals_ignoring_case},
    {"StringNotEqualsIgnoreCase", equals_ignoring_case, true},
    {"StringLike", is_like},
    {"StringNotLike", is_like, true},
    {"NumericEquals", number_is<equal>},
    {"NumericNotEquals", number_is<equal>, true},
    {"NumericLessThan", number_is<less>},
    {"NumericLessThanEquals", number_is<less | equal>},
    {"NumericGreaterThan", number_is<greater>},
    {"NumericGreaterThanEquals", number_is<greater | equal>},
    {"DateEquals", date_is<equal>},
    {"DateNotEquals", date_is<equal>, true},
    {"DateLessThan", date_is<less>},
    {"DateLessThanEquals", date_is<less | equal>},
    {"DateGreaterThan", date_is<greater>},
    {"DateGreaterThanEquals", date_is<greater | equal>},
    {"Bool", is_same_boolean},
    {"BinaryEquals", is_same_binary},
    {"IpAddress", is_address_in},
    {"NotIpAddress", is_address_in, true},
    {"ArnEquals", is_arn_like},
    {"ArnLike", is_arn_like},
    {"ArnNotEquals", is_arn_like, true},
    {"ArnNotLike", is_arn_like, true},
};

/// How many of the values that the request gives must pass: `plain` takes one value alone.
enum class Quantifier : std::uint8_t { plain, any, all };

struct Operator {
  Comparison comparison;
  Quantifier quantifier = Quantifier::plain;
  bool if_exists = false;
};

bool take_start(std::string_view& name, std::string_view start) {
  const bool found = name.starts_with(start);
  if (found) name.remove_prefix(start.size());
  return found;
}

/// Null is not among them.
std::optional<Operator> read_operator(std::string_view name) {
  Operator result;
  if (take_start(name, "ForAnyValue:"))
    result.quantifier = Quantifier::any;
  else if (take_start(name, "ForAllValues:"))
    result.quantifier = Quantifier::all;
  constexpr std::string_view if_exists = "IfExists";
  result.if_exists = name.ends_with(if_exists);
  if (result.if_exists) name.remove_suffix(if_exists.size());
  const auto* row = std::find_if(std::begin(comparisons), std::end(comparisons),
                                 [&](const Comparison& each) { return each.name == name; });
  if (row == std::end(comparisons)) return {};
  result.comparison = *row;
  return result;
}

/// A key that is there but has no value, or an empty one: IAM may take it for missing.
bool may_be_missing(const ContextValue& given) {
  return given.items.empty() || (given.items.size() == 1 && given.items.front().empty());
}

/// One value of the request against all of the policy: a negated operator wants none of them.
Truth value_passes(const Operator& op, const Values& values, std::string_view given, const Reading& reading) {
  const auto found = any_of(values.items, [&](const Text& text) {
    return text.is_literal() ? op.comparison.test(text.literal(), given, reading) : Truth();
  });
  return op.comparison.is_negated ? negated(found) : found;
}

/// An array never passes a plain operator, not even a negated one.
Truth plain_holds(const Operator& op, const Values& values, const ContextValue* given, const Reading& reading) {
  const bool when_missing = op.if_exists || op.comparison.is_negated;
  if (!given) return when_missing;
  if (!given->is_array) return value_passes(op, values, given->items.front(), reading);
  return given->items.empty() && when_missing ? Truth() : Truth(false);
}

/// IAM User Guide, "Multivalued context keys". IfExists changes nothing: without the key, all of no values pass, and
/// none does.
Truth set_holds(const Operator& op, const Values& values, const ContextValue* given, const Reading& reading) {
  const bool is_all = op.quantifier == Quantifier::all;
  if (!given) return is_all;
  const auto passes = [&](const std::string& item) { return value_passes(op, values, item, reading); };
  const auto result = is_all ? all_of(given->items, passes) : any_of(given->items, passes);
  return may_be_missing(*given) && result != is_all ? Truth() : result;
}

Truth null_holds(const Values& values, const ContextValue* given) {
  if (given && may_be_missing(*given)) return {};
  return any_of(values.items, [&](const Text& text) -> Truth {
    const auto wants_none = text.is_literal() ? read_boolean(text.literal()) : std::nullopt;
    return wants_none ? Truth(*wants_none == (given == nullptr)) : Truth();
  });
}

Truth key_holds(const ConditionOperator& written, const ConditionKey& key, const Reading& reading) {
  if (!key.name.is_literal() || key.values.items.empty()) return {};
  const auto found = reading.context->find(lower_case(key.name.literal()));
  const auto* given = found == reading.context->end() ? nullptr : &found->second;
  if (given && !given->is_array && given->items.size() != 1) return {};
  if (written.name == "Null") return null_holds(key.values, given);
  const auto op = read_operator(written.name);
  if (!op) return {};
  return op->quantifier == Quantifier::plain ? plain_holds(*op, key.values, given, reading)
                                             : set_holds(*op, key.values, given, reading);
}

}  // namespace

Truth conditions_hold(const std::vector<ConditionOperator>& condition, const Reading& reading) {
  return all_of(condition, [&](const ConditionOperator& op) {
    return all_of(op.keys, [&](const ConditionKey& key) { return key_holds(op, key, reading); });
  });
}

}  // namespace rolecast::access
