// SPDX-License-Identifier: Apache-2.0
// What the frontier promises: one lease per site, no request too soon, nothing forgotten.
#include "frontier/frontier.h"

#include <gtest/gtest.h>

#include <map>

#include "core/random.h"
#include "frontier_fixture.h"

namespace broadsheet::frontier {
namespace {

TEST_F(FrontierTest, RobotsTxtComesBeforeTheFirstPage) {
  add_source({.id = "s", .homepage = "https://news.example/"});

  const auto first = lease();

  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->purpose, Purpose::kRobots);
  EXPECT_EQ(first->url.href(), "https://news.example/robots.txt");
}

TEST_F(FrontierTest, ASiteHasOneLeaseAtATime) {
  add_source({.id = "s", .homepage = "https://news.example/"});
  pass_robots();
  add("https://news.example/a");

  const auto first = lease();
  now_ += hours(1);

  ASSERT_TRUE(first.has_value());
  EXPECT_FALSE(lease().has_value());
  complete(*first, Outcome::kFetched);
  now_ += kDelay;
  EXPECT_TRUE(lease().has_value());
}

TEST_F(FrontierTest, ThePauseBeginsWhenTheAnswerWasHad) {
  add_source({.id = "s", .homepage = "https://news.example/"});
  pass_robots();
  add("https://news.example/a");
  const auto first = lease();

  now_ += seconds(30);
  complete(*first, Outcome::kFetched);

  EXPECT_FALSE(lease().has_value());
  now_ += kDelay - Duration(1);
  EXPECT_FALSE(lease().has_value());
  now_ += Duration(1);
  EXPECT_TRUE(lease().has_value());
}

TEST_F(FrontierTest, ACrashForgetsNoDelayAndLosesNoUrl) {
  add_source({.id = "s", .homepage = "https://news.example/"});
  pass_robots();
  const auto first = lease();
  ASSERT_TRUE(first.has_value());

  open();  // without complete()

  EXPECT_FALSE(lease().has_value()) << "sooner than the site allows";
  now_ += kDelay;
  const auto again = lease();
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->url, first->url);
}

TEST_F(FrontierTest, WhatRobotsTxtForbidsIsLeasedOnlyToBeRecorded) {
  add_source({.id = "s", .homepage = "https://news.example/private/a"});
  pass_robots("User-agent: *\nDisallow: /private\n");

  const auto refused = lease();

  ASSERT_TRUE(refused.has_value());
  EXPECT_FALSE(refused->robots.allowed);
  EXPECT_EQ(refused->robots.line, 2);
  EXPECT_EQ(refused->robots.rule, "Disallow: /private");
}

TEST_F(FrontierTest, AnUnreachableRobotsTxtForbidsEverythingUntilItIsReached) {
  add_source({.id = "s", .homepage = "https://news.example/"});
  pass_robots("", 503);

  EXPECT_FALSE(lease().has_value());
  now_ += minutes(11);
  const auto again = lease();
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->purpose, Purpose::kRobots);
}

TEST_F(FrontierTest, AMissingRobotsTxtForbidsNothing) {
  add_source({.id = "s", .homepage = "https://news.example/"});
  pass_robots("", 404);

  const auto page = lease();

  ASSERT_TRUE(page.has_value());
  EXPECT_TRUE(page->robots.allowed);
}

TEST_F(FrontierTest, ACrawlDelayIsObeyed) {
  add_source({.id = "s", .homepage = "https://news.example/"});
  pass_robots("User-agent: *\nCrawl-delay: 60\n");

  EXPECT_FALSE(lease().has_value());
  now_ = kStart + seconds(60);
  EXPECT_TRUE(lease().has_value());
}

TEST_F(FrontierTest, SitemapsOfRobotsTxtAreDiscovered) {
  add_source({.id = "s", .homepage = "https://news.example/"});

  pass_robots("Sitemap: https://news.example/news.xml\n");

  const auto url = *url::Url::parse("https://news.example/news.xml");
  const auto explanation = *frontier_->explain_url(url, now_);
  ASSERT_TRUE(explanation.record.has_value());
  EXPECT_EQ(explanation.record->role, Role::kSitemap);
}

TEST_F(FrontierTest, ASitemapOfRobotsTxtMayBeRelativeToIt) {
  add_source({.id = "s", .homepage = "https://news.example/"});

  pass_robots("Sitemap: /map.xml\n");

  EXPECT_EQ(record_of("https://news.example/map.xml").role, Role::kSitemap);
}

TEST_F(FrontierTest, RetryAfterStopsTheWholeSiteEvenOverARestart) {
  add_source({.id = "s", .homepage = "https://news.example/"});
  pass_robots();
  add("https://news.example/a");
  const auto first = lease();
  Visit visit;
  visit.outcome = Outcome::kThrottled;
  visit.status = 429;
  visit.retry_after = minutes(30);
  ASSERT_TRUE(frontier_->complete(*first, visit, now_).ok());

  open();

  now_ += minutes(29);
  EXPECT_FALSE(lease().has_value());
  now_ += minutes(2);
  EXPECT_TRUE(lease().has_value());
}

TEST_F(FrontierTest, OutOfScopeIsRefused) {
  add_source({.id = "s", .homepage = "https://news.example/"});

  EXPECT_EQ(add("https://elsewhere.example/a").refused, 1u);
  EXPECT_EQ(add("ftp://news.example/a").refused, 1u);
  EXPECT_EQ(add("not a url").refused, 1u);
  EXPECT_EQ(add("https://news.example/a").added, 1u);
}

TEST_F(FrontierTest, TheSeedsOfASourceNeedNoAllowOfTheirOwn) {
  add_source({.id = "s",
              .homepage = "https://news.example/",
              .feeds = {"https://feeds.example/s"},
              .sitemaps = {"https://maps.example/s.xml"},
              .allow = {"https://news.example/*"}});

  EXPECT_EQ(record_of("https://feeds.example/s").role, Role::kFeed);
  EXPECT_EQ(record_of("https://maps.example/s.xml").role, Role::kSitemap);
  EXPECT_EQ(frontier_->stats(now_).due, 3u);
}

TEST_F(FrontierTest, TrackingParametersMakeNoSecondUrl) {
  add_source({.id = "s", .homepage = "https://news.example/"});

  EXPECT_EQ(add("https://news.example/a?utm_source=rss").added, 1u);
  EXPECT_EQ(add("http://www.news.example/a#top").known, 1u);
}

TEST_F(FrontierTest, ARedirectToAnotherFormOfItselfIsFollowedAtOnceButNotForEver) {
  add_source({.id = "s", .homepage = "http://news.example/"});
  pass_robots();

  int hops = 0;
  const char* forms[] = {"https://news.example/", "http://news.example/"};
  for (; hops < 50; ++hops) {
    now_ += kDelay;
    auto next = lease();
    if (!next) break;
    if (next->purpose == Purpose::kRobots) {
      Visit robots;
      robots.outcome = Outcome::kFetched;
      robots.status = 404;
      ASSERT_TRUE(frontier_->complete(*next, robots, now_).ok());
      continue;
    }
    Visit visit;
    visit.outcome = Outcome::kRedirected;
    visit.status = 301;
    visit.redirect = forms[next->url.scheme() == "http" ? 0 : 1];
    ASSERT_TRUE(frontier_->complete(*next, visit, now_).ok());
  }

  EXPECT_GT(hops, 1);
  EXPECT_LT(hops, 10);
}

TEST_F(FrontierTest, APausedHostRestsUntilItIsResumed) {
  add_source({.id = "s", .homepage = "https://news.example/"});
  pass_robots();
  ASSERT_TRUE(
      frontier_->pause_host({.host = "news.example", .reason = "asked to", .since = now_}).ok());

  EXPECT_FALSE(lease().has_value());
  open();
  now_ += hours(2);
  EXPECT_FALSE(lease().has_value());

  ASSERT_TRUE(frontier_->resume_host("news.example", now_).ok());
  EXPECT_TRUE(lease().has_value());
  EXPECT_EQ(frontier_->resume_host("news.example", now_).fault().kind, FaultKind::kNotFound);
}

TEST_F(FrontierTest, ABudgetHoldsForADay) {
  add_source({.id = "s", .homepage = "https://news.example/", .budget = 1});
  pass_robots();
  add("https://news.example/a");
  const auto first = lease();
  complete(*first, Outcome::kFetched);
  now_ += hours(1);

  EXPECT_FALSE(lease().has_value());
  now_ += hours(24);
  const auto next = lease();
  EXPECT_TRUE(next.has_value());
}

TEST_F(FrontierTest, RecheckMakesEverythingDue) {
  add_source({.id = "s", .homepage = "https://news.example/"});
  pass_robots();
  const auto first = lease();
  complete(*first, Outcome::kFetched);
  now_ += kDelay;
  ASSERT_FALSE(lease().has_value());

  EXPECT_EQ(*frontier_->recheck_all(now_), 1u);

  const auto again = lease();
  ASSERT_TRUE(again.has_value());
  EXPECT_TRUE(again->anew);
  EXPECT_FALSE(first->anew);
}

TEST_F(FrontierTest, RecheckAsksForAPageThatWasDueAlreadyAsAWholeToo) {
  add_source({.id = "s", .homepage = "https://news.example/"});
  pass_robots();
  complete(*lease(), Outcome::kFetched);
  now_ += std::chrono::hours(10);

  EXPECT_EQ(*frontier_->recheck_all(now_), 1u);

  const auto again = lease();
  ASSERT_TRUE(again.has_value());
  EXPECT_TRUE(again->anew);
}

TEST_F(FrontierTest, ARemovedSourceIsFetchedNoMore) {
  add_source({.id = "s", .homepage = "https://news.example/"});
  pass_robots();

  add_source({.id = "s", .homepage = "https://news.example/", .removed = true});

  EXPECT_FALSE(lease().has_value());
  EXPECT_EQ(add("https://news.example/b").refused, 1u);
}

TEST_F(FrontierTest, ASitemapThatTheSitesOwnRobotsTxtNamesMayBeOnAnotherHost) {
  add_source({.id = "s", .homepage = "https://news.example/"});
  pass_robots("Sitemap: https://cdn.example/news.example/sitemap.xml\n");

  const auto sitemap = *url::Url::parse("https://cdn.example/news.example/sitemap.xml");
  EXPECT_TRUE(frontier_->explain_url(sitemap, now_)->record);

  // What a stranger's robots.txt names is still a stranger's.
  const records::Discovery foreign{.url = "https://else.example/sitemap.xml",
                                   .role = Role::kSitemap,
                                   .source = "s",
                                   .via = "https://else.example/robots.txt"};
  EXPECT_EQ(frontier_->add({foreign}, now_)->refused, 1u);
}

TEST_F(FrontierTest, AListOfTheSourceIsItsOwnAlsoBeforeItWasFetchedHere) {
  add_source({.id = "s", .feeds = {"https://feeds.example/s.xml"}});
  const records::Discovery entry{.url = "https://news.example/a",
                                 .role = Role::kArticle,
                                 .source = "s",
                                 .via = "https://feeds.example/s.xml"};
  EXPECT_EQ(frontier_->add({entry}, now_)->added, 1u);
}

TEST_F(FrontierTest, WhatASecondDiscoveryInOneCallKnowsIsKept) {
  add_source({.id = "s", .homepage = "https://news.example/"});
  const std::string url = "https://news.example/a";
  const records::Discovery link{.url = url, .role = Role::kArticle, .source = "s"};
  records::Discovery entry = link;
  entry.hint.title = "A bridge";
  records::Discovery asked = link;
  asked.urgent = true;

  const auto report = frontier_->add({link, entry, asked}, now_);

  EXPECT_EQ(report->added, 1u);
  EXPECT_EQ(report->known, 2u);
  const auto record = frontier_->explain_url(*url::Url::parse(url), now_)->record;
  EXPECT_EQ(record->hint.title, "A bridge");
  EXPECT_EQ(record->due, Time{});
  pass_robots();
  EXPECT_EQ(lease()->url.href(), url) << "before the homepage";
}

TEST_F(FrontierTest, ThereIsWorkWhileUrlsWaitForTheOrdinaryPauseOfTheirSiteOnly) {
  add_source({.id = "s", .homepage = "https://news.example/"});
  pass_robots("User-agent: *\nCrawl-delay: 60\n");
  add("https://news.example/a");
  now_ += seconds(60);
  complete(*lease(), Outcome::kArticle);
  EXPECT_GT(frontier_->next_lease_time(now_), now_ + seconds(5));
  EXPECT_TRUE(frontier_->has_work(now_ + seconds(5))) << "one more is due";

  now_ += seconds(60);
  complete(*lease(), Outcome::kArticle);
  EXPECT_FALSE(frontier_->has_work(now_ + seconds(5))) << "both were fetched";

  add("https://news.example/b");
  add("https://news.example/c");
  now_ += seconds(60);
  Visit throttled;
  throttled.outcome = Outcome::kThrottled;
  throttled.status = 429;
  throttled.retry_after = hours(1);
  ASSERT_TRUE(frontier_->complete(*lease(), throttled, now_).ok());
  EXPECT_FALSE(frontier_->has_work(now_ + seconds(5))) << "the site asked for an hour";
}

TEST_F(FrontierTest, ExplainTellsTheWholeStory) {
  add_source({.id = "s", .homepage = "https://news.example/"});
  pass_robots();
  const auto first = lease();
  complete(*first, Outcome::kGone, 404);

  const auto story = *frontier_->explain_url(*url::Url::parse("https://news.example/"), now_);

  ASSERT_GE(story.decisions.size(), 2u);
  EXPECT_EQ(story.decisions[0].what, "discovered");
  EXPECT_EQ(story.decisions[1].what, "gone (404)");
  EXPECT_NE(story.next.find("a fetch at 2026-11-23"), std::string::npos) << story.next;
}

TEST_F(FrontierTest, ExplainOfAnUnknownUrlSaysWhoseItWouldBe) {
  add_source({.id = "s", .homepage = "https://news.example/"});

  const auto story = *frontier_->explain_url(*url::Url::parse("https://news.example/never"), now_);

  EXPECT_FALSE(story.record.has_value());
  EXPECT_NE(story.next.find("in the scope of source s"), std::string::npos) << story.next;
}

// Random visits with crashes in between: no site is ever asked sooner than it allows, and every URL
// is fetched in the end.
TEST_F(FrontierTest, ASimulatedScheduleNeverBreaksADelay) {
  Random random(7);
  for (int i = 0; i < 5; ++i) {
    const std::string n = std::to_string(i);
    add_source({.id = "s" + n, .homepage = "https://site" + n + ".example/"});
    for (int j = 0; j < 8; ++j) {
      records::Discovery discovery{.url = "https://site" + n + ".example/" + std::to_string(j),
                                   .source = "s" + n};
      ASSERT_TRUE(frontier_->add({discovery}, now_).ok());
    }
  }
  std::map<std::string, Time> last;
  std::map<std::string, int> fetched;
  std::vector<Lease> open_leases;
  for (int step = 0; step < 3000; ++step) {
    now_ += milliseconds(random.below(400));
    if (random.chance(0.005)) {
      open();
      open_leases.clear();
    }
    if (auto next = lease()) {
      const auto before = last.find(next->site);
      if (before != last.end()) {
        ASSERT_GE(now_ - before->second, kDelay) << next->url.href() << " at step " << step;
      }
      last[next->site] = now_;
      open_leases.push_back(*std::move(next));
    }
    if (!open_leases.empty() && random.chance(0.7)) {
      const Lease done = open_leases.front();
      open_leases.erase(open_leases.begin());
      if (done.purpose == Purpose::kPage) ++fetched[done.url_key];
      complete(done, Outcome::kFetched);
    }
  }
  EXPECT_EQ(fetched.size(), 45u);
}

}  // namespace
}  // namespace broadsheet::frontier
