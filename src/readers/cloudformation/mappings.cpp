#include "readers/cloudformation/mappings.h"

namespace rolecast {
namespace {

/// Calls `visit` with the value under `key`, or with all values where the key is not known.
template <typename Map, typename Visit>
void visit_values(const Map& map, const std::optional<std::string>& key, Visit visit) {
  if (!key) {
    for (const auto& [name, value] : map) visit(value);
  } else if (const auto found = map.find(*key); found != map.end()) {
    visit(found->second);
  }
}

}  // namespace

Mappings::Mappings(const Node* section) {
  if (!section) return;
  for (const auto& mapping : section->entries)
    for (const auto& group : mapping.value.entries)
      for (const auto& entry : group.value.entries)
        mappings_[mapping.key.text][group.key.text].emplace(entry.key.text, &entry.value);
}

const Node* Mappings::find(const MappingKeys& keys) const {
  const Node* found = nullptr;
  if (!keys[0] || !keys[1] || !keys[2]) return found;
  visit_values(mappings_, keys[0], [&](const Mapping& mapping) {
    visit_values(mapping, keys[1],
                 [&](const Group& group) { visit_values(group, keys[2], [&](const Node* value) { found = value; }); });
  });
  return found;
}

Mappings::Values Mappings::values(const MappingKeys& keys) {
  const auto known = known_.find(keys);
  if (known != known_.end()) return known->second;
  auto kind = Values::none;
  visit_values(mappings_, keys[0], [&](const Mapping& mapping) {
    visit_values(mapping, keys[1], [&](const Group& group) {
      visit_values(group, keys[2], [&](const Node* value) {
        if (!value->is_scalar())
          kind = Values::others;
        else if (kind == Values::none)
          kind = Values::texts;
      });
    });
  });
  known_.emplace(keys, kind);
  return kind;
}

}  // namespace rolecast
