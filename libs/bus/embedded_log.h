// SPDX-License-Identifier: Apache-2.0
// The log on a disk: records, offsets of groups and the bounds of partitions in one key-value
// store. Inside bus only.
//
// One thread at a time has the pen: it alone changes the bounds. Appends that arrive meanwhile wait
// and are then written together, so that a sync of the disk is paid once for all of them.
#pragma once

#include <array>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bus/log.h"
#include "bus/log_format.h"
#include "bus/progress.h"
#include "kv/store.h"

namespace broadsheet::bus::embedded {

using format::Segment;

// Families of the store. `latest` and `tombstones` are of compacted topics, `segments` of the
// others.
inline constexpr std::string_view kTopics = "topics";
inline constexpr std::string_view kBounds = "bounds";
inline constexpr std::string_view kRecords = "records";
inline constexpr std::string_view kSegments = "segments";
inline constexpr std::string_view kLatest = "latest";
inline constexpr std::string_view kTombstones = "tombstones";
inline constexpr std::string_view kGroups = "groups";
inline constexpr std::array kFamilies = {kTopics, kBounds,     kRecords, kSegments,
                                         kLatest, kTombstones, kGroups};

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

}  // namespace broadsheet::bus::embedded
