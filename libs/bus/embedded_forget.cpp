// SPDX-License-Identifier: Apache-2.0
// Retention: what is too old or too much goes, segment by segment, and deleted keys after a while.
#include "bus/embedded_log.h"

namespace broadsheet::bus::embedded {
namespace {

constexpr std::size_t kTombstonesAtOnceMax = 10000;

}  // namespace

Result<void> EmbeddedLog::forget_old(const Topic& topic, int number, Time now) {
  const Partition& there = partition(topic.name, number);
  const std::int64_t needed_from = [&] {
    const std::scoped_lock lock(mutex_);
    return progress_.needed_from(topic.name, number);
  }();
  std::uint64_t bytes = there.bytes;
  std::size_t count = 0;
  kv::Batch batch;
  for (; count < there.segments.size(); ++count) {
    const Segment& segment = there.segments[count];
    const bool is_old = topic.retention > Duration{0} && segment.last_time < now - topic.retention;
    const bool is_last = count + 1 == there.segments.size();
    const std::int64_t end = is_last ? there.bounds.end : there.segments[count + 1].first;
    const bool is_read = end <= needed_from;
    const bool is_too_much = topic.retention_bytes > 0 && bytes > topic.retention_bytes;
    if (!(is_old && is_read) && !is_too_much) break;
    batch.remove(kSegments, format::offset_key(topic.name, number, segment.first));
    bytes -= segment.bytes;
  }
  if (count == 0) return {};
  Bounds bounds = there.bounds;
  bounds.begin = count < there.segments.size() ? there.segments[count].first : bounds.end;
  batch.put(kBounds, format::partition_key(topic.name, number), format::encode(bounds));
  TRY(store_.write(batch, kv::Durability::kBuffered));
  {
    const std::scoped_lock lock(mutex_);
    Partition& kept = topics_.at(topic.name).partitions[static_cast<std::size_t>(number)];
    kept.segments.erase(kept.segments.begin(),
                        kept.segments.begin() + static_cast<std::ptrdiff_t>(count));
    kept.bytes = bytes;
    kept.bounds = bounds;
  }
  return store_.drop_range(kRecords, format::partition_key(topic.name, number),
                           format::offset_key(topic.name, number, bounds.begin));
}

Result<void> EmbeddedLog::forget_tombstones(const Topic& topic, int number, Time now) {
  kv::Batch batch;
  kv::Cursor cursor =
      store_.scan(kTombstones, kv::Range::prefix(format::partition_key(topic.name, number)));
  for (std::size_t count = 0; count < kTombstonesAtOnceMax && cursor.next(); ++count) {
    TRY_LET(tombstone, format::decode_tombstone(cursor.value()));
    if (tombstone.time >= now - kTombstoneAge) continue;
    batch.remove(kTombstones, cursor.key());
    batch.remove(kRecords, cursor.key());
    batch.remove(kLatest, format::latest_key(topic.name, number, tombstone.key));
  }
  TRY(cursor.status());
  return store_.write(batch, kv::Durability::kBuffered);
}

Result<void> EmbeddedLog::clean() {
  const Time now = clock_();
  TRY_LET(all, topics());
  for (const Topic& topic : all) {
    for (int number = 0; number < topic.partitions; ++number) {
      take_pen();
      const Result<void> cleaned = topic.cleanup == Cleanup::kCompact
                                       ? forget_tombstones(topic, number, now)
                                       : forget_old(topic, number, now);
      give_pen();
      TRY(cleaned);
    }
  }
  return {};
}

}  // namespace broadsheet::bus::embedded
