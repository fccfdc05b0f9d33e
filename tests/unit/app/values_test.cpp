// SPDX-License-Identifier: Apache-2.0
// Texts to values and back: durations, sizes, numbers, switches.
#include "app/values.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace broadsheet::app {
namespace {

template <typename T>
Result<T> assigned(const std::string& text, T start = {}) {
  T value = start;
  Setting setting;
  setting.target = &value;
  const auto done = assign(setting, {text}, "--it");
  if (!done) return done.fault();
  return value;
}

template <typename T>
std::string shown(T value) {
  const auto values = current_values(Target(&value));
  return values.empty() ? "nothing" : values.front();
}

TEST(Values, DurationsHaveUnits) {
  EXPECT_EQ(*assigned<Duration>("90s"), std::chrono::seconds(90));
  EXPECT_EQ(*assigned<Duration>("1h30m"), std::chrono::minutes(90));
  EXPECT_EQ(*assigned<Duration>("2d"), std::chrono::hours(48));
  EXPECT_EQ(*assigned<Duration>("1.5s"), std::chrono::milliseconds(1500));
  EXPECT_EQ(*assigned<Duration>("0"), Duration{0});
  EXPECT_EQ(**assigned<std::optional<Duration>>("10m"), std::chrono::minutes(10));
  for (const char* text : {"", "5", "fast", "-5s", "5 s", "30m1h", "999999999999d"}) {
    const auto value = assigned<Duration>(text);
    ASSERT_FALSE(value.ok()) << text;
    EXPECT_EQ(value.fault().where, "--it");
    EXPECT_FALSE(value.fault().what.empty());
  }
}

TEST(Values, SizesHaveUnitsOfTwoKinds) {
  EXPECT_EQ(assigned<ByteSize>("8MiB")->bytes, 8u << 20);
  EXPECT_EQ(assigned<ByteSize>("8 mib")->bytes, 8u << 20);
  EXPECT_EQ(assigned<ByteSize>("500kB")->bytes, 500'000u);
  EXPECT_EQ(assigned<ByteSize>("2GB")->bytes, 2'000'000'000u);
  EXPECT_EQ(assigned<ByteSize>("17B")->bytes, 17u);
  EXPECT_EQ(assigned<ByteSize>("17")->bytes, 17u);
  for (const char* text : {"", "MiB", "8M", "8MiBs", "-1", "1.5GiB", "99999999999TiB"}) {
    const auto value = assigned<ByteSize>(text);
    ASSERT_FALSE(value.ok()) << text;
    EXPECT_EQ(value.fault().remedy, "write 8MiB, 500kB, or a number of bytes");
  }
}

TEST(Values, NumbersAreWholeWhereTheyMustBe) {
  EXPECT_EQ(*assigned<int>("-3"), -3);
  EXPECT_EQ(*assigned<double>("0.25"), 0.25);
  EXPECT_EQ(*assigned<std::uint64_t>("18446744073709551615"), 18446744073709551615u);
  EXPECT_EQ(assigned<int>("1.5").fault().what, "\"1.5\" is no whole number that fits here");
  EXPECT_EQ(assigned<std::uint64_t>("-1").fault().what, "\"-1\" is no whole number that fits here");
  EXPECT_EQ(assigned<double>("half").fault().what, "\"half\" is no number that fits here");
}

TEST(Values, SwitchesAreTrueOrFalseInSeveralWords) {
  for (const char* yes : {"true", "Yes", "on", "1"}) EXPECT_TRUE(*assigned<bool>(yes)) << yes;
  for (const char* no : {"false", "No", "OFF", "0"}) EXPECT_FALSE(*assigned<bool>(no, true)) << no;
  EXPECT_FALSE(assigned<bool>("maybe").ok());
}

TEST(Values, AreShownAsTheyAreRead) {
  EXPECT_EQ(shown<Duration>(std::chrono::minutes(90)), "1h30m");
  EXPECT_EQ(shown(ByteSize{8u << 20}), "8MiB");
  EXPECT_EQ(shown(ByteSize{1536}), "1536");
  EXPECT_EQ(shown(ByteSize{0}), "0");
  EXPECT_EQ(shown(0.5), "0.5");
  EXPECT_EQ(shown(1.0), "1");
  EXPECT_EQ(shown(true), "true");
  EXPECT_EQ(shown(std::string()), "nothing");
  EXPECT_EQ(shown(std::optional<Duration>()), "nothing");
}

TEST(Values, KeysHaveVariables) {
  EXPECT_EQ(variable_name("crawl.body_bytes_max"), "BROADSHEET_CRAWL_BODY_BYTES_MAX");
}

}  // namespace
}  // namespace broadsheet::app
