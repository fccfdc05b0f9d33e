// SPDX-License-Identifier: Apache-2.0
// How what a shard has read stands to the log that is on the bus now. Inside the indexer only.
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

struct Standing {
  // It knows none of the records that lie before its offset, or there are none: a bus that was made
  // anew has other records at the same offsets, and a restored shard still has its old offset.
  bool other_log = false;
  // Where it goes on in the same log: its own offset, or before it, where brokers lost the end of
  // what they had acknowledged, and there is nothing now, or something else.
  std::int64_t offset = 0;
};

// kUnavailable: again later.
Result<Standing> compare_with_bus(bus::Bus& bus, const archive::Shard& shard, int number,
                                  int partitions, std::int64_t offset, const Held& held);

}  // namespace broadsheet::indexer
