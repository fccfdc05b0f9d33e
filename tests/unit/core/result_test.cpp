// SPDX-License-Identifier: Apache-2.0
// Faults and results: what a caller reads from them, and how they travel.
#include "core/result.h"

#include <gtest/gtest.h>

#include <memory>
#include <vector>

namespace broadsheet {
namespace {

Result<int> half(int value) {
  if (value % 2 != 0) return bad_input("odd", "value");
  return value / 2;
}

Result<int> quarter(int value) {
  TRY_LET(once, half(value));
  TRY_LET(twice, half(once));
  return twice;
}

Result<void> must_be_even(int value) {
  TRY(half(value));
  return {};
}

TEST(Result, SaysWhereThenWhatThenTheRemedy) {
  const Fault fault = bad_input("no such field", "seeds.yaml:3:5", "write 'feeds'");

  EXPECT_EQ(fault.text(), "seeds.yaml:3:5: no such field (write 'feeds')");
  EXPECT_EQ(broken("the disk").text(), "the disk");
  EXPECT_EQ(unavailable("no route", "10.0.0.1").text(), "10.0.0.1: no route");
}

TEST(Result, NamesWhatTheCallerCanDo) {
  EXPECT_EQ(to_string(bad_input("x").kind), "bad input");
  EXPECT_EQ(to_string(not_found("x").kind), "not found");
  EXPECT_EQ(to_string(unavailable("x").kind), "unavailable");
  EXPECT_EQ(to_string(broken("x").kind), "broken");
}

TEST(Result, PassesTheFirstFaultUpUnchanged) {
  EXPECT_EQ(*quarter(12), 3);

  const auto failed = quarter(6);

  ASSERT_FALSE(failed.ok());
  EXPECT_EQ(failed.fault().kind, FaultKind::kBadInput);
  EXPECT_EQ(failed.fault().where, "value");
  EXPECT_TRUE(must_be_even(2).ok());
  EXPECT_FALSE(must_be_even(3).ok());
}

TEST(Result, CarriesWhatCanOnlyBeMoved) {
  auto result = Result<std::unique_ptr<int>>(std::make_unique<int>(7));

  const std::unique_ptr<int> value = *std::move(result);

  EXPECT_EQ(*value, 7);
}

TEST(Result, ATemporaryLastsAsLongAsTheLoopOverIt) {
  const auto numbers = [] { return Result<std::vector<int>>(std::vector<int>{1, 2, 3}); };

  int sum = 0;
  for (const int number : *numbers()) sum += number;

  EXPECT_EQ(sum, 6);
}

TEST(Result, FallsBackWhenThereIsNoValue) {
  EXPECT_EQ(half(3).value_or(-1), -1);
  EXPECT_EQ(half(8).value_or(-1), 4);
}

TEST(ResultDeathTest, ReadingTheValueOfAFaultCrashesWithThePlace) {
  const auto failed = half(3);

  EXPECT_DEATH((void)*failed, "result.h:[0-9]+");
  EXPECT_DEATH(CHECK(1 + 1 == 3), "result_test.cpp:[0-9]+.*1 \\+ 1 == 3");
}

}  // namespace
}  // namespace broadsheet
