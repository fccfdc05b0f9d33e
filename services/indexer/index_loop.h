// SPDX-License-Identifier: Apache-2.0
// The index follows the archive, in whatever shards are here. Inside the indexer only.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <stop_token>
#include <vector>

#include "core/result.h"
#include "indexer/unit.h"

namespace broadsheet::indexer {

// How those who write to shards, or change which are here, tell the index that there is more.
struct Growth {
  mutable std::mutex mutex;
  mutable std::condition_variable changed;
  // Under the mutex, as is the next: moves on with every change and every batch.
  std::uint64_t generation = 0;
  bool archiving = false;

  void tell();  // with the mutex held
  void set_archiving(bool now);
};

// index_some() for each of them that is behind, several at once: a commit waits for the disk
// mostly, and what came last should not wait for the commits of all the others. How many changes
// were taken; the first fault of all, once every one has ended.
Result<std::size_t> index_all(const std::vector<ShardUnit*>& units);

// Calls `take_some`, which says how many changes it indexed, until it finds nothing after a stop
// and nobody archives any more; or for some seconds after the stop.
Result<void> index_until_stopped(const Growth& growth,
                                 const std::function<Result<std::size_t>()>& take_some,
                                 std::stop_token stop);

}  // namespace broadsheet::indexer
