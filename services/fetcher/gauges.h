// SPDX-License-Identifier: Apache-2.0
// What /metrics shows of a fetcher besides what its stages count themselves.
#pragma once

#include "core/metrics.h"
#include "fetcher/fetcher.h"

namespace broadsheet::fetcher {

// Reads the frontier before each exposition, as long as it lives. The fetcher outlives it.
class Gauges {
 public:
  explicit Gauges(Fetcher& fetcher);

 private:
  metrics::Reader reader_;
};

}  // namespace broadsheet::fetcher
