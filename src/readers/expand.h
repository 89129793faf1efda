// The parts of a role file that templates and capabilities share, and how their parameters are filled in.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/model.h"
#include "readers/about.h"
#include "readers/catalogue.h"
#include "source/diagnostic.h"
#include "syntax/node.h"

namespace rolecast {

/// A text value; anything else is an error that names `what`, and nothing.
std::optional<Text> read_text(const Node& node, const std::string& what, Diagnostics& diagnostics);
/// The map under `parameters`.
std::vector<Parameter> read_parameters(const Node& node, Diagnostics& diagnostics);
/// The map under `policies`.
std::vector<InlinePolicy> read_inline_policies(const Node& node, const std::string& where, Diagnostics& diagnostics);
/// A capability file: a model whose only role holds the capability's policies.
Model read_capability(const Node& node, const std::string& name, Diagnostics& diagnostics);

/// The file that `name` names, or null and an error with the nearest name. `kind` is "template" or "capability".
const CatalogueFile* find_named(const Node& name, std::span<const CatalogueFile> files, std::string_view kind,
                                Diagnostics& diagnostics);
/// The tree of a catalogue file, registered as an input so that findings in it have a place.
Node load_catalogue_file(const CatalogueFile& file, std::string_view kind, Sources& sources, Diagnostics& diagnostics);

/// A file of the catalogue, with what it says about itself and where an input names it.
struct CatalogueItem {
  const CatalogueFile* file = nullptr;
  Node tree;  ///< of the file
  About about;
  Span span;
};

/// The item that `name` names, or one without a file and an error with the nearest name. `kind` is "template" or
/// "capability".
CatalogueItem find_item(const Node& name, std::span<const CatalogueFile> files, std::string_view kind, Sources& sources,
                        Diagnostics& diagnostics);

/// An error for every capability that is not for roles of the template's family, lacks one that it requires, or stands
/// beside one that it contradicts. A role without a template has no family.
void check_fit(const CatalogueItem* role, const std::vector<CatalogueItem>& capabilities, Diagnostics& diagnostics);

/// Marks the statements that `about` says some places go without.
void mark_absent(const About& about, Role& role);

/// Binds those parameters of `model` that `with` (a map, or null) gives a value; they are parameters no longer.
void apply_with(Model& model, const Node* with, Diagnostics& diagnostics);
/// An error for every key of `with` that is none of `known`.
void refuse_unknown_parameters(const Node& with, const std::vector<std::string>& known, Diagnostics& diagnostics);

}  // namespace rolecast
