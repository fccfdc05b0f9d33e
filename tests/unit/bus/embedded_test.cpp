// SPDX-License-Identifier: Apache-2.0
// What the embedded bus remembers, and what an address may be.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "bus/bus.h"
#include "core/file.h"

namespace broadsheet::bus {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

Options embedded(const std::filesystem::path& folder) {
  Options options;
  options.address = "embedded:" + folder.string();
  return options;
}

TEST(EmbeddedBus, RemembersTopicsRecordsAndPositions) {
  const TemporaryFolder folder;
  Topic topic{"t", 3};
  topic.retention = 48h;
  {
    const auto bus = *open(embedded(folder.path() / "new"));
    ASSERT_TRUE(bus->create_topic(topic).ok());
    ASSERT_TRUE(bus->publish_to("t", 1, {{"a", "1"}, {"a", "2"}}).ok());
    const auto inbox = *bus->subscribe({"t"}, "group");
    EXPECT_EQ(inbox->poll(1, 10s)->size(), 1U);
    ASSERT_TRUE(inbox->commit().ok());
  }

  const auto bus = *open(embedded(folder.path() / "new"));

  EXPECT_EQ(bus->describe_topic("t")->partitions, 3);
  EXPECT_EQ(bus->describe_topic("t")->retention, 48h);
  EXPECT_THAT(*bus->end_offsets("t"), ElementsAre(0, 2, 0));
  EXPECT_THAT(*bus->committed("t", "group"), ElementsAre(-1, 1, -1));
  const auto inbox = *bus->subscribe({"t"}, "group");
  EXPECT_EQ(inbox->poll(10, 10s)->at(0).record.value, "2");
}

TEST(EmbeddedBus, RemembersCompactedKeys) {
  const TemporaryFolder folder;
  {
    const auto bus = *open(embedded(folder.path()));
    ASSERT_TRUE(bus->create_topic({"t", 1, 1, Cleanup::kCompact}).ok());
    ASSERT_TRUE(bus->publish("t", {{"a", "1"}, {"b", "1"}}).ok());
  }
  const auto bus = *open(embedded(folder.path()));
  ASSERT_TRUE(bus->publish("t", {{"a", "2"}}).ok());

  const auto inbox = *bus->read({{"t", 0, 0}});
  const auto got = *inbox->poll(10, 10s);

  ASSERT_EQ(got.size(), 2U);
  EXPECT_EQ(got[0].record.key, "b");
  EXPECT_EQ(got[1].record.value, "2");
}

TEST(EmbeddedBus, TakesOtherSettingsOfATopicThatExists) {
  const TemporaryFolder folder;
  const auto bus = *open(embedded(folder.path()));
  Topic topic{"t"};
  ASSERT_TRUE(bus->create_topic(topic).ok());

  topic.retention_bytes = 77;
  ASSERT_TRUE(bus->create_topic(topic).ok());

  EXPECT_EQ(bus->describe_topic("t")->retention_bytes, 77U);
}

TEST(EmbeddedBus, BelongsToOneProcess) {
  const TemporaryFolder folder;
  const auto bus = *open(embedded(folder.path()));

  EXPECT_EQ(open(embedded(folder.path())).fault().kind, FaultKind::kUnavailable);
}

TEST(Bus, AnAddressThatItDoesNotUnderstandIsRefused) {
  for (const char* address :
       {"", "memory", "memory:x", "embedded:", "kafka:", "kafka://", "/tmp"}) {
    Options options;
    options.address = address;
    const auto bus = open(options);
    ASSERT_FALSE(bus.ok()) << address;
    EXPECT_EQ(bus.fault().kind, FaultKind::kBadInput) << address;
  }
}

// These numbers are on disks and brokers: a change here is a migration.
TEST(Bus, AKeyHasItsPartitionForEver) {
  EXPECT_EQ(partition_of("", 12), 2);
  EXPECT_EQ(partition_of("com,example)/", 12), 6);
  EXPECT_EQ(partition_of("com,example)/", 1), 0);
}

}  // namespace
}  // namespace broadsheet::bus
