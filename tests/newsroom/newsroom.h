// SPDX-License-Identifier: Apache-2.0
// The newsroom on a real port: all outlets by host name, a clock that can be moved, a log of
// visits.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "http/server.h"
#include "newsroom/judge.h"
#include "newsroom/request_log.h"
#include "newsroom/scenario_clock.h"
#include "newsroom/seed_list.h"
#include "newsroom/world.h"

namespace broadsheet::newsroom {

// Serves a World. A client that connects to port() and names an outlet in Host gets its pages:
// "*.test" is to be resolved to this address, with or without the port in URLs. Browsers reach the
// same outlets under ".localhost". The host newsroom.test, and loopback addresses, are the control
// desk (admin.h).
class Newsroom {
 public:
  struct Settings {
    Options world = {};
    std::string listen = "127.0.0.1:0";
    std::optional<Time> start = {};  // what the clock shows at first; none: the epoch
    double speed = 1;                // of the clock
    std::filesystem::path log_file = {};
    // Every answer waits so long: a request that comes meanwhile is one too many at once.
    Duration latency = std::chrono::milliseconds(2);
    int threads = 4;
    std::optional<http::Server::Tls> tls = {};
  };

  static Result<std::unique_ptr<Newsroom>> open(const Settings& settings);
  ~Newsroom();
  Newsroom(const Newsroom&) = delete;
  Newsroom& operator=(const Newsroom&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] std::string address() const;  // "127.0.0.1:43121"
  [[nodiscard]] const World& world() const;
  [[nodiscard]] ScenarioClock& clock();
  [[nodiscard]] RequestLog& log();
  [[nodiscard]] std::vector<Violation> judge(const Rules& rules) const;

  void stop(Duration patience = std::chrono::seconds(2));

 private:
  struct Impl;
  explicit Newsroom(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadsheet::newsroom
