// What is wrong with a text that is not of its syntax, and where. Private to the loaders.
#pragma once

#include <algorithm>
#include <string>

#include "source/source.h"

namespace rolecast {

/// A place of no width is the one character there.
struct Fault {
  std::size_t begin, end;
  std::string message, hint;

  Span span(std::uint32_t file) const {
    return {file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(std::max(begin + 1, end))};
  }
};

}  // namespace rolecast
