// SPDX-License-Identifier: Apache-2.0
// Into something that keeps the offsets with the data: where to go on is its word, not the bus's.
#include <chrono>
#include <map>
#include <optional>

#include "core/wait.h"
#include "stage/common.h"
#include "stage/crash_marks.h"
#include "stage/stage.h"

namespace broadsheet::stage {

namespace {

using Partition = std::pair<std::string, int>;

class SinkRunner {
 public:
  SinkRunner(bus::Bus& bus, const Options& options, const Sink& sink, std::stop_token stop)
      : bus_(bus),
        options_(options),
        sink_(sink),
        stop_(std::move(stop)),
        metrics_(options.name),
        marks_(options.crash_marks) {}

  Result<void> run() {
    std::vector<bus::Position> fresh;
    bus::Listener listener;
    listener.assigned = [&](const std::vector<bus::Position>& positions) { fresh = positions; };
    TRY_LET(inbox, bus_.subscribe(options_.topics, options_.group, listener));
    while (!stop_.stop_requested()) {
      auto polled = inbox->poll(options_.batch_max, options_.patience);
      if (!polled && polled.fault().kind != FaultKind::kUnavailable) return polled.fault();
      if (!fresh.empty()) {
        TRY(seek_to_start(*inbox, fresh));
        fresh.clear();
        continue;  // What was polled came from where the bus believed we were.
      }
      if (!polled) {
        wait_for(stop_, options_.retry_delay);
        continue;
      }
      if (auto lag = inbox->lag()) metrics_.lag.set(static_cast<double>(*lag));
      TRY(take_all(*inbox, *std::move(polled)));
    }
    return {};
  }

 private:
  Result<void> seek_to_start(bus::Inbox& inbox, const std::vector<bus::Position>& fresh) {
    for (auto position : fresh) {
      TRY_LET(offset, sink_.start(position));
      position.offset = offset;
      TRY(inbox.seek(position));
    }
    return {};
  }

  Result<void> take_all(bus::Inbox& inbox, std::vector<bus::Delivery> polled) {
    std::map<Partition, std::vector<bus::Delivery>> by_partition;
    for (auto& delivery : polled) {
      const Partition partition{delivery.position.topic, delivery.position.partition};
      by_partition[partition].push_back(std::move(delivery));
    }
    for (auto& [partition, deliveries] : by_partition) {
      for (const auto& batch : marks_.careful_batches(std::move(deliveries))) {
        TRY(take_and_commit(inbox, partition, batch));
      }
    }
    return {};
  }

  Result<void> take_and_commit(bus::Inbox& inbox, const Partition& partition,
                               const std::vector<bus::Delivery>& batch) {
    const auto begin = std::chrono::steady_clock::now();
    metrics_.in.add(static_cast<double>(batch.size()));
    marks_.begin(batch);
    TRY(take(batch));
    // Only so that others can see the lag: the sink's own offset rules.
    const bus::Position next{partition.first, partition.second, batch.back().position.offset + 1};
    TRY(until_available(options_, stop_, "commit", [&] { return inbox.commit({next}); }));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    marks_.done(batch);
    metrics_.seconds.observe(took.count());
    return {};
  }

  Result<void> take(const std::vector<bus::Delivery>& batch) {
    const unsigned deaths = marks_.deaths(batch.front().position);
    if (deaths >= options_.attempts_max) {
      return bury(batch.front(), "the process died while working on it", deaths);
    }
    auto together = take_patiently(batch);
    if (together || together.fault().kind != FaultKind::kBadInput) return together;
    for (const auto& delivery : batch) {
      auto alone = take_patiently({delivery});
      if (alone) continue;
      if (alone.fault().kind != FaultKind::kBadInput) return alone;
      TRY(bury(delivery, alone.fault().text(), 1));
    }
    return {};
  }

  Result<void> bury(const bus::Delivery& delivery, const std::string& reason, unsigned attempts) {
    metrics_.dead.add();
    const auto letter = dead_letter(options_, delivery, reason, attempts);
    return until_available(options_, stop_, "publish",
                           [&] { return bus_.publish(options_.dead_letters, {letter}); });
  }

  Result<void> take_patiently(const std::vector<bus::Delivery>& batch) {
    return until_available(options_, stop_, "take",
                           [&] { return sink_.take(batch, batch.back().position.offset + 1); });
  }

  bus::Bus& bus_;
  const Options& options_;
  const Sink& sink_;
  std::stop_token stop_;
  StageMetrics metrics_;
  CrashMarks marks_;
};

}  // namespace

Result<void> sink(bus::Bus& bus, const Options& options, const Sink& sink, std::stop_token stop) {
  auto done = SinkRunner(bus, options, sink, stop).run();
  if (!done && done.fault().kind == FaultKind::kUnavailable && stop.stop_requested()) return {};
  return done;
}

}  // namespace broadsheet::stage
