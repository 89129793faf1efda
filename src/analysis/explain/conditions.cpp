#include <array>

#include "analysis/explain/sentences.h"

namespace rolecast {
namespace {

/// How a test reads, of one value and of several.
struct Row {
  std::string_view name;
  std::string_view words;
  bool is_negated = false;  ///< it holds where the key is missing, and of several values none may be met
};

// IAM User Guide, "IAM JSON policy elements: Condition operators".
constexpr std::array rows = {
    Row{"StringEquals", "is"},
    Row{"StringNotEquals", "is", true},
    Row{"StringEqualsIgnoreCase", "is, whatever its letter case,"},
    Row{"StringNotEqualsIgnoreCase", "is, whatever its letter case,", true},
    Row{"StringLike", "is like"},
    Row{"StringNotLike", "is like", true},
    Row{"NumericEquals", "is the number"},
    Row{"NumericNotEquals", "is the number", true},
    Row{"NumericLessThan", "is less than"},
    Row{"NumericLessThanEquals", "is at most"},
    Row{"NumericGreaterThan", "is more than"},
    Row{"NumericGreaterThanEquals", "is at least"},
    Row{"DateEquals", "is the time"},
    Row{"DateNotEquals", "is the time", true},
    Row{"DateLessThan", "is before"},
    Row{"DateLessThanEquals", "is no later than"},
    Row{"DateGreaterThan", "is after"},
    Row{"DateGreaterThanEquals", "is no earlier than"},
    Row{"Bool", "is"},
    Row{"BinaryEquals", "is the bytes"},
    Row{"IpAddress", "is in"},
    Row{"NotIpAddress", "is in", true},
    Row{"ArnEquals", "is like"},
    Row{"ArnLike", "is like"},
    Row{"ArnNotEquals", "is like", true},
    Row{"ArnNotLike", "is like", true},
};

Prose alternatives(const Values& values, std::string_view last = "or") {
  std::vector<Prose> parts;
  for (const auto& value : values.items) parts.push_back(Prose().quote(value));
  return parts.empty() ? Prose("one of no values at all") : joined(parts, last);
}

/// `is like a or b`, `is not like a`, `is neither like a nor b`.
Prose comparison(const Row& row, const Values& values) {
  if (!row.is_negated) return Prose(" " + std::string(row.words) + " ").add(alternatives(values));
  const auto rest = std::string(row.words.substr(2)) + " ";
  if (values.items.size() < 2) return Prose(" is not" + rest).add(alternatives(values));
  return Prose(" is neither" + rest).add(alternatives(values, "nor"));
}

bool is_word(const Values& values, std::string_view word) {
  return values.items.size() == 1 && values.items.front().is_literal() && values.items.front().literal() == word;
}

Prose null_test(const ConditionKey& key) {
  Prose prose;
  prose.quote(key.name);
  if (is_word(key.values, "true")) return prose.say(" is missing");
  if (is_word(key.values, "false")) return prose.say(" is there");
  return prose.say(" is missing (true) or there (false): ").add(alternatives(key.values));
}

Prose test(std::string_view name, const ConditionKey& key) {
  const auto colon = name.find(':');
  const auto prefix = name.substr(0, colon == std::string_view::npos ? 0 : colon);
  auto base = name.substr(colon == std::string_view::npos ? 0 : colon + 1);
  if (base == "Null") return null_test(key);
  const bool if_exists = base.ends_with("IfExists");
  if (if_exists) base.remove_suffix(8);
  Prose prose;
  for (const auto& row : rows) {
    if (row.name != base) continue;
    const bool is_any = base == "StringLike" && is_word(key.values, "*");
    const auto what = is_any ? Prose(" is anything (").quote("*").say(")") : comparison(row, key.values);
    if (prefix == "ForAllValues")
      return prose.say("every value of ").quote(key.name).add(what).say(" (or there is none)");
    if (prefix == "ForAnyValue") return prose.say("some value of ").quote(key.name).add(what);
    prose.quote(key.name).add(what);
    return if_exists || row.is_negated ? prose.say(" (or it is missing)") : prose;
  }
  return prose.quote(name).say(" holds of ").quote(key.name).say(" and ").add(alternatives(key.values));
}

}  // namespace

Prose conditions_in_words(const std::vector<ConditionOperator>& condition) {
  std::vector<Prose> tests;
  for (const auto& op : condition)
    for (const auto& key : op.keys) tests.push_back(test(op.name, key));
  Prose all;
  for (std::size_t i = 0; i < tests.size(); ++i) all.say(i == 0 ? "" : " and ").add(tests[i]);
  return all;
}

}  // namespace rolecast
