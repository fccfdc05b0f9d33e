// SPDX-License-Identifier: Apache-2.0
// What a frontier met in the wild: slow sites, gone seeds, paused subdomains, sources that return.
#include <gtest/gtest.h>

#include "frontier_fixture.h"

namespace broadsheet::frontier {
namespace {

using FrontierHardCases = FrontierTest;

constexpr const char* kHome = "https://news.example/";

Visit answered(Outcome outcome, int status) {
  Visit visit;
  visit.outcome = outcome;
  visit.status = status;
  return visit;
}

// ---- what is no URL of an article

TEST_F(FrontierHardCases, AUrlThatIsTooLongIsRefusedWithTheReason) {
  add_source({.id = "s", .homepage = kHome});
  const std::string base = std::string(kHome) + "a?b=";
  const std::size_t most = options_.rules.url_bytes_max;

  EXPECT_EQ(add(base + std::string(most - base.size(), 'x')).added, 1u);
  const AddReport report = add(base + std::string(most - base.size() + 1, 'x'));

  EXPECT_EQ(report.refused, 1u);
  EXPECT_EQ(report.refusal, "its URL has 2049 bytes, more than 2048");
}

// ---- what is counted in a row

TEST_F(FrontierHardCases, TwoTimeOutsAndA404AreNoPageThatIsGone) {
  add_source({.id = "s", .homepage = kHome});
  pass_homepage();
  add("https://news.example/a");

  for (const auto& [outcome, status] :
       {std::pair{Outcome::kFailed, 0}, {Outcome::kFailed, 0}, {Outcome::kGone, 404}}) {
    now_ += hours(2);
    const auto page = lease();
    ASSERT_TRUE(page.has_value());
    ASSERT_EQ(page->url.href(), "https://news.example/a");
    complete(*page, outcome, status);
    now_ += hours(7);
    if (const auto other = lease()) complete(*other, Outcome::kUnchanged, 304);
  }

  EXPECT_NE(record_of("https://news.example/a").due, Time::max());
}

TEST_F(FrontierHardCases, AFormBehindTwoRedirectsIsGoneOnlyOnce) {
  add_source({.id = "s", .homepage = "https://news.example/other"});
  pass_homepage();
  add("http://news.example/a");

  for (const char* form : {"https://news.example/a", "https://www.news.example/a", ""}) {
    now_ += minutes(1);
    auto page = lease();
    while (page && page->purpose == Purpose::kRobots) {
      ASSERT_TRUE(frontier_->complete(*page, answered(Outcome::kGone, 404), now_).ok());
      now_ += minutes(1);
      page = lease();
    }
    ASSERT_TRUE(page.has_value());
    Visit visit = answered(*form ? Outcome::kRedirected : Outcome::kGone, *form ? 301 : 404);
    visit.redirect = form;
    ASSERT_TRUE(frontier_->complete(*page, visit, now_).ok());
  }

  const auto record = record_of("http://news.example/a");
  EXPECT_EQ(record.gone, 1u);
  EXPECT_EQ(record.due, now_ + hours(24));
}

TEST_F(FrontierHardCases, AFormIsTakenOverAfterManyFailuresToo) {
  add_source({.id = "s", .homepage = "http://news.example/"});
  pass_robots();
  for (int i = 0; i < 6; ++i) {
    const auto page = lease();
    ASSERT_TRUE(page.has_value());
    complete(*page, Outcome::kFailed, 500);
    now_ += hours(3);
  }

  const auto page = lease();
  ASSERT_TRUE(page.has_value());
  Visit visit = answered(Outcome::kRedirected, 301);
  visit.redirect = "https://news.example/";
  ASSERT_TRUE(frontier_->complete(*page, visit, now_).ok());

  EXPECT_EQ(record_of(kHome).url, "https://news.example/");
  EXPECT_EQ(record_of(kHome).due, now_);
}

TEST_F(FrontierHardCases, ATemporaryRedirectIsAskedAgainEachTimeLater) {
  add_source({.id = "s", .homepage = kHome});
  pass_homepage();
  add("https://news.example/a");
  Visit visit = answered(Outcome::kRedirected, 302);
  visit.redirect = "https://news.example/down.html";

  for (const auto wait : {minutes(5), minutes(10), minutes(20)}) {
    now_ = std::max(now_ + kDelay, record_of("https://news.example/a").due);
    auto page = lease();
    for (; page && page->url.path() != "/a"; page = lease()) {
      complete(*page, Outcome::kGone, 404);
      now_ += kDelay;
    }
    ASSERT_TRUE(page.has_value());
    ASSERT_TRUE(frontier_->complete(*page, visit, now_).ok());
    EXPECT_EQ(record_of("https://news.example/a").due, now_ + wait);
  }
}

TEST_F(FrontierHardCases, AHomepageThatWasFirstFoundAsALinkIsAHub) {
  add_source({.id = "s", .homepage = kHome});
  add("https://news.example/live/", kHome);
  ASSERT_EQ(record_of("https://news.example/live/").role, Role::kArticle);

  add_source({.id = "live", .homepage = "https://news.example/live/"});

  EXPECT_EQ(record_of("https://news.example/live/").role, Role::kHub);
}

TEST_F(FrontierHardCases, APageThatWasGivenUpAndBecomesASeedIsAskedForAgain) {
  add_source({.id = "s", .homepage = kHome});
  pass_homepage();
  add("https://news.example/feed");
  for (int i = 0; i < 6; ++i) {
    now_ += minutes(1);
    auto page = lease();
    for (; page && page->url.path() != "/feed"; page = lease()) {
      complete(*page, Outcome::kGone, 404);
      now_ += minutes(1);
    }
    if (page) complete(*page, Outcome::kGone, 404);
    now_ += hours(24 * 8);
  }
  ASSERT_EQ(record_of("https://news.example/feed").due, Time::max());

  add_source({.id = "s", .homepage = kHome, .feeds = {"https://news.example/feed"}});

  EXPECT_EQ(record_of("https://news.example/feed").due, now_);
  EXPECT_EQ(record_of("https://news.example/feed").role, Role::kFeed);
}

// ---- pauses

TEST_F(FrontierHardCases, WhatIsRefusedCostsNoPause) {
  add_source({.id = "s", .homepage = kHome});
  pass_homepage("User-agent: *\nDisallow: /private\n");
  add_many("https://news.example/private/", 50);
  now_ += kDelay;
  add("https://news.example/public");

  int refused = 0;
  auto page = lease();
  for (; page && !page->robots.allowed; page = lease()) {
    complete(*page, Outcome::kRefusedByRobots, 0);
    ++refused;
  }

  EXPECT_EQ(refused, 50);
  ASSERT_TRUE(page.has_value()) << "at the same moment";
  EXPECT_EQ(page->url.href(), "https://news.example/public");
}

TEST_F(FrontierHardCases, ThePauseAfterASlowAnswerIsTheWholeCrawlDelay) {
  add_source({.id = "s", .homepage = kHome});
  pass_robots("User-agent: *\nCrawl-delay: 60\n");
  now_ += seconds(60);
  add("https://news.example/a");
  const auto page = lease();
  ASSERT_TRUE(page.has_value());

  now_ += seconds(50);
  complete(*page, Outcome::kFetched);

  now_ += seconds(59);
  EXPECT_FALSE(lease().has_value());
  now_ += seconds(1);
  EXPECT_TRUE(lease().has_value());
}

class WrongClock : public FrontierTest {
 protected:
  // The clock is right again.
  void visit_in_2099() {
    const Time right = now_;
    add_source({.id = "s", .homepage = kHome});
    now_ = *parse_time("2099-01-01");
    pass_homepage();
    now_ = right + minutes(1);
  }

  void expect_visits_now() {
    EXPECT_FALSE(lease().has_value()) << "the pause is kept";
    now_ += kDelay;
    const auto robots = lease();
    ASSERT_TRUE(robots.has_value());
    EXPECT_EQ(robots->purpose, Purpose::kRobots) << "which was good until 2099";
    complete(*robots, Outcome::kGone, 404);
    now_ += kDelay;
    const auto page = lease();
    ASSERT_TRUE(page.has_value());
    EXPECT_EQ(page->url.href(), kHome);
  }
};

TEST_F(WrongClock, SilencesNoSiteWhenItIsRightAgain) {
  visit_in_2099();

  expect_visits_now();
}

TEST_F(WrongClock, SilencesNoSiteAfterARestart) {
  visit_in_2099();

  open();

  expect_visits_now();
}

TEST_F(WrongClock, ThatTellsThePastShortensNoWait) {
  add_source({.id = "s", .homepage = kHome});
  pass_robots();
  Visit visit = answered(Outcome::kThrottled, 503);
  visit.retry_after = hours(24 * 10);
  ASSERT_TRUE(frontier_->complete(*lease(), visit, now_).ok());
  const Time asked = now_ + hours(24 * 10);

  now_ = *parse_time("1970-01-02");
  EXPECT_FALSE(lease().has_value());

  now_ = asked - seconds(1);
  EXPECT_FALSE(lease().has_value());
}

TEST_F(FrontierHardCases, RetryAfterIsObeyedForDays) {
  add_source({.id = "s", .homepage = kHome});
  pass_robots();
  const auto page = lease();
  Visit visit = answered(Outcome::kThrottled, 503);
  visit.retry_after = hours(24 * 10);
  ASSERT_TRUE(frontier_->complete(*page, visit, now_).ok());

  now_ += hours(24 * 10) - seconds(1);
  EXPECT_FALSE(lease().has_value());
  now_ += seconds(1);
  EXPECT_TRUE(lease().has_value());
}

TEST_F(FrontierHardCases, RetryAfterIsNotObeyedForYears) {
  add_source({.id = "s", .homepage = kHome});
  pass_robots();
  const auto page = lease();
  Visit visit = answered(Outcome::kThrottled, 503);
  visit.retry_after = hours(24 * 3650);
  ASSERT_TRUE(frontier_->complete(*page, visit, now_).ok());

  now_ += hours(24 * 30);
  EXPECT_TRUE(lease().has_value());
}

TEST_F(FrontierHardCases, RetryAfterOfNothingBacksOffAllTheSameFromTheSecondTimeOn) {
  add_source({.id = "s", .homepage = kHome});
  pass_robots();
  Visit visit = answered(Outcome::kThrottled, 429);
  visit.retry_after = Duration{};
  ASSERT_TRUE(frontier_->complete(*lease(), visit, now_).ok());
  add("https://news.example/a");

  for (const auto wait : {minutes(2), minutes(4), minutes(8)}) {
    now_ = frontier_->next_lease_time(now_);
    ASSERT_TRUE(frontier_->complete(*lease(), visit, now_).ok());
    EXPECT_EQ(frontier_->next_lease_time(now_), now_ + wait);
  }
}

TEST_F(FrontierHardCases, RetryAfterOfRobotsTxtStopsTheSite) {
  add_source({.id = "s", .homepage = kHome});
  const auto robots = lease();
  Visit visit = answered(Outcome::kThrottled, 429);
  visit.retry_after = hours(3);
  ASSERT_TRUE(frontier_->complete(*robots, visit, now_).ok());

  now_ += hours(3) - seconds(1);
  EXPECT_FALSE(lease().has_value());
  now_ += seconds(1);
  EXPECT_TRUE(lease().has_value());
}

TEST_F(FrontierHardCases, APausedSubdomainDoesNotStarveItsSite) {
  add_source({.id = "s", .homepage = kHome});
  pass_homepage();
  add_many("https://live.news.example/", 1000);
  now_ += seconds(1);
  add("https://news.example/a");
  ASSERT_TRUE(frontier_->pause_host({.host = "live.news.example", .since = now_}).ok());
  now_ += kDelay;

  const auto page = lease_soon();

  ASSERT_TRUE(page.has_value());
  EXPECT_EQ(page->url.href(), "https://news.example/a");
}

TEST_F(FrontierHardCases, AResumedSubdomainIsFetchedAtOnce) {
  add_source({.id = "s", .homepage = kHome});
  pass_homepage();
  add("https://live.news.example/a");
  ASSERT_TRUE(frontier_->pause_host({.host = "live.news.example", .since = now_}).ok());
  now_ += minutes(1);
  ASSERT_FALSE(lease().has_value());

  open();
  ASSERT_TRUE(frontier_->resume_host("live.news.example", now_).ok());

  const auto robots = lease();
  ASSERT_TRUE(robots.has_value());
  EXPECT_EQ(robots->url.href(), "https://live.news.example/robots.txt");
}

TEST_F(FrontierHardCases, APauseThatEndsEndsByItself) {
  add_source({.id = "s", .homepage = kHome});
  pass_robots();
  ASSERT_TRUE(
      frontier_->pause_host({.host = "news.example", .since = now_, .until = now_ + hours(1)})
          .ok());

  now_ += minutes(59);
  EXPECT_FALSE(lease().has_value());
  EXPECT_EQ(frontier_->stats(now_).paused, 1u);
  now_ += minutes(1);
  EXPECT_TRUE(lease().has_value());
  EXPECT_EQ(frontier_->stats(now_).paused, 0u);
}

TEST_F(FrontierHardCases, AShorterPauseReplacesALongerOne) {
  add_source({.id = "s", .homepage = kHome});
  pass_homepage();
  add("https://live.news.example/a");
  const Time far = now_ + hours(20);
  ASSERT_TRUE(
      frontier_->pause_host({.host = "live.news.example", .since = now_, .until = far}).ok());
  now_ += minutes(1);
  ASSERT_FALSE(lease().has_value());

  const Time near = now_ + minutes(5);
  ASSERT_TRUE(
      frontier_->pause_host({.host = "live.news.example", .since = now_, .until = near}).ok());

  EXPECT_FALSE(lease().has_value());
  now_ = near;
  EXPECT_TRUE(lease().has_value());
}

TEST_F(FrontierHardCases, ASpentBudgetOfOneSourceDoesNotHoldUpAnother) {
  add_source({.id = "s", .homepage = kHome, .budget = 1});
  pass_homepage();
  add_many("https://news.example/", 1000);
  now_ += seconds(1);
  add_source({.id = "t", .homepage = "https://blog.news.example/"});
  now_ += kDelay;

  const auto page = lease_soon();

  ASSERT_TRUE(page.has_value());
  EXPECT_EQ(page->url.href(), "https://blog.news.example/robots.txt");
}

// ---- sources

TEST_F(FrontierHardCases, ASourceThatComesBackIsCrawledAgain) {
  add_source({.id = "s", .homepage = kHome});
  pass_homepage();
  add("https://news.example/a");
  add_source({.id = "s", .homepage = kHome, .removed = true});
  now_ += hours(24);
  ASSERT_FALSE(lease().has_value());
  ASSERT_EQ(record_of("https://news.example/a").due, Time::max());

  open();
  add_source({.id = "s", .homepage = kHome});

  EXPECT_EQ(record_of("https://news.example/a").due, now_);
  EXPECT_LE(record_of(kHome).due, now_);
  EXPECT_TRUE(lease().has_value());
}

TEST_F(FrontierHardCases, AnotherSourceTakesOverTheUrlsOfARemovedOne) {
  add_source({.id = "s", .homepage = kHome});
  pass_homepage();
  add_source({.id = "s", .homepage = kHome, .removed = true});
  now_ += hours(24);
  ASSERT_FALSE(lease().has_value());

  add_source({.id = "t", .homepage = kHome});

  EXPECT_EQ(record_of(kHome).source, "t");
  EXPECT_EQ(record_of(kHome).due, now_);
}

TEST_F(FrontierHardCases, AUrlBelongsToTheSourceThatTakesItOrDeniesIt) {
  add_source({.id = "globs", .allow = {"https://far.example/world/*"}});
  add_source({.id = "s", .homepage = kHome, .deny = {"*/video/*"}});

  const auto owner = [&](const char* url) { return frontier_->source_for(*url::Url::parse(url)); };

  EXPECT_EQ(owner("https://m.news.example/a"), "s");
  EXPECT_EQ(owner("https://news.example/video/a"), "s");
  EXPECT_EQ(owner("https://far.example/world/a"), "globs");
  EXPECT_EQ(owner("https://far.example/sport/a"), "");
  add_source({.id = "s", .homepage = kHome, .removed = true});
  EXPECT_EQ(owner("https://news.example/a"), "");
}

TEST_F(FrontierHardCases, ARefusalSaysWhy) {
  options_.urls_per_site_max = 2;
  open();
  add_source({.id = "s", .homepage = kHome, .deny = {"*/video/*"}});
  const char* sitemap = "https://news.example/sitemap.xml";
  EXPECT_EQ(add("https://news.example/1", sitemap).added, 1u);
  EXPECT_EQ(add("https://news.example/2", sitemap).added, 1u);

  EXPECT_EQ(add("https://news.example/3", sitemap).refusal,
            "the site news.example is full: 2 of its URLs are known from sitemaps and pages of old "
            "links");
  EXPECT_EQ(add("https://news.example/video/b").refusal,
            "out of the source's scope: deny */video/*");
  EXPECT_EQ(add("mailto:a@news.example").refusal, "only http and https are crawled");
}

TEST_F(FrontierHardCases, ASiteThatIsFullOfItsSitemapsTakesNewsAllTheSame) {
  options_.urls_per_site_max = 3;
  open();
  const char* sitemap = "https://news.example/sitemap.xml";
  const char* feed = "https://news.example/feed.xml";
  add_source({.id = "s", .homepage = kHome, .sitemaps = {sitemap}});
  for (int i = 0; i < 5; ++i) add("https://news.example/old/" + std::to_string(i), sitemap);
  ASSERT_EQ(frontier_->stats(now_).urls, 5u);
  EXPECT_EQ(frontier_->stats(now_).full, 1u);

  open();
  add_source({.id = "s", .homepage = kHome, .feeds = {feed}, .sitemaps = {sitemap}});

  EXPECT_EQ(record_of(feed).role, Role::kFeed);
  EXPECT_EQ(add("https://news.example/new", feed).added, 1u);
  EXPECT_EQ(add("https://news.example/old/0", feed).known, 1u);
  EXPECT_EQ(add("https://news.example/old/5", sitemap).added, 1u) << "one of them is news now";
  EXPECT_EQ(add("https://news.example/old/6", sitemap).refused, 1u);
  int more = 0;
  for (; more < 100 && add("https://news.example/n/" + std::to_string(more), feed).added; ++more) {
  }
  EXPECT_EQ(frontier_->stats(now_).urls, 30u) << "a feed is no way around the bound";
}

TEST_F(FrontierHardCases, AFeedOfInventedHostsLeadsToSoManyNewSitesADay) {
  options_.new_sites_per_day_max = 3;
  open();
  const char* feed = "https://news.example/feed.xml";
  add_source({.id = "s", .homepage = kHome, .feeds = {feed}});
  const auto host = [](int n) { return "https://host" + std::to_string(n) + ".example/"; };
  for (int i = 0; i < 3; ++i) EXPECT_EQ(add(host(i), feed).added, 1u);

  EXPECT_EQ(add(host(3), feed).refusal, "the source s has led to 3 new sites today");
  EXPECT_EQ(frontier_->stats(now_).sites, 4u) << "what was refused takes no place";
  EXPECT_EQ(add(host(0) + "more", feed).added, 1u);
  EXPECT_EQ(add("https://news.example/a", feed).added, 1u);
  now_ += hours(24);
  EXPECT_EQ(add(host(3), feed).added, 1u);
}

TEST_F(FrontierHardCases, AChainOfRedirectsHasAnEnd) {
  add_source({.id = "s", .homepage = kHome});
  records::Discovery discovery{.url = "https://news.example/?n=10", .source = "s", .hops = 10};

  EXPECT_EQ(frontier_->add({discovery}, now_)->added, 1u);
  EXPECT_EQ(record_of("https://news.example/?n=10").hops, 10u);
  discovery.url = "https://news.example/?n=11";
  discovery.hops = 11;
  EXPECT_EQ(frontier_->add({discovery}, now_)->refusal, "it is behind too many redirects");
}

// ---- redirects of a robots.txt

TEST_F(FrontierHardCases, ARedirectOfRobotsTxtWaitsForItsSite) {
  add_source({.id = "s", .homepage = kHome});
  const auto robots = lease();
  const auto target = *url::Url::parse("https://www.news.example/robots.txt");
  now_ += seconds(3);
  ASSERT_TRUE(frontier_->rest(*robots, now_).ok());

  EXPECT_EQ(*frontier_->hop(*robots, target, now_), now_ + kDelay);
  now_ += kDelay;
  EXPECT_EQ(*frontier_->hop(*robots, target, now_), std::nullopt);
  ASSERT_TRUE(frontier_->complete(*robots, answered(Outcome::kGone, 404), now_).ok());

  now_ += kDelay - Duration(1);
  EXPECT_FALSE(lease().has_value());
  now_ += Duration(1);
  EXPECT_TRUE(lease().has_value());
}

TEST_F(FrontierHardCases, ARedirectOfRobotsTxtToAnotherSiteHoldsThatSite) {
  add_source({.id = "s", .homepage = kHome});
  const auto robots = lease();
  ASSERT_TRUE(robots.has_value());
  add_source({.id = "t", .homepage = "https://host.example/"});
  const auto target = *url::Url::parse("https://host.example/shared/robots.txt");
  ASSERT_TRUE(frontier_->rest(*robots, now_).ok());
  ASSERT_EQ(*frontier_->hop(*robots, target, now_), std::nullopt);

  now_ += minutes(1);
  EXPECT_FALSE(lease().has_value()) << "a second request to host.example";
  ASSERT_TRUE(frontier_->complete(*robots, answered(Outcome::kGone, 404), now_).ok());

  EXPECT_EQ(frontier_->stats(now_).leased, 0u);
  const auto page = lease();
  ASSERT_TRUE(page.has_value());
  EXPECT_EQ(page->site, "news.example") << "host.example has just been asked";
  complete(*page, Outcome::kFetched);
  now_ += kDelay;
  const auto next = lease();
  ASSERT_TRUE(next.has_value());
  EXPECT_EQ(next->site, "host.example");
}

TEST_F(FrontierHardCases, ARedirectOfRobotsTxtWaitsForABusySiteAndNotForAPausedOne) {
  add_source({.id = "s", .homepage = kHome});
  add_source({.id = "t", .homepage = "https://host.example/"});
  add_source({.id = "u", .homepage = "https://calm.example/"});
  ASSERT_TRUE(frontier_->pause_host({.host = "calm.example", .since = now_}).ok());
  const auto one = lease();
  const auto other = lease();
  ASSERT_TRUE(one && other);
  ASSERT_TRUE(frontier_->rest(*one, now_).ok());
  now_ += minutes(1);

  const auto busy = *frontier_->hop(*one, other->url, now_);
  const auto paused =
      *frontier_->hop(*one, *url::Url::parse("https://calm.example/robots.txt"), now_);

  EXPECT_TRUE(busy.has_value() && *busy > now_);
  EXPECT_EQ(paused, Time::max());
  frontier_->release(*other);
  EXPECT_EQ(*frontier_->hop(*one, other->url, now_), std::nullopt);
  frontier_->release(*one);
  EXPECT_EQ(frontier_->stats(now_).leased, 0u);
}

// ---- explanations

TEST_F(FrontierHardCases, ExplainFindsRobotsTxtOnEveryPort) {
  add_source({.id = "s", .homepage = "http://news.example:8080/"});
  pass_robots();

  const auto story = *frontier_->explain_host("News.example", now_);

  ASSERT_EQ(story.decisions.size(), 1u);
  EXPECT_EQ(story.decisions[0].what, "robots.txt of http://news.example:8080");
}

TEST_F(FrontierHardCases, WhatIsDueOfAHostIsAFactAndNoDecision) {
  add_source({.id = "s", .homepage = kHome});
  pass_robots();

  const auto story = *frontier_->explain_host("news.example", now_);

  std::vector<std::string> names;
  for (const auto& [name, value] : story.facts) names.push_back(name);
  EXPECT_EQ(names, (std::vector<std::string>{"site", "urls", "due"}));
  EXPECT_EQ(story.facts[1].second, "1");
  EXPECT_NE(story.facts[2].second.find(" example,news)/, as "), std::string::npos)
      << story.facts[2].second;
}

TEST_F(FrontierHardCases, ExplainOfAHostKnowsThePauseAboveIt) {
  add_source({.id = "s", .homepage = kHome});
  const Time until = now_ + hours(1);
  ASSERT_TRUE(frontier_
                  ->pause_host(
                      {.host = "news.example", .reason = "asked to", .since = now_, .until = until})
                  .ok());

  const auto during = *frontier_->explain_host("live.news.example", now_);
  const auto after = *frontier_->explain_host("live.news.example", until);

  EXPECT_EQ(during.next, "nothing: the host is paused until " + format_time(until));
  EXPECT_EQ(during.decisions[0].what, "news.example was paused");
  EXPECT_EQ(after.next.find("paused"), std::string::npos) << after.next;
}

TEST_F(FrontierHardCases, NothingWasDecidedAboutAUrlThatNobodyFound) {
  add_source({.id = "s", .homepage = kHome});

  EXPECT_TRUE(frontier_->explain_url(*url::Url::parse("https://news.example/never"), now_)
                  ->decisions.empty());
}

}  // namespace
}  // namespace broadsheet::frontier
