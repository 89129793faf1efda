#include "commands/about_json.h"

#include <utility>

namespace rolecast {

Node text_list(const std::vector<std::string>& texts) {
  Node list = Node::list();
  for (const auto& text : texts) list.items.push_back(Node::string(text));
  return list;
}

Node parameter_json(const Parameter& parameter) {
  Node node = Node::map();
  node.add("name", Node::string(parameter.name));
  if (!parameter.description.empty()) node.add("description", Node::string(parameter.description));
  if (parameter.pattern) node.add("pattern", Node::string(*parameter.pattern));
  if (parameter.default_value) node.add("default", Node::string(*parameter.default_value));
  return node;
}

void add_about(Node& entry, const About& about, const std::vector<Parameter>& parameters) {
  using TextRow = std::pair<const char*, const std::string*>;
  for (const auto& [key, text] :
       {TextRow("family", &about.family), TextRow("kind", &about.kind), TextRow("passedAs", &about.passed_as),
        TextRow("source", &about.source), TextRow("page", &about.page), TextRow("seen", &about.seen),
        TextRow("authority", &about.authority)})
    if (!text->empty()) entry.add(key, Node::string(*text));
  using ListRow = std::pair<const char*, const std::vector<std::string>*>;
  for (const auto& [key, texts] :
       {ListRow("notFor", &about.not_for), ListRow("notes", &about.notes), ListRow("fits", &about.fits),
        ListRow("requires", &about.requires_), ListRow("conflicts", &about.conflicts)})
    if (!texts->empty()) entry.add(key, text_list(*texts));
  if (!about.absent.empty()) {
    Node& list = entry.add("absent", Node::list());
    for (const auto& absence : about.absent) {
      Node& row = list.items.emplace_back(Node::map());
      row.add("places", text_list(absence.places));
      row.add("statements", text_list(absence.statements));
      row.add("reason", Node::string(absence.reason));
    }
  }
  Node& list = entry.add("parameters", Node::list());
  for (const auto& parameter : parameters) list.items.push_back(parameter_json(parameter));
}

}  // namespace rolecast
