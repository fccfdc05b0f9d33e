// SPDX-License-Identifier: Apache-2.0
// The dates of feeds.
#include <gtest/gtest.h>

#include "unit/feed/feed_case.h"

namespace broadsheet::feed {
namespace {

std::string date(std::string_view text) {
  const auto time = parse_feed_date(text);
  return time ? format_time(*time) : "no date";
}

TEST(FeedDate, OfRfc822IsRead) {
  constexpr auto want = "2026-11-22T10:00:00Z";
  for (const auto* text : {
           "Sun, 22 Nov 2026 10:00:00 GMT",
           "Sun, 22 Nov 2026 10:00:00 +0000",
           "22 Nov 2026 10:00 UT",
           "Sun, 22 Nov 26 10:00:00 Z",
           "Sun, 22 Nov 2026 11:00:00 +0100",
           "Sun, 22 Nov 2026 05:00:00 EST",
           "Sun, 22 Nov 2026 02:00:00 PST",
           "Sun, 22 Nov 2026 10:00:00",
           "SUN,22 NOV 2026 10:00:00 GMT",
       }) {
    EXPECT_EQ(date(text), want) << text;
  }
}

TEST(FeedDate, OfRfc822WithItsMistakesIsRead) {
  constexpr auto want = "2026-11-22T10:00:00Z";
  for (const auto* text : {
           " Sunday, 22 November 2026 10:00:00 GMT \n",
           "Mon, 22 Nov 2026 10:00:00 GMT",
           "Sun 22 Nov 2026 10:00:00 GMT",
           "Sun, 22-Nov-2026 10:00:00 GMT",
           "Sun, Nov 22 2026 10:00:00 GMT",
           "Sun, Nov 22, 2026 10:00 AM",
           "Nov 22nd, 2026 at 10:00am",
           "Sun Nov 22 10:00:00 UTC 2026",
           "Sun, 22 Nov 2026 11:00:00 +01:00",
           "Sun, 22 Nov 2026 11:00:00 GMT+1",
           "Sun, 22 Nov 2026 11:00:00 GMT+0100 (CET)",
           "Sun, 22 Nov 2026 11:00:00 CET",
           "Sun, 22 Nov 2026 5:00:00 -0500",
           "So, 22 Nov 2026 10:00:00 GMT",
           "dim., 22 nov. 2026 10:00:00 GMT",
           "22 de noviembre de 2026 10:00:00 UTC",
           "Sun, 22 Nov 2026 10:00:00 Nonsense",
           "22.11.2026 10:00:00",
           "22/11/2026 10:00",
           "11/22/2026 10:00",
       }) {
    EXPECT_EQ(date(text), want) << text;
  }
}

TEST(FeedDate, OfATuesdayThatIsCalledLikeMarchIsRead) {
  constexpr auto want = "2026-11-24T10:00:00Z";
  for (const auto* text : {
           "mar, 24 nov 2026 10:00:00 +0000",
           "mar. 24 nov. 2026 10:00",
           "Mar 24 noviembre 2026 10:00",
           "mardi 24 novembre 2026 10:00",
           "martes, 24 noviembre 2026 10:00:00 GMT",
           "martes, 24 de noviembre de 2026 10:00",
           "martedì, 24 novembre 2026 10:00",
           "marți, 24 noiembrie 2026 10:00",
       }) {
    EXPECT_EQ(date(text), want) << text;
  }
  EXPECT_EQ(date("maandag, 23 november 2026"), "2026-11-23T00:00:00Z");
  EXPECT_EQ(date("maanantai 23 marraskuuta 2026"), "2026-11-23T00:00:00Z");
}

TEST(FeedDate, OfMarchIsRead) {
  constexpr auto want = "2026-03-24T00:00:00Z";
  for (const auto* text :
       {"Tue, Mar 24, 2026", "Mar 24 2026", "mar, 24 mar 2026", "martes, 24 marzo 2026",
        "maandag 24 maart 2026", "24 March 2026", "24 maaliskuuta 2026", "marzo martes 24, 2026"}) {
    EXPECT_EQ(date(text), want) << text;
  }
}

TEST(FeedDate, OfRfc3339AndW3cIsRead) {
  EXPECT_EQ(date("2026-11-22T10:00:00Z"), "2026-11-22T10:00:00Z");
  EXPECT_EQ(date("2026-11-22t10:00:00.25z"), "2026-11-22T10:00:00.25Z");
  EXPECT_EQ(date("2026-11-22T10:00:00,5+01:00"), "2026-11-22T09:00:00.5Z");
  EXPECT_EQ(date("2026-11-22T10:00:00-0330"), "2026-11-22T13:30:00Z");
  EXPECT_EQ(date("2026-11-22T10:00+01"), "2026-11-22T09:00:00Z");
  EXPECT_EQ(date("2026-11-22 10:00:00"), "2026-11-22T10:00:00Z");
  EXPECT_EQ(date("2026-11-22 10:00:00 +0100"), "2026-11-22T09:00:00Z");
  EXPECT_EQ(date("2026-11-22T10:00:00+01:00[Europe/Paris]"), "2026-11-22T09:00:00Z");
  EXPECT_EQ(date("20261122T100000Z"), "2026-11-22T10:00:00Z");
  EXPECT_EQ(date("2026-11-22"), "2026-11-22T00:00:00Z");
  EXPECT_EQ(date("2026/11/22"), "2026-11-22T00:00:00Z");
  EXPECT_EQ(date("20261122"), "2026-11-22T00:00:00Z");
  EXPECT_EQ(date("2026-11"), "2026-11-01T00:00:00Z");
  EXPECT_EQ(date("2026"), "2026-01-01T00:00:00Z");
  EXPECT_EQ(date("1851-09-18T00:00:00Z"), "1851-09-18T00:00:00Z");
}

TEST(FeedDate, OfAMachineIsRead) {
  EXPECT_EQ(date("1795341600"), "2026-11-22T10:00:00Z");
  EXPECT_EQ(date("1795341600000"), "2026-11-22T10:00:00Z");
}

TEST(FeedDate, KnowsTheEdgesOfTheDay) {
  EXPECT_EQ(date("Sun, 22 Nov 2026 24:00:00 GMT"), "2026-11-23T00:00:00Z");
  EXPECT_EQ(date("Nov 22, 2026 12:30 AM"), "2026-11-22T00:30:00Z");
  EXPECT_EQ(date("Nov 22, 2026 12:30 PM"), "2026-11-22T12:30:00Z");
  EXPECT_EQ(date("Nov 22, 2026 1:30 pm EST"), "2026-11-22T18:30:00Z");
  EXPECT_EQ(date("Thu, 31 Dec 2026 23:59:60 GMT"), "2027-01-01T00:00:00Z");
}

TEST(FeedDate, ReadsYearsOfTwoDigits) {
  EXPECT_EQ(date("22 Nov 49 10:00 GMT"), "2049-11-22T10:00:00Z");
  EXPECT_EQ(date("22 Nov 95 10:00 GMT"), "1995-11-22T10:00:00Z");
}

TEST(FeedDate, IsRefusedIfItIsNone) {
  for (const auto* text : {"",
                           " ",
                           "yesterday",
                           "0000-00-00 00:00:00",
                           "2026-02-30",
                           "2026-13-01",
                           "31 Feb 2026",
                           "Sun, 00 Nov 2026 10:00:00 GMT",
                           "Sun, 22 Nov 2026 25:00:00 GMT",
                           "10:00",
                           "03/04/2026",
                           "22 2026 10:00",
                           "0001-01-01T00:00:00Z",
                           "-1",
                           "99999999999999999999",
                           "2026-11-22T10:61:00Z",
                           "Nov 22 2026 13:00 25:00",
                           "Invalid Date",
                           "T",
                           "+",
                           "::",
                           "22 Nov"}) {
    EXPECT_EQ(date(text), "no date") << text;
  }
  EXPECT_EQ(date(std::string(1000, '1')), "no date");
}

TEST(FeedDate, ThatSaysNothingIsLeftOutOfAnEntry) {
  const auto published = [](std::string_view text) {
    return date_text(
        read_item("<link>/a</link><pubDate>" + std::string(text) + "</pubDate>").published);
  };

  EXPECT_EQ(published("Thu, 01 Jan 1970 00:00:00 +0000"), "none");
  EXPECT_EQ(published("soon"), "none");
  EXPECT_EQ(published("Sun, 22 Nov 2026 10:00:00 GMT"), "2026-11-22T10:00:00Z");
}

}  // namespace
}  // namespace broadsheet::feed
