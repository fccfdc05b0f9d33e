// SPDX-License-Identifier: Apache-2.0
// We publish before we commit: a crash in between repeats work and loses none.
#include <algorithm>
#include <chrono>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "core/log.h"
#include "core/wait.h"
#include "stage/common.h"
#include "stage/crash_marks.h"
#include "stage/stage.h"
#include "stage/workers.h"

namespace broadsheet::stage {

namespace {

// What came of one record: its outputs, or one dead letter, or the fault that ends the loop.
struct Done {
  std::vector<Output> outputs;
  std::optional<Fault> fatal;
  bool dead = false;
};

class Transformer {
 public:
  Transformer(bus::Bus& bus, const Options& options, const Transform& work, std::stop_token stop)
      : bus_(bus),
        options_(options),
        work_(work),
        stop_(std::move(stop)),
        metrics_(options.name),
        marks_(options.crash_marks),
        workers_(std::max<std::size_t>(options.workers, 1)) {}

  Result<void> run() {
    bus::Inbox* reader = nullptr;
    bus::Listener listener;
    listener.revoked = [&](const std::vector<bus::Position>& positions) {
      // The last chance; else whoever has them next does them again.
      const auto committed = commit(*reader);
      if (!committed) log::warning("stage.uncommitted", {{"why", committed.fault().text()}});
      forget(positions);
    };
    listener.lost = [&](const std::vector<bus::Position>& positions) { forget(positions); };
    TRY_LET(inbox, bus_.subscribe(options_.topics, options_.group, listener));
    reader = inbox.get();
    while (!stop_.stop_requested()) {
      TRY(commit(*inbox));
      auto polled = inbox->poll(options_.batch_max, options_.patience);
      if (!polled && polled.fault().kind == FaultKind::kUnavailable) {
        wait_for(stop_, options_.retry_delay);
        continue;
      }
      if (!polled) return polled.fault();
      metrics_.watch_lag(*inbox);
      for (auto& batch : marks_.careful_batches(*std::move(polled))) {
        TRY(process(batch));
        TRY(commit(*inbox));
      }
    }
    return {};
  }

 private:
  // What the bus does not take now, because it is away or shares the group out anew, it is told
  // again after the next poll(), in which we hear of that.
  Result<void> commit(bus::Inbox& inbox) {
    if (done_.empty()) return {};
    std::vector<bus::Position> next;
    for (const auto& [where, offset] : done_) next.push_back({where.first, where.second, offset});
    auto committed = inbox.commit(next);
    if (committed) {
      done_.clear();
      return {};
    }
    if (committed.fault().kind != FaultKind::kUnavailable) return committed;
    log::warning("stage.waits",
                 {{"stage", options_.name}, {"for", "commit"}, {"why", committed.fault().text()}});
    return {};
  }

  void forget(const std::vector<bus::Position>& positions) {
    for (const auto& position : positions) done_.erase({position.topic, position.partition});
  }

  Result<void> process(const std::vector<bus::Delivery>& batch) {
    const auto begin = std::chrono::steady_clock::now();
    metrics_.in.add(static_cast<double>(batch.size()));
    marks_.begin(batch);
    std::vector<Done> done(batch.size());
    workers_.for_each(batch.size(), [&](std::size_t i) { done[i] = work_on(batch[i]); });
    for (const auto& one : done) {
      if (one.fatal) return *one.fatal;
    }
    TRY(publish(batch, done));
    for (const auto& delivery : batch) {
      const auto& at = delivery.position;
      done_[{at.topic, at.partition}] = at.offset + 1;
    }
    marks_.done(batch);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    metrics_.seconds.observe(took.count());
    return {};
  }

  Done work_on(const bus::Delivery& delivery) {
    const unsigned deaths = marks_.deaths(delivery.position);
    if (deaths >= options_.attempts_max) {
      return bury(delivery, "the process died while working on it", deaths);
    }
    Duration delay = options_.retry_delay;
    for (unsigned attempt = 1;; ++attempt) {
      auto outputs = work_(delivery);
      if (outputs) return {*std::move(outputs), std::nullopt, false};
      const Fault& fault = outputs.fault();
      if (fault.kind == FaultKind::kBroken) return {{}, fault, false};
      if (fault.kind != FaultKind::kUnavailable || attempt >= options_.attempts_max) {
        return bury(delivery, fault.text(), attempt);
      }
      if (stop_.stop_requested()) return {{}, fault, false};
      metrics_.retried.add();
      wait_for(stop_, delay);
      delay *= 2;
    }
  }

  Done bury(const bus::Delivery& delivery, const std::string& reason, unsigned attempts) {
    metrics_.dead.add();
    Done done;
    done.outputs.push_back(
        {options_.dead_letters, dead_letter(options_, delivery, reason, attempts)});
    done.dead = true;
    return done;
  }

  Result<void> publish(const std::vector<bus::Delivery>& batch, const std::vector<Done>& done) {
    std::vector<const Output*> all;
    for (const auto& one : done) {
      for (const auto& output : one.outputs) all.push_back(&output);
    }
    auto together = publish_all(all);
    if (together || together.fault().kind != FaultKind::kBadInput) return together;
    // The bus refuses one of them for ever: find it, bury its input, keep the others.
    for (std::size_t i = 0; i < batch.size(); ++i) {
      std::vector<const Output*> own;
      for (const auto& output : done[i].outputs) own.push_back(&output);
      auto alone = publish_all(own);
      if (alone) continue;
      if (alone.fault().kind != FaultKind::kBadInput || done[i].dead) return alone;
      const Done buried = bury(batch[i], alone.fault().text(), 1);
      TRY(publish_all({&buried.outputs.front()}));
    }
    return {};
  }

  Result<void> publish_all(const std::vector<const Output*>& outputs) {
    std::map<std::string, std::vector<bus::Record>> by_topic;
    for (const auto* output : outputs) by_topic[output->topic].push_back(output->record);
    for (const auto& [topic, records] : by_topic) {
      TRY(until_available(options_, stop_, "publish", [&, &topic = topic, &records = records] {
        return bus_.publish(topic, records);
      }));
      metrics_.out.add(static_cast<double>(records.size()));
    }
    return {};
  }

  bus::Bus& bus_;
  const Options& options_;
  const Transform& work_;
  std::stop_token stop_;
  StageMetrics metrics_;
  CrashMarks marks_;
  std::map<std::pair<std::string, int>, std::int64_t> done_;  // published, and not committed
  Workers workers_;
};

}  // namespace

Result<void> transform(bus::Bus& bus, const Options& options, const Transform& work,
                       std::stop_token stop) {
  auto done = Transformer(bus, options, work, stop).run();
  // Told to stop while the bus was away: what was not committed is done again next time.
  if (!done && done.fault().kind == FaultKind::kUnavailable && stop.stop_requested()) return {};
  return done;
}

}  // namespace broadsheet::stage
