#include "commands/review_report.h"
#include "model/document.h"

namespace rolecast {
namespace {

Node text(std::string_view text) { return Node::string(std::string(text)); }

Node text_or_null(const std::string& text) { return text.empty() ? Node() : Node::string(text); }

Node context_node(const AccessRow& row) {
  Node node = Node::map();
  for (const auto& [key, value] : row.context) {
    if (!value) {
      node.add(key, Node());
    } else if (!value->is_array) {
      node.add(key, Node::string(value->items.front()));
    } else {
      Node& list = node.add(key, Node::list());
      for (const auto& item : value->items) list.items.push_back(Node::string(item));
    }
  }
  return node;
}

void add_statement(Node& node, const AccessRow& row, const Sources& sources) {
  node.add("statement", text_or_null(row.statement));
  if (!row.statement.empty()) node.add("effect", text(to_word(row.effect)));
  if (!row.policy.empty()) node.add("policy", text(row.policy));
  node.add("place", text_or_null(place_of(row.span, sources)));
}

Node access_node(const AccessRow& row, const Sources& sources) {
  Node node = Node::map();
  node.add("action", text(row.request->action));
  node.add("resource", text_or_null(row.request->resource));
  const auto& caller = row.request->caller;
  node.add("principal", !caller ? Node() : text(caller->value.empty() ? caller->type : caller->value));
  if (caller) node.add("principalType", text(caller->type));
  node.add("context", context_node(row));
  Node& values = node.add("values", Node::map());
  for (const auto& [name, value] : row.values) values.add(name, text(value));
  add_statement(node, row, sources);
  node.add("service", text_or_null(row.service));
  node.add("accessLevel", text_or_null(row.level));
  if (!row.reason.empty()) node.add("reason", text(row.reason));
  return node;
}

Node unproved_node(const AccessRow& row, const Sources& sources) {
  Node node = Node::map();
  node.add("direction", text(row.is_gain ? "gained" : "lost"));
  add_statement(node, row, sources);
  node.add("reason", text(row.reason));
  return node;
}

Node side_node(const std::string& file, const RoleOf& of) {
  if (!of.role) return {};
  Node node = Node::map();
  node.add("file", text(file));
  node.add("role", text(of.role->id));
  return node;
}

Node row_node(const ReviewRow& row, const Sources& sources) {
  Node node = Node::map();
  node.add("role", text(row.role().id));
  node.add("status", text(status_of(row)));
  node.add("verdict", text(to_string(row.review.verdict())));
  node.add("before", side_node(row.before, row.review.before));
  node.add("after", side_node(row.after, row.review.after));
  node.add("trust", part_json(row.review, row.review.trust, sources));
  node.add("permissions", part_json(row.review, row.review.permissions, sources));
  node.add("attributes", attributes_json(row.review.attributes));
  return node;
}

}  // namespace

Node part_json(const RoleReview& review, const PartReview& part, const Sources& sources) {
  const auto rows = access_rows(review, part);
  Node node = Node::map();
  node.add("verdict", text(to_string(part.verdict())));
  node.add("gains", text(to_string(part.gained.certainty)));
  node.add("losses", text(to_string(part.lost.certainty)));
  if (const auto why = reasons_in(rows); !why.empty()) node.add("reason", text(why));
  for (const bool is_gain : {true, false}) {
    Node& list = node.add(is_gain ? "gained" : "lost", Node::list());
    for (const auto& row : rows)
      if (row.request && row.is_gain == is_gain) list.items.push_back(access_node(row, sources));
  }
  Node& unproved = node.add("unproved", Node::list());
  for (const auto& row : rows)
    if (!row.request) unproved.items.push_back(unproved_node(row, sources));
  return node;
}

Node attributes_json(const std::vector<AttributeChange>& attributes) {
  Node list = Node::list();
  for (const auto& attribute : attributes) {
    Node& entry = list.items.emplace_back(Node::map());
    entry.add("name", text(attribute.name));
    entry.add("before", attribute.before);
    entry.add("after", attribute.after);
  }
  return list;
}

Node review_json(const Review& review, const Sources& sources) {
  Node node = Node::map();
  node.add("rolecast", Node::number("1"));
  node.add("verdict", text(to_string(verdict_of(review))));
  Node& roles = node.add("roles", Node::list());
  for (const auto& row : review.rows) roles.items.push_back(row_node(row, sources));
  Node& passed_over = node.add("passedOver", Node::list());
  for (const auto& thing : review.passed_over) {
    Node& entry = passed_over.items.emplace_back(Node::map());
    entry.add("name", text(thing.name));
    entry.add("reason", text(thing.why));
    entry.add("place", text_or_null(place_of(thing.place, sources)));
    entry.add("changed", Node::boolean(thing.is_changed));
  }
  return node;
}

}  // namespace rolecast
