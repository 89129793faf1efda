#include "commands/which_symptom.h"

#include <algorithm>

#include <fmt/core.h>
#include <fmt/ranges.h>

#include "analysis/which/likest.h"
#include "analysis/which/values.h"

namespace rolecast {
namespace {

/// "logs:PutLogEvents, logs:CreateLogStream", each once.
std::string actions_of(const std::vector<which::Lack>& lacks) {
  std::vector<std::string> names;
  for (const auto& lack : lacks)
    if (std::find(names.begin(), names.end(), lack.action) == names.end()) names.push_back(lack.action);
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string role_in_words(const Needs& needs) { return needs.is_caller ? "this role, as the caller's," : "this role"; }

/// The cause in words, where there is one; empty where the role has everything.
std::string cause_in(const which::Fit& fit, const Needs& needs) {
  const auto trust = fit.trust.verdict;
  if (needs.trust && trust == which::TrustVerdict::wrong)
    return fmt::format("its trust policy is {}: {}", to_string(fit.trust.verdict), fit.trust.reason);

  if (!fit.missing.empty()) return fmt::format("{} lacks {}", role_in_words(needs), actions_of(fit.missing));
  if (needs.trust && trust == which::TrustVerdict::undecided)
    return fmt::format("whether it can be assumed is not decided: {}", fit.trust.reason);
  if (!fit.undecided.empty()) {
    const auto actions = actions_of(fit.undecided);
    return fmt::format("whether {} has {} is not decided: {}", role_in_words(needs),
                       actions.empty() ? "what is needed" : actions, fit.undecided.front().reason);
  }
  return {};
}

}  // namespace

std::optional<Told> find_symptom(const std::string& message, Context& context) {
  auto symptoms = read_symptoms(context.sources, context.diagnostics);
  const auto told_by = [&](const Denial& denial) {
    const auto* known = symptom_about(denial, symptoms);
    if (!known) return Told{symptom_of(denial), denial};
    // without a resource, the symptom knows better which ones are needed
    return denial.resource == "*" && known->needs ? Told{*known, {}} : Told{*known, denial};
  };
  if (const auto denial = denial_in(message)) return told_by(*denial);
  std::vector<std::vector<std::string>> says;
  for (const auto& symptom : symptoms) says.push_back(symptom.says);
  const auto found = which::likest(message, says);
  if (found.size() == 1) return Told{std::move(symptoms[found.front()]), {}};
  if (const auto denial = loose_denial_in(message)) return told_by(*denial);
  std::vector<std::string> ids;
  for (const auto i : found) ids.push_back(fmt::format("`{}`", symptoms[i].id));
  if (found.empty())
    context.diagnostics.error(Code::unknown_name, {}, fmt::format("no known symptom is like `{}`", message),
                              "`rolecast explain symptom` lists those that are known");
  else
    context.diagnostics.error(Code::unknown_name, {}, fmt::format("`{}` may be {}", message, fmt::join(ids, ", ")),
                              "quote more of the message, or ask for one by its id: `rolecast explain ID`");
  return {};
}

SymptomFinding look_for(const Symptom& symptom, const RoleOf& of, const which::Answer& answer,
                        const std::optional<which::Wanted>& wanted, const which::Circumstances& circumstances) {
  SymptomFinding finding;
  if (symptom.needs && symptom.needs->boundary) {
    finding.is_cleared = of.role->permissions_boundary.has_value();
    finding.what = finding.is_cleared ? fmt::format("this role has a permissions boundary, `{}`; look at: {}",
                                                    which::shown(*of.role->permissions_boundary), symptom.otherwise)
                                      : "this role has no permissions boundary";
    return finding;
  }
  if (!symptom.needs || !wanted) {
    finding.what = "no role file tells whether this is the cause";
    return finding;
  }
  const auto& needs = *symptom.needs;
  finding.fit = which::fit_to(of, *wanted, needs.actions, circumstances);
  auto& fit = *finding.fit;
  if (!needs.permissions) {
    fit.missing.clear();
    fit.undecided.clear();
    fit.permissions_fix.reset();
  }
  finding.what = cause_in(fit, needs);
  if (!finding.what.empty()) {
    if (needs.is_caller != (answer.identity == which::Identity::caller))
      finding.what += needs.is_caller ? "; the role of whoever deploys is the one to look at"
                                      : "; and it is no role that AgentCore takes";
    return finding;
  }
  if (!answer.problems.empty()) {
    finding.what = fmt::format("it has all of that, but something in it is wrong: {}", answer.problems.front().what);
    return finding;
  }
  finding.is_cleared = true;
  finding.what = fmt::format("this role has all of that; look at: {}",
                             symptom.otherwise.empty() ? symptom.cause : symptom.otherwise);
  return finding;
}

}  // namespace rolecast
