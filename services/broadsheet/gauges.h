// SPDX-License-Identifier: Apache-2.0
// What /metrics shows of a pipeline besides what its stages count themselves.
#pragma once

#include "broadsheet/pipeline.h"
#include "core/metrics.h"

namespace broadsheet {

// Reads the frontier, the archive and the index before each exposition, as long as it lives. The
// pipeline outlives it.
class Gauges {
 public:
  explicit Gauges(Pipeline& pipeline);

 private:
  metrics::Reader reader_;
};

}  // namespace broadsheet
