#include "commands/prompts.h"

#include <algorithm>

#include <fmt/core.h>

#include "model/pattern.h"
#include "source/report.h"
#include "source/utf8.h"

namespace rolecast {
namespace {

std::string introduction(const Parameter& parameter) {
  auto text = fmt::format("\n{}: {}\n", parameter.name, printable(parameter.description));
  if (parameter.pattern) text += fmt::format("  pattern {}\n", printable(*parameter.pattern));
  if (parameter.default_value)
    text += fmt::format("  empty: {}, unless the deployment gives another\n", printable(*parameter.default_value));
  else
    text += "  empty: the deployment gives it\n";
  return text;
}

/// What is wrong with the answer, or nothing.
std::string fault_in(const std::string& answer, const Parameter& parameter) {
  if (find_bad_utf8(answer) != std::string::npos) return "this is not UTF-8\n";
  if (!parameter.pattern || matches(*parameter.pattern, answer)) return {};
  return fmt::format("{} does not match {}\n", printable(answer), *parameter.pattern);
}

}  // namespace

Bindings ask_for(const std::vector<Parameter>& parameters, const Bindings& bindings, const Context& context) {
  Bindings answers;
  for (const auto& parameter : parameters) {
    const auto is_this = [&](const auto& binding) { return binding.first == parameter.name; };
    if (std::any_of(bindings.begin(), bindings.end(), is_this)) continue;
    auto before = introduction(parameter);
    while (true) {
      const auto answer = context.ask(before + parameter.name + "> ");
      if (!answer) return answers;
      if (answer->empty()) break;
      before = fault_in(*answer, parameter);
      if (!before.empty()) continue;
      answers.emplace_back(parameter.name, *answer);
      break;
    }
  }
  return answers;
}

}  // namespace rolecast
