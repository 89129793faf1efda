#include "analysis/which/trust.h"

#include <algorithm>

#include <fmt/core.h>
#include <fmt/ranges.h>

#include "analysis/which/actions.h"
#include "analysis/which/assume.h"
#include "analysis/which/values.h"
#include "analysis/which/words.h"
#include "model/characters.h"

namespace rolecast::which {
namespace {

using access::Certainty;

/// What keeps other accounts from using the role.
constexpr std::string_view guards[] = {"aws:SourceAccount", "aws:SourceArn"};

template <typename Visit>
void for_each_trusting(const Role& role, Visit visit) {
  if (!role.trust) return;
  for (const auto& statement : role.trust->statements)
    if (statement.effect == Effect::allow && statement.principal) visit(statement);
}

const ConditionKey* find_key(const Statement& statement, std::string_view name) {
  if (statement.condition)
    for (const auto& op : *statement.condition)
      for (const auto& key : op.keys)
        if (lower_case(key.name.spelled()) == lower_case(name)) return &key;
  return nullptr;
}

/// `gateway/*` of every aws:SourceArn.
std::vector<std::string> source_resources(const Role& role, const std::string& service) {
  std::vector<std::string> found;
  for_each_trusting(role, [&](const Statement& statement) {
    const auto* key = names_service(statement, service) ? find_key(statement, "aws:SourceArn") : nullptr;
    if (!key) return;
    for (const auto& value : key->values.items) {
      const auto parts = arn_parts(value);
      if (!parts.empty()) found.push_back(shown(parts[5]));
    }
  });
  return found;
}

std::string listed(const Values& values) {
  std::vector<std::string> all;
  for (const auto& text : values.items) all.push_back(shown(text));
  return fmt::format("{}", fmt::join(all, ", "));
}

/// What a service may do beside taking the role, which lets in nobody else.
constexpr std::string_view session_actions[] = {"sts:TagSession", "sts:SetSourceIdentity"};

/// The policy with its texts left open from the first name on that has no value.
Policy opened(Policy policy) {
  for (auto& statement : policy.statements)
    for (const auto action : session_actions)
      if (statement.action) statement.action->items.emplace_back(std::string(action));
  for_each_text_in_policy(policy, [](Text& text) {
    Text open;
    for (const auto& piece : text.pieces()) {
      if (piece.is_reference && is_unknown(piece.text)) {
        open.append("*");
        break;
      }
      piece.is_reference ? open.append_reference(piece.text) : open.append(piece.text);
    }
    text = std::move(open);
  });
  return policy;
}

class TrustSearch {
 public:
  TrustSearch(const Requests& requests, const Wanted& wanted, const Model& bound, const TextByName& values)
      : requests_(requests),
        role_(*requests.role().role),
        wanted_(wanted),
        values_(values),
        bound_(*bound.roles.front().trust),
        open_(opened(bound_)),
        service_(service_of(wanted)) {}

  TrustFit find() {
    if (!role_.trust) return {TrustVerdict::undecided, "the input holds no trust policy"};
    const auto trusted = trusted_by(role_);
    if (trusted.is_anyone)
      return {TrustVerdict::unguarded,
              trusted.is_conditional ? "it lets in everyone who meets its conditions" : "it lets in everyone"};
    if (wanted_.is_caller) return caller(trusted);
    if (std::find(trusted.services.begin(), trusted.services.end(), service_) == trusted.services.end())
      return {TrustVerdict::wrong, fmt::format("it trusts {}, not {}", trusted_in_words(trusted), service_)};
    if (auto assumed = can_assume(requests_, wanted_, values_); assumed.verdict != TrustVerdict::right) return assumed;
    return service(trusted);
  }

 private:
  TrustFit caller(const Trusted& trusted) const {
    if (trusted.callers.empty())
      return {TrustVerdict::wrong, fmt::format("it trusts {}, and no people or programs", trusted_in_words(trusted))};
    return {TrustVerdict::right, fmt::format("it trusts {}", fmt::join(trusted.callers, ", "))};
  }

  TrustFit service(const Trusted& trusted) const {
    const auto more = requests_.let_in(*role_.trust, {&open_});
    if (more.certainty == Certainty::none) return no_wider();
    if (auto found = missing_guards(); !found.reason.empty()) return found;
    if (trusted.all.size() > 1)
      return {TrustVerdict::wider, fmt::format("it also trusts {}", fmt::join(others(trusted), ", "))};
    if (more.certainty == Certainty::undecided) return {TrustVerdict::undecided, more.findings.front().reason};
    return {TrustVerdict::wider, wider_condition()};
  }

  /// Within what is wanted.
  TrustFit no_wider() const {
    if (requests_.kept_out(bound_, *role_.trust).certainty == Certainty::none) return {TrustVerdict::right, {}};
    auto resources = source_resources(role_, service_);
    std::erase(resources, "*");
    return {TrustVerdict::narrower, resources.empty() ? "it lets in less than the template, which is fine"
                                                      : fmt::format("for {} only", fmt::join(resources, ", "))};
  }

  /// Conditions that the template has and a statement for the service lacks.
  TrustFit missing_guards() const {
    std::vector<std::string> missing;
    std::size_t wanted = 0;
    for (const auto guard : guards) {
      if (std::none_of(bound_.statements.begin(), bound_.statements.end(),
                       [&](const Statement& statement) { return find_key(statement, guard); }))
        continue;
      ++wanted;
      bool is_missing = false;
      for_each_trusting(role_, [&](const Statement& statement) {
        is_missing = is_missing || (names_service(statement, service_) && !find_key(statement, guard));
      });
      if (is_missing) missing.emplace_back(guard);
    }
    if (missing.empty()) return {};
    if (missing.size() == wanted)
      return {TrustVerdict::unguarded,
              fmt::format("nothing keeps other accounts from having {} use it (confused deputy): the condition on {} "
                          "is missing",
                          short_name(service_), fmt::join(missing, " and "))};
    return {TrustVerdict::wider, fmt::format("the condition on {} is missing", missing.front())};
  }

  std::vector<std::string> others(const Trusted& trusted) const {
    auto all = trusted.all;
    std::erase(all, "Service " + service_);
    return all;
  }

  std::string wider_condition() const {
    std::string text;
    for_each_trusting(role_, [&](const Statement& statement) {
      for (const auto& own : bound_.statements)
        for (const auto guard : guards) {
          const auto *key = find_key(statement, guard), *meant = find_key(own, guard);
          if (key && meant && listed(key->values) != listed(meant->values) && text.empty())
            text = fmt::format("{} is {}; the template has {}", guard, listed(key->values), listed(meant->values));
        }
    });
    return text.empty() ? "it lets in more than the template" : text;
  }

  const Requests& requests_;
  const Role& role_;
  const Wanted& wanted_;
  const TextByName& values_;
  const Policy& bound_;
  Policy open_;  // names that the role does not tell may be any
  std::string service_;
};

}  // namespace

bool names_service(const Statement& statement, const std::string& service) {
  return std::any_of(
      statement.principal->groups.begin(), statement.principal->groups.end(), [&](const PrincipalGroup& group) {
        return group.type == "Service" && std::any_of(group.values.items.begin(), group.values.items.end(),
                                                      [&](const Text& value) { return shown(value) == service; });
      });
}

std::string_view to_string(TrustVerdict verdict) {
  constexpr std::string_view words[] = {"right", "narrower", "wider", "unguarded", "wrong", "undecided"};
  return words[static_cast<std::size_t>(verdict)];
}

Trusted trusted_by(const Role& role) {
  Trusted trusted;
  const auto add = [](std::vector<std::string>& to, std::string text) {
    if (std::find(to.begin(), to.end(), text) == to.end()) to.push_back(std::move(text));
  };
  for_each_trusting(role, [&](const Statement& statement) {
    const bool is_anyone = trusted.is_anyone;
    trusted.is_anyone = false;
    if (statement.principal->anyone) trusted.is_anyone = true, add(trusted.all, "*");
    for (const auto& group : statement.principal->groups)
      for (const auto& value : group.values.items) {
        const auto text = shown(value);
        add(trusted.all, fmt::format("{} {}", group.type, text));
        if (group.type == "Service")
          add(trusted.services, text);
        else if (text == "*")
          trusted.is_anyone = true;
        else
          add(trusted.callers, caller_in_words(group.type, text));
      }
    if (trusted.is_anyone && !statement.condition) trusted.is_conditional = false;
    trusted.is_anyone = trusted.is_anyone || is_anyone;
  });
  return trusted;
}

std::string service_of(const Wanted& wanted) {
  if (wanted.is_caller || wanted.model.roles.empty()) return {};
  const auto trusted = trusted_by(wanted.model.roles.front());
  return trusted.services.empty() ? std::string() : trusted.services.front();
}

int likeness_of_source(const Role& role, const Wanted& wanted) {
  const auto own = source_resources(role, service_of(wanted));
  const auto meant = source_resources(wanted.model.roles.front(), service_of(wanted));
  const auto is_kind = [&](const std::string& resource) { return is_known_source(resource); };
  if (std::none_of(own.begin(), own.end(), is_kind))
    return std::none_of(meant.begin(), meant.end(), is_kind) && !own.empty() ? 1 : 0;
  return std::any_of(own.begin(), own.end(),
                     [&](const std::string& resource) { return is_source_of(wanted.family, resource); })
             ? 2
             : -2;
}

TrustFit trust_fit(const Requests& requests, const Wanted& wanted, const Model& bound, const TextByName& values) {
  return TrustSearch(requests, wanted, bound, values).find();
}

}  // namespace rolecast::which
