// SPDX-License-Identifier: Apache-2.0
// The index follows the archive.
#include "indexer/index_loop.h"

#include <chrono>
#include <optional>

#include "core/metrics.h"
#include "core/time.h"

namespace broadsheet::indexer {

namespace {

constexpr Duration kIndexPatience = std::chrono::milliseconds(300);
constexpr Duration kLastIndexing = std::chrono::seconds(10);  // after a stop, at most

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
