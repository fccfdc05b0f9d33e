// SPDX-License-Identifier: Apache-2.0
// Times and durations as text, both ways.
#include "core/time.h"

#include <gtest/gtest.h>

#include "core/random.h"

namespace broadsheet {
namespace {

using namespace std::chrono_literals;

constexpr Time at(long long seconds) { return from_micros(seconds * 1'000'000); }

TEST(Time, Rfc3339_IsWrittenInUtcWithTheFractionThatThereIs) {
  EXPECT_EQ(format_time(at(0)), "1970-01-01T00:00:00Z");
  EXPECT_EQ(format_time(from_micros(1'500'000)), "1970-01-01T00:00:01.5Z");
  EXPECT_EQ(format_time(from_micros(1)), "1970-01-01T00:00:00.000001Z");
  EXPECT_EQ(format_time(from_micros(-1)), "1969-12-31T23:59:59.999999Z");
}

TEST(Time, Rfc3339_AnyOffsetIsRead) {
  EXPECT_EQ(*parse_time("1985-04-12T23:20:50.52Z"), from_micros(482196050'520000));
  EXPECT_EQ(*parse_time("1996-12-19T16:39:57-08:00"), *parse_time("1996-12-20T00:39:57Z"));
  EXPECT_EQ(*parse_time("1937-01-01T12:00:27.87+00:20"), *parse_time("1937-01-01T11:40:27.87Z"));
  EXPECT_EQ(*parse_time("2020-01-01 00:00:00z"), *parse_time("2020-01-01T00:00:00-00:00"));
  EXPECT_EQ(*parse_time("1970-01-01T00:00:00.1234567899Z"), from_micros(123456));
}

TEST(Time, Rfc3339_5_7_ALeapSecondIsTheNextMinute) {
  EXPECT_EQ(*parse_time("1990-12-31T23:59:60Z"), *parse_time("1991-01-01T00:00:00Z"));
  EXPECT_EQ(*parse_time("1990-12-31T15:59:60.5-08:00"), *parse_time("1991-01-01T00:00:00Z"));
}

TEST(Time, ADateAloneIsItsMidnight) {
  EXPECT_EQ(*parse_time("2024-02-29"), *parse_time("2024-02-29T00:00:00Z"));
}

TEST(Time, WhatIsNoTimeIsRefused) {
  for (const char* text : {"",
                           "2024",
                           "2024-02",
                           "2023-02-29",
                           "2024-13-01",
                           "2024-00-10",
                           "2024-1-1",
                           "now",
                           "2024-02-29T",
                           "2024-02-29T10:00Z",
                           "2024-02-29T10:00:00",
                           "2024-02-29T24:00:00Z",
                           "2024-02-29T10:60:00Z",
                           "2024-02-29T10:00:61Z",
                           "2024-02-29T10:00:00.Z",
                           "2024-02-29T10:00:00+0100",
                           "2024-02-29T10:00:00+24:00",
                           "2024-02-29T10:00:00Z ",
                           "+024-02-29",
                           "2024-02-29T10:00:00+1:00"}) {
    const auto time = parse_time(text);
    ASSERT_FALSE(time.ok()) << text;
    EXPECT_EQ(time.fault().kind, FaultKind::kBadInput);
  }
}

TEST(Time, WhatWasWrittenReadsBack) {
  Random random(4);
  for (int round = 0; round < 2000; ++round) {
    const Time time = from_micros(static_cast<long long>(random.below(250'000'000'000'000'000)) -
                                  60'000'000'000'000'000);

    EXPECT_EQ(*parse_time(format_time(time)), time);
  }
}

TEST(Time, WhatRfc3339CannotSayIsShownAsTheNearestItCan) {
  EXPECT_EQ(format_time(Time::max()), "9999-12-31T23:59:59.999999Z");
  EXPECT_EQ(format_time(Time::min()), "0000-01-01T00:00:00Z");
  EXPECT_EQ(format_http_date(Time::max()), "Fri, 31 Dec 9999 23:59:59 GMT");
}

TEST(Duration, IsReadInItsUnits) {
  EXPECT_EQ(*parse_duration("90s"), 90s);
  EXPECT_EQ(*parse_duration("1h30m"), 90min);
  EXPECT_EQ(*parse_duration("250ms"), 250ms);
  EXPECT_EQ(*parse_duration("7d"), 168h);
  EXPECT_EQ(*parse_duration("1m1ms1us"), 60'001'001us);
  EXPECT_EQ(*parse_duration("1.5s"), 1500ms);
  EXPECT_EQ(*parse_duration("0.5d"), 12h);
  EXPECT_EQ(*parse_duration("0"), 0s);
}

TEST(Duration, WhatIsNoneIsRefused) {
  for (const char* text : {"",
                           "1",
                           "00",
                           "s",
                           "1x",
                           "-1s",
                           "+1s",
                           " 1s",
                           "1s ",
                           "1m1h",
                           "1s1s",
                           "1.s",
                           ".5s",
                           "0.5us",
                           "1.0000001s",
                           "1e3s",
                           "99999999999999999999s",
                           "200000000d",
                           "9223372036854775807us1us",
                           "1.5",
                           "1S"}) {
    EXPECT_FALSE(parse_duration(text).ok()) << text;
  }
}

TEST(Duration, IsWrittenWithoutEmptyUnits) {
  EXPECT_EQ(format_duration(0s), "0s");
  EXPECT_EQ(format_duration(90min), "1h30m");
  EXPECT_EQ(format_duration(250ms), "250ms");
  EXPECT_EQ(format_duration(168h), "7d");
  EXPECT_EQ(format_duration(-1500ms), "-1s500ms");
  EXPECT_EQ(format_duration(Duration::min()).front(), '-');
}

TEST(Duration, WhatWasWrittenReadsBack) {
  Random random(5);
  for (int round = 0; round < 2000; ++round) {
    const Duration duration{static_cast<long long>((random.next() >> 2) >> random.below(62))};

    EXPECT_EQ(*parse_duration(format_duration(duration)), duration);
  }
}

TEST(HttpDate, Rfc9110_5_6_7_AllThreeFormsAreOneTime) {
  const Time time = at(784111777);

  EXPECT_EQ(*parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT"), time);
  EXPECT_EQ(*parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT"), time);
  EXPECT_EQ(*parse_http_date("Sun Nov  6 08:49:37 1994"), time);
  EXPECT_EQ(format_http_date(time), "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST(HttpDate, NearMissesOfRealServersAreRead) {
  const Time time = at(784111777);

  EXPECT_EQ(*parse_http_date("Sun, 6 Nov 1994 08:49:37 GMT"), time);
  EXPECT_EQ(*parse_http_date("Sun, 06-Nov-1994 08:49:37 UTC"), time);
  EXPECT_EQ(*parse_http_date("sun, 06 nov 1994 8:49:37 gmt"), time);
}

TEST(HttpDate, WhatIsNoneIsRefused) {
  for (const char* text :
       {"", "120", "-1", "0", "Sun, 06 Nov 1994 08:49:37", "Sun, 31 Feb 1994 0:0:0 GMT",
        "Sun, 06 Nov 1994 25:49:37 GMT", "Sun, 06 Nov 199 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 PST", "06 Nov 1994 08:49:37 GMT"}) {
    EXPECT_FALSE(parse_http_date(text).ok()) << text;
  }
}

TEST(HttpDate, WhatWasWrittenReadsBackToTheSecond) {
  Random random(6);
  for (int round = 0; round < 1000; ++round) {
    const Time time = at(static_cast<long long>(random.below(4'000'000'000)));

    EXPECT_EQ(*parse_http_date(format_http_date(time)), time);
  }
}

}  // namespace
}  // namespace broadsheet
