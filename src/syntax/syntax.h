// One door to all syntaxes: text in, tree out.
#pragma once

#include <string_view>
#include <vector>

#include "source/diagnostic.h"
#include "syntax/node.h"

namespace rolecast {

/// Limits of every loader.
constexpr std::size_t max_file_bytes = 16u << 20;
constexpr int max_depth = 100;
constexpr std::size_t max_nodes = 2'000'000;

/// The documents in one input: several for a YAML stream. A name that ends in `.json` is JSON; `.yaml` and `.yml` are
/// YAML (which holds valid JSON too); otherwise text that begins like JSON is JSON.
/// Refuses what is no UTF-8, is too large, or holds a key twice in one map, also when spelled with escapes.
std::vector<Node> load(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics);

/// The first byte of `text` that is not part of well-formed UTF-8, or npos.
std::size_t find_bad_utf8(std::string_view text);

}  // namespace rolecast
