// SPDX-License-Identifier: Apache-2.0
// Opening, reading, and what groups have committed.
#include "bus/embedded_log.h"

#include <algorithm>

namespace broadsheet::bus {
namespace embedded {

Result<void> EmbeddedLog::load() {
  kv::Cursor cursor = store_.scan(kTopics);
  while (cursor.next()) {
    TRY_LET(topic, format::decode_topic(cursor.value()));
    TopicState& state = topics_[topic.name];
    state.topic = topic;
    state.partitions.resize(static_cast<std::size_t>(topic.partitions));
    for (int number = 0; number < topic.partitions; ++number) {
      TRY(load_partition(topic.name, number, state.partitions[static_cast<std::size_t>(number)]));
    }
  }
  TRY(cursor.status());
  return load_progress();
}

Result<void> EmbeddedLog::load_progress() {
  kv::Cursor cursor = store_.scan(kGroups);
  while (cursor.next()) {
    TRY_LET(place, format::decode_group_key(cursor.key()));
    TRY_LET(offset, format::decode_offset(cursor.value()));
    progress_.note(place.group, place.topic, place.partition, offset);
  }
  return cursor.status();
}

Result<void> EmbeddedLog::load_partition(const std::string& topic, int number,
                                         Partition& partition) {
  const auto bytes = store_.get(kBounds, format::partition_key(topic, number));
  if (!bytes.ok()) {
    return bytes.fault().kind == FaultKind::kNotFound ? Result<void>() : bytes.fault();
  }
  TRY_LET(bounds, format::decode_bounds(*bytes));
  partition.bounds = bounds;
  kv::Cursor cursor =
      store_.scan(kSegments, kv::Range::prefix(format::partition_key(topic, number)));
  while (cursor.next()) {
    TRY_LET(segment, format::decode_segment(format::offset_of(cursor.key()), cursor.value()));
    partition.bytes += segment.bytes;
    partition.segments.push_back(segment);
  }
  TRY(cursor.status());
  // A crash may have come between moving the beginning and dropping what was before it.
  const std::string start = format::partition_key(topic, number);
  const std::string begin = format::offset_key(topic, number, bounds.begin);
  kv::Cursor before = store_.scan(kRecords, {start, begin});
  if (before.next()) return store_.drop_range(kRecords, start, begin);
  return before.status();
}

Result<std::vector<Topic>> EmbeddedLog::topics() const {
  const std::scoped_lock lock(mutex_);
  std::vector<Topic> out;
  for (const auto& [name, state] : topics_) out.push_back(state.topic);
  return out;
}

void EmbeddedLog::take_pen() {
  std::unique_lock lock(mutex_);
  turn_.wait(lock, [&] { return !pen_taken_; });
  pen_taken_ = true;
}

void EmbeddedLog::give_pen() {
  const std::scoped_lock lock(mutex_);
  pen_taken_ = false;
  turn_.notify_all();
}

Result<void> EmbeddedLog::put_topic(const Topic& topic) {
  kv::Batch batch;
  batch.put(kTopics, topic.name, format::encode(topic));
  take_pen();
  const Result<void> written = store_.write(batch);
  if (written.ok()) {
    const std::scoped_lock lock(mutex_);
    TopicState& state = topics_[topic.name];
    state.topic = topic;
    state.partitions.resize(static_cast<std::size_t>(topic.partitions));
  }
  give_pen();
  return written;
}

Result<std::vector<Delivery>> EmbeddedLog::read(const Position& from, std::size_t count_max,
                                                std::size_t bytes_max) const {
  const Bounds there = bounds(from.topic, from.partition);
  kv::Cursor cursor = store_.scan(
      kRecords, {format::offset_key(from.topic, from.partition, std::max(from.offset, there.begin)),
                 format::offset_key(from.topic, from.partition, there.end)});
  std::vector<Delivery> out;
  std::size_t bytes = 0;
  while (out.size() < count_max && cursor.next()) {
    bytes += cursor.value().size();
    if (!out.empty() && bytes > bytes_max) break;
    TRY_LET(record, format::decode_record(cursor.value()));
    out.push_back(
        {std::move(record), {from.topic, from.partition, format::offset_of(cursor.key())}});
  }
  TRY(cursor.status());
  return out;
}

Bounds EmbeddedLog::bounds(const std::string& topic, int partition) const {
  const std::scoped_lock lock(mutex_);
  return this->partition(topic, partition).bounds;
}

Result<void> EmbeddedLog::commit(std::string_view group, const std::vector<Position>& positions) {
  kv::Batch batch;
  for (const auto& position : positions) {
    batch.put(kGroups, format::group_key(group, position.topic, position.partition),
              format::encode_offset(position.offset));
  }
  TRY(store_.write(batch));
  const std::scoped_lock lock(mutex_);
  for (const auto& position : positions) {
    progress_.note(std::string(group), position.topic, position.partition, position.offset);
  }
  return {};
}

Result<std::optional<std::int64_t>> EmbeddedLog::committed(std::string_view group,
                                                           const std::string& topic,
                                                           int partition) const {
  const std::scoped_lock lock(mutex_);
  return progress_.committed(std::string(group), topic, partition);
}

}  // namespace embedded

Result<std::unique_ptr<Log>> open_embedded_log(const std::string& folder, const Options& options) {
  kv::Options how;
  for (const auto family : embedded::kFamilies) {
    how.families.push_back({std::string(family)});
  }
  how.cache_bytes = options.embedded_cache_bytes;
  how.write_buffer_bytes = options.embedded_cache_bytes;
  how.name = "bus";
  auto store = kv::Store::open(folder, how);
  if (!store.ok()) return store.fault();
  auto log = std::make_unique<embedded::EmbeddedLog>(*std::move(store), options.clock);
  TRY(log->load());
  return std::unique_ptr<Log>(std::move(log));
}

}  // namespace broadsheet::bus
