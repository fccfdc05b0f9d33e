// SPDX-License-Identifier: Apache-2.0
// The decisions of the frontier: values in, values out.
#include "frontier/rules.h"

#include <gtest/gtest.h>

namespace broadsheet::frontier {
namespace {

using records::Outcome;
using records::Role;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

const Time kNow = *parse_time("2026-11-22T10:00:00Z");

records::FrontierRecord visited(Outcome outcome, Role role = Role::kArticle) {
  records::FrontierRecord record;
  record.url = "https://news.example/a";
  record.role = role;
  record.found = kNow - hours(10);
  record.fetched = kNow;
  record.outcome = outcome;
  return record;
}

url::Url url_of(const char* text) { return *url::Url::parse(text); }

TEST(FrontierRules, ANewUrlIsDueAtOnce) {
  const auto next = next_due({}, {.id = "s"}, visited(Outcome::kUnknown), kNow);

  EXPECT_EQ(next.due, kNow);
}

TEST(FrontierRules, AnArticleIsLookedAtAgainAfterHalfItsAge) {
  const auto next = next_due({}, {.id = "s"}, visited(Outcome::kFetched), kNow);

  EXPECT_EQ(next.due, kNow + hours(5));
}

TEST(FrontierRules, AFreshArticleIsLookedAtAgainAfterAnHourOrAsItsSourceSays) {
  auto record = visited(Outcome::kFetched);
  record.found = kNow - minutes(2);

  EXPECT_EQ(next_due({}, {.id = "s"}, record, kNow).due, kNow + hours(1));
  EXPECT_EQ(next_due({}, {.id = "s", .recheck = minutes(5)}, record, kNow).due, kNow + minutes(5));
}

TEST(FrontierRules, AnArticleIsNotFollowedForEver) {
  auto record = visited(Outcome::kUnchanged);
  record.found = kNow - hours(24 * 400);

  EXPECT_EQ(next_due({}, {.id = "s"}, record, kNow).due, Time::max());
}

TEST(FrontierRules, AFeedThatChangesIsPolledSoonerAndOneThatDoesNotLater) {
  auto record = visited(Outcome::kFetched, Role::kFeed);
  record.interval = hours(1);

  record.changed = record.fetched;
  EXPECT_EQ(next_due({}, {.id = "s"}, record, kNow).due, kNow + minutes(30));

  record.changed = kNow - hours(9);
  EXPECT_EQ(next_due({}, {.id = "s"}, record, kNow).due, kNow + minutes(90));
}

TEST(FrontierRules, FailuresAreTriedAgainLaterEachTime) {
  auto record = visited(Outcome::kFailed);

  record.failures = 1;
  const auto first = next_due({}, {.id = "s"}, record, kNow);
  record.failures = 3;
  const auto third = next_due({}, {.id = "s"}, record, kNow);
  record.failures = 1000;
  const auto last = next_due({}, {.id = "s"}, record, kNow);

  EXPECT_EQ(first.due - kNow, minutes(5));
  EXPECT_EQ(third.due - kNow, minutes(20));
  EXPECT_EQ(last.due - kNow, hours(24 * 7));
}

TEST(FrontierRules, WhatHasMovedForGoodIsAskedAgainInAMonthAndWhatIsAwayForNowAsAfterAFailure) {
  auto record = visited(Outcome::kRedirected);
  record.redirect = "https://news.example/down.html";
  record.failures = 2;

  for (const int status : {301, 308}) {
    record.status = status;
    EXPECT_EQ(next_due({}, {.id = "s"}, record, kNow).due, kNow + hours(24 * 30)) << status;
  }
  for (const int status : {302, 303, 307}) {
    record.status = status;
    EXPECT_EQ(next_due({}, {.id = "s"}, record, kNow).due, kNow + minutes(10)) << status;
  }
  record.status = 301;
  record.redirect = record.url + "#cookie";
  EXPECT_EQ(next_due({}, {.id = "s"}, record, kNow).due, kNow + minutes(10)) << "to itself";
}

TEST(FrontierRules, ASeedThatRedirectsIsAskedEachDayAtLeast) {
  const records::Source source{.id = "s", .homepage = "https://news.example/a"};
  auto record = visited(Outcome::kRedirected);
  record.redirect = "https://news.example/en/";
  record.failures = 30;

  for (const int status : {301, 302}) {
    record.status = status;
    EXPECT_EQ(next_due({}, source, record, kNow).due, kNow + hours(24)) << status;
  }
}

TEST(FrontierRules, WhatIsGoneIsAskedForThreeTimesAndThenNoMore) {
  auto record = visited(Outcome::kGone);

  record.gone = 1;
  EXPECT_EQ(next_due({}, {.id = "s"}, record, kNow).due, kNow + hours(24));
  record.gone = 3;
  EXPECT_EQ(next_due({}, {.id = "s"}, record, kNow).due, Time::max());
}

TEST(FrontierRules, ASeedIsNeverGivenUp) {
  auto record = visited(Outcome::kGone, Role::kFeed);
  record.gone = 30;

  const auto next = next_due({}, {.id = "s", .feeds = {"http://www.news.example/a"}}, record, kNow);

  EXPECT_EQ(next.due, kNow + hours(24 * 7));
}

TEST(FrontierRules, WhatIsDoubledStaysBelowItsBound) {
  EXPECT_EQ(doubled(seconds(1), 0, hours(1)), seconds(1));
  EXPECT_EQ(doubled(seconds(1), 3, hours(1)), seconds(8));
  EXPECT_EQ(doubled(hours(24), 4'000'000'000u, hours(48)), hours(48));
}

TEST(FrontierRules, RobotsMakesThePauseLongerAndNeverShorter) {
  const Rules rules{.delay = seconds(5)};

  EXPECT_EQ(pause_between(rules, {.id = "s"}, std::nullopt), seconds(5));
  EXPECT_EQ(pause_between(rules, {.id = "s", .delay = seconds(9)}, seconds(3)), seconds(9));
  EXPECT_EQ(pause_between(rules, {.id = "s"}, seconds(30)), seconds(30));
  EXPECT_EQ(pause_between(rules, {.id = "s", .delay = seconds(1)}, std::nullopt), seconds(1));
  EXPECT_EQ(pause_between(rules, {.id = "s"}, hours(1)), hours(1));
}

TEST(FrontierRules, WhatASourceWishesOverflowsNoTime) {
  const records::Source source{.id = "s", .delay = Duration::max(), .recheck = Duration::max()};

  EXPECT_EQ(pause_between({}, source, std::nullopt), hours(24 * 365));
  EXPECT_EQ(next_due({}, source, visited(Outcome::kFetched), kNow).due, kNow + hours(24 * 365));
}

TEST(FrontierRules, AnAbsurdCrawlDelayIsASlowLaneAndNotAnEnd) {
  const Rules rules{.delay_max = minutes(10)};

  EXPECT_EQ(pause_between(rules, {.id = "s"}, hours(48)), minutes(10));
}

TEST(FrontierRules, ASourcesOwnSiteIsItsScope) {
  const records::Source source{.id = "s", .homepage = "https://www.news.example/"};

  EXPECT_TRUE(
      scope(source, url_of("https://live.news.example/a"), records::Standing::kSite).inside);
  EXPECT_FALSE(scope(source, url_of("https://other.example/a"), records::Standing::kSite).inside);
}

TEST(FrontierRules, WhatTheOwnFeedListsIsInScopeWhereverItIs) {
  const records::Source source{.id = "s", .feeds = {"https://feeds.example/s"}};

  EXPECT_TRUE(
      scope(source, url_of("https://elsewhere.example/a"), records::Standing::kListed).inside);
}

TEST(FrontierRules, DenyWinsOverAllowAndAllowOverTheRest) {
  const records::Source source{.id = "s",
                               .homepage = "https://news.example/",
                               .allow = {"https://news.example/politics/*"},
                               .deny = {"*/video/*"}};

  EXPECT_TRUE(
      scope(source, url_of("https://news.example/politics/a"), records::Standing::kSite).inside);
  EXPECT_FALSE(
      scope(source, url_of("https://news.example/politics/video/a"), records::Standing::kSite)
          .inside);
  EXPECT_FALSE(
      scope(source, url_of("https://news.example/sport/a"), records::Standing::kSite).inside);
  EXPECT_EQ(
      scope(source, url_of("https://news.example/politics/video/a"), records::Standing::kSite).rule,
      "deny */video/*");
}

TEST(FrontierRules, SeedsAreInScopeUnlessTheyAreDenied) {
  records::Source source{.id = "s",
                         .homepage = "https://news.example/",
                         .feeds = {"https://feeds.example/s"},
                         .allow = {"https://news.example/*"}};
  const auto feed = url_of("https://feeds.example/s");

  EXPECT_EQ(scope(source, feed, records::Standing::kSeed).rule, "a seed of the source");
  EXPECT_FALSE(scope(source, url_of("https://feeds.example/t"), records::Standing::kListed).inside);
  source.deny = {"*feeds*"};
  EXPECT_FALSE(scope(source, feed, records::Standing::kSeed).inside);
}

}  // namespace
}  // namespace broadsheet::frontier
