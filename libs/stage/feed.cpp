// SPDX-License-Identifier: Apache-2.0
// From a lane that waits into the one that is read. A record is in the second before the first
// forgets it, so a crash in between brings it twice, and loses none.
#include <chrono>
#include <map>
#include <optional>

#include "core/log.h"
#include "core/wait.h"
#include "stage/common.h"
#include "stage/stage.h"

namespace broadsheet::stage {

namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

// How often a bus is asked how far the reader is, while it has no time: on Kafka, a connection.
constexpr Duration kLook = std::chrono::milliseconds(500);

class Feeder {
 public:
  Feeder(bus::Bus& bus, const Lane& lane, std::stop_token stop)
      : bus_(bus), lane_(lane), stop_(std::move(stop)), metrics_(lane.name) {}

  Result<void> run() {
    bus::Listener listener;
    listener.revoked = [&](const auto& positions) { forget(positions); };
    listener.lost = [&](const auto& positions) { forget(positions); };
    TRY_LET(inbox, bus_.subscribe({lane_.from}, lane_.group, listener));
    while (!stop_.stop_requested()) {
      auto polled = inbox->poll(lane_.batch_max, held_.empty() ? lane_.patience : kLook);
      if (!polled && polled.fault().kind != FaultKind::kUnavailable) return polled.fault();
      if (polled) TRY(hold(*inbox, *std::move(polled)));
      const auto fed = polled ? feed_all(*inbox) : polled.fault();
      if (!fed && fed.fault().kind != FaultKind::kUnavailable) return fed;
      if (!fed) {
        log::warning("lane.waits", {{"lane", lane_.name}, {"why", fed.fault().text()}});
        wait_for(stop_, lane_.retry_delay);
      }
      metrics_.watch_lag(*inbox);
    }
    return {};
  }

 private:
  // What was read of a partition, which is paused until it has gone on.
  struct Held {
    std::vector<bus::Delivery> batch;
    SteadyTime since = std::chrono::steady_clock::now();
    bool is_published = false;
  };

  Result<void> hold(bus::Inbox& inbox, std::vector<bus::Delivery> polled) {
    std::vector<bus::Position> full;
    for (auto& delivery : polled) {
      const int partition = delivery.position.partition;
      if (!held_.contains(partition)) full.push_back(delivery.position);
      held_[partition].batch.push_back(std::move(delivery));
    }
    if (full.empty()) return {};
    return inbox.pause(full);
  }

  void forget(const std::vector<bus::Position>& positions) {
    for (const auto& position : positions) held_.erase(position.partition);
  }

  // How many records the reader has before it in each partition.
  Result<std::vector<std::int64_t>> ahead() const {
    TRY_LET(ends, bus_.end_offsets(lane_.to));
    TRY_LET(begins, bus_.begin_offsets(lane_.to));
    TRY_LET(read, bus_.committed(lane_.to, lane_.reader));
    std::vector<std::int64_t> ahead;
    for (std::size_t i = 0; i < ends.size(); ++i) {
      ahead.push_back(ends[i] - std::max(read.at(i), begins.at(i)));
    }
    return ahead;
  }

  Result<void> feed_all(bus::Inbox& inbox) {
    if (held_.empty()) return {};
    TRY_LET(before_it, ahead());
    const auto now = std::chrono::steady_clock::now();
    for (auto held = held_.begin(); held != held_.end();) {
      const auto partition = static_cast<std::size_t>(held->first);
      if (partition >= before_it.size()) {
        return broken(lane_.to + " has fewer partitions than " + lane_.from, "bus",
                      "make them equal with: broadsheet topics apply --partitions N");
      }
      const bool starved = now - held->second.since >= lane_.starved_after;
      if (before_it[partition] <= lane_.ahead_max || starved) {
        TRY(pass_on(inbox, held->second));
        held = held_.erase(held);
      } else {
        ++held;
      }
    }
    return {};
  }

  Result<void> pass_on(bus::Inbox& inbox, Held& held) {
    bus::Position next = held.batch.back().position;
    ++next.offset;
    if (!held.is_published) {
      std::vector<bus::Record> records;
      for (const auto& delivery : held.batch) records.push_back(delivery.record);
      metrics_.in.add(static_cast<double>(records.size()));
      const auto count = static_cast<double>(records.size());
      TRY(bus_.publish_to(lane_.to, next.partition, std::move(records)));
      metrics_.out.add(count);
      held.is_published = true;
    }
    TRY(inbox.commit({next}));
    return inbox.resume({next});
  }

  bus::Bus& bus_;
  const Lane& lane_;
  std::stop_token stop_;
  StageMetrics metrics_;
  std::map<int, Held> held_;  // by partition
};

}  // namespace

Result<void> feed(bus::Bus& bus, const Lane& lane, std::stop_token stop) {
  return Feeder(bus, lane, std::move(stop)).run();
}

}  // namespace broadsheet::stage
