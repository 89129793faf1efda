// A role as something to be told: who may assume it, what it may do service by service, and what it leaves open.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "analysis/explain/prose.h"
#include "model/model.h"

namespace rolecast {

/// What stands around a statement in its input.
struct StatementOrigin {
  std::string reason;     ///< the comment above it
  std::string place;      ///< `role.yaml:12`
  std::string catalogue;  ///< `template agentcore-runtime`; empty where it is not from the catalogue
  std::string page;       ///< the address of the source that the catalogue names
};
using OriginOf = std::function<StatementOrigin(Span)>;

struct ExplainedStatement {
  const Statement* statement = nullptr;
  std::string name;    ///< its Sid, or `statement 2`
  std::string policy;  ///< empty in a trust policy
  Prose sentence;
  StatementOrigin origin;
};

struct ServiceGroup {
  std::vector<std::string> prefixes;  ///< `ecr`; several where one statement is about several
  std::string title;                  ///< `Amazon ECR`
  std::vector<ExplainedStatement> statements;
};

/// Texts and statements stay with the role, which must outlive it.
struct ExplainedRole {
  const Role* role = nullptr;
  std::vector<ExplainedStatement> trust;   ///< Deny first
  std::vector<ExplainedStatement> denied;  ///< of the permissions
  std::vector<ServiceGroup> allowed;       ///< in the order in which the role names the services
  std::vector<Text> services;              ///< those that may assume it, each once
  std::optional<Text> arn;                 ///< none where the deployment picks the name
};
ExplainedRole explain_role(const Role& role, const OriginOf& origin_of);

/// A deferred value that the roles refer to.
struct OpenValue {
  std::string name;
  const Parameter* parameter = nullptr;  ///< null for what every deployment knows
  std::vector<std::string> uses;         ///< `its name`, `ReadSecret of Secrets` …, each once
};
/// The values that every deployment knows, then the parameters.
std::vector<OpenValue> open_values(const Model& model);

}  // namespace rolecast
