// What a role file means: the common role model that every reader makes and every emitter takes.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "model/text.h"

namespace rolecast {

/// One text or a list of texts; IAM treats a single text as a list of one, and rolecast keeps what the author wrote.
struct Values {
  std::vector<Text> items;
  bool is_list = false;
  Span span;
  bool operator==(const Values&) const = default;
};

/// One principal type with its values: `Service: bedrock-agentcore.amazonaws.com`.
struct PrincipalGroup {
  std::string type;
  Values values;
  Span span;
  bool operator==(const PrincipalGroup&) const = default;
};

struct Principal {
  bool anyone = false;  ///< written as a bare "*"; `groups` is empty then
  std::vector<PrincipalGroup> groups;
  Span span;
  bool operator==(const Principal&) const = default;
};

struct ConditionKey {
  Text name;
  Values values;
  bool operator==(const ConditionKey&) const = default;
};

/// One operator with its keys: `StringEquals: {"aws:SourceAccount": …}`.
struct ConditionOperator {
  std::string name;
  std::vector<ConditionKey> keys;
  Span span;
  bool operator==(const ConditionOperator&) const = default;
};

enum class Effect : std::uint8_t { allow, deny };

/// Partitions and regions that do not have the service of a statement: bound to one of them, the role goes without the
/// statement.
struct Absent {
  std::vector<std::string> places;
  std::string reason;
};

/// Known of statements from the catalogue, and no part of what they mean: all are equal.
struct Absences {
  std::vector<Absent> rows;
  friend bool operator==(const Absences&, const Absences&) { return true; }
};

/// A statement. check() makes sure that it has what its kind of policy needs and nothing else.
struct Statement {
  bool damaged = false;  ///< something in it could not be read and was reported: what it lacks is no further fault
  std::optional<Text> sid;
  Effect effect = Effect::allow;
  std::optional<Principal> principal, not_principal;
  std::optional<Values> action, not_action;
  std::optional<Values> resource, not_resource;
  std::optional<std::vector<ConditionOperator>> condition;
  Span span;
  Absences absent = {};
  bool operator==(const Statement&) const = default;
};

enum class Version : std::uint8_t { v2012_10_17, v2008_10_17 };

struct Policy {
  bool damaged = false;
  Version version = Version::v2012_10_17;
  std::optional<Text> id;
  std::vector<Statement> statements;
  bool is_list = true;  ///< `Statement` was a list, not one statement alone
  Span span;
  Span version_span;     ///< no place where the document has no Version
  Span statements_span;  ///< of the list
  bool operator==(const Policy&) const = default;
};

struct InlinePolicy {
  Text name;
  Policy document;
  bool operator==(const InlinePolicy&) const = default;
};

struct Tag {
  Text key, value;
  bool operator==(const Tag&) const = default;
};

/// A value that is given at deployment.
struct Parameter {
  std::string name;
  std::string description;
  std::optional<std::string> pattern;        ///< the whole value must match it
  std::optional<std::string> default_value;  ///< none: must be given
  Span span;
  Span description_span = {}, pattern_span = {}, default_span = {};
  bool is_given = false;        ///< a value for it was taken into account on reading, so nothing needs to refer to it
  std::string stands_for = {};  ///< the expression of the input that computes it; empty where the deployment gives it

  /// All that the input says about what the expression is made of, in one spelling; nothing where it does not say all.
  std::optional<std::string> defined_by = std::string();

  /// An expression is no part of what a parameter is: written out, it is one that the deployment gives.
  bool operator==(const Parameter& other) const {
    return name == other.name && description == other.description && pattern == other.pattern &&
           default_value == other.default_value;
  }
};

/// What a role file expects of its role, which is no part of the role. Each statement stands for all requests that it
/// matches: every one is to be allowed, or none. Those with a principal are about the trust policy. What a context key
/// holds stands under `StringLike`, and one that is missing under `Null`, whatever kind the key is of.
struct Expectations {
  Policy allowed, denied;
  bool empty() const { return allowed.statements.empty() && denied.statements.empty(); }
  friend bool operator==(const Expectations&, const Expectations&) { return true; }
};

struct Role {
  bool damaged = false;
  std::string id;
  std::optional<Text> name;  ///< none: the deployment picks one
  std::optional<Text> path;
  std::optional<Text> description;
  std::optional<std::int64_t> max_session_duration;  ///< seconds
  std::optional<Text> permissions_boundary;
  std::vector<Text> managed_policy_arns;
  std::vector<Tag> tags;
  std::optional<Policy> trust;  ///< check() requires it
  std::vector<InlinePolicy> policies;
  Expectations expectations;
  Span span, max_session_duration_span;
  bool operator==(const Role&) const = default;
};

struct Model {
  std::string stem;  ///< the input's name without its endings; names the output files
  std::vector<Parameter> parameters;
  std::vector<Role> roles;
  bool damaged = false;
  bool documents_only = false;  ///< the input says nothing of a role's name, path, description, session and tags
  Span span;                    ///< of the roles
  std::string format;           ///< the name of the reader that made it
  /// All that the input says about the provider that deploys the roles, in one spelling: another one may have another
  /// account or region. Nothing where it does not say all.
  std::optional<std::string> deployed_with = std::string();

  /// Where it came from is no part of what a model means.
  bool operator==(const Model& other) const { return parameters == other.parameters && roles == other.roles; }
};

/// The names of all built-in values and parameters that some text refers to.
std::set<std::string, std::less<>> references(const Model& model);

/// Calls `visit` with every Text of the model: Model& gives Text&, const Model& gives const Text&.
template <typename AnyModel, typename Visit>
void for_each_text(AnyModel& model, Visit visit);
/// The same with those of what is expected of the roles.
template <typename AnyModel, typename Visit>
void for_each_text_and_expectation(AnyModel& model, Visit visit);

}  // namespace rolecast

#include "model/visit.h"
