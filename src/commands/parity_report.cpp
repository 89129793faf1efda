#include "commands/parity_report.h"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "commands/review_report.h"
#include "model/document.h"
#include "source/report.h"
#include "syntax/json.h"

namespace rolecast {
namespace {

Node verdict_node(Verdict verdict) { return Node::string(std::string(to_string(verdict))); }

Node statement_node(const Statement& statement) {
  Policy policy;
  policy.statements.push_back(statement);
  return document(policy, [](const Text& text) { return Node::string(text.spelled()); }).find("Statement")->items[0];
}

/// The name of the inline policy that holds the remainder; empty for a trust policy.
std::string policy_of(const Remainder& remainder, const RoleOf& of) {
  for (const auto& policy : of.role->policies)
    if (&policy.document == remainder.policy) return policy.name.spelled();
  return {};
}

const RoleOf& present(const ParityRow& row) {
  return row.parity.review.before.role ? row.parity.review.before : row.parity.review.after;
}

std::string no_partner(const ParityRow& row) {
  return fmt::format("`{}` has no role that matches", row.parity.review.before.role ? row.second : row.first);
}

/// One side of a part.
struct Half {
  const std::string& file;
  const RoleOf& of;
  const std::vector<Remainder>& only;
};

std::array<Half, 2> halves(const ParityRow& row, const NormalComparison& part) {
  const auto& review = row.parity.review;
  return {{{row.first, review.before, part.only_first}, {row.second, review.after, part.only_second}}};
}

Node part_node(const ParityRow& row, const PartReview& part, const NormalComparison& statements,
               const Sources& sources) {
  Node node = Node::map();
  if (!row.is_pair()) {
    node.add("verdict", verdict_node(Verdict::undecided));
    node.add("reason", Node::string(no_partner(row)));
    node.add("only", Node::list());
    return node;
  }
  node = part_json(row.parity.review, part, sources);
  Node& only = node.add("only", Node::list());
  for (const auto& half : halves(row, statements))
    for (const auto& remainder : half.only) {
      Node& entry = only.items.emplace_back(Node::map());
      entry.add("file", Node::string(half.file));
      entry.add("place", Node::string(place_of(remainder.statement.span, sources)));
      if (const auto policy = policy_of(remainder, half.of); !policy.empty()) entry.add("policy", Node::string(policy));
      entry.add("statement", statement_node(remainder.statement));
    }
  return node;
}

Node row_node(const ParityRow& row, const Sources& sources) {
  Node node = Node::map();
  node.add("role", Node::string(present(row).role->id));
  Node& files = node.add("files", Node::list());
  const auto add_file = [&](const std::string& file, const RoleOf& of) {
    if (!of.role) return;
    Node& entry = files.items.emplace_back(Node::map());
    entry.add("file", Node::string(file));
    entry.add("role", Node::string(of.role->id));
  };
  const auto& review = row.parity.review;
  add_file(row.first, review.before);
  add_file(row.second, review.after);
  node.add("trust", part_node(row, review.trust, row.parity.trust, sources));
  Node& policies = node.add("permissions", part_node(row, review.permissions, row.parity.permissions, sources))
                       .add("policies", Node::list());
  for (const auto& policy : row.parity.policies) {
    Node& entry = policies.items.emplace_back(Node::map());
    entry.add("name", Node::string(policy.name));
    entry.add("verdict", verdict_node(policy.verdict));
  }
  node.add("attributes", attributes_json(review.attributes));
  if (row.parity.policies_only) node.add("policiesOnly", Node::boolean(true));
  return node;
}

/// One line for people. What stands in the inputs must not act on the terminal.
void add_line(std::string& text, std::string_view line) { text += printable(line) + "\n"; }

void add_part(std::string& text, const ParityRow& row, const char* name, const PartReview& part,
              const NormalComparison& statements, const Sources& sources) {
  const auto reasons = reasons_in(access_rows(row.parity.review, part));
  add_line(text, fmt::format("  {}: {}{}{}", name, to_string(part.verdict()), reasons.empty() ? "" : ", ", reasons));
  for (const auto& half : halves(row, statements))
    for (const auto& remainder : half.only) {
      const auto place = place_of(remainder.statement.span, sources);
      const auto policy = policy_of(remainder, half.of);
      add_line(text, fmt::format("    only in {}{}: {}", place.empty() ? half.file : place,
                                 policy.empty() ? "" : fmt::format(" ({})", policy),
                                 json::write_compact(statement_node(remainder.statement))));
    }
}

std::string value_text(const Node& node, const std::string& file) {
  const bool is_none = node.is(Node::Kind::null) || (!node.is_scalar() && node.items.empty() && node.entries.empty());
  return fmt::format("{} in {}", is_none ? "none" : json::write_compact(node), file);
}

std::string attribute_text(const ParityRow& row, const AttributeChange& attribute) {
  if (attribute.before == attribute.after)  // policies of the same names
    return fmt::format("{} share the same statements out differently", json::write_compact(attribute.before));
  return value_text(attribute.before, row.first) + ", " + value_text(attribute.after, row.second);
}

void add_row(std::string& text, const ParityRow& row, const Sources& sources) {
  const auto& parity = row.parity;
  const auto& review = parity.review;
  if (!row.is_pair()) {
    const auto& role = *present(row).role;
    const auto place = place_of(role.span, sources);
    return add_line(
        text, fmt::format("only in {}: {}", place.empty() ? parity.review.before.role ? row.first : row.second : place,
                          role.id));
  }
  const auto first = row.first + " " + review.before.role->id, second = row.second + " " + review.after.role->id;
  const auto* extent = parity.policies_only ? " (policies only)" : "";
  if (row.is_same()) return add_line(text, fmt::format("equal: {} = {}{}", first, second, extent));
  add_line(text, fmt::format("different: {}, {}{}", first, second, extent));
  add_part(text, row, "trust", review.trust, parity.trust, sources);
  add_part(text, row, "permissions", review.permissions, parity.permissions, sources);
  for (const auto& attribute : review.attributes)
    add_line(text, fmt::format("  {}: {}", attribute.name, attribute_text(row, attribute)));
}

}  // namespace

std::string parity_text(const std::vector<ParityRow>& rows, const Sources& sources) {
  std::string text;
  for (const auto& row : rows) add_row(text, row, sources);
  return text;
}

Node parity_json(const std::vector<ParityRow>& rows, const Sources& sources) {
  Node node = Node::map();
  node.add("rolecast", Node::number("1"));
  auto worst = Verdict::equal;
  for (const auto& row : rows)
    worst = std::max(worst, row.is_pair() ? row.parity.review.verdict() : Verdict::undecided);
  node.add("verdict", verdict_node(worst));
  Node& roles = node.add("roles", Node::list());
  for (const auto& row : rows) roles.items.push_back(row_node(row, sources));
  return node;
}

}  // namespace rolecast
