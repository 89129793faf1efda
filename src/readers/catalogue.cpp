#include "readers/catalogue.h"

namespace rolecast {

const CatalogueFile* find_in(std::span<const CatalogueFile> files, std::string_view name) {
  for (const auto& file : files)
    if (file.name == name) return &file;
  return nullptr;
}

std::vector<std::string_view> names_of(std::span<const CatalogueFile> files) {
  std::vector<std::string_view> names;
  for (const auto& file : files) names.push_back(file.name);
  return names;
}

}  // namespace rolecast
