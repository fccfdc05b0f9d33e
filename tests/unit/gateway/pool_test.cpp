// SPDX-License-Identifier: Apache-2.0
// Threads that work for callers: all is done, never more at once than is said, and nobody waits for
// a thread that never comes.
#include "gateway/pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace broadsheet::gateway {
namespace {

TEST(Pool, DoesEverythingOnceAndNotTooMuchAtOnce) {
  Pool pool(3, 100);
  std::vector<std::atomic<int>> done(200);
  std::atomic<int> running = 0;
  std::atomic<int> most = 0;

  pool.run(done.size(), [&](std::size_t i) {
    const int now = ++running;
    int seen = most;
    while (seen < now && !most.compare_exchange_weak(seen, now)) {
    }
    ++done[i];
    --running;
  });

  for (const auto& one : done) EXPECT_EQ(one, 1);
  EXPECT_LE(most, 4);  // the three, and the caller
}

TEST(Pool, ACallerWorksAloneWhereThereAreNoThreads) {
  Pool pool(0, 0);
  int done = 0;

  pool.run(5, [&](std::size_t) { ++done; });

  EXPECT_EQ(done, 5);
}

TEST(Pool, CallersThatCallWhileTheyWorkDoNotWaitForEachOther) {
  Pool pool(2, 100);
  std::atomic<int> done = 0;

  pool.run(4, [&](std::size_t) { pool.run(4, [&](std::size_t) { ++done; }); });

  EXPECT_EQ(done, 16);
}

TEST(Pool, RefusesWhatItHasNoRoomForAndWorksOffTheRest) {
  std::promise<void> go;
  const auto gate = go.get_future().share();
  std::atomic<int> done = 0;
  {
    Pool pool(1, 2);
    int taken = 0;
    for (int i = 0; i < 10; ++i) {
      taken += pool.submit([&, gate] {
        gate.wait();
        ++done;
      });
    }
    EXPECT_GE(taken, 2);
    EXPECT_LE(taken, 3);
    go.set_value();
  }
  EXPECT_GE(done, 2);
}

}  // namespace
}  // namespace broadsheet::gateway
