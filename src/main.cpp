#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <optional>
#include <string>

#include "commands/command.h"
#include "emitters/builtin.h"

namespace {

/// Questions go to standard error: standard output may be a file.
std::optional<std::string> ask(const std::string& question) {
  std::fwrite(question.data(), 1, question.size(), stderr);
  std::string answer;
  if (std::getline(std::cin, answer)) return answer;
  std::fputc('\n', stderr);
  return std::nullopt;
}

}  // namespace

int main(int argc, char** argv) {
  rolecast::Context context;
  context.arguments.assign(argv + (argc > 0 ? 1 : 0), argv + argc);
  context.emitters = rolecast::built_in_emitters();
  context.readers = rolecast::built_in_readers();
  context.plug_ins = rolecast::plug_in_host();
  const bool may_color = !std::getenv("NO_COLOR");
  if (isatty(STDIN_FILENO) && isatty(STDERR_FILENO)) context.ask = ask;
  context.color = may_color && isatty(STDERR_FILENO);
  context.color_out = may_color && isatty(STDOUT_FILENO);

  const auto messages = rolecast::run(context);
  std::fwrite(messages.data(), 1, messages.size(), stderr);
  const auto written = std::fwrite(context.out.data(), 1, context.out.size(), stdout);
  if (written != context.out.size() || std::fflush(stdout) != 0) {
    std::fprintf(stderr, "rolecast: error[%s]: standard output cannot be written: %s\n",
                 rolecast::to_string(rolecast::Code::write_failed).c_str(), std::strerror(errno));
    return rolecast::failed;
  }
  return context.status;
}
