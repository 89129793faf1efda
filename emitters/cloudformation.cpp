// CloudFormation: one template, in YAML or JSON.
#include "emitters/builtin.h"
#include "emitters/template.h"
#include "syntax/json.h"
#include "syntax/yaml.h"

namespace rolecast {
namespace {

const Setting syntax = {"syntax", "YAML or JSON", {"yaml", "json"}};

std::vector<OutputFile> emit(const Model& model, const Settings& settings, Diagnostics& diagnostics) {
  cloudformation::refuse_what_would_change(model, diagnostics);
  const bool is_json = chosen(settings, syntax) == "json";
  const auto names = cloudformation::name_all(model);
  Node file = cloudformation::template_of(model, names);
  auto text = is_json ? json::write(cloudformation::long_form(std::move(file))) : yaml::write(file);
  cloudformation::check_quotas(model, names, text, diagnostics);
  return {{model.stem + (is_json ? ".template.json" : ".template.yaml"), std::move(text), {}}};
}

Model held(const Model& model, const Settings&) { return cloudformation::held(model); }

}  // namespace

Emitter cloudformation_emitter() {
  return {"cloudformation", "a CloudFormation template", {syntax}, emit, "cloudformation", held};
}

}  // namespace rolecast
