#include "analysis/expect.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "analysis/access/test.h"
#include "model/characters.h"

namespace rolecast {
namespace {

using access::Certainty;
using access::Over;
using access::Permissions;
using access::TestKind;

/// How the role's conditions test a key.
struct KeyUse {
  std::set<TestKind> kinds;
  bool is_set = false, is_arn = false;
};
using KeyUses = std::map<std::string, KeyUse, std::less<>>;

void note(const Policy& policy, KeyUses& uses) {
  for (const auto& statement : policy.statements)
    if (statement.condition)
      for (const auto& op : *statement.condition)
        if (const auto known = access::read_operator(op.name))
          for (const auto& key : op.keys) {
            auto& use = uses[lower_case(key.name.spelled())];
            if (known->kind != TestKind::null) use.kinds.insert(known->kind);
            use.is_set |= known->over != Over::one;
            use.is_arn |= known->kind == TestKind::text && known->pattern == access::PatternKind::arn;
          }
}

/// The operator by which a value of the kind is compared for equality.
std::string operator_for(const KeyUse& use) {
  if (use.kinds.size() != 1) return "StringLike";
  switch (*use.kinds.begin()) {
    case TestKind::number:
      return "NumericEquals";
    case TestKind::date:
      return "DateEquals";
    case TestKind::address:
      return "IpAddress";
    case TestKind::boolean:
      return "Bool";
    default:
      return use.is_arn ? "ArnLike" : "StringLike";
  }
}

class Tester {
 public:
  explicit Tester(const RoleOf& of) : role_(*of.role), model_(of.model), names_({of.model}) {
    if (role_.trust) trust_.push_back(&*role_.trust);
    for (const auto& policy : role_.policies) permissions_.push_back(&policy.document);
    for (const auto* policies : {&trust_, &permissions_})
      for (const auto* policy : *policies) note(*policy, uses_);
  }

  TestResult test(const Statement& entry, bool is_allow) const {
    Policy requests;
    requests.statements.push_back(request_of(entry));
    const bool asks_callers = entry.principal.has_value();
    const auto& policies = asks_callers ? trust_ : permissions_;
    // allowed: the entry gains nothing over the role; denied: the role gains nothing over all but the entry
    const auto rest = all_but(requests.statements.front(), asks_callers);
    const Permissions role{model_, policies}, wanted{model_, {&requests}}, others{model_, {&rest}};
    const auto found = is_allow ? access::compare(role, wanted, asks_callers, names_)
                                : access::compare(others, role, asks_callers, names_);
    TestResult result{is_allow, &entry, TestStatus::passed, {}, {}};
    if (found.gained.certainty == Certainty::undecided) result.status = TestStatus::undecided;
    if (found.gained.certainty == Certainty::proved) result.status = TestStatus::failed;
    for (const auto& finding : found.gained.findings) {
      if (!result.counterexample) result.counterexample = finding.witness;
      if (result.status == TestStatus::undecided && result.reason.empty()) result.reason = finding.reason;
    }
    if (!asks_callers) weigh_attached(result);
    return result;
  }

 private:
  /// The entry with the operators that fit its keys.
  Statement request_of(const Statement& entry) const {
    Statement request = entry;
    request.effect = Effect::allow;
    if (!entry.condition) return request;
    std::vector<ConditionOperator> condition;
    for (const auto& op : *entry.condition)
      for (const auto& key : op.keys) {
        const auto found = uses_.find(lower_case(key.name.spelled()));
        const auto use = found == uses_.end() ? KeyUse() : found->second;
        if (op.name == "Null") {
          condition.push_back({op.name, {key}, op.span});
        } else if (use.is_set) {
          for (const char* over : {"ForAllValues:", "ForAnyValue:"})
            condition.push_back({over + operator_for(use), {key}, op.span});
        } else {
          condition.push_back({operator_for(use), {key}, op.span});
        }
      }
    request.condition = std::move(condition);
    return request;
  }

  static Policy all_but(const Statement& request, bool asks_callers) {
    Policy policy;
    Statement everything;
    everything.action = Values{{Text("*")}, false, {}};
    if (asks_callers)
      everything.principal = Principal{true, {}, {}};
    else
      everything.resource = Values{{Text("*")}, false, {}};
    policy.statements = {everything, request};
    policy.statements.back().effect = Effect::deny;
    return policy;
  }

  /// What is attached to the role by name only.
  void weigh_attached(TestResult& result) const {
    const bool has_managed = !role_.managed_policy_arns.empty();
    const auto doubt = [&](std::string reason) {
      result.status = TestStatus::undecided;
      result.reason = std::move(reason);
      result.counterexample.reset();
    };
    if (result.status == TestStatus::passed && has_managed)
      doubt(result.is_allow ? "a managed policy is attached that may deny it"
                            : "a managed policy is attached that may allow it");
    else if (result.status == TestStatus::failed && has_managed && result.is_allow)
      doubt("no inline policy allows it all, and a managed policy is attached that may");
    else if (result.status == TestStatus::passed && result.is_allow && role_.permissions_boundary)
      doubt("the permissions boundary may not allow it");
  }

  const Role& role_;
  const Model* model_;
  CommonNames names_;
  access::Policies trust_, permissions_;
  KeyUses uses_;
};

}  // namespace

std::string_view to_string(TestStatus status) {
  constexpr std::array<std::string_view, 3> words = {"passed", "failed", "undecided"};
  return words[static_cast<std::size_t>(status)];
}

std::vector<TestResult> test_expectations(const RoleOf& of) {
  const Tester tester(of);
  std::vector<TestResult> results;
  const auto test = [&](const Policy& entries, bool is_allow) {
    for (const auto& entry : entries.statements) results.push_back(tester.test(entry, is_allow));
  };
  test(of.role->expectations.allowed, true);
  test(of.role->expectations.denied, false);
  std::stable_sort(results.begin(), results.end(),
                   [](const TestResult& a, const TestResult& b) { return a.entry->span.begin < b.entry->span.begin; });
  return results;
}

}  // namespace rolecast
