// SPDX-License-Identifier: Apache-2.0
// Whether the log on the bus is the one that a shard has read. Inside the indexer only.
#pragma once

#include <cstdint>

#include "archive/shard.h"
#include "bus/bus.h"

namespace broadsheet::indexer {

// What the bus holds of a partition: [begin, end).
struct Held {
  std::int64_t begin = 0;
  std::int64_t end = 0;
};

// A bus that was made anew has other records at the same offsets, and a restored shard still has
// its old offset: of the last records before `offset`, the shard must know one. True where there is
// nothing to compare. kUnavailable: again later.
Result<bool> has_read_this_log(bus::Bus& bus, const archive::Shard& shard, int number,
                               int partitions, std::int64_t offset, const Held& held);

}  // namespace broadsheet::indexer
