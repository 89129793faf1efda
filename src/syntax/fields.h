// Takes the keys of a map one by one, and reports the keys nobody took.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "source/diagnostic.h"
#include "syntax/node.h"

namespace rolecast {

/// Use: construct, take each known key, then finish(). A node that is not a map is an error once and has no keys.
class Fields {
 public:
  /// `where` says what the map is, for messages: "role `deployer`".
  Fields(const Node& node, std::string where, Diagnostics& diagnostics);

  /// The value under `key`, or null where the map has none.
  const Node* take(std::string_view key);
  /// The same; finish() reports it where it is missing.
  const Node* require(std::string_view key);
  /// An error with the nearest known name for every key that was not taken, and for every required key that is missing,
  /// unless an unknown key is taken for it. Returns whether there was no error since construction.
  bool finish();

 private:
  const Node& node_;
  std::string where_;
  Diagnostics& diagnostics_;
  std::size_t errors_;
  std::vector<std::string_view> known_, missing_;
};

}  // namespace rolecast
