// SPDX-License-Identifier: Apache-2.0
// Partitions of the frontier between fetchers: what the last owner left is read before the first
// lease, and what changes is written for the next.
#pragma once

#include <atomic>
#include <chrono>
#include <stop_token>
#include <vector>

#include "bus/bus.h"
#include "core/time.h"
#include "frontier/frontier.h"

namespace broadsheet::fetcher {

// Until when we may believe that our partitions are ours: the group gives them away when it has not
// heard of us for a session, and a process that was asleep for that long does not notice by itself.
// So the polling thread says again and again that it is awake; after a silence, the group itself is
// to be asked. Thread-safe.
class Fence {
 public:
  using Clock = std::chrono::steady_clock;

  explicit Fence(Duration validity) : validity_(validity) {}
  void renew(Clock::time_point now) { until_ = (now + validity_).time_since_epoch().count(); }
  void expire() { until_ = 0; }
  [[nodiscard]] bool holds(Clock::time_point now) const {
    return now.time_since_epoch().count() < until_;
  }

 private:
  const Duration validity_;
  std::atomic<Clock::rep> until_{0};
};

// One thread: the one that polls `discoveries`. Bus and frontier outlive it.
class Handover {
 public:
  Handover(bus::Bus& bus, frontier::Frontier& frontier, Clock clock)
      : bus_(bus), frontier_(frontier), clock_(std::move(clock)) {}

  // Reads what earlier owners left, then owns it. kUnavailable: again later; it goes on where it
  // was.
  Result<void> take_over(int partition, std::stop_token stop);
  // What changed is on `frontier-state` on return.
  Result<void> flush(int partition);
  Result<void> flush_all();
  // As flush(), and notes that whoever takes it over begins behind that; then it is gone.
  Result<void> give_up(int partition);
  // What was found here of sites that others have is on `discoveries` on return.
  Result<void> pass_on();

 private:
  Result<void> restore(int partition, std::int64_t from, std::int64_t end, std::stop_token stop);
  Result<void> note_end(int partition);

  bus::Bus& bus_;
  frontier::Frontier& frontier_;
  Clock clock_;
  std::vector<records::Discovery> passing_;  // not published yet
  Time noted_ = {};
};

}  // namespace broadsheet::fetcher
