#include "syntax/fields.h"

#include <algorithm>

#include <fmt/core.h>

#include "syntax/suggest.h"

namespace rolecast {

Fields::Fields(const Node& node, std::string where, Diagnostics& diagnostics)
    : node_(node), where_(std::move(where)), diagnostics_(diagnostics), errors_(diagnostics.errors()) {
  if (!node.is(Node::Kind::map))
    diagnostics.error(Code::wrong_type, node.span, fmt::format("{} is {}, not a map", where_, describe(node)));
}

const Node* Fields::take(std::string_view key) {
  known_.push_back(key);
  return node_.find(key);
}

const Node* Fields::require(std::string_view key) {
  const Node* value = take(key);
  if (!value && node_.is(Node::Kind::map)) missing_.push_back(key);
  return value;
}

bool Fields::finish() {
  for (const auto& entry : node_.entries) {
    const auto& key = entry.key.text;
    if (std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
    std::erase(missing_, nearest(key, known_));
    diagnostics_.error(Code::unknown_key, entry.key.span, fmt::format("unknown key `{}` in {}", key, where_),
                       suggestion(key, known_));
  }
  for (const auto key : missing_)
    diagnostics_.error(Code::missing_key, node_.span, fmt::format("{} has no `{}`", where_, key));
  return diagnostics_.errors() == errors_;
}

}  // namespace rolecast
