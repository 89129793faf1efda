// What cannot be worked out, as the expression it is.
#include <algorithm>

#include "model/text_node.h"
#include "readers/terraform/evaluator.h"
#include "readers/terraform/spelling.h"

namespace rolecast::terraform {
namespace {

/// Whether all that is wrong with an expression is that there is nothing where it leads.
bool has_no_value(const Diagnostics& findings) {
  return std::all_of(findings.all().begin(), findings.all().end(), [](const Diagnostic& finding) {
    return finding.severity != Severity::error || finding.code == Code::missing_key;
  });
}

}  // namespace

Node Evaluator::deferred(const Node& expression) { return reference(spelled(closed(expression)), expression.span); }

Node Evaluator::deferred_collection(const Node& expression) {
  return unknown(spelled(closed(expression)), expression.span);
}

/// One of several values, of which only the deployment knows which. Null and documents are no scalars: they decide
/// what there is.
Node Evaluator::deferred_choice(const Node& expression, std::size_t first_branch) {
  Diagnostics unheard;  // what is wrong with a branch is wrong only where it is taken
  auto* const heard = std::exchange(diagnostics_, &unheard);
  std::vector<Node> branches;
  for (auto i = first_branch; i < expression.items.size(); ++i) branches.push_back(value(expression.items[i]));
  diagnostics_ = heard;
  const auto is_same = [&](const Node& branch) { return equal(branch, branches.front()) == true; };
  if (std::all_of(branches.begin(), branches.end(), is_same)) return branches.front();
  const auto is_scalar = [](const Node& branch) {
    return is_damaged(branch) || (as_text(branch) && branch.tag != "json");
  };
  const bool all_scalar = std::all_of(branches.begin(), branches.end(), is_scalar);
  return all_scalar ? deferred(expression) : deferred_collection(expression);
}

/// The expression with the values of what only this place knows, such as `each.key`: elsewhere it would mean another.
Node Evaluator::closed(Node expression) {
  if (scope_.empty()) return expression;
  if (expression.tag == "expression") {
    const auto steps = steps_of(expression.text);
    const bool is_bound = !steps.empty() && std::any_of(scope_.begin(), scope_.end(), [&](const auto& name) {
      return name.first == steps[0].key.text;
    });
    return is_bound ? as_expression(value(expression)) : expression;
  }
  const auto names = names_bound_by(expression);
  const auto hidden = scope_;
  std::erase_if(scope_, [&](const auto& name) { return binds(names, name.first); });
  for (auto& item : expression.items) item = closed(std::move(item));
  for (auto& entry : expression.entries) {
    if (!entry.key.tag.empty()) entry.key = closed(std::move(entry.key));
    entry.value = closed(std::move(entry.value));
  }
  scope_ = hidden;
  return expression;
}

void Evaluator::hear(const Diagnostics& findings) {
  for (const auto& finding : findings.all())
    diagnostics_->error(finding.code, finding.span, finding.message, finding.hint);
}

/// try(): an argument counts where it surely has a value, and is passed over where it surely has none.
Node Evaluator::first_that_works(const Node& expression) {
  for (const auto& argument : expression.items) {
    Diagnostics findings;
    auto* const heard = std::exchange(diagnostics_, &findings);
    auto result = value(argument);
    diagnostics_ = heard;
    if (!findings.has_errors()) return is_decided(result) ? result : deferred_choice(expression, 0);
    if (has_no_value(findings)) continue;
    hear(findings);
    return damaged(expression.span);
  }
  return fail(Code::missing_key, expression.span, "none of the arguments of `try` has a value");
}

/// can()
Node Evaluator::works(const Node& expression) {
  if (expression.items.size() != 1) return deferred(expression);
  Diagnostics findings;
  auto* const heard = std::exchange(diagnostics_, &findings);
  const auto result = value(expression.items[0]);
  diagnostics_ = heard;
  if (!findings.has_errors()) return is_decided(result) ? Node::boolean(true) : deferred(expression);
  if (has_no_value(findings)) return Node::boolean(false);
  hear(findings);
  return damaged(expression.span);
}

bool Evaluator::is_decided(const Node& value) {
  if (value.tag == "unknown") return false;
  if (value.tag == "object" || value.tag == "reference") return is_declared(value.text);
  return std::all_of(value.items.begin(), value.items.end(), [&](const Node& item) { return is_decided(item); }) &&
         std::all_of(value.entries.begin(), value.entries.end(),
                     [&](const Entry& entry) { return is_decided(entry.key) && is_decided(entry.value); });
}

}  // namespace rolecast::terraform
