#include "emitters/process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <utility>

namespace rolecast {
namespace {

using Clock = std::chrono::steady_clock;

/// A file in memory. A pipe would fill up, and then one of the two sides would wait for ever; a file cannot.
class MemoryFile {
 public:
  MemoryFile() : number_(memfd_create("rolecast", MFD_CLOEXEC)) {
    if (number_ < 0 || number_ > STDERR_FILENO) return;
    // somebody closed our standard streams: stay clear of the numbers that the program's streams will have
    const int low = std::exchange(number_, fcntl(number_, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
    close(low);
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  MemoryFile(MemoryFile&&) = delete;
  MemoryFile& operator=(MemoryFile&&) = delete;
  ~MemoryFile() {
    if (number_ >= 0) close(number_);
  }

  int number() const { return number_; }

  bool write(std::string_view text) const {
    for (std::size_t done = 0; done < text.size();) {
      const auto count = pwrite(number_, text.data() + done, text.size() - done, static_cast<off_t>(done));
      if (count < 0 && errno != EINTR) return false;
      if (count > 0) done += static_cast<std::size_t>(count);
    }
    return true;
  }

  std::size_t size() const {
    struct stat status {};
    return fstat(number_, &status) == 0 && status.st_size > 0 ? static_cast<std::size_t>(status.st_size) : 0;
  }

  std::string read(std::size_t most) const {
    std::string text(std::min(size(), most), '\0');
    std::size_t done = 0;
    while (done < text.size()) {
      const auto count = pread(number_, text.data() + done, text.size() - done, static_cast<off_t>(done));
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) break;
      done += static_cast<std::size_t>(count);
    }
    text.resize(done);
    return text;
  }

 private:
  int number_;
};

/// Holds back the signals that would end us, and the one that tells of a child's end, so that wait() can take them in
/// its own time. One that arrived takes effect when this is destroyed.
class Signals {
 public:
  Signals() {
    sigemptyset(&held_);
    sigaddset(&held_, SIGCHLD);
    for (const int each : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE}) {
      struct sigaction now {};
      sigaction(each, nullptr, &now);
      if (now.sa_handler != SIG_IGN) sigaddset(&held_, each);
    }
    sigprocmask(SIG_BLOCK, &held_, &before_);
    struct sigaction plain {};
    plain.sa_handler = SIG_DFL;  // where it is ignored, children vanish without telling how they ended
    sigaction(SIGCHLD, &plain, &child_before_);
  }
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;
  Signals(Signals&&) = delete;
  Signals& operator=(Signals&&) = delete;
  ~Signals() {
    sigaction(SIGCHLD, &child_before_, nullptr);
    sigprocmask(SIG_SETMASK, &before_, nullptr);
  }

  /// A signal other than SIGCHLD that arrived, or 0 once some time went by or a child ended.
  int wait() const {
    constexpr timespec tick = {0, 20'000'000};
    const int arrived = sigtimedwait(&held_, nullptr, &tick);
    return arrived > 0 && arrived != SIGCHLD ? arrived : 0;
  }

  const sigset_t& before() const { return before_; }

 private:
  sigset_t held_{}, before_{};
  struct sigaction child_before_ {};
};

/// 0, or the errno of what went wrong.
int start(pid_t& child, const std::string& program, const std::vector<std::string>& arguments,
          const std::vector<std::string>& environment, const sigset_t& mask, const std::array<int, 3>& streams) {
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_t actions;
  posix_spawnattr_init(&attributes);
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setsigmask(&attributes, &mask);
  sigset_t usual;
  sigemptyset(&usual);
  sigaddset(&usual, SIGPIPE);
  posix_spawnattr_setsigdefault(&attributes, &usual);
  for (int stream = 0; stream < 3; ++stream)
    posix_spawn_file_actions_adddup2(&actions, streams[static_cast<std::size_t>(stream)], stream);
  posix_spawn_file_actions_addclosefrom_np(&actions, 3);

  std::vector<std::string> words = {program}, texts = environment;
  words.insert(words.end(), arguments.begin(), arguments.end());
  const auto pointers = [](std::vector<std::string>& strings) {
    std::vector<char*> result;
    for (auto& text : strings) result.push_back(text.data());
    result.push_back(nullptr);
    return result;
  };
  const int fault =
      posix_spawnp(&child, program.c_str(), &actions, &attributes, pointers(words).data(), pointers(texts).data());
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return fault;
}

bool has_ended(pid_t child) {
  siginfo_t state{};
  // not taken away yet: as long as it is there, its number is no other group's
  return waitid(P_PID, static_cast<id_t>(child), &state, WEXITED | WNOHANG | WNOWAIT) != 0 || state.si_pid == child;
}

/// The exit status of a child that has ended or is about to, as waitpid() has it.
int take_away(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  return status;
}

/// Makes us the parent of every process whose own parent is gone, so that none of the program's gets away.
class Adoption {
 public:
  Adoption() : ours_(children()) {
    prctl(PR_GET_CHILD_SUBREAPER, &before_);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
  }
  Adoption(const Adoption&) = delete;
  Adoption& operator=(const Adoption&) = delete;
  Adoption(Adoption&&) = delete;
  Adoption& operator=(Adoption&&) = delete;
  ~Adoption() { prctl(PR_SET_CHILD_SUBREAPER, before_); }

  /// Kills all children that we did not have before. Each may leave us some more.
  void clear_away() const {
    for (int rounds = 0; rounds < 1000; ++rounds) {
      auto left = children();
      std::erase_if(left, [&](pid_t each) { return std::find(ours_.begin(), ours_.end(), each) != ours_.end(); });
      if (left.empty()) return;
      for (const pid_t each : left) kill(each, SIGKILL);
      for (const pid_t each : left) take_away(each);
    }
  }

 private:
  static std::vector<pid_t> children() {
    std::vector<pid_t> found;
    std::ifstream list("/proc/self/task/" + std::to_string(getpid()) + "/children");
    for (pid_t each = 0; list >> each;) found.push_back(each);
    return found;
  }

  std::vector<pid_t> ours_;
  int before_ = 0;
};

/// Kills what is left of the child's group, and the child. Returns its status.
int clear_away(pid_t child) {
  kill(-child, SIGKILL);
  return take_away(child);
}

}  // namespace

Outcome run_program(const std::string& program, const std::vector<std::string>& arguments, std::string_view input,
                    const std::vector<std::string>& environment, const Limits& limits) {
  Outcome outcome;
  const MemoryFile in, out, err;
  const bool ready = in.number() >= 0 && out.number() >= 0 && err.number() >= 0 && in.write(input);
  if (!ready) {
    outcome.number = errno;
    return outcome;
  }
  const Signals signals;
  const Adoption adoption;
  pid_t child = 0;
  const auto end = Clock::now() + limits.time;
  outcome.number =
      start(child, program, arguments, environment, signals.before(), {in.number(), out.number(), err.number()});
  if (outcome.number != 0) return outcome;

  const auto too_large = [&] { return out.size() > limits.bytes || err.size() > limits.bytes; };
  outcome.ending = Ending::exited;
  int ours = 0;
  while (!has_ended(child) && outcome.ending == Ending::exited && ours == 0) {
    ours = signals.wait();
    if (too_large())
      outcome.ending = Ending::too_large;
    else if (Clock::now() > end && !has_ended(child))
      outcome.ending = Ending::too_slow;
  }
  const int status = clear_away(child);
  adoption.clear_away();
  if (ours != 0) raise(ours);  // held back until `signals` goes
  outcome.output = out.read(limits.bytes);
  outcome.errors = err.read(limits.bytes);
  if (outcome.ending != Ending::exited) return outcome;
  if (too_large())
    outcome.ending = Ending::too_large;
  else if (WIFSIGNALED(status))
    outcome.ending = Ending::signalled;
  outcome.number = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
  return outcome;
}

}  // namespace rolecast
