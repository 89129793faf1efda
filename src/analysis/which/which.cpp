#include "analysis/which/which.h"

#include <algorithm>
#include <tuple>

#include "analysis/which/actions.h"
#include "analysis/which/answer.h"
#include "analysis/which/mistakes.h"
#include "analysis/which/permissions.h"
#include "analysis/which/requests.h"
#include "analysis/which/trust.h"
#include "analysis/which/values.h"
#include "analysis/which/words.h"
#include "model/characters.h"

namespace rolecast::which {
namespace {

/// How a fit is counted. A role that lets in whom it has to is always likelier than one that does not.
constexpr int trusted_points = 2000, source_points = 150, name_points = 200, whole = 1000;
/// Without the right trust, so much of the permissions has to agree.
constexpr int least_likeness = 600;
/// A template of fewer actions is easily like something else.
constexpr int enough_actions = 3, specific_source = 2;

/// Of all actions of the role, how many are wanted, in thousandths.
int part_wanted(const Role& role, const Role& wanted) {
  int all = 0, found = 0;
  const auto is_wanted = [&](const std::string& pattern) {
    for (const auto& policy : wanted.policies)
      for (const auto& statement : policy.document.statements)
        if (statement.action && statement.effect == Effect::allow)
          for (const auto& action : statement.action->items)
            if (takes_text(pattern, action.spelled())) return true;
    return false;
  };
  for (const auto& policy : role.policies)
    for (const auto& statement : policy.document.statements) {
      if (statement.effect == Effect::deny || !statement.action) continue;
      for (const auto& action : statement.action->items) {
        ++all;
        found += is_wanted(action.spelled()) ? 1 : 0;
      }
    }
  return all == 0 ? 0 : found * whole / all;
}

/// Of all wanted actions, how many the role's statements name or take in, wherever, in thousandths.
int part_named(const Requests& requests, const Role& wanted) {
  int all = 0, found = 0;
  for (const auto& policy : wanted.policies)
    for (const auto& statement : policy.document.statements) {
      if (statement.effect == Effect::deny || !statement.action) continue;
      for (const auto& action : statement.action->items) {
        ++all;
        const auto is_named = [&](const Policy* own) {
          return std::any_of(own->statements.begin(), own->statements.end(), [&](const Statement& one) {
            return one.effect == Effect::allow && takes_action(one, action.spelled());
          });
        };
        found += std::any_of(requests.policies().begin(), requests.policies().end(), is_named) ? 1 : 0;
      }
    }
  return all == 0 ? 0 : found * whole / all;
}

int actions_of(const Wanted& wanted) {
  std::size_t count = 0;
  for (const auto& policy : wanted.model.roles.front().policies)
    for (const auto& statement : policy.document.statements)
      if (statement.action && statement.effect == Effect::allow) count += statement.action->items.size();
  return static_cast<int>(count);
}

bool is_usual(const Wanted& wanted) { return wanted.name == "agentcore-runtime"; }

int name_likeness(const Role& role, const Wanted& wanted) {
  return role.name && !wanted.is_caller ? likeness_of_name(shown(*role.name), wanted.family) : 0;
}

int likeness(const Requests& requests, const Wanted& wanted, const TrustFit& trust) {
  const auto& role = *requests.role().role;
  const int named = part_named(requests, wanted.model.roles.front());
  const int used = part_wanted(role, wanted.model.roles.front());
  int permissions = named + used == 0 ? 0 : 2 * named * used / (named + used);
  const int source = likeness_of_source(role, wanted);
  const auto services = trusted_by(role).services;
  const bool is_trusted = trust.verdict != TrustVerdict::wrong ||
                          std::find(services.begin(), services.end(), service_of(wanted)) != services.end();
  if (!is_trusted) return permissions;
  const int name = name_likeness(role, wanted);
  // with little to go by, a role is taken for the one that most people have
  if (source != specific_source && !wanted.is_caller)
    permissions = permissions * std::min(actions_of(wanted), enough_actions) / enough_actions;
  if (is_usual(wanted) && source >= 0 && name >= 0) permissions = std::max(permissions, least_likeness - 1);
  return permissions + trusted_points + source_points * source + (source < 0 ? 0 : name_points * name);
}

/// The trust policy with the values of the role.
std::optional<Policy> trust_to_take(const Wanted& wanted, const Model& bound, const TrustFit& trust) {
  const bool is_fine = trust.verdict == TrustVerdict::right || trust.verdict == TrustVerdict::narrower ||
                       trust.verdict == TrustVerdict::undecided;
  if (is_fine || wanted.is_caller) return {};
  auto policy = *bound.roles.front().trust;
  for_each_text_in_policy(policy, [](Text& text) { text = renamed_back(text); });
  return policy;
}

bool is_likelier(const Fit& one, const Fit& other) {
  return std::make_tuple(-one.likeness, !is_usual(*one.wanted), other.needed, one.wanted->name) <
         std::make_tuple(-other.likeness, !is_usual(*other.wanted), one.needed, other.wanted->name);
}

/// So much less likely, what a role can serve as without any change is still what it is for.
constexpr int most_behind = 500;
/// So likely, it is what a role is for by its permissions alone.
constexpr int very_likely = 900;

/// Brings to the front what the role can serve as, where the likeliest needs more. What else a role may do is no sign
/// against it, but within a family tells one template from the other.
void prefer_complete(const Role& role, std::vector<Fit>& fits) {
  if (fits.empty() || fits.front().is_complete()) return;
  const auto& top = fits.front();
  const auto found = std::find_if(fits.begin(), fits.end(), [&](const Fit& fit) {
    return fit.is_complete() && !fit.wanted->is_caller && fit.wanted->family != top.wanted->family &&
           fit.likeness + most_behind >= top.likeness && name_likeness(role, *fit.wanted) >= 0;
  });
  if (found != fits.end()) std::rotate(fits.begin(), found, found + 1);
}

/// Brings to the front what a role that trusts another service of Bedrock's is for by its permissions.
void prefer_all_permissions(std::vector<Fit>& fits) {
  if (fits.empty() || fits.front().missing.empty()) return;
  const auto found = std::find_if(fits.begin(), fits.end(), [](const Fit& fit) {
    return fit.is_compared && fit.has_permissions() && fit.needed > 0 && fit.likeness >= very_likely &&
           fit.likeness <= whole && !fit.wanted->is_caller;
  });
  if (found != fits.end()) std::rotate(fits.begin(), found, found + 1);
}

/// Whether all that a template allows is what any program may do, so that no role is for it by that alone.
bool is_generic(const Wanted& wanted) {
  constexpr std::string_view generic[] = {"s3:", "kms:", "logs:"};
  for (const auto& policy : wanted.model.roles.front().policies)
    for (const auto& statement : policy.document.statements)
      if (statement.action)
        for (const auto& action : statement.action->items)
          if (std::none_of(std::begin(generic), std::end(generic),
                           [&](std::string_view service) { return action.spelled().starts_with(service); }))
            return false;
  return true;
}

/// Whether something in the role says AgentCore.
bool tells_agentcore(const Role& role) {
  bool found = false;
  const auto look = [&](const Text& text) {
    found = found || lower_case(shown(text)).find("agentcore") != std::string::npos;
  };
  if (role.name) look(*role.name);
  for (const auto& policy : role.policies) {
    look(policy.name);
    for_each_text_in_policy(policy.document, look);
  }
  return found;
}

/// Whether the likeliest fit is what the role is for, and not just the least unlikely.
bool is_meant(const Fit& fit, const Role& role, Identity identity) {
  if (fit.wanted->is_caller && identity == Identity::other_service) return false;
  const bool is_by_permissions = fit.wanted->is_caller || fit.trust.verdict == TrustVerdict::wrong;
  if (is_by_permissions && identity != Identity::service_role && is_generic(*fit.wanted) && !tells_agentcore(role))
    return false;
  if (fit.trust.verdict == TrustVerdict::wrong) return fit.likeness >= least_likeness;
  return identity == Identity::service_role || fit.likeness >= trusted_points + least_likeness;
}

/// Brings to the front what the role would be by its permissions, were it not for whom it trusts.
bool prefer_untrusted(std::vector<Fit>& fits, const Role& role, Identity identity) {
  const auto found = std::find_if(fits.begin(), fits.end(), [&](const Fit& fit) {
    return fit.trust.verdict == TrustVerdict::wrong && is_meant(fit, role, identity);
  });
  if (found == fits.end()) return false;
  std::rotate(fits.begin(), found, found + 1);
  return true;
}

/// What BedrockAgentCoreFullAccess lets people pass to AgentCore.
constexpr std::string_view passable = "BedrockAgentCore", agentcore = "bedrock-agentcore.amazonaws.com";

void add_notes(const RoleOf& of, Answer& answer) {
  const auto* best = answer.best();
  if (!best || service_of(*best->wanted) != agentcore || best->trust.verdict == TrustVerdict::wrong) return;
  if (of.role->name && shown(*of.role->name).find(passable) == std::string::npos)
    answer.notes.emplace_back(
        "its name does not hold BedrockAgentCore, and BedrockAgentCoreFullAccess lets people pass only roles whose name "
        "does");
}

Identity identity_of(const Role& role, const std::vector<Wanted>& catalogue) {
  const auto trusted = trusted_by(role);
  const auto is_served = [&](const std::string& service) {
    return std::any_of(catalogue.begin(), catalogue.end(),
                       [&](const Wanted& wanted) { return service_of(wanted) == service; });
  };
  if (std::any_of(trusted.services.begin(), trusted.services.end(), is_served)) return Identity::service_role;
  if (!trusted.callers.empty()) return Identity::caller;
  return trusted.services.empty() ? Identity::unknown : Identity::other_service;
}

}  // namespace

std::string_view to_string(Identity identity) {
  constexpr std::string_view words[] = {"service-role", "caller", "other-service", "unknown"};
  return words[static_cast<std::size_t>(identity)];
}

bool Answer::fits_best() const {
  return has_best && best()->has_trust() && best()->has_permissions() && problems.empty() && too_much.empty();
}

namespace {

/// `least`: a role that trusts others and looks less like it than that is not compared any further.
Fit fit_where_likely(const RoleOf& of, const Wanted& wanted, const std::vector<std::string>& actions,
                     const Circumstances& circumstances, int least) {
  Fit fit;
  fit.wanted = &wanted;
  fit.values = values_in(*of.role, wanted.model, circumstances.given);
  const auto bound = bound_to(wanted.model, fit.values);
  const Requests requests(of, bound);
  if (bound.roles.front().trust) {
    fit.trust = trust_fit(requests, wanted, bound, fit.values);
    fit.trust_fix = trust_to_take(wanted, bound, fit.trust);
    fit.likeness = likeness(requests, wanted, fit.trust);
  }
  if (wanted.model.roles.front().trust && fit.trust.verdict == TrustVerdict::wrong && fit.likeness < least) {
    fit.trust_fix.reset();
    return fit;
  }
  fit.is_compared = true;
  find_lacks(requests, wanted, bound, actions, circumstances, fit);
  find_beyond(requests, bound, fit);
  return fit;
}

}  // namespace

Fit fit_to(const RoleOf& of, const Wanted& wanted, const std::vector<std::string>& actions,
           const Circumstances& circumstances) {
  return fit_where_likely(of, wanted, actions, circumstances, 0);
}

Answer which_role(const RoleOf& of, const std::vector<Wanted>& catalogue, const Circumstances& circumstances) {
  Answer answer;
  answer.identity = identity_of(*of.role, catalogue);
  answer.trusts = trusted_by(*of.role).all;
  answer.problems = problems_in(*of.role);
  answer.too_much = Requests(of, *of.model).too_much();
  for (const auto& wanted : catalogue)
    answer.fits.push_back(fit_where_likely(of, wanted, {}, circumstances, least_likeness));
  std::sort(answer.fits.begin(), answer.fits.end(), is_likelier);
  prefer_complete(*of.role, answer.fits);
  if (answer.identity == Identity::service_role && answer.too_much.empty()) prefer_all_permissions(answer.fits);
  answer.has_best = !answer.fits.empty() && is_meant(answer.fits.front(), *of.role, answer.identity);
  if (!answer.has_best) answer.has_best = prefer_untrusted(answer.fits, *of.role, answer.identity);
  add_notes(of, answer);
  answer.text = answer_text(of, answer, !circumstances.incomplete.empty());
  return answer;
}

}  // namespace rolecast::which
