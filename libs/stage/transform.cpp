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
        marks_(options.crash_marks),
        workers_(std::max<std::size_t>(options.workers, 1)),
        live_(options.group, options.name) {
    if (options.backfill_topics.empty()) return;
    backfill_.emplace(options.group + ".backfill", options.name + "-backfill");
  }

  Result<void> run() {
    TRY(join(live_, options_.topics));
    if (backfill_) TRY(join(*backfill_, options_.backfill_topics));
    while (!stop_.stop_requested()) {
      TRY(take_live());
      if (backfill_) TRY(take_backfill());
    }
    return {};
  }

 private:
  // The topics that one inbox reads.
  struct Reader {
    Reader(std::string the_group, const std::string& stage)
        : group(std::move(the_group)), metrics(stage) {}

    const std::string group;
    StageMetrics metrics;
    std::map<std::pair<std::string, int>, std::int64_t> done = {};  // published, and not committed
    bool busy = false;  // its last poll brought something
    bus::Inbox* committer = nullptr;
    std::unique_ptr<bus::Inbox> inbox = {};  // Last: it commits once more when it goes.
  };

  Result<void> take_live() {
    // While there is backfill to go on with, nobody waits for what is not there.
    const bool hurry = backfill_ && backfill_->busy && !awaited_;
    TRY_LET(polled, poll(live_, options_.batch_max, hurry ? Duration{0} : options_.patience));
    live_.busy = !polled.empty();
    return process_all(live_, std::move(polled));
  }

  Result<void> take_backfill() {
    awaited_ = !live_.busy && more_is_coming();
    if ((live_.busy || awaited_) && ++passed_over_ < options_.backfill_every) return {};
    passed_over_ = 0;
    settled_ = true;
    TRY_LET(polled, poll(*backfill_, options_.backfill_batch_max, Duration{0}));
    backfill_->busy = !polled.empty();
    return process_all(*backfill_, std::move(polled));
  }

  // Records that nobody handed us yet may be on their way from the bus; or our share of the
  // partitions, when we have just come.
  bool more_is_coming() {
    settled_ = settled_ || !live_.inbox->assignment().empty();
    if (!settled_) return true;
    const auto behind = live_.inbox->lag();
    return behind && *behind > 0;
  }

  Result<void> join(Reader& reader, const std::vector<std::string>& topics) {
    bus::Listener listener;
    listener.revoked = [this, &reader](const std::vector<bus::Position>& positions) {
      // The last chance; else whoever has them next does them again.
      const auto committed = commit(reader);
      if (!committed) log::warning("stage.uncommitted", {{"why", committed.fault().text()}});
      forget(reader, positions);
    };
    listener.lost = [this, &reader](const std::vector<bus::Position>& positions) {
      forget(reader, positions);
    };
    TRY_LET(inbox, bus_.subscribe(topics, reader.group, listener));
    reader.committer = inbox.get();
    reader.inbox = std::move(inbox);
    return {};
  }

  // Empty where there is nothing now, whatever the reason.
  Result<std::vector<bus::Delivery>> poll(Reader& reader, std::size_t count_max,
                                          Duration patience) {
    TRY(commit(reader));
    auto polled = reader.inbox->poll(count_max, patience);
    if (!polled && polled.fault().kind == FaultKind::kUnavailable) {
      wait_for(stop_, options_.retry_delay);
      return std::vector<bus::Delivery>();
    }
    if (polled) reader.metrics.watch_lag(*reader.inbox);
    return polled;
  }

  Result<void> process_all(Reader& reader, std::vector<bus::Delivery> polled) {
    std::vector<std::vector<bus::Delivery>> batches = marks_.careful_batches(std::move(polled));
    const auto began = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < batches.size(); ++i) {
      auto& batch = batches[i];
      while (!batch.empty()) {
        TRY_LET(count, process(reader, batch));
        TRY(commit(reader));
        batch.erase(batch.begin(), batch.begin() + static_cast<std::ptrdiff_t>(count));
        if (std::chrono::steady_clock::now() - began < options_.batch_time) continue;
        if (read_again(reader, {batches.begin() + static_cast<std::ptrdiff_t>(i), batches.end()})) {
          return {};
        }
      }
    }
    return {};
  }

  // What is left of slow batches comes again from the next poll(). False: go on with it here.
  static bool read_again(const Reader& reader,
                         const std::vector<std::vector<bus::Delivery>>& batches) {
    std::map<std::pair<std::string, int>, bus::Position> first;
    for (const auto& batch : batches) {
      for (const auto& delivery : batch) {
        const auto& at = delivery.position;
        first.try_emplace({at.topic, at.partition}, at);
      }
    }
    bool all = true;
    for (const auto& [partition, position] : first) {
      const auto found = reader.inbox->seek(position);
      all = all && found;
    }
    return all;
  }

  // What the bus does not take now, because it is away or shares the group out anew, it is told
  // again after the next poll(), in which we hear of that.
  Result<void> commit(Reader& reader) {
    if (reader.done.empty()) return {};
    std::vector<bus::Position> next;
    for (const auto& [where, offset] : reader.done) {
      next.push_back({where.first, where.second, offset});
    }
    auto committed = reader.committer->commit(next);
    if (committed) {
      reader.done.clear();
      return {};
    }
    if (committed.fault().kind != FaultKind::kUnavailable) return committed;
    log::warning("stage.waits",
                 {{"stage", options_.name}, {"for", "commit"}, {"why", committed.fault().text()}});
    return {};
  }

  static void forget(Reader& reader, const std::vector<bus::Position>& positions) {
    for (const auto& position : positions) {
      reader.done.erase({position.topic, position.partition});
    }
  }

  // How many of it, from the first, were done in time: one at least.
  Result<std::size_t> process(Reader& reader, const std::vector<bus::Delivery>& whole) {
    const auto begin = std::chrono::steady_clock::now();
    metrics_ = &reader.metrics;
    marks_.begin(whole);
    std::vector<std::optional<Done>> worked(whole.size());
    workers_.for_each(whole.size(), [&](std::size_t i) {
      const auto now = std::chrono::steady_clock::now();
      if (i == 0 || now - begin < options_.batch_time) worked[i] = work_on(whole[i]);
    });
    std::vector<Done> done;
    for (auto& one : worked) {
      if (!one) break;
      if (one->fatal) return *one->fatal;
      done.push_back(*std::move(one));
    }
    const std::vector<bus::Delivery> batch(
        whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(done.size()));
    metrics_->in.add(static_cast<double>(batch.size()));
    TRY(publish(batch, done));
    for (const auto& delivery : batch) {
      const auto& at = delivery.position;
      reader.done[{at.topic, at.partition}] = at.offset + 1;
    }
    marks_.done(whole);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    metrics_->seconds.observe(took.count());
    return batch.size();
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
      metrics_->retried.add();
      wait_for(stop_, delay);
      delay *= 2;
    }
  }

  Done bury(const bus::Delivery& delivery, const std::string& reason, unsigned attempts) {
    metrics_->dead.add();
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
      metrics_->out.add(static_cast<double>(records.size()));
    }
    return {};
  }

  bus::Bus& bus_;
  const Options& options_;
  const Transform& work_;
  std::stop_token stop_;
  CrashMarks marks_;
  Workers workers_;
  StageMetrics* metrics_ = nullptr;  // of the reader whose batch is in work
  bool settled_ = false;             // the group has shared the partitions out, as far as we know
  bool awaited_ = false;             // there is more for live_, and it did not come
  std::uint32_t passed_over_ = 0;    // polls since backfill had its turn
  // Last: their inboxes commit once more when they go.
  Reader live_;
  std::optional<Reader> backfill_;
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
