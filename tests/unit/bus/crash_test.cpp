// SPDX-License-Identifier: Apache-2.0
// kill -9 of a process with an embedded bus.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "bus/bus.h"
#include "core/file.h"
#include "support/child.h"

namespace broadsheet::bus {
namespace {

using namespace std::chrono_literals;

// How many records each partition has, all in order and whole.
std::vector<int> count_records(Bus& bus) {
  std::vector<int> counts(2);
  const auto ends = *bus.end_offsets("topic");
  auto inbox = *bus.read({{"topic", 0, 0}, {"topic", 1, 0}});
  for (std::int64_t left = ends[0] + ends[1]; left > 0;) {
    const auto polled = *inbox->poll(100, 10s);
    if (polled.empty()) break;
    for (const auto& [record, position] : polled) {
      int& count = counts[static_cast<std::size_t>(position.partition)];
      EXPECT_EQ(position.offset, count);
      const int number = 2 * count + (record.key == "b" ? 1 : 0);
      EXPECT_EQ(record.value, std::to_string(number));
      ++count;
      --left;
    }
  }
  return counts;
}

TEST(EmbeddedBusCrash, WhatWasAcknowledgedSurvivesKillNine) {
  for (std::size_t round = 0; round < 3; ++round) {
    const TemporaryFolder folder;
    ASSERT_NE(partition_of("a", 2), partition_of("b", 2));
    testing_support::Child child({BUS_CRASHER, folder.path()});
    std::string told = child.read_text(200 + 71 * round);
    child.kill();
    told += child.read_text(1'000'000);
    const auto published = std::count(told.begin(), told.end(), 'p');
    const auto committed = std::count(told.begin(), told.end(), 'c');
    Options options;
    options.address = "embedded:" + folder.path().string();

    const auto bus = *open(options);

    const auto counts = count_records(*bus);
    EXPECT_EQ(counts[0], counts[1]) << "both records of a publish, or none";
    EXPECT_GE(counts[0], published);
    EXPECT_LE(counts[0], published + 1);
    const auto positions = *bus->committed("topic", "group");
    const auto done =
        std::max<std::int64_t>(positions[0], 0) + std::max<std::int64_t>(positions[1], 0);
    EXPECT_GE(done, committed);
    EXPECT_LE(done, counts[0] + counts[1]);
  }
}

}  // namespace
}  // namespace broadsheet::bus
