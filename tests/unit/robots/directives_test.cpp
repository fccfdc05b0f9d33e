// SPDX-License-Identifier: Apache-2.0
// What a page says about itself.
#include "robots/directives.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace broadsheet::robots {
namespace {

using testing::ElementsAre;

Directives read(std::string_view value) { return parse_directives(value, "broadsheet"); }

std::string until(std::string_view value) {
  const auto time = read(value).unavailable_after;
  return time ? format_time(*time) : "none";
}

TEST(Directives, AreRead) {
  const auto all = read("NOINDEX, nofollow ,noarchive,nosnippet,noai");

  EXPECT_TRUE(all.noindex);
  EXPECT_TRUE(all.nofollow);
  EXPECT_TRUE(all.noarchive);
  EXPECT_TRUE(all.nosnippet);
  EXPECT_TRUE(all.noai);
  EXPECT_THAT(all.raw, ElementsAre("NOINDEX, nofollow ,noarchive,nosnippet,noai"));
}

TEST(Directives, OfNothingAreNone) {
  for (const auto* value :
       {"", " ", "index, follow, all", "max-image-preview:none", ",,,", "unknown"}) {
    const auto none = read(value);
    EXPECT_FALSE(none.noindex || none.nofollow || none.noarchive || none.nosnippet || none.noai)
        << value;
  }
}

TEST(Directives, NoneIsBoth) {
  EXPECT_TRUE(read("none").noindex);
  EXPECT_TRUE(read("none").nofollow);
}

TEST(Directives, ForgiveOtherSeparators) {
  EXPECT_TRUE(read("noindex nofollow").nofollow);
  EXPECT_TRUE(read("noindex;noarchive").noarchive);
}

TEST(Directives, ASnippetOfNothingIsNoSnippet) {
  EXPECT_TRUE(read("max-snippet:0").nosnippet);
  EXPECT_FALSE(read("max-snippet: 50").nosnippet);
}

TEST(Directives, ForAnotherBotAreNotOurs) {
  EXPECT_FALSE(read("otherbot: noindex, nofollow").noindex);
  EXPECT_FALSE(read("otherbot: noindex, nofollow").nofollow);
  EXPECT_TRUE(read("Broadsheet: noindex").noindex);
  EXPECT_TRUE(read("otherbot: nofollow, broadsheet: noindex").noindex);
  EXPECT_FALSE(read("otherbot: nofollow, broadsheet: noindex").nofollow);
  EXPECT_THAT(read("otherbot: noindex").raw, ElementsAre("otherbot: noindex"));
}

TEST(Directives, UnavailableAfterReadsTheDatesPeopleWrite) {
  EXPECT_EQ(until("unavailable_after: 2026-11-22T10:00:00+01:00"), "2026-11-22T09:00:00Z");
  EXPECT_EQ(until("unavailable_after: 2026-11-22"), "2026-11-22T00:00:00Z");
  EXPECT_EQ(until("unavailable_after: 25 Jun 2010 15:00:00 PST"), "2010-06-25T23:00:00Z");
  EXPECT_EQ(until("unavailable_after: 25-Aug-2007 15:00:00 EST"), "2007-08-25T20:00:00Z");
  EXPECT_EQ(until("unavailable_after: Wednesday, 25-Jun-10 15:00:00 GMT"), "2010-06-25T15:00:00Z");
  EXPECT_EQ(until("unavailable_after: Fri, 25 Jun 2010 15:00:00 +0200, noarchive"),
            "2010-06-25T13:00:00Z");
  EXPECT_TRUE(read("unavailable_after: Fri, 25 Jun 2010 15:00:00 GMT, noarchive").noarchive);
}

TEST(Directives, UnavailableAfterThatIsNoDateIsIgnored) {
  EXPECT_EQ(until("unavailable_after: soon, noindex"), "none");
  EXPECT_TRUE(read("unavailable_after: soon, noindex").noindex);
  EXPECT_EQ(until("unavailable_after:"), "none");
  EXPECT_EQ(until("unavailable_after: 99 Foo 2010 15:00 GMT"), "none");
  EXPECT_EQ(until("otherbot: unavailable_after: 2026-11-22"), "none");
}

TEST(Directives, MergedAreTheStricterOfBoth) {
  auto page = read("noindex, unavailable_after: 2026-11-22");
  page.merge(read("nofollow, unavailable_after: 2026-01-01"));
  page.merge(read("unavailable_after: 2027-01-01"));

  EXPECT_TRUE(page.noindex);
  EXPECT_TRUE(page.nofollow);
  EXPECT_EQ(format_time(*page.unavailable_after), "2026-01-01T00:00:00Z");
  EXPECT_EQ(page.raw.size(), 3U);
}

TEST(Directives, OfAnyBytesAreValidUtf8) {
  EXPECT_THAT(read("noindex\xFF").raw, ElementsAre("noindex\xEF\xBF\xBD"));
}

}  // namespace
}  // namespace broadsheet::robots
