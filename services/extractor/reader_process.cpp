// SPDX-License-Identifier: Apache-2.0
// A child at the other end of a socket.
#include "extractor/reader_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "core/encode.h"
#include "core/strings.h"

namespace broadsheet::extractor {

namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

constexpr int kNoTimeout = -1;
constexpr int kOrphanSeconds = 5;  // beyond a page's time, a reader ends itself

// False when the time is up. What is there already counts, however late it is.
bool wait_until_ready(int socket, short events, const std::optional<SteadyTime>& deadline) {
  while (true) {
    int timeout = kNoTimeout;
    if (deadline) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(
          *deadline - std::chrono::steady_clock::now());
      timeout = static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 1 << 30));
    }
    pollfd waiting{.fd = socket, .events = events, .revents = 0};
    const int ready = ::poll(&waiting, 1, timeout);
    if (ready > 0) return true;
    if (ready == 0) return false;
    if (errno != EINTR) return false;
  }
}

bool receive_exactly(int socket, char* out, std::size_t size,
                     const std::optional<SteadyTime>& deadline) {
  while (size > 0) {
    if (!wait_until_ready(socket, POLLIN, deadline)) return false;
    const auto got = ::recv(socket, out, size, 0);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got <= 0) return false;
    out += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

bool send_all(int socket, std::string_view bytes, const std::optional<SteadyTime>& deadline) {
  while (!bytes.empty()) {
    if (!wait_until_ready(socket, POLLOUT, deadline)) return false;
    const auto sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

std::string how_it_ended(int status) {
  if (WIFSIGNALED(status)) {
    const char* name = ::sigabbrev_np(WTERMSIG(status));
    return "it killed its reader (SIG" + std::string(name == nullptr ? "?" : name) + ")";
  }
  if (WEXITSTATUS(status) == kOutOfMemory) return "it took more memory than a page may";
  return "its reader ended with " + std::to_string(WEXITSTATUS(status));
}

}  // namespace

std::optional<std::string> receive(int socket, std::optional<SteadyTime> deadline) {
  std::string length(8, '\0');
  if (!receive_exactly(socket, length.data(), length.size(), deadline)) return std::nullopt;
  const std::uint64_t size = from_big_endian(length);
  if (size > kMessageBytesMax) return std::nullopt;
  std::string message(size, '\0');
  if (!receive_exactly(socket, message.data(), message.size(), deadline)) return std::nullopt;
  return message;
}

bool send(int socket, std::string_view message, std::optional<SteadyTime> deadline) {
  return send_all(socket, big_endian(message.size()), deadline) &&
         send_all(socket, message, deadline);
}

Result<std::unique_ptr<ReaderProcess>> ReaderProcess::start(const std::vector<std::string>& command,
                                                            const ReaderLimits& limits) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    return broken(std::string("no socket for a reader: ") + std::strerror(errno));
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
  posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  // In a group of its own: who interrupts us from a terminal lets us finish the page.
  posix_spawnattr_setflags(&attributes,
                           POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  sigset_t none;
  sigset_t all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  std::vector<std::string> words = command;
  words.push_back(std::to_string(limits.memory_bytes));
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(limits.time).count();
  words.push_back(std::to_string(seconds + kOrphanSeconds));
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t pid = -1;
  const int error =
      ::posix_spawn(&pid, arguments[0], &actions, &attributes, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  ::close(ends[1]);
  if (error != 0) {
    ::close(ends[0]);
    return broken(std::string("no process for a reader: ") + std::strerror(error), command.front());
  }
  return std::unique_ptr<ReaderProcess>(new ReaderProcess(pid, ends[0]));
}

ReaderProcess::~ReaderProcess() {
  end();
  ::close(socket_);
}

std::string ReaderProcess::end() {
  if (pid_ <= 0) return {};
  ::kill(pid_, SIGKILL);
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  return how_it_ended(status);
}

ReaderProcess::Answer ReaderProcess::ask(std::string_view message, Duration patience) {
  ++asked_;
  const auto deadline = std::chrono::steady_clock::now() + patience;
  Answer answer;
  if (send(socket_, message, deadline)) answer.message = receive(socket_, deadline);
  if (answer.message) return answer;
  answer.late = std::chrono::steady_clock::now() >= deadline;
  if (answer.late) {
    end();
    answer.why = "it took longer than " + format_duration(patience);
    return answer;
  }
  // The process has ended, or is about to, in its own way; or nobody can take its answer, and then
  // it must not wait for that.
  ::shutdown(socket_, SHUT_RDWR);
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  answer.why = how_it_ended(status);
  return answer;
}

}  // namespace broadsheet::extractor
