// What the parts of the evaluator share: answers that may be open, and a policy's texts as patterns.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/access/request.h"

namespace rolecast::access {

/// Nothing where something is not understood: it may be either.
using Truth = std::optional<bool>;

inline Truth negated(Truth truth) { return truth ? Truth(!*truth) : Truth(); }

/// True where one item's test is, whatever the open ones turn out to be.
template <typename Items, typename Test>
Truth any_of(const Items& items, Test test) {
  Truth result = false;
  for (const auto& item : items) {
    const Truth one = test(item);
    if (one == true) return true;
    if (!one) result.reset();
  }
  return result;
}

/// False where one item's test is, whatever the open ones turn out to be.
template <typename Items, typename Test>
Truth all_of(const Items& items, Test test) {
  return negated(any_of(items, [&](const auto& item) { return negated(test(item)); }));
}

/// How the texts of a policy are read: 2008-10-17 has no variables.
struct Reading {
  const Context* context = nullptr;
  bool has_variables = true;
};

/// A text of a policy with its variables replaced by what the request holds.
struct Pattern {
  enum class Kind : std::uint8_t { character, any_one, any_run };
  struct Symbol {
    Kind kind = Kind::character;
    char32_t character = 0;
  };
  std::vector<Symbol> symbols;
  bool is_understood = true;
  bool has_values = true;  ///< false: a variable has no value, and the pattern matches nothing
};

enum class Wildcards : std::uint8_t { literal, active };

/// IAM User Guide, "IAM policy elements: Variables and tags".
Pattern read_pattern(std::string_view text, const Reading& reading, Wildcards wildcards);
bool holds_variable(std::string_view text, const Reading& reading);

Truth matches(const Pattern& pattern, std::string_view text);
/// Letters A-Z match as a-z. Nothing where it depends on other letters.
Truth matches_ignoring_case(Pattern pattern, std::string_view text);

constexpr std::size_t arn_part_count = 6;
/// Parted at the first five colons; those inside of variables part nothing.
std::vector<std::string_view> arn_parts(std::string_view text, const Reading& reading);
/// Six parts against an ARN, one by one: no wildcard of the first five crosses a colon.
Truth arn_matches(const std::vector<std::string_view>& parts, std::string_view arn, const Reading& reading);

/// Whether all operators hold for all of their keys.
Truth conditions_hold(const std::vector<ConditionOperator>& condition, const Reading& reading);

Truth is_one_of(const Principal& principal, const Caller& caller, const Context& context);

}  // namespace rolecast::access
