#include "analysis/review.h"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "analysis/normal.h"
#include "model/bind.h"

namespace rolecast {
namespace {

using access::Certainty;
using access::Excess;
using access::Permissions;

enum class Part : std::uint8_t { trust, permissions };
constexpr std::array parts = {Part::trust, Part::permissions};

/// Nothing where there is no role.
Permissions policies_of(const RoleOf& of, Part part) {
  static const Model nothing;
  if (!of.role) return {&nothing, {}};
  Permissions result{of.model, {}};
  if (part == Part::permissions)
    for (const auto& policy : of.role->policies) result.policies.push_back(&policy.document);
  else if (of.role->trust)
    result.policies.push_back(&*of.role->trust);
  return result;
}

PartReview compare(const Permissions& before, const Permissions& after, Part part, const CommonNames& names) {
  return review_policies(before, after, part == Part::trust, names);
}

bool is_undecided(const PartReview& part) {
  return part.gained.certainty == Certainty::undecided || part.lost.certainty == Certainty::undecided;
}

/// In another version variables are something else, which the normal form does not see.
bool are_of_today(const Permissions& permissions) {
  return std::all_of(permissions.policies.begin(), permissions.policies.end(),
                     [](const Policy* policy) { return policy->version == Version::v2012_10_17; });
}

void doubt(Excess& excess, access::Finding finding) {
  if (excess.certainty == Certainty::none) excess.certainty = Certainty::undecided;
  excess.findings.push_back(std::move(finding));
}

/// Whether there is nothing new in a finding: the statement is known to differ already, or not to be known.
bool is_known(const Excess& excess, const access::Finding& finding) {
  return std::any_of(excess.findings.begin(), excess.findings.end(), [&](const access::Finding& known) {
    return known.statement == finding.statement && (known.witness || !finding.witness) &&
           (known.statement || known.reason == finding.reason);
  });
}

void doubt(Excess& excess, std::string reason) {
  access::Finding finding{nullptr, nullptr, {}, std::move(reason)};
  if (!is_known(excess, finding)) doubt(excess, std::move(finding));
}

/// A role, and a copy of it in which parameters have their defaults.
class UnderDefaults {
 public:
  UnderDefaults(const RoleOf& original, const TextByName& defaults) : original_(original) {
    copy_.parameters = original.model->parameters;
    copy_.roles.push_back(*original.role);
    replace(copy_, defaults);
  }

  RoleOf copy() const { return {&copy_, &copy_.roles.front()}; }

  /// What is found in the copy is found in the role.
  void take_over(access::Finding& finding, Part part) const {
    const auto copies = policies_of(copy(), part).policies, originals = policies_of(original_, part).policies;
    for (std::size_t i = 0; i < copies.size(); ++i) {
      if (copies[i] != finding.policy) continue;
      finding.statement =
          &originals[i]->statements[static_cast<std::size_t>(finding.statement - copies[i]->statements.data())];
      finding.policy = originals[i];
      return;
    }
  }

 private:
  RoleOf original_;
  Model copy_;
};

class Reviewer {
 public:
  Reviewer(const RoleOf& before, const RoleOf& after, const CommonNames& names) : names_(names) {
    review_.before = before;
    review_.after = after;
  }

  RoleReview review() {
    for (const auto part : parts)
      of(part) = compare(policies_of(review_.before, part), policies_of(review_.after, part), part, names_);
    if (review_.before.role && review_.after.role) {
      review_.attributes = compare_attributes(review_.before, review_.after, names_);
      compare_defaults();
    }
    compare_attached(review_.before, review_.after, [](Part, access::Finding&) {});
    return std::move(review_);
  }

 private:
  PartReview& of(Part part) { return part == Part::trust ? review_.trust : review_.permissions; }

  /// A deployment that gives no value for a parameter gets another one than before.
  void compare_defaults() {
    TextByName before, after;
    std::string reason;
    for (const auto& [one, other] : changed_defaults(review_.before, review_.after, names_)) {
      before[one->name] = Text(*one->default_value);
      after[other->name] = Text(*other->default_value);
      reason += fmt::format("{} `{}`", reason.empty() ? "where no value is given for" : " and", other->name);
    }
    if (reason.empty()) return;
    const UnderDefaults first(review_.before, before), second(review_.after, after);
    const auto take_over = [&](Part part, access::Finding& finding) {
      first.take_over(finding, part);
      second.take_over(finding, part);
      finding.reason = reason + (finding.reason.empty() ? "" : ": ") + finding.reason;
    };
    for (const auto part : parts)
      add(part, compare(policies_of(first.copy(), part), policies_of(second.copy(), part), part, names_), take_over);
    compare_attached(first.copy(), second.copy(), take_over);
  }

  /// Takes in findings, each after `change` made of it what belongs to the roles at hand.
  template <typename Change>
  void add(Part part, PartReview found, Change change) {
    for (auto direction : {&PartReview::gained, &PartReview::lost}) {
      auto& known = of(part).*direction;
      if ((found.*direction).certainty == Certainty::proved) known.certainty = Certainty::proved;
      for (auto& finding : (found.*direction).findings) {
        change(part, finding);
        if (!is_known(known, finding)) doubt(known, std::move(finding));
      }
    }
  }

  /// What is attached to a role is known by name only.
  template <typename Change>
  void compare_attached(const RoleOf& before, const RoleOf& after, Change change) {
    if (before.role && after.role)
      compare_boundaries(before.role->permissions_boundary, after.role->permissions_boundary);
    if (compare_managed_policies(before, after)) add(Part::permissions, compare_denials(before, after), change);
  }

  /// Whether one stays attached.
  bool compare_managed_policies(const RoleOf& old_role, const RoleOf& new_role) {
    static const std::vector<Text> none;
    const auto arns_of = [](const RoleOf& of) -> const auto& { return of.role ? of.role->managed_policy_arns : none; };
    const auto &before = arns_of(old_role), &after = arns_of(new_role);
    const auto report = [&](const std::vector<const Text*>& arns, std::string_view what) {
      for (const auto* arn : arns) {
        const auto reason = fmt::format("`{}` was {}, and what it says is not known", arn->spelled(), what);
        if (new_role.role) doubt(review_.permissions.gained, reason);
        if (old_role.role) doubt(review_.permissions.lost, reason);
      }
    };
    const auto attached = missing_from(before, after, names_);
    report(attached, "attached");
    report(missing_from(after, before, names_), "detached");
    return attached.size() < after.size();
  }

  /// A Deny that is gone gives back what a managed policy that stays attached may allow.
  PartReview compare_denials(const RoleOf& old_role, const RoleOf& new_role) const {
    auto found =
        review_denials(policies_of(old_role, Part::permissions), policies_of(new_role, Part::permissions), names_);
    for (auto direction : {&PartReview::gained, &PartReview::lost}) {
      auto& excess = found.*direction;
      if (excess.certainty != Certainty::none) excess.certainty = Certainty::undecided;
      for (auto& finding : excess.findings) {
        finding.witness.reset();
        finding.reason = "a managed policy that stays attached may allow what this statement denies";
      }
    }
    return found;
  }

  void compare_boundaries(const std::optional<Text>& before, const std::optional<Text>& after) {
    if (before && after && names_.key(*before) == names_.key(*after)) return;
    if (before)
      doubt(review_.permissions.gained,
            fmt::format("the permissions boundary `{}` was {}", before->spelled(), after ? "changed" : "removed"));
    if (after) doubt(review_.permissions.lost, fmt::format("the permissions boundary `{}` was set", after->spelled()));
  }

  const CommonNames& names_;
  RoleReview review_;
};

}  // namespace

std::string_view to_string(Verdict verdict) {
  constexpr std::array<std::string_view, 5> words = {"equal", "narrowed", "widened", "incomparable", "undecided"};
  return words[static_cast<std::size_t>(verdict)];
}

std::string_view to_string(Certainty certainty) {
  constexpr std::array<std::string_view, 3> words = {"none", "proved", "undecided"};
  return words[static_cast<std::size_t>(certainty)];
}

Verdict PartReview::verdict() const {
  if (gained.certainty == Certainty::undecided) return Verdict::undecided;
  if (gained.certainty == Certainty::proved)
    return lost.certainty == Certainty::proved ? Verdict::incomparable : Verdict::widened;
  if (lost.certainty == Certainty::undecided) return Verdict::undecided;
  return lost.certainty == Certainty::proved ? Verdict::narrowed : Verdict::equal;
}

PartReview review_policies(const Permissions& before, const Permissions& after, bool asks_callers,
                           const CommonNames& names) {
  auto found = access::compare(before, after, asks_callers, names);
  PartReview part{std::move(found.gained), std::move(found.lost)};
  if (is_undecided(part) && are_of_today(before) && are_of_today(after) &&
      compare_normal_forms(before.policies, after.policies, names).is_equal())
    return {};
  return part;
}

PartReview review_denials(Permissions before, Permissions after, const CommonNames& names) {
  Policy anything;
  auto& statement = anything.statements.emplace_back();
  statement.action = statement.resource = Values{{Text("*")}, false, {}};
  before.policies.push_back(&anything);
  after.policies.push_back(&anything);
  return review_policies(before, after, false, names);
}

Verdict RoleReview::verdict() const { return std::max(trust.verdict(), permissions.verdict()); }

bool RoleReview::may_gain() const {
  return trust.gained.certainty != Certainty::none || permissions.gained.certainty != Certainty::none;
}

RoleReview review_roles(const RoleOf& before, const RoleOf& after, const CommonNames& names) {
  return Reviewer(before, after, names).review();
}

void doubt_permissions(RoleReview& review, const std::string& reason) {
  for (auto* excess : {&review.permissions.gained, &review.permissions.lost}) doubt(*excess, reason);
}

void doubt_trust(RoleReview& review, const std::string& reason) {
  for (auto* excess : {&review.trust.gained, &review.trust.lost}) doubt(*excess, reason);
}

}  // namespace rolecast
