// Runs another program on given bytes and hands back what it printed: within limits, and with nothing left running.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rolecast {

struct Limits {
  std::chrono::milliseconds time{60'000};
  std::size_t bytes = 16u << 20;  ///< of standard output, and of standard error
};

enum class Ending : std::uint8_t { exited, signalled, not_started, too_slow, too_large };

struct Outcome {
  Ending ending = Ending::not_started;
  int number = 0;              ///< the exit status, the signal, or why it could not be started (errno)
  std::string output, errors;  ///< what it wrote to standard output and standard error; `limits.bytes` at most
};

/// Starts `program`, a path or a name on our PATH, without a shell. It gets `input` on standard input, the variables
/// `NAME=VALUE` in `environment`, and nothing else that we have open. It leads a process group of its own, which is
/// killed as a whole when the program ends or passes a limit, and also when we are interrupted or told to end. So is
/// whatever has left the group.
Outcome run_program(const std::string& program, const std::vector<std::string>& arguments, std::string_view input,
                    const std::vector<std::string>& environment, const Limits& limits);

}  // namespace rolecast
