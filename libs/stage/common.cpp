// SPDX-License-Identifier: Apache-2.0
// What transform() and sink() share.
#include "stage/common.h"

#include <algorithm>

#include "core/log.h"
#include "core/wait.h"
#include "records/operations.h"

namespace broadsheet::stage {

namespace {

constexpr Duration kPauseMax = std::chrono::seconds(10);
constexpr Duration kLagEvery = std::chrono::seconds(1);

}  // namespace

StageMetrics::StageMetrics(const std::string& stage)
    : in(metrics::counter("broadsheet_stage_records_in_total", "Records read by a stage.",
                          {{"stage", stage}})),
      out(metrics::counter("broadsheet_stage_records_out_total", "Records written by a stage.",
                           {{"stage", stage}})),
      dead(metrics::counter("broadsheet_stage_records_dead_total", "Records sent to dead letters.",
                            {{"stage", stage}})),
      retried(metrics::counter("broadsheet_stage_retries_total", "Attempts after the first.",
                               {{"stage", stage}})),
      seconds(metrics::seconds("broadsheet_stage_batch_seconds", "From poll to commit.",
                               {{"stage", stage}})),
      lag(metrics::gauge("broadsheet_stage_lag_records", "Records behind the end of the topics.",
                         {{"stage", stage}})) {}

void StageMetrics::watch_lag(const bus::Inbox& inbox) {
  const auto now = std::chrono::steady_clock::now();
  if (now < lag_seen_ + kLagEvery) return;
  lag_seen_ = now;
  if (auto behind = inbox.lag()) lag.set(static_cast<double>(*behind));
}

Result<void> until_available(const Options& options, std::stop_token stop, const char* doing,
                             const std::function<Result<void>()>& act) {
  Duration delay = options.retry_delay;
  while (true) {
    auto done = act();
    if (done || done.fault().kind != FaultKind::kUnavailable || stop.stop_requested()) return done;
    log::warning("stage.waits",
                 {{"stage", options.name}, {"for", doing}, {"why", done.fault().text()}});
    wait_for(stop, delay);
    delay = std::min(delay * 2, kPauseMax);
  }
}

bus::Record dead_letter(const Options& options, const bus::Delivery& delivery,
                        const std::string& reason, unsigned attempts) {
  records::DeadLetter letter;
  letter.stage = options.name;
  letter.topic = delivery.position.topic;
  letter.partition = delivery.position.partition;
  letter.offset = delivery.position.offset;
  letter.key = delivery.record.key;
  letter.value = delivery.record.value;
  letter.reason = reason;
  letter.attempts = attempts;
  letter.time = options.clock();
  if (const auto trace = delivery.record.headers.find("trace");
      trace != delivery.record.headers.end()) {
    letter.trace = trace->second;
  }
  log::error("record.dead", {{"stage", options.name},
                             {"topic", letter.topic},
                             {"partition", letter.partition},
                             {"offset", letter.offset},
                             {"why", reason}});
  return {letter.key, records::encode(letter), delivery.record.headers, letter.time};
}

}  // namespace broadsheet::stage
