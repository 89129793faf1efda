#include "analysis/which/values.h"
#include "commands/review_rows.h"
#include "commands/which_report.h"

namespace rolecast {
namespace {

using which::Fit;

Node texts(const std::vector<std::string>& all) {
  Node list = Node::list();
  for (const auto& text : all) list.items.push_back(Node::string(text));
  return list;
}

void add_if(Node& map, const char* key, const std::string& text) {
  if (!text.empty()) map.add(key, Node::string(text));
}

Node lacks(const std::vector<which::Lack>& all) {
  Node list = Node::list();
  for (const auto& lack : all) {
    Node& node = list.items.emplace_back(Node::map());
    add_if(node, "statement", lack.statement);
    add_if(node, "action", lack.action);
    add_if(node, "resource", lack.resource);
    node.add("reason", Node::string(lack.reason));
    add_if(node, "nearMiss", lack.near_miss);
  }
  return list;
}

Node narrowed(const std::vector<which::Narrowed>& all) {
  Node list = Node::list();
  for (const auto& one : all) {
    Node& node = list.items.emplace_back(Node::map());
    node.add("statement", Node::string(one.statement));
    node.add("action", Node::string(one.action));
    node.add("resource", Node::string(one.resource));
    node.add("only", texts(one.only));
  }
  return list;
}

Node beyond(const std::vector<which::Beyond>& all) {
  Node list = Node::list();
  for (const auto& one : all) {
    Node& node = list.items.emplace_back(Node::map());
    node.add("service", Node::string(one.service));
    node.add("actions", texts(one.actions));
    node.add("wider", texts(one.wider));
  }
  return list;
}

Node fix(const Fit& fit) {
  Node node = Node::map();
  node.add("permissions", fit.permissions_fix ? pasteable(*fit.permissions_fix) : Node());
  if (!fit.replaced.empty()) node.add("replaces", texts(fit.replaced));
  node.add("trust", fit.trust_fix ? pasteable(*fit.trust_fix) : Node());
  return node;
}

Node fit_node(const Fit& fit) {
  Node node = Node::map();
  node.add("template", Node::string(fit.wanted->name));
  Node& trust = node.add("trust", Node::map());
  trust.add("verdict", Node::string(std::string(to_string(fit.trust.verdict))));
  trust.add("reason", Node::string(fit.trust.reason));
  if (!fit.is_compared) return node;
  node.add("needed", Node::number(std::to_string(fit.needed)));
  node.add("missing", lacks(fit.missing));
  node.add("undecided", lacks(fit.undecided));
  node.add("narrowed", narrowed(fit.narrowed));
  node.add("beyond", beyond(fit.beyond));
  Node& values = node.add("values", Node::map());
  for (const auto& [name, value] : fit.values) values.add(name, Node::string(which::shown(value)));
  node.add("fix", fix(fit));
  return node;
}

Node problems(const which::Answer& answer, const Sources& sources) {
  Node list = Node::list();
  for (const auto& problem : answer.problems) {
    Node& node = list.items.emplace_back(Node::map());
    node.add("what", Node::string(problem.what));
    node.add("fix", Node::string(problem.fix));
    const auto place = place_of(problem.place, sources);
    node.add("place", place.empty() ? Node() : Node::string(place));
  }
  return list;
}

Node symptom_node(const SymptomFinding& finding) {
  Node node = Node::map();
  node.add("answer", Node::string(finding.what));
  node.add("cleared", Node::boolean(finding.is_cleared));
  if (finding.fit) {
    node.add("missing", lacks(finding.fit->missing));
    node.add("undecided", lacks(finding.fit->undecided));
    node.add("fix", fix(*finding.fit));
  }
  return node;
}

}  // namespace

Node which_json(const std::vector<WhichRow>& rows, const Symptom* symptom, const Sources& sources) {
  Node all = Node::map();
  all.add("rolecast", Node::number("1"));
  if (symptom) {
    Node& node = all.add("symptom", Node::map());
    node.add("id", Node::string(symptom->id));
    node.add("cause", Node::string(symptom->cause));
    node.add("fix", Node::string(symptom->fix));
    node.add("link", Node::string(symptom->link));
  }
  Node& roles = all.add("roles", Node::list());
  for (const auto& row : rows) {
    const auto& answer = row.answer;
    Node& node = roles.items.emplace_back(Node::map());
    node.add("role", Node::string(row.role));
    node.add("file", Node::string(row.file));
    node.add("identity", Node::string(std::string(to_string(answer.identity))));
    node.add("trusts", texts(answer.trusts));
    node.add("answer", Node::string(answer.text));
    node.add("best", answer.best() ? Node::string(answer.best()->wanted->name) : Node());
    node.add("fits", Node::boolean(answer.fits_best()));
    node.add("problems", problems(answer, sources));
    node.add("notes", texts(answer.notes));
    if (row.symptom) node.add("symptom", symptom_node(*row.symptom));
    Node& fits = node.add("templates", Node::list());
    for (const auto& fit : answer.fits) fits.items.push_back(fit_node(fit));
  }
  return all;
}

}  // namespace rolecast
