// The catalogue: ready roles and capabilities, embedded in the binary as the role files they are.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace rolecast {

struct CatalogueFile {
  std::string_view name;  ///< `agentcore-runtime`
  std::string_view text;  ///< the file as it stands under templates/
};

/// Sorted by name.
std::span<const CatalogueFile> catalogue_templates();
std::span<const CatalogueFile> catalogue_capabilities();

/// What the identity needs that creates and calls a thing with such a role: files like those of capabilities, which
/// name families or templates in `fits`.
std::span<const CatalogueFile> catalogue_callers();

/// The roles that `rolecast emitter test` takes an emitter through, the plain one first.
std::span<const CatalogueFile> conformance_roles();

/// The JSON Schema of role files, without what the code knows.
std::string_view role_schema_text();

/// The file of that name, or null.
const CatalogueFile* find_in(std::span<const CatalogueFile> files, std::string_view name);
std::vector<std::string_view> names_of(std::span<const CatalogueFile> files);

}  // namespace rolecast
