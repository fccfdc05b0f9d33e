// SPDX-License-Identifier: Apache-2.0
// For how long a fetcher believes that its partitions are its own.
#include <gtest/gtest.h>

#include "fetcher/handover.h"

namespace broadsheet::fetcher {
namespace {

using std::chrono::seconds;

const Fence::Clock::time_point kBegin = Fence::Clock::time_point(std::chrono::hours(1));

TEST(Fence, HoldsForNobodyAtFirst) {
  const Fence fence(seconds(5));

  EXPECT_FALSE(fence.holds(kBegin));
}

TEST(Fence, WhoWasAsleepMustAskAgain) {
  Fence fence(seconds(5));

  fence.renew(kBegin);

  EXPECT_TRUE(fence.holds(kBegin + seconds(4)));
  EXPECT_FALSE(fence.holds(kBegin + seconds(5)));
}

TEST(Fence, HoldsAsLongAsItIsRenewed) {
  Fence fence(seconds(5));
  fence.renew(kBegin);

  fence.renew(kBegin + seconds(4));

  EXPECT_TRUE(fence.holds(kBegin + seconds(8)));
}

TEST(Fence, WhatIsLostIsLostAtOnce) {
  Fence fence(seconds(5));
  fence.renew(kBegin);

  fence.expire();

  EXPECT_FALSE(fence.holds(kBegin));
}

}  // namespace
}  // namespace broadsheet::fetcher
