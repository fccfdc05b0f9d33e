// SPDX-License-Identifier: Apache-2.0
// The index follows the archive.
#include "indexer/index_loop.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <optional>
#include <thread>

#include "core/metrics.h"
#include "core/time.h"

namespace broadsheet::indexer {

namespace {

constexpr Duration kIndexPatience = std::chrono::milliseconds(300);
constexpr Duration kLastIndexing = std::chrono::seconds(10);  // after a stop, at most
// Commits at once: more would not end sooner on a disk, and each has documents in memory.
constexpr std::size_t kAtOnceMax = 4;

}  // namespace

void Growth::tell() {
  ++generation;
  changed.notify_all();
}

void Growth::set_archiving(bool now) {
  const std::scoped_lock lock(mutex);
  archiving = now;
  tell();
}

Result<std::size_t> index_all(const std::vector<ShardUnit*>& units) {
  std::vector<ShardUnit*> behind;
  std::ranges::copy_if(units, std::back_inserter(behind),
                       [](const ShardUnit* unit) { return unit->unindexed() > 0; });
  std::vector<Result<std::size_t>> done(behind.size(), std::size_t{0});
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < behind.size(); i = next++) done[i] = index_some(*behind[i]);
  };
  {
    std::vector<std::jthread> others;
    while (others.size() + 1 < std::min(behind.size(), kAtOnceMax)) others.emplace_back(work);
    work();
  }
  std::size_t sum = 0;
  for (const auto& count : done) {
    if (!count) return count.fault();
    sum += *count;
  }
  return sum;
}

Result<void> index_until_stopped(const Growth& growth,
                                 const std::function<Result<std::size_t>()>& take_some,
                                 std::stop_token stop) {
  const auto indexed = metrics::counter("broadsheet_indexed_changes_total",
                                        "Changes of the archive taken into the full-text index.");
  std::optional<std::chrono::steady_clock::time_point> deadline;  // once stopped
  while (true) {
    bool archiving = false;
    std::uint64_t seen = 0;
    {
      const std::scoped_lock lock(growth.mutex);
      archiving = growth.archiving;
      seen = growth.generation;
    }
    TRY_LET(taken, take_some());
    metrics::Counter(indexed).add(static_cast<double>(taken));
    if (stop.stop_requested()) {
      const auto now = std::chrono::steady_clock::now();
      if (!deadline) deadline = now + kLastIndexing;
      if ((taken == 0 && !archiving) || now > *deadline) return {};
    }
    if (taken > 0) continue;
    std::unique_lock lock(growth.mutex);
    growth.changed.wait_for(lock, kIndexPatience, [&] { return growth.generation != seen; });
  }
}

}  // namespace broadsheet::indexer
