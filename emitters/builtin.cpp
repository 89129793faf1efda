#include "emitters/builtin.h"

namespace rolecast {

std::string_view chosen(const Settings& settings, const Setting& setting) {
  const auto found = settings.find(setting.name);
  return found == settings.end() ? std::string_view(setting.values.front()) : std::string_view(found->second);
}

std::vector<Emitter> built_in_emitters() {
  return {cloudformation_emitter(), terraform_emitter(), terraform_json_emitter(), cdk_emitter(), iam_emitter(),
          native_emitter()};
}

}  // namespace rolecast
