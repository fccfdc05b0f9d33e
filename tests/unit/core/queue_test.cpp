// SPDX-License-Identifier: Apache-2.0
// The queue between threads, and randomness that replays.
#include "core/queue.h"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "core/random.h"

namespace broadsheet {
namespace {

using namespace std::chrono_literals;

TEST(BoundedQueue, GivesItemsInTheirOrder) {
  BoundedQueue<int> queue(3);
  for (int item = 0; item < 3; ++item) EXPECT_TRUE(queue.push(item));

  EXPECT_EQ(queue.size(), 3U);
  for (int item = 0; item < 3; ++item) EXPECT_EQ(queue.pop(), item);
}

TEST(BoundedQueue, RefusesWhatDoesNotFitIfAskedNotToWait) {
  BoundedQueue<int> queue(1);

  EXPECT_TRUE(queue.try_push(1));
  EXPECT_FALSE(queue.try_push(2));
}

TEST(BoundedQueue, AfterCloseItRefusesAndDrains) {
  BoundedQueue<int> queue(2);
  EXPECT_TRUE(queue.push(1));

  queue.close();

  EXPECT_FALSE(queue.push(2));
  EXPECT_FALSE(queue.try_push(2));
  EXPECT_EQ(queue.pop(), 1);
  EXPECT_EQ(queue.pop(), std::nullopt);
  EXPECT_EQ(queue.pop_for(1h), std::nullopt);
}

TEST(BoundedQueue, WaitsNoLongerThanItsPatience) {
  BoundedQueue<int> queue(1);

  EXPECT_EQ(queue.pop_for(1us), std::nullopt);
}

TEST(BoundedQueue, ClosingWakesWhoWaits) {
  BoundedQueue<int> queue(1);
  EXPECT_TRUE(queue.push(0));
  std::jthread pusher([&] { EXPECT_FALSE(queue.push(1)); });

  queue.close();
}

TEST(BoundedQueue, ManyThreadsLoseNothingAndDoubleNothing) {
  BoundedQueue<int> queue(4);
  std::atomic<long> sum = 0;
  {
    std::vector<std::jthread> consumers;
    for (int consumer = 0; consumer < 3; ++consumer) {
      consumers.emplace_back([&] {
        while (const auto item = queue.pop()) sum += *item;
      });
    }
    {
      std::vector<std::jthread> producers;
      for (int producer = 0; producer < 3; ++producer) {
        producers.emplace_back([&] {
          for (int item = 1; item <= 1000; ++item) EXPECT_TRUE(queue.push(item));
        });
      }
    }
    queue.close();
  }

  EXPECT_EQ(sum, 3 * 500500);
}

TEST(BoundedQueue, CarriesWhatCanOnlyBeMoved) {
  BoundedQueue<std::unique_ptr<int>> queue(1);
  EXPECT_TRUE(queue.push(std::make_unique<int>(7)));

  EXPECT_EQ(**queue.pop(), 7);
}

TEST(Random, TheSameSeedReplays) {
  Random one(42);
  Random other(42);

  for (int round = 0; round < 100; ++round) EXPECT_EQ(one.next(), other.next());
  EXPECT_NE(Random(1).next(), Random(2).next());
  EXPECT_EQ(Random(0).next(), 0xe220a8397b1dcdafULL);  // SplitMix64's published first value
}

TEST(Random, StaysInItsBounds) {
  Random random(7);

  for (int round = 0; round < 1000; ++round) {
    EXPECT_LT(random.below(10), 10U);
    const double unit = random.unit();
    EXPECT_GE(unit, 0);
    EXPECT_LT(unit, 1);
  }
  EXPECT_EQ(random.below(0), 0U);
}

}  // namespace
}  // namespace broadsheet
