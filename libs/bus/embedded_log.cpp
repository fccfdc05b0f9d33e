// SPDX-License-Identifier: Apache-2.0
// The log on a disk: records, offsets of groups and the bounds of partitions in one key-value
// store.
//
// One thread at a time has the pen: it alone changes the bounds. Appends that arrive meanwhile wait
// and are then written together, so that a sync of the disk is paid once for all of them.
#include <algorithm>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>

#include "bus/log.h"
#include "bus/log_format.h"
#include "bus/progress.h"
#include "core/log.h"
#include "kv/store.h"

namespace broadsheet::bus {
namespace {

using format::Segment;

// Families of the store. `latest` and `tombstones` are of compacted topics, `segments` of the
// others.
constexpr std::string_view kTopics = "topics";
constexpr std::string_view kBounds = "bounds";
constexpr std::string_view kRecords = "records";
constexpr std::string_view kSegments = "segments";
constexpr std::string_view kLatest = "latest";
constexpr std::string_view kTombstones = "tombstones";
constexpr std::string_view kGroups = "groups";

// Appends written together stop growing here: memory holds them twice.
constexpr std::size_t kAppendBytesMax = std::size_t{32} << 20;
// A segment is closed at this size, or at this share of its topic's limits: what is forgotten is
// forgotten in such pieces.
constexpr std::uint64_t kSegmentBytesMax = std::uint64_t{16} << 20;
constexpr std::uint64_t kSegmentShare = 16;
constexpr std::size_t kTombstonesAtOnceMax = 10000;

struct Partition {
  Bounds bounds;
  std::deque<Segment> segments;
  std::uint64_t bytes = 0;  // of all segments
};

struct TopicState {
  Topic topic;
  std::vector<Partition> partitions;
};

// One call of append(), waiting to be written.
struct Append {
  const std::string* topic = nullptr;
  std::vector<Placed>* records = nullptr;
  std::size_t bytes = 0;
  bool done = false;
  Result<void> result = {};
};

using Slot = std::pair<std::string, int>;

// How a partition will end once a write is on the disk.
struct Tail {
  Bounds bounds;
  std::vector<Segment> segments;  // the one that was last, if there was, and those after it
  std::uint64_t bytes_more = 0;
};

struct Draft {
  kv::Batch batch;
  std::map<Slot, Tail> tails;
  std::map<std::string, std::int64_t> latest;  // by latest_key
};

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

class EmbeddedLog final : public Log {
 public:
  EmbeddedLog(kv::Store store, Clock clock) : store_(std::move(store)), clock_(std::move(clock)) {}

  Result<void> load();

  Result<std::vector<Topic>> topics() const override;
  Result<void> put_topic(const Topic& topic) override;
  Result<void> append(const std::string& topic, std::vector<Placed> records) override;
  Result<std::vector<Delivery>> read(const Position& from, std::size_t count_max,
                                     std::size_t bytes_max) const override;
  Bounds bounds(const std::string& topic, int partition) const override;
  Result<void> commit(std::string_view group, const std::vector<Position>& positions) override;
  Result<std::optional<std::int64_t>> committed(std::string_view group, const std::string& topic,
                                                int partition) const override;
  Result<void> clean() override;

 private:
  Result<void> load_progress();
  Result<void> load_partition(const std::string& topic, int number, Partition& partition);

  void take_pen();
  void give_pen();
  // The rest needs the pen.
  Result<void> write_together(const std::vector<Append*>& appends);
  Result<void> find_latest(const std::vector<Append*>& appends, Draft& draft) const;
  Tail& tail_of(const Topic& topic, int number, Draft& draft) const;
  void draft_record(const Topic& topic, int number, const Record& record, Time now, Draft& draft);
  Result<void> forget_old(const Topic& topic, int number, Time now);
  Result<void> forget_tombstones(const Topic& topic, int number, Time now);
  void adopt(const std::map<Slot, Tail>& tails);

  // Reading needs no lock for who has the pen, since nobody else changes it.
  const TopicState& state(const std::string& topic) const { return topics_.at(topic); }
  const Partition& partition(const std::string& topic, int number) const {
    return state(topic).partitions[static_cast<std::size_t>(number)];
  }

  kv::Store store_;
  const Clock clock_;
  mutable std::mutex mutex_;
  std::condition_variable turn_;
  bool pen_taken_ = false;
  std::deque<Append*> waiting_;
  std::map<std::string, TopicState> topics_;
  Progress progress_;  // what is in kGroups
};

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

}  // namespace

Result<std::unique_ptr<Log>> open_embedded_log(const std::string& folder, const Options& options) {
  kv::Options how;
  for (const auto family : {kTopics, kBounds, kRecords, kSegments, kLatest, kTombstones, kGroups}) {
    how.families.push_back({std::string(family)});
  }
  how.cache_bytes = options.embedded_cache_bytes;
  how.write_buffer_bytes = options.embedded_cache_bytes;
  how.name = "bus";
  auto store = kv::Store::open(folder, how);
  if (!store.ok()) return store.fault();
  auto log = std::make_unique<EmbeddedLog>(*std::move(store), options.clock);
  TRY(log->load());
  return std::unique_ptr<Log>(std::move(log));
}

}  // namespace broadsheet::bus
