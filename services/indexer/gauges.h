// SPDX-License-Identifier: Apache-2.0
// What /metrics shows of an indexer besides what its stages count themselves.
#pragma once

#include "core/metrics.h"
#include "indexer/indexer.h"
#include "indexer/keeper.h"

namespace broadsheet::indexer {

// Reads the shards before each exposition, as long as it lives. The indexer outlives it.
class Gauges {
 public:
  explicit Gauges(Indexer& indexer);
  // What is here: of shards that others own as well.
  explicit Gauges(const Keeper& keeper);

 private:
  metrics::Reader reader_;
};

}  // namespace broadsheet::indexer
