// SPDX-License-Identifier: Apache-2.0
// The client's connections: how one is dialled, and where idle ones wait. Lives on one loop.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "http/loop.h"
#include "http/transport.h"

namespace broadsheet::http {

// A transport to one origin, counted as long as it lives.
class Connection {
 public:
  Connection(std::unique_ptr<Transport> transport, std::atomic<std::size_t>& open)
      : transport_(std::move(transport)), open_(open) {
    ++open_;
  }
  ~Connection() { --open_; }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  [[nodiscard]] Transport& transport() { return *transport_; }

 private:
  std::unique_ptr<Transport> transport_;
  std::atomic<std::size_t>& open_;
};

// Dials the endpoints in order, the next one when the last failed or is slow (RFC 8305 §5); the
// first that answers wins.
class Dialer {
 public:
  // With no transport: why the last one failed.
  using Done = std::function<void(std::unique_ptr<Transport>, const Endpoint&, const std::string&)>;

  // `endpoints` is not empty. `done` is called once, never inline, and not after the destructor.
  Dialer(Loop& loop, std::vector<Endpoint> endpoints, Duration next_delay, Done done);
  Dialer(const Dialer&) = delete;
  Dialer& operator=(const Dialer&) = delete;

  // The one dialled last.
  [[nodiscard]] const Endpoint& latest() const { return endpoints_[next_ == 0 ? 0 : next_ - 1]; }

 private:
  void dial_next();
  void answered(std::size_t index, const IoStatus& status);

  Loop& loop_;
  const std::vector<Endpoint> endpoints_;
  const Duration next_delay_;
  Done done_;
  std::vector<std::unique_ptr<Transport>> attempts_;
  std::size_t next_ = 0;
  std::size_t failed_ = 0;
  Timer timer_;
};

// Idle connections by origin; one that the server closes or talks on unasked is dropped at once.
class Pool {
 public:
  Pool(Loop& loop, std::size_t per_origin_max, std::size_t idle_max, Duration idle_time)
      : loop_(loop), per_origin_max_(per_origin_max), idle_max_(idle_max), idle_time_(idle_time) {}

  // The one used last; null if there is none.
  std::unique_ptr<Connection> take(const std::string& origin);
  void give(const std::string& origin, std::unique_ptr<Connection> connection);
  [[nodiscard]] bool has(const std::string& origin) const { return by_origin_.contains(origin); }
  [[nodiscard]] std::size_t size() const { return idle_.size(); }
  // The one that waits longest goes. Not when empty.
  void drop_oldest();

 private:
  struct Idle {
    std::string origin;
    std::unique_ptr<Connection> connection;
    std::unique_ptr<Timer> timer;
  };
  using Place = std::list<Idle>::iterator;
  void drop(Place place);

  Loop& loop_;
  const std::size_t per_origin_max_;
  const std::size_t idle_max_;
  const Duration idle_time_;
  std::list<Idle> idle_;  // the oldest first
  std::unordered_map<std::string, std::vector<Place>> by_origin_;
};

}  // namespace broadsheet::http
