#include "syntax/hcl/schema.h"

#include <algorithm>
#include <array>

namespace rolecast::hcl {
namespace {

struct BlockRow {
  std::string_view parent, type;
  std::size_t labels;
};
constexpr std::array<BlockRow, 36> blocks = {{{"", "check", 1},
                                              {"", "data", 2},
                                              {"", "ephemeral", 2},
                                              {"", "import", 0},
                                              {"", "locals", 0},
                                              {"", "module", 1},
                                              {"", "moved", 0},
                                              {"", "output", 1},
                                              {"", "provider", 1},
                                              {"", "removed", 0},
                                              {"", "resource", 2},
                                              {"", "terraform", 0},
                                              {"", "variable", 1},
                                              {"check", "assert", 0},
                                              {"check", "data", 2},
                                              {"content", "dynamic", 1},
                                              {"data", "connection", 0},
                                              {"data", "dynamic", 1},
                                              {"data", "lifecycle", 0},
                                              {"dynamic", "content", 0},
                                              {"ephemeral", "dynamic", 1},
                                              {"ephemeral", "lifecycle", 0},
                                              {"lifecycle", "postcondition", 0},
                                              {"lifecycle", "precondition", 0},
                                              {"output", "precondition", 0},
                                              {"provider", "dynamic", 1},
                                              {"provisioner", "connection", 0},
                                              {"removed", "lifecycle", 0},
                                              {"resource", "connection", 0},
                                              {"resource", "dynamic", 1},
                                              {"resource", "lifecycle", 0},
                                              {"resource", "provisioner", 1},
                                              {"terraform", "backend", 1},
                                              {"terraform", "cloud", 0},
                                              {"terraform", "required_providers", 0},
                                              {"variable", "validation", 0}}};

constexpr std::string_view any = "*";

struct StringsRow {
  std::string_view block, attribute;
  Strings strings;
};
constexpr auto attributes = std::to_array<StringsRow>({{"variable", "type", Strings::expressions},
                                                       {"variable", any, Strings::verbatim},
                                                       {"output", "description", Strings::verbatim},
                                                       {"output", "sensitive", Strings::verbatim},
                                                       {"module", "source", Strings::verbatim},
                                                       {"module", "version", Strings::verbatim},
                                                       {"module", "providers", Strings::expressions},
                                                       {"provider", "alias", Strings::verbatim},
                                                       {"provider", "version", Strings::verbatim},
                                                       {"terraform", any, Strings::verbatim},
                                                       {"required_providers", any, Strings::verbatim},
                                                       {"backend", any, Strings::verbatim},
                                                       {"cloud", any, Strings::verbatim},
                                                       {"lifecycle", "ignore_changes", Strings::expressions},
                                                       {"lifecycle", "replace_triggered_by", Strings::expressions},
                                                       {"provisioner", "on_failure", Strings::expressions},
                                                       {"provisioner", "when", Strings::expressions},
                                                       {"moved", any, Strings::expressions},
                                                       {"removed", "from", Strings::expressions},
                                                       {"import", "to", Strings::expressions},
                                                       {"import", "provider", Strings::expressions},
                                                       {"data", "provider", Strings::expressions},
                                                       {"ephemeral", "provider", Strings::expressions},
                                                       {"resource", "provider", Strings::expressions},
                                                       {any, "depends_on", Strings::expressions}});

}  // namespace

std::optional<std::size_t> labels_of(std::string_view parent, std::string_view type) {
  for (const auto& row : blocks)
    if (row.parent == parent && row.type == type) return row.labels;
  return {};
}

Strings strings_of(std::string_view block, std::string_view attribute) {
  const auto fits = [](std::string_view pattern, std::string_view name) { return pattern == any || pattern == name; };
  for (const auto& row : attributes)
    if (fits(row.block, block) && fits(row.attribute, attribute)) return row.strings;
  return Strings::templates;
}

}  // namespace rolecast::hcl
