// SPDX-License-Identifier: Apache-2.0
// The time of day, as people and machines write it.
#include "article/clock.h"

#include <gtest/gtest.h>

namespace broadsheet::article {
namespace {

// "16:05:09+60", or nothing.
std::string read(std::string_view text, bool dotted = false) {
  const auto clock = clock_in(text, dotted);
  if (!clock) return {};
  std::string out = std::to_string(clock->hour) + ":" + std::to_string(clock->minute);
  if (clock->has_second) out += ":" + std::to_string(clock->second);
  if (clock->offset_minutes) out += "+" + std::to_string(*clock->offset_minutes);
  return out;
}

TEST(Clock, IsReadInManyForms) {
  EXPECT_EQ(read("16:05"), "16:5");
  EXPECT_EQ(read("on friday at 16:05:09 gmt"), "16:5:9+0");
  EXPECT_EQ(read("2026-11-22t10:00:09.123+01:00"), "10:0:9+60");
  EXPECT_EQ(read("16h05"), "16:5");
  EXPECT_EQ(read("16時05分"), "16:5");
  EXPECT_EQ(read("4 p.m. est"), "16:0+-300");
  EXPECT_EQ(read("12:05 am"), "0:5");
}

TEST(Clock, WithADotIsReadOnlyWhereItCannotBeADay) {
  EXPECT_EQ(read("22.11.2026"), "");
  EXPECT_EQ(read("4.05 p.m."), "16:5");
  EXPECT_EQ(read(" kl. 16.05", true), "16:5");
}

TEST(Clock, IsNotInOtherNumbers) {
  EXPECT_EQ(read(""), "");
  EXPECT_EQ(read("123:45"), "");
  EXPECT_EQ(read("25:10"), "");
  EXPECT_EQ(read("16:75"), "");
  EXPECT_EQ(read("4 parties"), "");
  EXPECT_EQ(read("page 16"), "");
}

}  // namespace
}  // namespace broadsheet::article
