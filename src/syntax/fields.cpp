#include "syntax/fields.h"

#include <algorithm>

#include <fmt/core.h>

#include "syntax/suggest.h"

namespace rolecast {

Fields::Fields(const Node& node, std::string where, Diagnostics& diagnostics)
    : node_(node), where_(std::move(where)), diagnostics_(diagnostics) {
  if (!node.is(Node::Kind::map))
    diagnostics.error(Code::wrong_type, node.span, fmt::format("{} is {}, not a map", where_, describe(node)));
}

const Node* Fields::take(std::string_view key) {
  known_.push_back(key);
  return node_.find(key);
}

const Node* Fields::require(std::string_view key) {
  const Node* value = take(key);
  if (!value && node_.is(Node::Kind::map))
    diagnostics_.error(Code::missing_key, node_.span, fmt::format("{} has no `{}`", where_, key));
  return value;
}

void Fields::finish() {
  for (const auto& entry : node_.entries)
    if (std::find(known_.begin(), known_.end(), entry.key.text) == known_.end())
      diagnostics_.error(Code::unknown_key, entry.key.span,
                         fmt::format("unknown key `{}` in {}", entry.key.text, where_),
                         suggestion(entry.key.text, known_));
}

}  // namespace rolecast
