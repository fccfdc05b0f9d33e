// SPDX-License-Identifier: Apache-2.0
// Into something that keeps the offsets with the data: where to go on is its word, not the bus's.
#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <set>

#include "core/log.h"
#include "core/wait.h"
#include "stage/common.h"
#include "stage/crash_marks.h"
#include "stage/stage.h"

namespace broadsheet::stage {

namespace {

using Partition = std::pair<std::string, int>;

// A commit is a round through the brokers, and the next batch waits for it.
constexpr Duration kCommitEvery = std::chrono::milliseconds(200);

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
    bus::Inbox* reader = nullptr;
    bus::Listener listener;
    listener.assigned = [&](const auto& positions) { take_on(*reader, positions); };
    listener.revoked = [&](const auto& positions) { give_up(positions, false); };
    listener.lost = [&](const auto& positions) { give_up(positions, true); };
    TRY_LET(inbox, bus_.subscribe(options_.topics, options_.group, listener));
    reader = inbox.get();
    while (!stop_.stop_requested()) {
      TRY(rest(*inbox));
      begin_anew(*inbox);
      auto polled = inbox->poll(options_.batch_max, options_.patience);
      if (trouble_) return *trouble_;
      if (!polled && polled.fault().kind != FaultKind::kUnavailable) return polled.fault();
      TRY(begin_waiting(*inbox));
      if (!polled) {
        wait_for(stop_, options_.retry_delay);
        continue;
      }
      TRY(take_all(*std::move(polled)));
      if (std::chrono::steady_clock::now() >= committed_ + kCommitEvery) TRY(commit(*inbox));
      metrics_.watch_lag(*inbox);
    }
    return commit(*inbox);
  }

  Result<void> run_beside(const std::vector<bus::Position>& from) {
    is_member_ = false;
    TRY_LET(inbox, bus_.read(from));
    while (!stop_.stop_requested()) {
      auto polled = inbox->poll(options_.batch_max, options_.patience);
      if (!polled && polled.fault().kind != FaultKind::kUnavailable) return polled.fault();
      if (!polled) {
        wait_for(stop_, options_.retry_delay);
        continue;
      }
      TRY(take_all(*std::move(polled)));
      metrics_.watch_lag(*inbox);
    }
    return {};
  }

 private:
  static Partition partition_of(const bus::Position& at) { return {at.topic, at.partition}; }

  // Inside poll(): where reading begins is chosen before anything is read.
  void take_on(bus::Inbox& inbox, const std::vector<bus::Position>& positions) {
    for (const auto& position : positions) {
      auto begun = begin(inbox, position);
      if (!begun && !trouble_) trouble_ = begun.fault();
      if (begun && !*begun) waiting_[partition_of(position)] = Waiting{position, false};
    }
  }

  Result<void> rest(bus::Inbox& inbox) {
    if (!sink_.rest) return {};
    std::vector<bus::Position> begun;
    for (const auto& [partition, next] : next_) {
      begun.push_back({partition.first, partition.second, next});
    }
    auto rested = sink_.rest(inbox, begun);
    if (rested || rested.fault().kind != FaultKind::kUnavailable) return rested;
    log::warning("stage.waits", {{"stage", options_.name}, {"why", rested.fault().text()}});
    return {};
  }

  void begin_anew(const bus::Inbox& inbox) {
    if (!sink_.moved) return;
    const auto ours = inbox.assignment();
    for (const auto& position : sink_.moved()) {
      const Partition partition = partition_of(position);
      const bool is_ours = std::ranges::any_of(
          ours, [&](const auto& one) { return partition_of(one) == partition; });
      if (!is_ours) continue;
      next_.erase(partition);
      done_.erase(partition);
      waiting_.try_emplace(partition, Waiting{position, false});
    }
  }

  void give_up(const std::vector<bus::Position>& positions, bool is_lost) {
    for (const auto& position : positions) {
      waiting_.erase(partition_of(position));
      next_.erase(partition_of(position));
      done_.erase(partition_of(position));
    }
    const auto& tell = is_lost && sink_.lost ? sink_.lost : sink_.given_up;
    if (tell) tell(positions);
  }

  // False: it is not ready yet.
  Result<bool> begin(bus::Inbox& inbox, bus::Position position) {
    auto offset = sink_.start(position);
    if (!offset && offset.fault().kind == FaultKind::kUnavailable) return false;
    if (!offset) return offset.fault();
    position.offset = *offset;
    auto found = inbox.seek(position);
    if (!found && found.fault().kind == FaultKind::kUnavailable) return false;
    if (!found) return found.fault();
    // The group learns it even if nothing more comes: what was taken here, and could not be
    // committed before the partition moved, would look like a backlog for ever.
    next_[partition_of(position)] = *offset;
    if (*offset > 0) done_[partition_of(position)] = *offset;
    return true;
  }

  // What waits is paused, so that it does not hold up the others.
  Result<void> begin_waiting(bus::Inbox& inbox) {
    std::vector<Partition> begun_now;
    for (auto& [partition, waiting] : waiting_) {
      if (!waiting.paused) TRY(inbox.pause({waiting.position}));
      waiting.paused = true;
      TRY_LET(begun, begin(inbox, waiting.position));
      if (!begun) continue;
      TRY(inbox.resume({waiting.position}));
      begun_now.push_back(partition);
    }
    // Only now: what this poll() brought of them came from where the bus believed we were.
    just_begun_ = {begun_now.begin(), begun_now.end()};
    for (const auto& partition : begun_now) waiting_.erase(partition);
    return {};
  }

  Result<void> take_all(std::vector<bus::Delivery> polled) {
    std::map<Partition, std::vector<bus::Delivery>> by_partition;
    for (auto& delivery : polled) {
      const Partition partition = partition_of(delivery.position);
      if (waiting_.contains(partition) || just_begun_.contains(partition)) continue;
      by_partition[partition].push_back(std::move(delivery));
    }
    just_begun_.clear();
    for (auto& [partition, deliveries] : by_partition) {
      for (const auto& batch : marks_.careful_batches(std::move(deliveries))) {
        TRY(take_timed(partition, batch));
      }
    }
    return {};
  }

  Result<void> take_timed(const Partition& partition, const std::vector<bus::Delivery>& batch) {
    const auto begin = std::chrono::steady_clock::now();
    metrics_.in.add(static_cast<double>(batch.size()));
    marks_.begin(batch);
    TRY(take(batch));
    marks_.done(batch);
    next_[partition] = done_[partition] = batch.back().position.offset + 1;
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    metrics_.seconds.observe(took.count());
    return {};
  }

  // Only so that others can see the lag: the sink's own offset rules. What the bus does not take
  // now, because it is away or gives our partitions to others, it is told again after the next
  // poll(), in which we hear of that.
  Result<void> commit(bus::Inbox& inbox) {
    if (done_.empty()) return {};
    committed_ = std::chrono::steady_clock::now();
    std::vector<bus::Position> next;
    for (const auto& [partition, offset] : done_) {
      next.push_back({partition.first, partition.second, offset});
    }
    const auto committed = inbox.commit(next);
    if (committed) {
      done_.clear();
    } else if (committed.fault().kind != FaultKind::kUnavailable) {
      return committed.fault();
    } else {
      log::warning(
          "stage.waits",
          {{"stage", options_.name}, {"for", "commit"}, {"why", committed.fault().text()}});
    }
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
    if (!is_member_) {
      // The letter is its owner's to write, who may have been able to take it.
      log::error("stage.skipped", {{"stage", options_.name},
                                   {"partition", delivery.position.partition},
                                   {"offset", delivery.position.offset},
                                   {"why", reason}});
      return {};
    }
    const auto letter = dead_letter(options_, delivery, reason, attempts);
    TRY(until_available(options_, stop_, "publish",
                        [&] { return bus_.publish(options_.dead_letters, {letter}); }));
    if (!sink_.buried) return {};
    bus::Position next = delivery.position;
    ++next.offset;
    return until_available(options_, stop_, "pass over", [&] { return sink_.buried(next); });
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
  bool is_member_ = true;
  struct Waiting {
    bus::Position position;
    bool paused = false;
  };
  std::map<Partition, Waiting> waiting_;  // assigned, and not begun
  std::set<Partition> just_begun_;
  std::map<Partition, std::int64_t> next_;  // begun: the record to be taken next
  std::map<Partition, std::int64_t> done_;  // the same where it is not committed
  std::chrono::steady_clock::time_point committed_ = {};
  std::optional<Fault> trouble_;  // in a call back
};

}  // namespace

Result<void> sink(bus::Bus& bus, const Options& options, const Sink& sink, std::stop_token stop) {
  auto done = SinkRunner(bus, options, sink, stop).run();
  if (!done && done.fault().kind == FaultKind::kUnavailable && stop.stop_requested()) return {};
  return done;
}

Result<void> follow(bus::Bus& bus, const Options& options, const std::vector<bus::Position>& from,
                    const Sink& sink, std::stop_token stop) {
  auto done = SinkRunner(bus, options, sink, stop).run_beside(from);
  if (!done && done.fault().kind == FaultKind::kUnavailable && stop.stop_requested()) return {};
  return done;
}

}  // namespace broadsheet::stage
