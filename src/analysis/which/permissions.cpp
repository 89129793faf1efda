#include "analysis/which/permissions.h"

#include <algorithm>

#include <fmt/core.h>

#include "analysis/which/actions.h"
#include "analysis/which/mistakes.h"
#include "analysis/which/near.h"
#include "analysis/which/values.h"
#include "model/bind.h"
#include "model/characters.h"
#include "syntax/comment_above.h"

namespace rolecast::which {
namespace {

using access::Certainty;

/// A comment as the end of a sentence: "write log lines".
std::string as_reason(std::string comment) {
  if (comment.ends_with('.')) comment.pop_back();
  const bool is_word = comment.size() > 1 && comment[1] >= 'a' && comment[1] <= 'z';
  if (is_word && comment[0] >= 'A' && comment[0] <= 'Z') comment[0] = static_cast<char>(comment[0] + 32);
  return comment;
}

/// Whether the place that the role is in does not have the service of a statement.
bool is_absent(const Statement& statement, const TextByName& values) {
  Bindings bindings;
  for (const auto& [name, value] : values) bindings.emplace_back(name, shown(value));
  const auto places = places_of(bindings);
  return std::any_of(statement.absent.rows.begin(), statement.absent.rows.end(), [&](const Absent& absent) {
    return std::find_first_of(absent.places.begin(), absent.places.end(), places.begin(), places.end()) !=
           absent.places.end();
  });
}

/// Whether the resource is one that there is none of, so that nothing is allowed where it is not given.
bool is_no_resource(const Text& resource) { return shown(resource).ends_with("/none"); }

/// Asks for every action of every statement, resource by resource.
class LackSearch {
 public:
  LackSearch(const Requests& requests, const Wanted& wanted, const std::vector<std::string>& actions,
             const Circumstances& circumstances, Fit& fit)
      : requests_(requests), wanted_(wanted), actions_(actions), fit_(fit) {
    doubt_ = circumstances.incomplete.empty() ? requests.unknown_allow() : circumstances.incomplete;
  }

  void look_at(const Policy& policy, const Statement& statement) {
    if (statement.effect == Effect::deny || !statement.action || !statement.resource) return;
    name_ = name_of(policy, statement);
    reason_ = as_reason(comment_above(wanted_.text, statement.span.begin));
    for (const auto& action : statement.action->items)
      if (is_asked(action.spelled())) look_at(statement, action);
  }

  std::optional<Policy> take_fix() {
    if (fix_.statements.empty()) return {};
    find_replaced();
    return std::move(fix_);
  }

 private:
  bool is_asked(const std::string& action) const {
    return actions_.empty() || std::find(actions_.begin(), actions_.end(), action) != actions_.end();
  }

  void look_at(const Statement& statement, const Text& action) {
    ++fit_.needed;
    if (requests_.lacked(policy_of(statement, {action}, statement.resource->items)).certainty == Certainty::none)
      return;
    for (const auto& resource : statement.resource->items) look_at(statement, action, resource);
  }

  void look_at(const Statement& statement, const Text& action, const Text& resource) {
    if (is_no_resource(resource)) return;
    const auto request = policy_of(statement, {action}, {resource});
    const auto found = requests_.lacked(request);
    if (found.certainty == Certainty::none) return;
    auto narrower = narrower_resources(requests_, statement, action, resource);
    if (!narrower.empty()) {
      fit_.narrowed.push_back({name_, action.spelled(), shown(resource), std::move(narrower)});
    } else if (found.certainty == Certainty::undecided) {
      fit_.undecided.push_back({name_, action.spelled(), shown(resource), found.findings.front().reason, {}});
    } else if (const auto condition = denied_on_condition(requests_, request, action); !condition.empty()) {
      fit_.undecided.push_back({name_, action.spelled(), shown(resource), condition, {}});
    } else if (!doubt_.empty()) {
      fit_.undecided.push_back({name_, action.spelled(), shown(resource), doubt_, {}});
    } else {
      fit_.missing.push_back(
          {name_, action.spelled(), shown(resource), reason_, near_miss(requests_, statement, action, resource)});
      if (!is_denied(requests_, request)) add_to_fix(statement, action, resource);
    }
  }

  static void add_once(Values& values, Text text) {
    if (std::find(values.items.begin(), values.items.end(), text) == values.items.end())
      values.items.push_back(std::move(text));
  }

  void add_to_fix(const Statement& statement, const Text& action, const Text& resource) {
    if (last_ != &statement) {
      auto& added = fix_.statements.emplace_back();
      added.sid = free_sid(statement.sid);
      added.action = added.resource = Values{{}, true, {}};
      added.condition = statement.condition;
      last_ = &statement;
    }
    add_once(*fix_.statements.back().action, renamed_back(action));
    add_once(*fix_.statements.back().resource, renamed_back(resource));
  }

  bool is_in_fix(const Text& action) const {
    return std::any_of(fix_.statements.begin(), fix_.statements.end(), [&](const Statement& added) {
      return std::any_of(added.action->items.begin(), added.action->items.end(),
                         [&](const Text& own) { return lower_case(own.spelled()) == lower_case(action.spelled()); });
    });
  }

  /// A statement on nothing but resources that are wrong, for actions that are all added.
  bool is_replaced(const Statement& own) const {
    const auto is_wrong = [](const Text& text) { return !placeholders_in(text).empty() || !mistake_in(text).empty(); };
    return own.effect == Effect::allow && own.action && own.resource &&
           std::all_of(own.resource->items.begin(), own.resource->items.end(), is_wrong) &&
           std::all_of(own.action->items.begin(), own.action->items.end(),
                       [&](const Text& action) { return is_in_fix(action); });
  }

  void find_replaced() {
    for (const auto* policy : requests_.policies())
      for (const auto& own : policy->statements) {
        if (!is_replaced(own)) continue;
        fit_.replaced.push_back(name_of(*policy, own));
        for (auto& added : fix_.statements)
          if (own.sid && added.sid && added.sid->spelled() == own.sid->spelled() + "Added") added.sid = own.sid;
      }
  }

  /// IAM refuses a Sid that stands twice in one policy.
  std::optional<Text> free_sid(const std::optional<Text>& sid) const {
    if (!sid) return {};
    const auto is_taken = [&](const Policy* policy) {
      return std::any_of(policy->statements.begin(), policy->statements.end(),
                         [&](const Statement& own) { return own.sid && own.sid->spelled() == sid->spelled(); });
    };
    const auto& policies = requests_.policies();
    return std::any_of(policies.begin(), policies.end(), is_taken) ? Text(sid->spelled() + "Added") : *sid;
  }

  const Requests& requests_;
  const Wanted& wanted_;
  const std::vector<std::string>& actions_;
  Fit& fit_;
  std::string doubt_, name_, reason_;
  Policy fix_;
  const Statement* last_ = nullptr;
};

/// `s3:GetObject` → `s3`; `*` is everything.
std::string service_of(std::string_view action) {
  const auto service = std::string(action.substr(0, action.find(':')));
  return service.find_first_not_of('*') == std::string::npos ? "*" : service;
}

void add_beyond(std::vector<Beyond>& beyond, const std::string& action, bool is_wanted) {
  const auto service = service_of(action);
  auto row = std::find_if(beyond.begin(), beyond.end(), [&](const Beyond& one) { return one.service == service; });
  if (row == beyond.end()) row = beyond.insert(row, Beyond{service, {}, {}});
  auto& actions = is_wanted ? row->wider : row->actions;
  if (std::find(actions.begin(), actions.end(), action) == actions.end()) actions.push_back(action);
}

/// Whether the same action is wanted somewhere.
bool names_action(const access::Policies& policies, const Text& action) {
  return std::any_of(policies.begin(), policies.end(), [&](const Policy* policy) {
    return std::any_of(policy->statements.begin(), policy->statements.end(), [&](const Statement& statement) {
      return statement.effect == Effect::allow && takes_action(statement, action.spelled());
    });
  });
}

/// A managed policy that is wanted and not attached.
void find_unattached(const RoleOf& of, const Model& bound, Fit& fit) {
  const auto& attached = of.role->managed_policy_arns;
  for (const auto& arn : bound.roles.front().managed_policy_arns) {
    const auto name = shown(arn).substr(shown(arn).rfind('/') + 1);
    ++fit.needed;
    if (std::any_of(attached.begin(), attached.end(),
                    [&](const Text& own) { return shown(own).ends_with(":aws:policy/" + name); }))
      continue;
    fit.undecided.push_back(
        {"managedPolicyArns", "", shown(arn), "it is not attached, and what it says is not known", {}});
  }
}

}  // namespace

void find_lacks(const Requests& requests, const Wanted& wanted, const Model& bound,
                const std::vector<std::string>& actions, const Circumstances& circumstances, Fit& fit) {
  LackSearch search(requests, wanted, actions, circumstances, fit);
  for (const auto& policy : bound.roles.front().policies)
    for (const auto& statement : policy.document.statements)
      if (!is_absent(statement, fit.values)) search.look_at(policy.document, statement);
  fit.permissions_fix = search.take_fix();
  if (actions.empty()) find_unattached(requests.role(), bound, fit);
  auto doubt = requests.unknown_deny();
  if (doubt.empty()) doubt = circumstances.incomplete;
  if (!doubt.empty() && fit.missing.empty() && fit.undecided.empty())
    fit.undecided.push_back({"", "", "", std::move(doubt), {}});
}

void find_beyond(const Requests& requests, const Model& bound, Fit& fit) {
  access::Policies wanted;
  for (const auto& policy : bound.roles.front().policies) wanted.push_back(&policy.document);
  for (const auto* policy : requests.policies())
    for (const auto& statement : policy->statements) {
      if (statement.effect == Effect::deny) continue;
      Policy own;
      own.version = policy->version;
      own.statements.push_back(statement);
      if (!statement.action) {
        if (requests.beyond(own, wanted) != Certainty::none) add_beyond(fit.beyond, "*", false);
        continue;
      }
      for (const auto& action : statement.action->items) {
        if (real_action(action.spelled())) continue;
        own.statements.front().action->items = {action};
        if (requests.beyond(own, wanted) != Certainty::none)
          add_beyond(fit.beyond, action.spelled(), names_action(wanted, action));
      }
    }
}

}  // namespace rolecast::which
