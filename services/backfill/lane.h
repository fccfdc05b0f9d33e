// SPDX-License-Identifier: Apache-2.0
// The way into the backfill lanes: bounded, so that they never hold an archive.
#pragma once

#include <cstdint>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

#include "bus/bus.h"
#include "core/result.h"
#include "core/time.h"
#include "records/capture.h"

namespace broadsheet::backfill {

// How far the clock of who made a capture may be ahead of ours. A capture from the future would be
// the newest of its URL until then, whatever is fetched meanwhile.
inline constexpr Duration kAheadMax = std::chrono::hours(24);

struct LaneOptions {
  // Records in both lanes that nobody has taken yet: with pages of 100 kB, half a gigabyte on the
  // bus. Who brings more waits.
  std::int64_t waiting_max = 5000;
  Duration look = std::chrono::milliseconds(200);  // how often a full lane is looked at
  // By which name the directives of pages are read that name no other; empty: the house's.
  std::string product_token = {};
  Clock clock = system_now;
};

// Says what can be said of a capture without reading its page, where nobody said it: its outcome by
// its status, where a redirect leads, a trace.
void complete(records::Capture& capture);

// Thread-safe. The bus outlives it.
class Lane {
 public:
  explicit Lane(bus::Bus& bus, LaneOptions options = {}) : bus_(bus), options_(options) {}

  // Durable on return. Waits while the lanes are full: kUnavailable at the deadline, or on a stop;
  // then nothing was put. Nor was it after kBadInput: one of them is no URL's, or from the future.
  Result<void> put(std::vector<records::Capture> captures,
                   std::chrono::steady_clock::time_point deadline, std::stop_token stop);
  // Records that have not come through yet: in the lanes, and ahead of the readers of `articles`.
  [[nodiscard]] Result<std::int64_t> waiting() const;

 private:
  Result<void> take_room(std::int64_t count, std::chrono::steady_clock::time_point deadline,
                         std::stop_token stop);

  bus::Bus& bus_;
  const LaneOptions options_;
  std::mutex mutex_;          // never held while the bus is asked or waited for
  std::int64_t room_ = 0;     // as far as we know, without asking
  std::int64_t taken_ = 0;    // records that ever got room,
  std::int64_t settled_ = 0;  // and those of them that are published, or never will be
};

}  // namespace broadsheet::backfill
