#include "commands/which_denial.h"

#include <algorithm>
#include <memory>
#include <utility>

#include <fmt/core.h>

#include "analysis/which/mistakes.h"
#include "analysis/which/values.h"
#include "model/characters.h"

namespace rolecast {
namespace {

bool is_in_action(char c) {
  return is_letter_or_digit(static_cast<unsigned char>(c)) || c == ':' || c == '-' || c == '*';
}

bool is_action(std::string_view word) {
  const auto colon = word.find(':');
  return colon != std::string_view::npos && colon > 0 && colon + 1 < word.size() &&
         word.find(':', colon + 1) == std::string_view::npos && word[0] >= 'a' && word[0] <= 'z' &&
         ((word[colon + 1] >= 'A' && word[colon + 1] <= 'Z') || word[colon + 1] == '*');
}

std::string_view without_beginning(std::string_view text, std::string_view signs) {
  const auto at = text.find_first_not_of(signs);
  return at == std::string_view::npos ? std::string_view() : text.substr(at);
}

/// What follows on the first of such words, and a colon perhaps.
std::string_view after(std::string_view text, std::string_view folded, std::string_view words) {
  const auto at = folded.find(words);
  return at == std::string_view::npos ? std::string_view()
                                      : without_beginning(text.substr(at + words.size()), ": \t\n\"'`");
}

std::string resource_in(std::string_view text, std::string_view folded) {
  auto rest = after(text, folded, "on resource");
  if (rest.empty()) rest = after(text, folded, "on the resource");
  auto end = rest.find_first_of(" \t\r\n\"'`,;)");
  auto word = rest.substr(0, end);
  while (word.ends_with('.')) word.remove_suffix(1);
  return word.starts_with("arn:") ? std::string(word) : "*";
}

std::string role_in(std::string_view text) {
  constexpr std::string_view session = ":assumed-role/";
  const auto at = text.find(session);
  if (at == std::string_view::npos) return {};
  const auto rest = text.substr(at + session.size());
  const auto end = rest.find('/');
  return end == std::string_view::npos ? std::string() : std::string(rest.substr(0, end));
}

/// Of what the deployment of the role decides: the account is that of the role that asked.
Bindings values_in(std::string_view text, const std::string& resource) {
  constexpr std::string_view session = ":sts::", beginning = "arn:";
  constexpr std::size_t digits = 12;
  Bindings values;
  if (resource.starts_with(beginning))
    values.emplace_back("partition",
                        resource.substr(beginning.size(), resource.find(':', beginning.size()) - beginning.size()));
  if (const auto at = text.find(session); at != std::string_view::npos) {
    const auto account = text.substr(at + session.size(), digits);
    if (account.size() == digits && all_in(account, is_digit)) values.emplace_back("account", std::string(account));
  }
  return values;
}

struct Reason {
  std::string_view says, words;
};
/// IAM User Guide, "Troubleshoot access denied error messages": where else than in the role's own policies.
constexpr Reason reasons[] = {
    {"no resource-based policy", "the resource's own policy, which has to allow it too"},
    {"in a resource-based policy", "the resource's own policy, which denies it"},
    {"no service control policy", "the service control policies of the organisation, none of which allows it"},
    {"in a service control policy", "a service control policy of the organisation, which denies it"},
    {"no permissions boundary", "the role's permissions boundary, which does not allow it"},
    {"in a permissions boundary", "the role's permissions boundary, which denies it"},
    {"no session policy", "the session policy that the role was taken with"},
    {"in a session policy", "the session policy that the role was taken with"},
    {"no vpc endpoint policy", "the policy of the VPC endpoint"},
    {"in a vpc endpoint policy", "the policy of the VPC endpoint"},
};

Denial denial_of(std::string_view action, std::string_view text, std::string_view folded) {
  Denial denial;
  denial.action = std::string(action);
  if (const auto real = which::real_action(action); real && !real->empty()) denial.action = std::string(*real);
  denial.resource = resource_in(text, folded);
  denial.role = role_in(text);
  denial.values = values_in(text, denial.resource);
  for (const auto& row : reasons)
    if (folded.find(row.says) != std::string_view::npos) denial.because = std::string(row.words);
  return denial;
}

which::Wanted wanted_by(const Denial& denial) {
  which::Wanted wanted;
  wanted.name = denial.action;
  auto& role = wanted.model.roles.emplace_back();
  role.id = "request";
  auto& policy = role.policies.emplace_back();
  policy.name = Text("Request");
  auto& statement = policy.document.statements.emplace_back();
  statement.action = Values{{Text(denial.action)}, true, {}};
  statement.resource = Values{{Text(denial.resource)}, true, {}};
  return wanted;
}

/// What the role would have, held its conditions.
Role without_conditions(Role role) {
  for (auto& policy : role.policies)
    for (auto& statement : policy.document.statements)
      if (statement.effect == Effect::allow) statement.condition.reset();
  return role;
}

std::string about(const Denial& denial) {
  return denial.resource == "*" ? denial.action : fmt::format("{} on {}", denial.action, denial.resource);
}

constexpr std::string_view troubleshooting =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html";

}  // namespace

std::optional<Denial> denial_in(std::string_view message) {
  const auto folded = lower_case(message);
  if (folded.find("not authorized to perform") == std::string::npos) return {};
  const auto rest = after(message, folded, "to perform");
  const auto end = std::find_if_not(rest.begin(), rest.end(), is_in_action);
  auto word = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
  while (word.ends_with(':')) word.remove_suffix(1);
  if (!is_action(word)) return {};
  return denial_of(word, message, folded);
}

std::optional<Denial> loose_denial_in(std::string_view message) {
  constexpr std::string_view denied[] = {"denied", "denies", "not authorized", "unauthorized", "explicit deny"};
  const auto folded = lower_case(message);
  if (std::none_of(std::begin(denied), std::end(denied),
                   [&](std::string_view word) { return folded.find(word) != std::string::npos; }))
    return {};
  for (std::size_t at = 0; at < message.size();) {
    auto end = at;
    while (end < message.size() && is_in_action(message[end])) ++end;
    auto word = message.substr(at, end - at);
    while (word.ends_with(':')) word.remove_suffix(1);
    if (is_action(word) && word != "sts:AssumeRole") return denial_of(word, message, folded);
    at = end + 1;
  }
  return {};
}

Symptom symptom_of(const Denial& denial) {
  Symptom symptom;
  symptom.id = "not-authorized";
  symptom.says = {fmt::format("not authorized to perform {}", about(denial))};
  symptom.cause = "The policies of whoever asked do not allow it, or something denies it.";
  symptom.fix = "Allow it to the role that asked, or remove what denies it.";
  symptom.link = troubleshooting;
  symptom.otherwise =
      "whether this is the role that asked, and what else may deny it: a policy of the resource, of the "
      "organisation, of the session";
  return symptom;
}

const Symptom* symptom_about(const Denial& denial, const std::vector<Symptom>& symptoms) {
  const Symptom* found = nullptr;
  for (const auto& symptom : symptoms) {
    const auto names = [&](const std::string& text) {
      return lower_case(text).ends_with("perform " + lower_case(denial.action));
    };
    if (std::none_of(symptom.says.begin(), symptom.says.end(), names)) continue;
    if (found) return nullptr;
    found = &symptom;
  }
  return found;
}

SymptomFinding look_for(const Denial& denial, const Symptom& symptom, const RoleOf& of, const which::Answer& answer,
                        const which::Circumstances& circumstances) {
  SymptomFinding finding;
  const auto wanted = std::make_shared<which::Wanted>(wanted_by(denial));
  finding.asked = wanted;
  finding.fit = which::fit_to(of, *wanted, {}, circumstances);
  auto& fit = *finding.fit;
  const auto name = of.role->name ? which::shown(*of.role->name) : std::string();
  const auto asked_by = denial.role.empty() || name.empty() || denial.role == name
                            ? std::string()
                            : fmt::format("; the message is about the role {}", denial.role);
  const auto is_callers = symptom.needs && symptom.needs->is_caller && answer.identity == which::Identity::service_role;
  const auto after = asked_by.empty() && is_callers ? "; the role of whoever deploys is the one to look at" : asked_by;
  if (!fit.missing.empty()) {
    const auto role = without_conditions(*of.role);
    auto free = which::fit_to({of.model, &role}, *wanted, {}, circumstances);
    if (free.missing.empty()) {
      fit.undecided = std::move(fit.missing);
      fit.missing.clear();
      fit.permissions_fix.reset();
      for (auto& lack : fit.undecided) lack.reason = std::exchange(lack.near_miss, {});
      finding.what = fmt::format("this role allows {} on a condition alone: {}{}", about(denial),
                                 fit.undecided.front().reason, after);
      return finding;
    }
    const auto& lack = fit.missing.front();
    finding.what = fmt::format("this role does not allow {}{}{}", about(denial),
                               lack.near_miss.empty() ? "" : ": " + lack.near_miss, after);
    return finding;
  }
  if (!fit.undecided.empty()) {
    finding.what = fmt::format("whether this role allows {} is not decided: {}{}", about(denial),
                               fit.undecided.front().reason, after);
    return finding;
  }
  finding.is_cleared = asked_by.empty();
  const auto otherwise = !denial.because.empty()     ? denial.because
                         : symptom.otherwise.empty() ? symptom.cause
                                                     : symptom.otherwise;
  finding.what = fmt::format("this role allows {}; look at: {}{}", about(denial), otherwise, asked_by);
  return finding;
}

}  // namespace rolecast
