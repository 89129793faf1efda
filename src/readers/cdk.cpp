#include "readers/cdk.h"

namespace rolecast {
namespace {

/// The text under `key`; empty where there is none.
std::string text_under(const Node* map, std::string_view key) {
  const Node* value = map ? map->find(key) : nullptr;
  return value && value->is(Node::Kind::string) ? value->text : std::string();
}

}  // namespace

std::vector<std::string> template_files(const Node& manifest) {
  std::vector<std::string> files;
  const Node* artifacts = manifest.find("artifacts");
  if (!artifacts) return files;
  for (const auto& [name, artifact, comment] : artifacts->entries) {
    const auto type = text_under(&artifact, "type");
    const Node* properties = artifact.find("properties");
    if (type == "aws:cloudformation:stack") {
      if (auto file = text_under(properties, "templateFile"); !file.empty()) files.push_back(std::move(file));
    } else if (type == "cdk:cloud-assembly") {
      if (const auto folder = text_under(properties, "directoryName"); !folder.empty())
        files.push_back(folder + "/manifest.json");
    }
  }
  return files;
}

}  // namespace rolecast
