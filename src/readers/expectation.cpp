#include "readers/expectation.h"

#include <array>

#include <fmt/core.h>

#include "model/document.h"
#include "syntax/fields.h"

namespace rolecast {
namespace {

struct Element {
  std::string_view key, of_iam;
};
constexpr std::array elements = {Element{"action", "Action"}, Element{"resource", "Resource"},
                                 Element{"principal", "Principal"}};

/// The context as a condition: a null is a key that is missing.
Node condition_of(const Node& context) {
  Node held = Node::map(), missing = Node::map();
  for (const auto& entry : context.entries)
    if (entry.value.is(Node::Kind::null))
      missing.add(entry.key, Node::string("true"));
    else
      held.entries.push_back(entry);
  Node condition = Node::map();
  condition.span = context.span;
  if (!held.entries.empty()) condition.add("StringLike", std::move(held));
  if (!missing.entries.empty()) condition.add("Null", std::move(missing));
  return condition;
}

/// An entry in the words of a statement.
Node statement_of(const Node& node, const std::string& where, Diagnostics& diagnostics) {
  Fields fields(node, where, diagnostics);
  Node statement = Node::map();
  statement.span = node.span;
  statement.add("Effect", Node::string("Allow"));
  for (const auto& element : elements)
    if (const Node* value = fields.take(element.key)) statement.add(std::string(element.of_iam), *value);
  if (const Node* context = fields.take("context")) {
    if (context->is(Node::Kind::map))
      statement.add("Condition", condition_of(*context));
    else
      diagnostics.error(Code::wrong_type, context->span, fmt::format("`context` is {}, not a map", describe(*context)),
                        "write condition keys and below each what it holds");
  }
  fields.finish();
  return statement;
}

Policy policy_of(const Node& list, const std::string& where, Diagnostics& diagnostics) {
  if (!list.is(Node::Kind::list) || list.items.empty()) {
    diagnostics.error(Code::wrong_type, list.span,
                      list.items.empty() && list.is(Node::Kind::list)
                          ? fmt::format("{} is empty", where)
                          : fmt::format("{} is {}, not a list", where, describe(list)),
                      "write a list of entries with `action` and `resource`");
    return {};
  }
  Node statements = Node::list();
  statements.span = list.span;
  for (const auto& entry : list.items) {
    auto statement = statement_of(entry, "an entry of " + where, diagnostics);
    if (entry.is(Node::Kind::map)) statements.items.push_back(std::move(statement));
  }
  return read_policy(statements, TextSyntax::native, where, diagnostics);
}

}  // namespace

Expectations read_expectations(const Node& node, const std::string& where, Diagnostics& diagnostics) {
  Expectations expectations;
  Fields fields(node, "`expect` of " + where, diagnostics);
  if (const Node* allow = fields.take("allow"))
    expectations.allowed = policy_of(*allow, "`allow` of " + where, diagnostics);
  if (const Node* deny = fields.take("deny")) expectations.denied = policy_of(*deny, "`deny` of " + where, diagnostics);
  fields.finish();
  return expectations;
}

}  // namespace rolecast
