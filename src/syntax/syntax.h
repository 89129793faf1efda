// One door to all syntaxes: text in, tree out.
#pragma once

#include <vector>

#include "source/diagnostic.h"
#include "syntax/node.h"

namespace rolecast {

/// Limits of every loader.
constexpr std::size_t max_file_bytes = 16u << 20;
constexpr int max_depth = 100;
constexpr std::size_t max_nodes = 2'000'000;
constexpr std::size_t max_aliased_nodes = 100'000;  ///< that YAML's aliases stand for: a few lines make millions

/// Whether an input is text that a loader takes; an error where it is too large or no UTF-8.
bool check_text(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics);

/// The documents in one input: several for a YAML stream. A name that ends in `.json` is JSON; `.yaml` and `.yml` are
/// YAML (which holds valid JSON too); `.tf` and
/// `.tfvars` are HCL; otherwise text that begins like JSON is JSON, and text that begins
/// with one of Terraform's blocks is HCL.
/// Refuses what is no UTF-8, is too large, or holds a key twice in one map, also when spelled with escapes. An input
/// without any value, that is empty or holds only comments, has no documents, and that is no error here.
std::vector<Node> load(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics);

}  // namespace rolecast
