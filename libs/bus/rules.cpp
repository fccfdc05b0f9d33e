// SPDX-License-Identifier: Apache-2.0
// What every kind of bus refuses, and where a record goes.
#include "bus/rules.h"

#include <algorithm>

#include "core/hash.h"

namespace broadsheet::bus {
namespace {

constexpr int kPartitionsMax = 4096;        // More of them in one process only cost.
constexpr std::size_t kNameBytesMax = 249;  // Kafka's.

bool is_name(std::string_view name) {
  // "." and ".." are folders to Kafka's brokers.
  if (name.empty() || name.size() > kNameBytesMax || name == "." || name == "..") return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
  });
}

}  // namespace

Result<void> check_topic(const Topic& topic) {
  if (!is_name(topic.name)) {
    return bad_input("not a topic's name", topic.name, "use letters, digits and . _ -");
  }
  if (topic.partitions < 1 || topic.partitions > kPartitionsMax) {
    return bad_input("a topic has 1 to " + std::to_string(kPartitionsMax) + " partitions, not " +
                         std::to_string(topic.partitions),
                     topic.name);
  }
  if (topic.retention < Duration{0}) return bad_input("a negative retention", topic.name);
  return {};
}

Result<void> check_group(std::string_view group) {
  if (is_name(group)) return {};
  return bad_input("not a group's name", std::string(group), "use letters, digits and . _ -");
}

Result<void> check_record(const Topic& topic, const Record& record) {
  if (size_of(record) > topic.record_bytes_max) {
    return bad_input("a record of " + std::to_string(size_of(record)) + " bytes, above the " +
                         std::to_string(topic.record_bytes_max) + " the topic takes",
                     topic.name);
  }
  if (topic.cleanup == Cleanup::kCompact && record.key.empty()) {
    return bad_input("a record without a key in a compacted topic", topic.name);
  }
  return {};
}

Fault no_such_topic(std::string_view topic) {
  return not_found("no such topic", std::string(topic), "create it first");
}

Fault no_such_partition(std::string_view topic, int partition) {
  return bad_input("no partition " + std::to_string(partition), std::string(topic));
}

int partition_of(std::string_view key, int partitions) {
  CHECK(partitions > 0);
  return static_cast<int>(hash64(key) % static_cast<std::uint64_t>(partitions));
}

std::size_t size_of(const Record& record) {
  std::size_t bytes = record.key.size() + record.value.size();
  for (const auto& [name, value] : record.headers) bytes += name.size() + value.size();
  return bytes;
}

std::vector<Placed> place_by_key(const Topic& topic, std::vector<Record> records) {
  std::vector<Placed> placed;
  placed.reserve(records.size());
  for (auto& record : records) {
    const int partition = partition_of(record.key, topic.partitions);
    placed.push_back({partition, std::move(record)});
  }
  return placed;
}

Result<std::vector<Placed>> place_in(const Topic& topic, int partition,
                                     std::vector<Record> records) {
  if (partition < 0 || partition >= topic.partitions) {
    return no_such_partition(topic.name, partition);
  }
  std::vector<Placed> placed;
  placed.reserve(records.size());
  for (auto& record : records) placed.push_back({partition, std::move(record)});
  return placed;
}

}  // namespace broadsheet::bus
