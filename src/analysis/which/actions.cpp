#include "analysis/which/actions.h"

#include <algorithm>

#include <fmt/core.h>

#include "model/characters.h"

namespace rolecast::which {

bool takes_text(std::string_view pattern, std::string_view text) {
  const auto folded_pattern = lower_case(pattern), folded = lower_case(text);
  std::size_t p = 0, t = 0, star = std::string::npos, resume = 0;
  while (t < folded.size()) {
    if (p < folded_pattern.size() && folded_pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < folded_pattern.size() && (folded_pattern[p] == '?' || folded_pattern[p] == folded[t])) {
      ++p;
      ++t;
    } else if (star != std::string::npos) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  return folded_pattern.find_first_not_of('*', p) == std::string::npos;
}

bool takes_action(const Statement& statement, std::string_view action) {
  const auto holds = [&](const std::optional<Values>& values) {
    return values && std::any_of(values->items.begin(), values->items.end(),
                                 [&](const Text& pattern) { return takes_text(pattern.spelled(), action); });
  };
  return statement.not_action ? !holds(statement.not_action) : holds(statement.action);
}

std::string name_of(const Policy& policy, const Statement& statement) {
  if (statement.sid) return statement.sid->spelled();
  for (std::size_t i = 0; i < policy.statements.size(); ++i)
    if (&policy.statements[i] == &statement) return fmt::format("statement {}", i + 1);
  return "a statement";
}

}  // namespace rolecast::which
