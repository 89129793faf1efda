// The functions of Terraform's language that are worked out before deployment.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "source/diagnostic.h"
#include "syntax/node.h"

namespace rolecast::terraform {

struct Call {
  std::vector<Node> arguments;
  Span place;
  Diagnostics& diagnostics;
};

/// What a function gives where it is not worked out.
enum class Gives : std::uint8_t {
  scalar,
  collection,
  either,  ///< what is in its first argument, or one of the others
};

struct Function {
  std::string_view name;
  Gives gives = Gives::scalar;
  /// Nothing where only the deployment knows, or where Terraform would refuse the call. Null where it is never worked
  /// out.
  std::optional<Node> (*work)(const Call&) = nullptr;
};

/// Null for a function that is not known, whatever it may give.
const Function* find_function(std::string_view name);

/// Whether a function is worked out with more than its arguments: the evaluator knows how.
bool is_special(std::string_view name);

/// The function that makes `expression` one that is not worked out, whatever is known; empty where there is none.
std::string_view unsupported_function(std::string_view expression);

}  // namespace rolecast::terraform
