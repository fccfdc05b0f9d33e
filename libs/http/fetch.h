// SPDX-License-Identifier: Apache-2.0
// One fetch from its request to its exchange. Lives on one loop.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "http/client.h"
#include "http/connection.h"
#include "http/loop.h"
#include "http/resolver.h"
#include "http/response_reader.h"
#include "http/transport.h"

namespace broadsheet::http {

// What the fetches of one thread share; all of it outlives them.
struct Surroundings {
  Loop& loop;
  const Client::Options& options;
  Resolver& resolver;
  Pool& pool;
  TlsContext& tls;
  std::atomic<std::size_t>& connections;
};

class Fetch {
 public:
  using SteadyTime = std::chrono::steady_clock::time_point;
  // Called once, perhaps from inside start() or cancel(); it may destroy the fetch later, not now.
  using Finished = std::function<void(Exchange)>;

  Fetch(Surroundings& around, Request request, SteadyTime asked, Finished finished);
  Fetch(const Fetch&) = delete;
  Fetch& operator=(const Fetch&) = delete;

  void start();
  void cancel(const std::string& why);
  // "https://example.com:443": what connections are shared by.
  [[nodiscard]] const std::string& origin() const { return origin_; }

 private:
  void resolve();
  void resolved(const Resolver::Answer& answer);
  void dial(const std::vector<url::Address>& addresses, std::uint16_t port);
  void dialled(std::unique_ptr<Transport> transport, const Endpoint& endpoint,
               const std::string& why);
  void handshake();
  void send();
  void read();
  void received(const IoStatus& status, std::string_view bytes);
  bool retries_stale();
  void describe_connection();

  void enter(Phase phase, Duration deadline);
  void arm(SteadyTime until);
  void alarm();
  void body_alarm();
  void begin_rate_window();
  void fail(Failure failure, Fault fault);
  void succeed();
  void finish();

  Surroundings& around_;
  const Request request_;
  const std::string origin_;
  const SteadyTime asked_;
  Finished finished_;

  Exchange exchange_;
  bool done_ = false;
  bool retried_ = false;
  Phase phase_ = Phase::kQueue;
  Duration phase_limit_{};
  SteadyTime phase_began_{};
  SteadyTime phase_ends_{};
  SteadyTime ends_{};               // by Limits::total
  std::uint64_t window_bytes_ = 0;  // received when the rate window began
  Timer timer_;

  std::string head_;  // of the request
  std::uint64_t question_ = 0;
  std::unique_ptr<Dialer> dialer_;
  std::unique_ptr<Connection> connection_;
  std::unique_ptr<ResponseReader> reader_;
};

}  // namespace broadsheet::http
