// SPDX-License-Identifier: Apache-2.0
// Writing: what waits together is drafted, written at once, and then believed.
#include <algorithm>

#include "bus/embedded_log.h"
#include "core/log.h"

namespace broadsheet::bus::embedded {
namespace {

// Appends written together stop growing here: memory holds them twice.
constexpr std::size_t kAppendBytesMax = std::size_t{32} << 20;
// A segment is closed at this size, or at this share of its topic's limits: what is forgotten is
// forgotten in such pieces.
constexpr std::uint64_t kSegmentBytesMax = std::uint64_t{16} << 20;
constexpr std::uint64_t kSegmentShare = 16;

// Retention goes by when we took a record: a publisher may give it any time of its own.
bool is_full(const Topic& topic, const Segment& segment, Time now) {
  const std::uint64_t bytes_max =
      topic.retention_bytes == 0
          ? kSegmentBytesMax
          : std::clamp<std::uint64_t>(topic.retention_bytes / kSegmentShare, 1, kSegmentBytesMax);
  if (segment.bytes >= bytes_max) return true;
  return topic.retention > Duration{0} &&
         now - segment.first_time > topic.retention / static_cast<int>(kSegmentShare);
}

}  // namespace

Result<void> EmbeddedLog::append(const std::string& topic, std::vector<Placed> records) {
  Append mine;
  mine.topic = &topic;
  mine.records = &records;
  for (const auto& placed : records) mine.bytes += size_of(placed.record);

  std::unique_lock lock(mutex_);
  waiting_.push_back(&mine);
  turn_.wait(lock, [&] { return mine.done || (!pen_taken_ && waiting_.front() == &mine); });
  if (mine.done) return mine.result;
  pen_taken_ = true;
  std::vector<Append*> together;
  std::size_t bytes = 0;
  while (!waiting_.empty() &&
         (together.empty() || bytes + waiting_.front()->bytes <= kAppendBytesMax)) {
    bytes += waiting_.front()->bytes;
    together.push_back(waiting_.front());
    waiting_.pop_front();
  }
  lock.unlock();
  const Result<void> written = write_together(together);
  lock.lock();
  for (Append* append : together) {
    append->result = written;
    append->done = true;
  }
  pen_taken_ = false;
  turn_.notify_all();
  return written;
}

Result<void> EmbeddedLog::write_together(const std::vector<Append*>& appends) {
  const Time now = clock_();
  Draft draft;
  TRY(find_latest(appends, draft));
  for (Append* append : appends) {
    const Topic& topic = state(*append->topic).topic;
    for (const auto& placed : *append->records) {
      draft_record(topic, placed.partition, placed.record, now, draft);
    }
  }
  for (const auto& [slot, tail] : draft.tails) {
    const auto& [topic, number] = slot;
    draft.batch.put(kBounds, format::partition_key(topic, number), format::encode(tail.bounds));
    for (const auto& segment : tail.segments) {
      draft.batch.put(kSegments, format::offset_key(topic, number, segment.first),
                      format::encode(segment));
    }
  }
  TRY(store_.write(draft.batch));
  adopt(draft.tails);
  // What was asked for is done: a fault in forgetting is not the publisher's.
  for (const auto& [slot, tail] : draft.tails) {
    const Result<void> forgotten = forget_old(state(slot.first).topic, slot.second, now);
    if (!forgotten.ok()) log::warning("bus.clean_failed", {{"why", forgotten.fault().text()}});
  }
  return {};
}

Result<void> EmbeddedLog::find_latest(const std::vector<Append*>& appends, Draft& draft) const {
  std::vector<std::string> keys;
  for (const Append* append : appends) {
    if (state(*append->topic).topic.cleanup != Cleanup::kCompact) continue;
    for (const auto& placed : *append->records) {
      keys.push_back(format::latest_key(*append->topic, placed.partition, placed.record.key));
    }
  }
  TRY_LET(offsets, store_.get_many(kLatest, keys));
  for (std::size_t at = 0; at < keys.size(); ++at) {
    if (!offsets[at]) continue;
    TRY_LET(offset, format::decode_offset(*offsets[at]));
    draft.latest[keys[at]] = offset;
  }
  return {};
}

Tail& EmbeddedLog::tail_of(const Topic& topic, int number, Draft& draft) const {
  const auto [found, is_new] = draft.tails.try_emplace(Slot(topic.name, number));
  if (is_new) {
    const Partition& now = partition(topic.name, number);
    found->second.bounds = now.bounds;
    if (!now.segments.empty()) found->second.segments = {now.segments.back()};
  }
  return found->second;
}

void EmbeddedLog::draft_record(const Topic& topic, int number, const Record& record, Time now,
                               Draft& draft) {
  Tail& tail = tail_of(topic, number, draft);
  const std::int64_t offset = tail.bounds.end++;
  const std::string key = format::offset_key(topic.name, number, offset);
  const std::string bytes = format::encode(record);
  draft.batch.put(kRecords, key, bytes);
  if (topic.cleanup == Cleanup::kDelete) {
    if (tail.segments.empty() || is_full(topic, tail.segments.back(), now)) {
      tail.segments.push_back({offset, now, now, 0});
    }
    tail.segments.back().last_time = now;
    tail.segments.back().bytes += bytes.size();
    tail.bytes_more += bytes.size();
    return;
  }
  // A compacted topic never holds a key twice.
  const std::string latest = format::latest_key(topic.name, number, record.key);
  if (const auto before = draft.latest.find(latest); before != draft.latest.end()) {
    const std::string old = format::offset_key(topic.name, number, before->second);
    draft.batch.remove(kRecords, old);
    draft.batch.remove(kTombstones, old);
  }
  draft.latest[latest] = offset;
  draft.batch.put(kLatest, latest, format::encode_offset(offset));
  if (record.value.empty()) {
    draft.batch.put(kTombstones, key, format::encode(format::Tombstone{now, record.key}));
  }
}

void EmbeddedLog::adopt(const std::map<Slot, Tail>& tails) {
  const std::scoped_lock lock(mutex_);
  for (const auto& [slot, tail] : tails) {
    Partition& now = topics_.at(slot.first).partitions[static_cast<std::size_t>(slot.second)];
    now.bounds = tail.bounds;
    now.bytes += tail.bytes_more;
    if (!now.segments.empty()) now.segments.pop_back();
    now.segments.insert(now.segments.end(), tail.segments.begin(), tail.segments.end());
  }
}

}  // namespace broadsheet::bus::embedded
