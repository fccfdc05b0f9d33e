// SPDX-License-Identifier: Apache-2.0
// Loops that run together, and what a program lacks to be ready.
#include "app/loops.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "app/readiness.h"
#include "core/wait.h"

namespace broadsheet::app {
namespace {

using ::testing::HasSubstr;

Loop until_stopped(const std::string& name) {
  return {name, [](std::stop_token stop) -> Result<void> {
            while (!wait_for(stop, std::chrono::minutes(1))) {
            }
            return {};
          }};
}

TEST(Loops, EndWhenTheyAreAskedTo) {
  std::stop_source stop;
  auto done = std::async(std::launch::async, [&] {
    return run_loops({until_stopped("a"), until_stopped("b")}, stop.get_token());
  });
  stop.request_stop();

  EXPECT_TRUE(done.get().ok());
}

TEST(Loops, OneThatFailsEndsAllAndItsFaultIsTheWhole) {
  const Loop bad{"bad", [](std::stop_token) -> Result<void> { return broken("worn out"); }};
  const auto done = run_loops({until_stopped("a"), bad, until_stopped("b")}, {});

  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.fault().what, "worn out");
}

TEST(Readiness, IsThereWhenNothingIsLacking) {
  Readiness readiness;
  EXPECT_EQ(readiness.waiting_for(), "");

  readiness.lacks("the archive is being opened");
  readiness.lacks("the archive is being opened");
  readiness.lacks("a second thing");
  EXPECT_EQ(readiness.waiting_for(), "a second thing, the archive is being opened");

  readiness.has("a second thing");
  readiness.has("the archive is being opened");
  EXPECT_EQ(readiness.waiting_for(), "");
}

TEST(Readiness, ThereIsNoneAfterTheStop) {
  Readiness readiness;
  readiness.stops();
  readiness.has("anything");

  EXPECT_EQ(readiness.waiting_for(), "it is stopping");
}

TEST(Readiness, EveryLoopMustRun) {
  Readiness readiness;
  std::promise<void> running;
  const Loop loop{"fetch", [&](std::stop_token stop) -> Result<void> {
                    running.set_value();
                    wait_for(stop, std::chrono::minutes(1));
                    return {};
                  }};
  const auto loops = watched({loop}, readiness);
  EXPECT_EQ(readiness.waiting_for(), "the loop fetch does not run");

  std::stop_source stop;
  auto done = std::async(std::launch::async, [&] { return run_loops(loops, stop.get_token()); });
  running.get_future().get();
  EXPECT_EQ(readiness.waiting_for(), "");

  stop.request_stop();
  EXPECT_TRUE(done.get().ok());
  EXPECT_EQ(readiness.waiting_for(), "the loop fetch does not run");
}

}  // namespace
}  // namespace broadsheet::app
