// SPDX-License-Identifier: Apache-2.0
// What transform() and sink() share: patience with the bus, dead letters, counters. Inside stage
// only.
#pragma once

#include <chrono>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/metrics.h"
#include "stage/stage.h"

namespace broadsheet::stage {

struct StageMetrics {
  explicit StageMetrics(const std::string& stage);
  metrics::Counter in;
  metrics::Counter out;
  metrics::Counter dead;
  metrics::Counter retried;
  metrics::Histogram seconds;  // of a batch
  metrics::Gauge lag;

  // Once a second: on Kafka, the brokers are asked for it.
  void watch_lag(const bus::Inbox& inbox);

 private:
  std::chrono::steady_clock::time_point lag_seen_ = {};
};

// Calls `act` until it is anything but kUnavailable, with growing pauses; gives up with that fault
// only when `stop` is requested.
Result<void> until_available(const Options& options, std::stop_token stop, const char* doing,
                             const std::function<Result<void>()>& act);

// One for each record that could not be processed.
bus::Record dead_letter(const Options& options, const bus::Delivery& delivery,
                        const std::string& reason, unsigned attempts);

}  // namespace broadsheet::stage
