// SPDX-License-Identifier: Apache-2.0
// The log of a process that wants to remember nothing: for tests and for trying out.
#include <algorithm>
#include <iterator>
#include <map>
#include <mutex>
#include <unordered_map>

#include "bus/log.h"
#include "bus/progress.h"
#include "bus/rules.h"

namespace broadsheet::bus {
namespace {

struct Kept {
  Record record;
  Time time;  // when the log took it: a publisher may give it any time of its own
};

struct Partition {
  std::map<std::int64_t, Kept> records;
  std::unordered_map<std::string, std::int64_t> latest;  // of a compacted topic, by key
  Bounds bounds;
  std::uint64_t bytes = 0;
};

struct TopicState {
  Topic topic;
  std::vector<Partition> partitions;
};

void erase(Partition& partition, std::map<std::int64_t, Kept>::iterator at) {
  partition.bytes -= size_of(at->second.record);
  partition.records.erase(at);
}

void append_one(const Topic& topic, Partition& partition, Record record, Time now) {
  const std::int64_t offset = partition.bounds.end++;
  partition.bytes += size_of(record);
  if (topic.cleanup == Cleanup::kCompact) {
    const auto [latest, is_new] = partition.latest.try_emplace(record.key, offset);
    if (!is_new) {
      erase(partition, partition.records.find(latest->second));
      latest->second = offset;
    }
  }
  partition.records.emplace_hint(partition.records.end(), offset, Kept{std::move(record), now});
}

void forget_old(const Topic& topic, Partition& partition, Time now, std::int64_t needed_from) {
  const auto is_old = [&](const Kept& kept) {
    return topic.retention > Duration{0} && kept.time < now - topic.retention;
  };
  const auto is_read = [&](std::int64_t offset) { return offset < needed_from; };
  const auto is_too_much = [&] {
    return topic.retention_bytes > 0 && partition.bytes > topic.retention_bytes;
  };
  while (!partition.records.empty()) {
    const auto first = partition.records.begin();
    if (!(is_old(first->second) && is_read(first->first)) && !is_too_much()) break;
    erase(partition, first);
  }
  partition.bounds.begin =
      partition.records.empty() ? partition.bounds.end : partition.records.begin()->first;
}

void forget_tombstones(Partition& partition, Time now) {
  for (auto at = partition.records.begin(); at != partition.records.end();) {
    const auto next = std::next(at);
    if (at->second.record.value.empty() && at->second.time < now - kTombstoneAge) {
      partition.latest.erase(at->second.record.key);
      erase(partition, at);
    }
    at = next;
  }
}

class MemoryLog final : public Log {
 public:
  explicit MemoryLog(Clock clock) : clock_(std::move(clock)) {}

  Result<std::vector<Topic>> topics() const override { return std::vector<Topic>{}; }

  Result<void> put_topic(const Topic& topic) override {
    const std::scoped_lock lock(mutex_);
    auto& state = topics_[topic.name];
    state.topic = topic;
    state.partitions.resize(static_cast<std::size_t>(topic.partitions));
    return {};
  }

  Result<void> append(const std::string& topic, std::vector<Placed> records) override {
    const Time now = clock_();
    const std::scoped_lock lock(mutex_);
    auto& state = topics_.at(topic);
    for (auto& [partition, record] : records) {
      append_one(state.topic, state.partitions[static_cast<std::size_t>(partition)],
                 std::move(record), now);
    }
    if (state.topic.cleanup == Cleanup::kCompact) return {};
    for (std::size_t i = 0; i < state.partitions.size(); ++i) {
      const auto needed_from = progress_.needed_from(topic, static_cast<int>(i));
      forget_old(state.topic, state.partitions[i], now, needed_from);
    }
    return {};
  }

  Result<std::vector<Delivery>> read(const Position& from, std::size_t count_max,
                                     std::size_t bytes_max) const override {
    const std::scoped_lock lock(mutex_);
    const Partition& partition = at(from.topic, from.partition);
    std::vector<Delivery> out;
    std::size_t bytes = 0;
    for (auto next = partition.records.lower_bound(from.offset);
         next != partition.records.end() && out.size() < count_max; ++next) {
      bytes += size_of(next->second.record);
      if (!out.empty() && bytes > bytes_max) break;
      out.push_back({next->second.record, {from.topic, from.partition, next->first}});
    }
    return out;
  }

  Bounds bounds(const std::string& topic, int partition) const override {
    const std::scoped_lock lock(mutex_);
    return at(topic, partition).bounds;
  }

  Result<void> commit(std::string_view group, const std::vector<Position>& positions) override {
    const std::scoped_lock lock(mutex_);
    for (const auto& position : positions) {
      progress_.note(std::string(group), position.topic, position.partition, position.offset);
    }
    return {};
  }

  Result<std::optional<std::int64_t>> committed(std::string_view group, const std::string& topic,
                                                int partition) const override {
    const std::scoped_lock lock(mutex_);
    return progress_.committed(std::string(group), topic, partition);
  }

  Result<void> clean() override {
    const Time now = clock_();
    const std::scoped_lock lock(mutex_);
    for (auto& [name, state] : topics_) {
      for (std::size_t i = 0; i < state.partitions.size(); ++i) {
        if (state.topic.cleanup == Cleanup::kCompact) {
          forget_tombstones(state.partitions[i], now);
        } else {
          forget_old(state.topic, state.partitions[i], now,
                     progress_.needed_from(name, static_cast<int>(i)));
        }
      }
    }
    return {};
  }

 private:
  const Partition& at(const std::string& topic, int partition) const {
    return topics_.at(topic).partitions[static_cast<std::size_t>(partition)];
  }

  const Clock clock_;
  mutable std::mutex mutex_;
  std::map<std::string, TopicState> topics_;
  Progress progress_;
};

}  // namespace

std::unique_ptr<Log> make_memory_log(const Options& options) {
  return std::make_unique<MemoryLog>(options.clock);
}

}  // namespace broadsheet::bus
