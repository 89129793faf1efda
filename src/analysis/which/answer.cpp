#include "analysis/which/answer.h"

#include <algorithm>
#include <set>

#include <fmt/core.h>
#include <fmt/ranges.h>

#include "analysis/which/trust.h"
#include "analysis/which/words.h"

namespace rolecast::which {
namespace {

constexpr std::string_view agentcore = "bedrock-agentcore.amazonaws.com";

std::string counted(std::size_t count, std::string_view word) {
  return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
}

/// Actions, each once for a statement, on however many resources.
std::size_t actions_in(const std::vector<Lack>& lacks) {
  std::set<std::pair<std::string, std::string>> actions;
  for (const auto& lack : lacks) actions.emplace(lack.statement, lack.action);
  return actions.size();
}

/// "; it lacks 2 permissions; 1 permission is not decided".
std::string about_permissions(const Fit& fit) {
  std::string text;
  if (!fit.missing.empty()) text += fmt::format("; it lacks {}", counted(actions_in(fit.missing), "permission"));
  if (fit.undecided.size() == 1 && fit.undecided.front().action.empty())
    text += "; whether it can use its permissions is not decided";
  else if (!fit.undecided.empty())
    text += fmt::format("; {} {} not decided", counted(actions_in(fit.undecided), "permission"),
                        fit.undecided.size() == 1 ? "is" : "are");
  return text;
}

std::string about_trust(const TrustFit& trust) {
  switch (trust.verdict) {
    case TrustVerdict::wider:
      return "; it lets in more than it should";
    case TrustVerdict::unguarded:
      return "; it is not guarded against other accounts";
    case TrustVerdict::undecided:
      return "; whether it lets in whom it should is not decided";
    default:
      return {};
  }
}

std::string about_problems(const Answer& answer) {
  if (answer.problems.empty()) return {};
  return fmt::format("; {} in it {} wrong",
                     answer.problems.size() == 1 ? "1 thing" : counted(answer.problems.size(), "thing"),
                     answer.problems.size() == 1 ? "is" : "are");
}

/// A role that somebody else may take: what it would be good for otherwise.
std::string of_other_service(const Trusted& trusted, const Answer& answer) {
  const auto service = trusted.services.front();
  const auto is = service_in_words(service) == service
                      ? fmt::format("this is a role for {}", service)
                      : fmt::format("this is a role for {} (it trusts {})", service_in_words(service), service);
  const auto* best = answer.best();
  if (!answer.too_much.empty())
    return fmt::format("{}; it allows {}, and AgentCore cannot assume it", is, answer.too_much);
  if (!best) return fmt::format("{}; AgentCore cannot assume it", is);
  if (best->has_permissions())
    return fmt::format("it has every permission of {}, but {} cannot assume it: {}", best->wanted->name,
                       short_name(service_of(*best->wanted)), best->trust.reason);
  return fmt::format("{}; AgentCore cannot assume it. Its permissions look like {}{}", is, best->wanted->name,
                     about_permissions(*best));
}

std::string of_caller(const Trusted& trusted, const Answer& answer, bool is_partial) {
  const auto who = trusted_in_words(trusted);
  const auto* best = answer.best();
  if (best && best->trust.verdict == TrustVerdict::wrong)
    return best->has_permissions()
               ? fmt::format("it has every permission of {}, but {} cannot assume it: {}", best->wanted->name,
                             short_name(service_of(*best->wanted)), best->trust.reason)
               : fmt::format(
                     "this is a caller identity (it trusts {}), with permissions that look like {}{}; AgentCore "
                     "cannot assume it",
                     who, best->wanted->name, about_permissions(*best));
  const auto is = fmt::format(
      "this is a caller identity (it trusts {}): not what -er takes; an execution role trusts {}", who, agentcore);
  if (!answer.too_much.empty()) return fmt::format("{}. It is far too broad: it allows {}", is, answer.too_much);
  if (!best) return is;
  if (is_partial && best->missing.empty()) return is;
  const auto lacks = about_permissions(*best);
  return fmt::format("{}. As a caller it is like {}{}", is, best->wanted->name,
                     lacks.empty() ? ", of which it has every permission" : lacks);
}

std::string of_service_role(const Trusted& trusted, const Answer& answer) {
  if (!answer.has_best)
    return fmt::format("this is a role for {}, and no kind that is known", trusted_in_words(trusted));
  const auto& best = *answer.best();
  if (best.trust.verdict == TrustVerdict::wrong && best.has_permissions() && answer.too_much.empty() &&
      std::find(trusted.services.begin(), trusted.services.end(), service_of(*best.wanted)) == trusted.services.end())
    return fmt::format("it has every permission of {}, but {} cannot assume it: {}{}", best.wanted->name,
                       short_name(service_of(*best.wanted)), best.trust.reason, about_problems(answer));
  auto text = fmt::format("this is {} ({})", family_in_words(*best.wanted), best.wanted->name);
  if (!answer.too_much.empty())
    text = fmt::format("it is far too broad: it allows {}, where {} needs {}", answer.too_much, best.wanted->name,
                       counted(best.needed, "action"));
  if (best.trust.verdict == TrustVerdict::wrong)
    text += fmt::format("; {} cannot assume it: {}", short_name(service_of(*best.wanted)), best.trust.reason);
  else
    text += about_trust(best.trust);
  const auto rest = about_permissions(best) + about_problems(answer);
  if (rest.empty() && best.has_trust() && answer.too_much.empty()) return text + "; nothing is missing";
  return text + rest;
}

}  // namespace

std::string answer_text(const RoleOf& of, const Answer& answer, bool is_partial) {
  const auto trusted = trusted_by(*of.role);
  switch (answer.identity) {
    case Identity::service_role:
      return of_service_role(trusted, answer);
    case Identity::caller:
      return of_caller(trusted, answer, is_partial);
    case Identity::other_service:
      return of_other_service(trusted, answer);
    case Identity::unknown:
      break;
  }
  if (trusted.is_anyone)
    return trusted.is_conditional
               ? fmt::format(
                     "everyone may take this role under its conditions: it is no role for AgentCore, which is the "
                     "service {}",
                     agentcore)
               : "everyone may take this role: it is no role for AgentCore";
  return "nobody may take this role, as far as the input says: an execution role trusts " + std::string(agentcore);
}

}  // namespace rolecast::which
