// SPDX-License-Identifier: Apache-2.0
// The embedded log's bytes, both ways.
#include "bus/log_format.h"

#include <gtest/gtest.h>

namespace broadsheet::bus::format {
namespace {

TEST(LogFormat, ARecordReadsBack) {
  const Record record{
      std::string("k\0", 2), std::string("v\xff", 2), {{"a", ""}, {"", "b"}}, from_micros(-5)};

  const Record back = *decode_record(encode(record));

  EXPECT_EQ(back.key, record.key);
  EXPECT_EQ(back.value, record.value);
  EXPECT_EQ(back.headers, record.headers);
  EXPECT_EQ(back.time, record.time);
}

TEST(LogFormat, ATopicReadsBack) {
  Topic topic{"name", 12, 3, Cleanup::kCompact};
  topic.retention = std::chrono::hours(3);
  topic.retention_bytes = 1ULL << 40;
  topic.record_bytes_max = 5;

  const Topic back = *decode_topic(encode(topic));

  EXPECT_EQ(back.name, topic.name);
  EXPECT_EQ(back.partitions, 12);
  EXPECT_EQ(back.replication, 3);
  EXPECT_EQ(back.cleanup, Cleanup::kCompact);
  EXPECT_EQ(back.retention, topic.retention);
  EXPECT_EQ(back.retention_bytes, topic.retention_bytes);
  EXPECT_EQ(back.record_bytes_max, 5U);
}

TEST(LogFormat, WhatWasCutOrExtendedIsBroken) {
  const std::string good = encode(Record{"key", "value", {{"name", "value"}}, Time{}});
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_EQ(decode_record(good.substr(0, size)).fault().kind, FaultKind::kBroken) << size;
  }
  EXPECT_FALSE(decode_record(good + "x").ok());
  EXPECT_FALSE(decode_record("\2" + good.substr(1)).ok());
  EXPECT_FALSE(decode_offset("").ok());
  EXPECT_FALSE(decode_bounds(encode_offset(1)).ok());
}

TEST(LogFormat, ALengthBeyondTheEndAllocatesNothing) {
  std::string bytes = encode(Record{"key", "value", {}, Time{}});
  bytes.replace(9, 8, "\x7f\xff\xff\xff\xff\xff\xff\xff");

  EXPECT_FALSE(decode_record(bytes).ok());
}

TEST(LogFormat, KeysOfAPartitionAreInTheOrderOfTheirOffsets) {
  EXPECT_LT(offset_key("t", 1, 255), offset_key("t", 1, 256));
  EXPECT_LT(offset_key("t", 1, 1LL << 40), offset_key("t", 2, 0));
  EXPECT_LT(offset_key("t", 2, 0), offset_key("tt", 0, 0));
  EXPECT_EQ(offset_of(offset_key("t", 1, 77)), 77);
}

}  // namespace
}  // namespace broadsheet::bus::format
