#include "analysis/access/test.h"

#include <algorithm>

namespace rolecast::access {
namespace {

struct OperatorRow {
  std::string_view name;
  TestKind kind;
  PatternKind pattern;
  bool is_negated;
  Relation relation;
};

// IAM User Guide, "IAM JSON policy elements: Condition operators". ArnEquals and ArnLike behave alike.
constexpr OperatorRow operators[] = {
    {"StringEquals", TestKind::text, PatternKind::equal, false, Relation::equal},
    {"StringNotEquals", TestKind::text, PatternKind::equal, true, Relation::equal},
    {"StringEqualsIgnoreCase", TestKind::text, PatternKind::equal_in_case, false, Relation::equal},
    {"StringNotEqualsIgnoreCase", TestKind::text, PatternKind::equal_in_case, true, Relation::equal},
    {"StringLike", TestKind::text, PatternKind::like, false, Relation::equal},
    {"StringNotLike", TestKind::text, PatternKind::like, true, Relation::equal},
    {"ArnEquals", TestKind::text, PatternKind::arn, false, Relation::equal},
    {"ArnNotEquals", TestKind::text, PatternKind::arn, true, Relation::equal},
    {"ArnLike", TestKind::text, PatternKind::arn, false, Relation::equal},
    {"ArnNotLike", TestKind::text, PatternKind::arn, true, Relation::equal},
    {"BinaryEquals", TestKind::text, PatternKind::equal, false, Relation::equal},
    {"NumericEquals", TestKind::number, {}, false, Relation::equal},
    {"NumericNotEquals", TestKind::number, {}, true, Relation::equal},
    {"NumericLessThan", TestKind::number, {}, false, Relation::less},
    {"NumericLessThanEquals", TestKind::number, {}, false, Relation::at_most},
    {"NumericGreaterThan", TestKind::number, {}, false, Relation::greater},
    {"NumericGreaterThanEquals", TestKind::number, {}, false, Relation::at_least},
    {"DateEquals", TestKind::date, {}, false, Relation::equal},
    {"DateNotEquals", TestKind::date, {}, true, Relation::equal},
    {"DateLessThan", TestKind::date, {}, false, Relation::less},
    {"DateLessThanEquals", TestKind::date, {}, false, Relation::at_most},
    {"DateGreaterThan", TestKind::date, {}, false, Relation::greater},
    {"DateGreaterThanEquals", TestKind::date, {}, false, Relation::at_least},
    {"Bool", TestKind::boolean, {}, false, Relation::equal},
    {"IpAddress", TestKind::address, {}, false, Relation::equal},
    {"NotIpAddress", TestKind::address, {}, true, Relation::equal},
    {"Null", TestKind::null, {}, false, Relation::equal}};

bool is_in(Relation relation, Amount amount, Amount bound) {
  switch (relation) {
    case Relation::equal:
      return amount == bound;
    case Relation::less:
      return amount < bound;
    case Relation::at_most:
      return amount <= bound;
    case Relation::greater:
      return amount > bound;
    case Relation::at_least:
      return amount >= bound;
  }
  return false;
}

}  // namespace

bool Test::holds_without_key() const {
  if (kind == TestKind::null) return takes_true;
  if (over == Over::any) return false;
  return if_exists || is_negated || over == Over::all;
}

bool Test::holds_for(Amount amount) const {
  if (kind == TestKind::opaque) return amount != 0;
  if (kind == TestKind::boolean) return (amount != 0 ? takes_true : takes_false) != is_negated;
  return is_negated !=
         std::any_of(amounts.begin(), amounts.end(), [&](Amount bound) { return is_in(relation, amount, bound); });
}

bool Test::holds_for(const Address& address) const {
  return is_negated !=
         std::any_of(blocks.begin(), blocks.end(), [&](const AddressBlock& block) { return block.contains(address); });
}

std::optional<Operator> read_operator(std::string_view name) {
  Operator result;
  const auto take = [&](std::string_view part) {
    if (!name.starts_with(part)) return false;
    name.remove_prefix(part.size());
    return true;
  };
  if (take("ForAnyValue:"))
    result.over = Over::any;
  else if (take("ForAllValues:"))
    result.over = Over::all;
  constexpr std::string_view if_exists = "IfExists";
  if (name.ends_with(if_exists)) {
    result.if_exists = true;
    name.remove_suffix(if_exists.size());
  }
  const auto row =
      std::find_if(std::begin(operators), std::end(operators), [&](const auto& one) { return one.name == name; });
  if (row == std::end(operators)) return {};
  result.kind = row->kind;
  result.pattern = row->pattern;
  result.is_negated = row->is_negated;
  result.relation = row->relation;
  return result;
}

}  // namespace rolecast::access
