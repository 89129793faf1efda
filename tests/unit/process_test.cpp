// Programs that are run within limits: how each ending is told, and that nothing is left of any.
#include "emitters/process.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <thread>

#include "commands/command.h"

namespace rolecast {
namespace {

using std::chrono::milliseconds;

/// Runs a shell with a script as its input. Whatever happens, no child is left, not even a dead one.
Outcome run_script(const std::string& script, Limits limits = {}) {
  const auto outcome = run_program("/bin/sh", {}, script, {"PATH=/usr/bin:/bin"}, limits);
  EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1);
  EXPECT_EQ(errno, ECHILD);
  return outcome;
}

/// Whether the process with the number in this line has ended; what is killed takes a moment.
bool is_gone(std::string line) {
  line.pop_back();
  for (int tries = 0; tries < 100; ++tries) {
    std::string number, name, state;
    std::ifstream("/proc/" + line + "/stat") >> number >> name >> state;
    if (state.empty() || state == "Z") return true;
    std::this_thread::sleep_for(milliseconds(50));
  }
  return false;
}

TEST(Process, HandsBackWhatAProgramWrites) {
  const auto outcome = run_script("echo out; echo err >&2; exit 3");
  EXPECT_EQ(outcome.ending, Ending::exited);
  EXPECT_EQ(outcome.number, 3);
  EXPECT_EQ(outcome.output, "out\n");
  EXPECT_EQ(outcome.errors, "err\n");
}

TEST(Process, GivesTheWholeInput) {
  const std::string input(5'000'000, 'x');
  EXPECT_EQ(run_program("/bin/cat", {}, input, {}, {}).output, input);
}

TEST(Process, NamesASignal) {
  const auto outcome = run_script("kill -SEGV $$");
  EXPECT_EQ(outcome.ending, Ending::signalled);
  EXPECT_EQ(outcome.number, SIGSEGV);
}

TEST(Process, SaysWhyNothingStarted) {
  const auto outcome = run_program("/nowhere/program", {}, "", {}, {});
  EXPECT_EQ(outcome.ending, Ending::not_started);
  EXPECT_EQ(outcome.number, ENOENT);
}

TEST(Process, StopsAtTheTimeLimitWithAllItStarted) {
  const auto begin = std::chrono::steady_clock::now();
  const auto outcome = run_script("trap '' TERM; sleep 60 & echo $!; sleep 60", {milliseconds(300)});
  EXPECT_EQ(outcome.ending, Ending::too_slow);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
  EXPECT_TRUE(is_gone(outcome.output));
}

TEST(Process, StopsAtTheSizeLimit) {
  for (const auto* script :
       {"while :; do echo xxxxxxxxxxxxxxxx; done", "while :; do echo xxxxxxxxxxxxxxxx >&2; done"}) {
    const auto outcome = run_script(script, {std::chrono::seconds(30), 1000});
    EXPECT_EQ(outcome.ending, Ending::too_large);
    EXPECT_LE(outcome.output.size(), 1000u);
    EXPECT_LE(outcome.errors.size(), 1000u);
  }
}

TEST(Process, SeesTheSizeAlsoOfWhatHasEnded) {
  EXPECT_EQ(run_script("echo 123456789", {std::chrono::seconds(30), 10}).ending, Ending::exited);
  EXPECT_EQ(run_script("echo 1234567890", {std::chrono::seconds(30), 10}).ending, Ending::too_large);
}

TEST(Process, DoesNotWaitForWhatIsLeftBehind) {
  const auto begin = std::chrono::steady_clock::now();
  const auto outcome = run_script("sleep 60 & echo $!");
  EXPECT_EQ(outcome.ending, Ending::exited);
  EXPECT_TRUE(is_gone(outcome.output));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
}

TEST(Process, LeavesNothingThatLeftTheGroup) {
  const auto outcome = run_script("(setsid sleep 60 & echo $!); sleep 0.3");
  EXPECT_EQ(outcome.ending, Ending::exited);
  EXPECT_TRUE(is_gone(outcome.output));
}

TEST(Process, LeavesAloneWhatIsNotItsOwn) {
  const pid_t other = fork();
  if (other == 0) {
    pause();
    _exit(0);
  }
  run_program("/bin/sh", {}, "exit 0", {}, {});
  EXPECT_EQ(waitpid(other, nullptr, WNOHANG), 0);
  kill(other, SIGKILL);
  EXPECT_EQ(waitpid(other, nullptr, 0), other);
}

TEST(Process, LeavesSignalsAsTheyWere) {
  sigset_t before, after;
  struct sigaction child_before {
  }, child_after{};
  sigprocmask(SIG_BLOCK, nullptr, &before);
  sigaction(SIGCHLD, nullptr, &child_before);
  run_script("exit 0");
  sigprocmask(SIG_BLOCK, nullptr, &after);
  sigaction(SIGCHLD, nullptr, &child_after);
  for (int number = 1; number < 32; ++number) EXPECT_EQ(sigismember(&before, number), sigismember(&after, number));
  EXPECT_EQ(child_before.sa_handler, child_after.sa_handler);
}

TEST(Process, APlugInThatDoesNotAnswerIsAnError) {
  namespace fs = std::filesystem;
  const auto folder = fs::path(testing::TempDir()) / "rolecast-silent";
  fs::create_directories(folder);
  std::ofstream(folder / "rolecast-emit-silent") << "#!/bin/sh\necho 'still waiting' >&2\nsleep 60\n";
  fs::permissions(folder / "rolecast-emit-silent", fs::perms::owner_all);
  std::ofstream(folder / "role.yaml") << "rolecast: 1\nroles:\n  a:\n    trust: [{Effect: Allow, Principal: "
                                         "{Service: lambda.amazonaws.com}, Action: sts:AssumeRole}]\n";
  Context context;
  context.arguments = {"emit", (folder / "role.yaml").string(), "--to", "silent", "--out", (folder / "out").string()};
  context.readers = built_in_readers();
  context.plug_ins = {folder.string(), {"PATH=/usr/bin:/bin"}, {milliseconds(300)}};
  EXPECT_EQ(run(context),
            "rolecast: error[RC902]: plug-in `silent` did not answer within 0.3 s\n"
            "rolecast: note[RC902]: silent: still waiting\n");
  EXPECT_EQ(context.status, failed);
  EXPECT_FALSE(fs::exists(folder / "out"));
  fs::remove_all(folder);
}

}  // namespace
}  // namespace rolecast
