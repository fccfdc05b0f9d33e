// SPDX-License-Identifier: Apache-2.0
// The bytes of the embedded log: its keys, records, topics and segments.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "bus/bus.h"
#include "bus/log.h"

namespace broadsheet::bus::format {

// Some records that follow each other, forgotten together.
struct Segment {
  std::int64_t first = 0;
  Time first_time = {};  // when the log took its first record…
  Time last_time = {};   // …and its last
  std::uint64_t bytes = 0;
};

struct Tombstone {
  Time time = {};  // when the log took it
  std::string key;
};

// What all keys of a partition begin with: topic, a zero byte, the partition.
std::string partition_key(std::string_view topic, int partition);
// …and of one record in it.
std::string offset_key(std::string_view topic, int partition, std::int64_t offset);
std::int64_t offset_of(std::string_view offset_key);
// …and of one key in it.
std::string latest_key(std::string_view topic, int partition, std::string_view key);
std::string group_key(std::string_view group, std::string_view topic, int partition);
struct GroupPlace {
  std::string group;
  std::string topic;
  int partition = 0;
};
Result<GroupPlace> decode_group_key(std::string_view key);

std::string encode(const Record& record);
std::string encode(const Topic& topic);
std::string encode(const Segment& segment);
std::string encode(const Tombstone& tombstone);
std::string encode(const Bounds& bounds);
std::string encode_offset(std::int64_t offset);

// kBroken if these are not bytes that encode() made.
Result<Record> decode_record(std::string_view bytes);
Result<Topic> decode_topic(std::string_view bytes);
Result<Segment> decode_segment(std::int64_t first, std::string_view bytes);
Result<Tombstone> decode_tombstone(std::string_view bytes);
Result<Bounds> decode_bounds(std::string_view bytes);
Result<std::int64_t> decode_offset(std::string_view bytes);

}  // namespace broadsheet::bus::format
