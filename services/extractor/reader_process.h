// SPDX-License-Identifier: Apache-2.0
// One process that reads pages, seen from the one that asks; and the other way round. Inside the
// extractor only.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "extractor/readers.h"

namespace broadsheet::extractor {

// What a message between the two may have: a page with all that is known of it, several times.
inline constexpr std::uint64_t kMessageBytesMax = std::uint64_t{256} << 20;
// With this exit code a reader says that it has no more memory.
inline constexpr int kOutOfMemory = 3;

// A message whole, behind its length. None at the end of the stream, or where it breaks off.
std::optional<std::string> receive(
    int socket, std::optional<std::chrono::steady_clock::time_point> deadline = {});
bool send(int socket, std::string_view message,
          std::optional<std::chrono::steady_clock::time_point> deadline = {});

// Killed at the end of the object's life. One thread.
class ReaderProcess {
 public:
  // kBroken: the system gives us no more processes.
  static Result<std::unique_ptr<ReaderProcess>> start(const std::vector<std::string>& command,
                                                      const ReaderLimits& limits);
  ~ReaderProcess();
  ReaderProcess(const ReaderProcess&) = delete;
  ReaderProcess& operator=(const ReaderProcess&) = delete;

  struct Answer {
    std::optional<std::string> message = {};  // none: the process is no good any more
    bool late = false;
    std::string why = {};  // there is none
  };
  Answer ask(std::string_view message, Duration patience);
  [[nodiscard]] std::uint64_t asked() const { return asked_; }

 private:
  ReaderProcess(pid_t pid, int socket) : pid_(pid), socket_(socket) {}
  std::string end();  // kills it if it still runs; how it ended

  pid_t pid_;
  int socket_;
  std::uint64_t asked_ = 0;
};

}  // namespace broadsheet::extractor
