// SPDX-License-Identifier: Apache-2.0
// A process under a test's thumb: its output is read, and it is killed at will.
#pragma once

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <string>
#include <vector>

#include "core/result.h"

namespace broadsheet::testing_support {

// Killed, if it still runs, at the end of the object's life.
class Child {
 public:
  explicit Child(std::vector<std::string> command) {
    int pipe[2];
    CHECK(::pipe(pipe) == 0);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, pipe[0]);
    posix_spawn_file_actions_addclose(&actions, pipe[1]);
    std::vector<char*> arguments;
    for (auto& word : command) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    CHECK(::posix_spawn(&pid_, arguments[0], &actions, nullptr, arguments.data(), environ) == 0);
    posix_spawn_file_actions_destroy(&actions);
    ::close(pipe[1]);
    output_ = pipe[0];
  }
  ~Child() {
    if (pid_ > 0) kill();
    ::close(output_);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // Waits for `count` bytes of output; what came, if it ended before that.
  std::string read_text(std::size_t count) {
    std::string text;
    char byte = 0;
    while (text.size() < count && ::read(output_, &byte, 1) == 1) text += byte;
    return text;
  }
  // …how many came.
  std::size_t read(std::size_t count) { return read_text(count).size(); }

  // Asleep, as on a machine that is suspended, until resume().
  void pause() { ::kill(pid_, SIGSTOP); }
  void resume() { ::kill(pid_, SIGCONT); }

  // wait() would return at once.
  bool has_ended() {
    siginfo_t about{};
    const int code = ::waitid(P_PID, static_cast<id_t>(pid_), &about, WEXITED | WNOHANG | WNOWAIT);
    return code == 0 && about.si_pid == pid_;
  }

  // As an operator stops it; wait() gives its exit code.
  void terminate() { ::kill(pid_, SIGTERM); }

  // kill -9; afterwards read() gives what it had written before.
  void kill() {
    ::kill(pid_, SIGKILL);
    wait();
  }

  // Its exit code, or -1 if a signal ended it.
  int wait() {
    int status = 0;
    ::waitpid(pid_, &status, 0);
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t pid_ = -1;
  int output_ = -1;
};

}  // namespace broadsheet::testing_support
