// What must hold for any bytes; a law that does not stops the process.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "syntax/node.h"

/// A fuzz target: each is a program of its own.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace rolecast::fuzz {

std::string text_of(const std::uint8_t* data, std::size_t size);

void require(bool holds, std::string_view law, std::string_view evidence);

/// Loads `text` as the file `name`. Places lie inside of the text, and findings can be shown. What has no fault is
/// written by `write`, loads as the same tree again, and is written the same way again.
void check_syntax(const std::string& name, const std::string& text, std::string (*write)(const Node&));

/// Reads `text` as the file `name` with the reader that recognises it. A model that check() takes goes through every
/// emitter with every value of its options, and every output reads back as the model.
void check_reading(const std::string& name, const std::string& text);

}  // namespace rolecast::fuzz
