#include "commands/parity_report.h"

#include <array>

#include <fmt/core.h>

#include "model/document.h"
#include "syntax/json.h"

namespace rolecast {
namespace {

std::string_view verdict(bool is_equal) { return is_equal ? "equal" : "undecided"; }

Node verdict_node(bool is_equal) { return Node::string(std::string(verdict(is_equal))); }

std::string place_of(Span span, const Sources& sources) {
  if (!span.file) return {};
  const auto& source = sources[span.file];
  return fmt::format("{}:{}", source.name, source.position(span.begin).line);
}

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

const RoleOf& present(const ParityRow& row) { return row.parity.first.role ? row.parity.first : row.parity.second; }

std::string no_partner(const ParityRow& row) {
  return fmt::format("`{}` has no role that matches", row.parity.first.role ? row.second : row.first);
}

/// One side of a part.
struct Half {
  const std::string& file;
  const RoleOf& of;
  const std::vector<Remainder>& only;
};

std::array<Half, 2> halves(const ParityRow& row, const PartParity& part) {
  return {{{row.first, row.parity.first, part.first}, {row.second, row.parity.second, part.second}}};
}

Node part_node(const ParityRow& row, const PartParity& part, const Sources& sources) {
  Node node = Node::map();
  node.add("verdict", verdict_node(row.is_pair() && part.is_equal()));
  const auto reason = row.is_pair() ? part.reason : no_partner(row);
  if (!reason.empty()) node.add("reason", Node::string(reason));
  Node& only = node.add("only", Node::list());
  for (const auto& half : halves(row, part))
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
  add_file(row.first, row.parity.first);
  add_file(row.second, row.parity.second);
  node.add("trust", part_node(row, row.parity.trust, sources));
  Node& policies =
      node.add("permissions", part_node(row, row.parity.permissions, sources)).add("policies", Node::list());
  for (const auto& policy : row.parity.policies) {
    Node& entry = policies.items.emplace_back(Node::map());
    entry.add("name", Node::string(policy.name));
    entry.add("verdict", verdict_node(policy.is_equal));
  }
  Node& attributes = node.add("attributes", Node::list());
  for (const auto& attribute : row.parity.attributes) {
    Node& entry = attributes.items.emplace_back(Node::map());
    entry.add("name", Node::string(attribute.name));
    entry.add("before", attribute.before);
    entry.add("after", attribute.after);
  }
  return node;
}

std::string part_text(const ParityRow& row, const char* name, const PartParity& part, const Sources& sources) {
  std::string text = fmt::format("  {}: {}\n", name, part.is_equal() ? "equal" : "undecided, " + part.reason);
  for (const auto& half : halves(row, part))
    for (const auto& remainder : half.only) {
      const auto place = place_of(remainder.statement.span, sources);
      const auto policy = policy_of(remainder, half.of);
      text += fmt::format("    only in {}{}: {}\n", place.empty() ? half.file : place,
                          policy.empty() ? "" : fmt::format(" ({})", policy),
                          json::write_compact(statement_node(remainder.statement)));
    }
  return text;
}

std::string value_text(const Node& node, const std::string& file) {
  const bool is_none = node.is(Node::Kind::null) || (!node.is_scalar() && node.items.empty() && node.entries.empty());
  return fmt::format("{} in {}", is_none ? "none" : json::write_compact(node), file);
}

std::string row_text(const ParityRow& row, const Sources& sources) {
  const auto& [first, second, trust, permissions, policies, attributes] = row.parity;
  if (!row.is_pair()) {
    const auto& role = *present(row).role;
    return fmt::format("only in {}: {}\n", place_of(role.span, sources), role.id);
  }
  if (row.is_same())
    return fmt::format("equal: {} {} = {} {}\n", row.first, first.role->id, row.second, second.role->id);
  auto text = fmt::format("different: {} {}, {} {}\n", row.first, first.role->id, row.second, second.role->id);
  text += part_text(row, "trust", trust, sources) + part_text(row, "permissions", permissions, sources);
  for (const auto& attribute : attributes)
    text += attribute.before == attribute.after  // policies of the same names
                ? fmt::format("  {}: {} share the same statements out differently\n", attribute.name,
                              json::write_compact(attribute.before))
                : fmt::format("  {}: {}, {}\n", attribute.name, value_text(attribute.before, row.first),
                              value_text(attribute.after, row.second));
  return text;
}

}  // namespace

std::string parity_text(const std::vector<ParityRow>& rows, const Sources& sources) {
  std::string text;
  for (const auto& row : rows) text += row_text(row, sources);
  return text;
}

Node parity_json(const std::vector<ParityRow>& rows, const Sources& sources) {
  Node node = Node::map();
  node.add("rolecast", Node::number("1"));
  bool is_equal = true;
  for (const auto& row : rows) is_equal = is_equal && row.is_pair() && row.parity.is_proved();
  node.add("verdict", verdict_node(is_equal));
  Node& roles = node.add("roles", Node::list());
  for (const auto& row : rows) roles.items.push_back(row_node(row, sources));
  return node;
}

}  // namespace rolecast
