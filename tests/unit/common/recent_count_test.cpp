// SPDX-License-Identifier: Apache-2.0
// A rate is that of the last minute, however long the process runs.
#include "common/recent_count.h"

#include <gtest/gtest.h>

namespace broadsheet {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

const Time kStart = *parse_time("2026-11-22T10:00:00Z");

TEST(RecentCount, WhatIsOlderThanAMinuteIsForgotten) {
  RecentCount count;
  for (int i = 0; i < 120; ++i) count.add(kStart + seconds(i / 2));

  EXPECT_DOUBLE_EQ(count.per_second(kStart + seconds(59), kStart - hours(1)), 2.0);
  EXPECT_DOUBLE_EQ(count.per_second(kStart + seconds(89), kStart - hours(1)), 1.0);
  EXPECT_DOUBLE_EQ(count.per_second(kStart + seconds(119), kStart - hours(1)), 0.0);
  EXPECT_DOUBLE_EQ(count.per_second(kStart + hours(5), kStart - hours(1)), 0.0);
}

TEST(RecentCount, InTheFirstMinuteItIsSinceTheBeginning) {
  RecentCount count;
  for (int i = 0; i < 20; ++i) count.add(kStart + seconds(i));

  EXPECT_DOUBLE_EQ(count.per_second(kStart + seconds(20), kStart), 1.0);
  EXPECT_DOUBLE_EQ(count.per_second(kStart, kStart), 1.0);
}

TEST(RecentCount, ASecondIsCountedAnewAMinuteLater) {
  RecentCount count;
  count.add(kStart);
  count.add(kStart + seconds(60));

  EXPECT_DOUBLE_EQ(count.per_second(kStart + seconds(60), kStart - hours(1)), 1.0 / 60);
}

}  // namespace
}  // namespace broadsheet
