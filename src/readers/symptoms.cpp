#include "readers/symptoms.h"

#include <fmt/core.h>

#include "syntax/fields.h"
#include "syntax/syntax.h"

namespace rolecast {
namespace {

class SymptomReader {
 public:
  explicit SymptomReader(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  Symptom read(const Entry& entry) {
    where_ = fmt::format("symptom `{}`", entry.key.text);
    Fields fields(entry.value, where_, diagnostics_);
    Symptom symptom;
    symptom.id = entry.key.text;
    symptom.says = texts(fields.require("says"));
    symptom.cause = text(fields.require("cause"));
    symptom.fix = text(fields.require("fix"));
    symptom.link = text(fields.require("link"));
    symptom.otherwise = text(fields.take("otherwise"));
    if (const auto* node = fields.take("needs")) symptom.needs = needs(*node);
    fields.finish();
    return symptom;
  }

 private:
  Needs needs(const Node& node) {
    Fields fields(node, "`needs` of " + where_, diagnostics_);
    Needs needs;
    needs.template_ = text(fields.take("template"));
    needs.capability = text(fields.take("capability"));
    const auto* trust = fields.take("trust");
    needs.trust = trust && trust->text == "true";
    const auto* boundary = fields.take("boundary");
    needs.boundary = boundary && boundary->text == "true";
    needs.is_caller = text(fields.take("who")) == "caller";
    const auto* actions = fields.take("actions");
    needs.actions = texts(actions);
    needs.permissions = !actions || !needs.actions.empty();
    fields.finish();
    if (!needs.boundary && needs.template_.empty() == needs.capability.empty())
      diagnostics_.error(Code::missing_key, node.span, fmt::format("`needs` of {} names no one thing", where_),
                         "name a template or a capability");
    return needs;
  }

  std::string text(const Node* node) {
    if (!node) return {};
    if (!node->is(Node::Kind::string))
      diagnostics_.error(Code::wrong_type, node->span, fmt::format("{} holds {} for a text", where_, describe(*node)));
    return node->text;
  }

  std::vector<std::string> texts(const Node* node) {
    std::vector<std::string> all;
    if (node)
      for (const auto& item : node->items) all.push_back(text(&item));
    return all;
  }

  Diagnostics& diagnostics_;
  std::string where_;
};

}  // namespace

std::vector<Symptom> read_symptoms(Sources& sources, Diagnostics& diagnostics) {
  const auto number = sources.add("symptoms.yaml", std::string(symptoms_text()));
  std::vector<Symptom> symptoms;
  for (const auto& document : load(sources, number, diagnostics))
    if (const auto* list = document.find("symptoms"))
      for (const auto& entry : list->entries) symptoms.push_back(SymptomReader(diagnostics).read(entry));
  return symptoms;
}

}  // namespace rolecast
