// The single tests that a statement makes: of the action, of the resource, of condition keys.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/access/reading.h"
#include "analysis/access/values.h"

namespace rolecast::access {

enum class TestKind : std::uint8_t { text, number, date, address, boolean, null, opaque };
enum class Over : std::uint8_t { one, any, all };  ///< a single value; `ForAnyValue:`; `ForAllValues:`
enum class Relation : std::uint8_t { equal, less, at_most, greater, at_least };

/// A test of one value. It holds where some listed value matches; a negated one where none does.
struct Test {
  TestKind kind = TestKind::text;
  Over over = Over::one;
  bool is_negated = false, if_exists = false;
  GlobList patterns;  ///< text
  Relation relation = Relation::equal;
  std::vector<Amount> amounts;                   ///< number, date
  std::vector<AddressBlock> blocks;              ///< address
  bool takes_true = false, takes_false = false;  ///< boolean; null: whether the key may be missing, may be there

  /// IAM User Guide, "Condition operators" and "Multivalued context keys".
  bool holds_without_key() const;
  /// Of a value of a kind with an order, or of a boolean as 0 or 1.
  bool holds_for(Amount amount) const;
  bool holds_for(const Address& address) const;
};

/// What an operator's name says; nothing where it is none.
struct Operator {
  TestKind kind = TestKind::text;
  PatternKind pattern = PatternKind::equal;  ///< of text
  Over over = Over::one;
  bool is_negated = false, if_exists = false;
  Relation relation = Relation::equal;
};
std::optional<Operator> read_operator(std::string_view name);

}  // namespace rolecast::access
