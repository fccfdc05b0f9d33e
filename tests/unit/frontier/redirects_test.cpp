// SPDX-License-Identifier: Apache-2.0
// Where a page redirects to may be fetched by the right by which the page may.
#include <gtest/gtest.h>

#include "frontier_fixture.h"

namespace broadsheet::frontier {
namespace {

constexpr const char* kHome = "https://news.example/";
constexpr const char* kFeed = "https://news.example/feed.xml";
constexpr const char* kTracker = "https://click.example/1";
constexpr const char* kArticle = "https://paper.example/story";

class Redirects : public FrontierTest {
 protected:
  // Its site's robots.txt first, if nobody has asked for it.
  void redirect(const std::string& url, const std::string& target, int status = 301) {
    for (int i = 0; i < 10; ++i) {
      now_ += kDelay;
      const auto page = lease();
      ASSERT_TRUE(page.has_value()) << url << " is not due";
      Visit visit;
      visit.outcome = page->purpose == Purpose::kRobots ? Outcome::kGone : Outcome::kFetched;
      visit.status = page->purpose == Purpose::kRobots ? 404 : 200;
      const bool found = page->purpose == Purpose::kPage && page->url.href() == url;
      if (found) {
        visit.outcome = Outcome::kRedirected;
        visit.status = status;
        visit.redirect = target;
        visit.reason = "to " + target;
      }
      ASSERT_TRUE(frontier_->complete(*page, visit, now_).ok());
      if (found) return;
    }
    FAIL() << url << " was not leased";
  }

  std::string next_of(const char* url) {
    return frontier_->explain_url(*url::Url::parse(url), now_)->next;
  }

  bool is_known(const char* url) {
    return frontier_->explain_url(*url::Url::parse(url), now_)->record.has_value();
  }
};

TEST_F(Redirects, AFeedsEntryBehindACounterOfClicksLeadsToItsArticle) {
  add_source({.id = "s", .homepage = kHome, .feeds = {kFeed}});
  add(kTracker, kFeed);

  redirect(kTracker, kArticle);

  const auto article = record_of(kArticle);
  EXPECT_EQ(article.standing, records::Standing::kMoved);
  EXPECT_EQ(article.via, kTracker);
  EXPECT_EQ(article.hops, 1u);
  EXPECT_TRUE(article.fresh);
  EXPECT_EQ(record_of(kTracker).due_reason, "redirected: its target is followed instead");
  EXPECT_NE(next_of(kArticle).find("a fetch at"), std::string::npos) << next_of(kArticle);
}

TEST_F(Redirects, AHomepageThatMovedToAnotherDomainIsFollowedThereWithItsLinks) {
  add_source({.id = "s", .homepage = kHome});
  redirect(kHome, "https://moved.example/");
  EXPECT_EQ(record_of("https://moved.example/").standing, records::Standing::kMovedSeed);

  EXPECT_EQ(add("https://moved.example/story", "https://moved.example/").added, 1u);
  EXPECT_EQ(add("https://else.example/story", "https://moved.example/").refused, 1u);
}

TEST_F(Redirects, ASectionThatMovedToAnotherSiteDoesNotOpenThatSite) {
  add_source({.id = "s", .homepage = kHome});
  const records::Discovery section{.url = "https://news.example/videos",
                                   .role = Role::kHub,
                                   .source = "s",
                                   .via = kHome,
                                   .depth = 1};
  ASSERT_EQ(frontier_->add({section}, now_)->added, 1u);

  redirect(section.url, "https://tube.example/news");

  EXPECT_TRUE(is_known("https://tube.example/news"));
  EXPECT_EQ(add("https://tube.example/else", "https://tube.example/news").refused, 1u);
}

TEST_F(Redirects, ATargetThatIsDeniedIsSaidAtThePageThatLedToIt) {
  add_source({.id = "s", .homepage = kHome, .feeds = {kFeed}, .deny = {"*paper.example*"}});
  add(kTracker, kFeed);

  redirect(kTracker, kArticle);

  EXPECT_FALSE(is_known(kArticle));
  const auto story = *frontier_->explain_url(*url::Url::parse(kTracker), now_);
  EXPECT_NE(story.next.find("redirected to where nobody follows: out of the source's scope: deny "
                            "*paper.example*"),
            std::string::npos)
      << story.next;
  bool said = false;
  for (const auto& decision : story.decisions) {
    said = said || decision.why ==
                       "to https://paper.example/story, which is not followed: out of "
                       "the source's scope: deny *paper.example*";
  }
  EXPECT_TRUE(said);
}

TEST_F(Redirects, WhereAFeedMovedIsPolledAsLongAsTheFeedIsListed) {
  add_source({.id = "s", .homepage = kHome, .feeds = {kFeed}});
  redirect(kFeed, "https://feeds.example/1");
  redirect("https://feeds.example/1", "https://feeds.example/2");
  ASSERT_EQ(record_of("https://feeds.example/2").via, kFeed);

  add_source({.id = "s", .homepage = kHome});

  EXPECT_EQ(next_of("https://feeds.example/2"),
            "nothing: out of the source's scope: https://news.example/feed.xml, which moved here, "
            "is no seed of the source any more");
}

TEST_F(Redirects, WhatTheExtractorSawOfARedirectHasTheSameStanding) {
  add_source({.id = "s", .homepage = kHome, .feeds = {kFeed}});
  add(kTracker, kFeed);
  const records::Discovery seen{.url = kArticle,
                                .role = Role::kArticle,
                                .source = "s",
                                .via = kTracker,
                                .depth = 1,
                                .hops = 1};

  EXPECT_EQ(frontier_->add({seen}, now_)->added, 1u);

  EXPECT_EQ(record_of(kArticle).standing, records::Standing::kMoved);
}

TEST_F(Redirects, ExplainOfADeniedUrlNamesTheRule) {
  add_source({.id = "s", .homepage = kHome, .deny = {"*/video/*"}});

  EXPECT_EQ(next_of("https://news.example/video/1"),
            "nothing: out of the scope of source s: deny */video/*");
}

}  // namespace
}  // namespace broadsheet::frontier
