#include "commands/explain_symptom.h"

#include <algorithm>

#include <fmt/core.h>

#include "readers/symptoms.h"

namespace rolecast {
namespace {

std::string listed(const std::vector<Symptom>& symptoms) {
  std::size_t width = 0;
  for (const auto& symptom : symptoms) width = std::max(width, symptom.id.size());
  std::string text;
  for (const auto& symptom : symptoms) text += fmt::format("{:<{}}  {}\n", symptom.id, width, symptom.says.front());
  return text;
}

std::string explained(const Symptom& symptom) {
  std::string text;
  for (const auto& says : symptom.says) text += fmt::format("{}: {}\n", symptom.id, says);
  text += fmt::format("\ncause: {}\nfix: {}\nsee {}\n", symptom.cause, symptom.fix, symptom.link);
  if (symptom.needs)
    text += fmt::format("\nwhether a role is to blame: rolecast which FILE --error \"{}\"\n", symptom.says.front());
  return text;
}

}  // namespace

bool explain_symptom(const std::string& word, Context& context) {
  const auto symptoms = read_symptoms(context.sources, context.diagnostics);
  const auto found =
      std::find_if(symptoms.begin(), symptoms.end(), [&](const Symptom& symptom) { return symptom.id == word; });
  if (word == "symptom" || word == "symptoms")
    context.out = listed(symptoms);
  else if (found != symptoms.end())
    context.out = explained(*found);
  else
    return false;
  return true;
}

}  // namespace rolecast
