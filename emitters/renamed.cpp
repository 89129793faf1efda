#include "emitters/renamed.h"

#include "model/bind.h"
#include "model/pattern.h"

namespace rolecast {

Model renamed(Model model, const std::vector<std::string>& roles,
              const std::map<std::string, std::string, std::less<>>& parameters) {
  for (std::size_t i = 0; i < model.roles.size(); ++i) model.roles[i].id = roles[i];
  std::vector<Parameter> written;
  TextByName references;
  for (auto& parameter : model.parameters) {
    const auto name = parameters.find(parameter.name);
    if (name == parameters.end()) continue;
    references[parameter.name].append_reference(name->second);
    parameter.name = name->second;
    if (parameter.pattern) parameter.pattern = unanchored(anchored(*parameter.pattern));
    written.push_back(std::move(parameter));
  }
  replace(model, references);
  model.parameters = std::move(written);
  return model;
}

}  // namespace rolecast
