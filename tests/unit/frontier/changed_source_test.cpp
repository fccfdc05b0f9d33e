// SPDX-License-Identifier: Apache-2.0
// A source that changes while its URLs are known: what it denies or lists no more is not asked for.
#include <gtest/gtest.h>

#include "frontier_fixture.h"

namespace broadsheet::frontier {
namespace {

using ChangedSource = FrontierTest;

constexpr const char* kHome = "https://news.example/";
constexpr const char* kFeed = "https://news.example/feed.xml";
constexpr const char* kStory = "https://news.example/story-1";

TEST_F(ChangedSource, ADenyThatCameLaterStopsKnownUrlsAndNamesTheRule) {
  add_source({.id = "s", .homepage = kHome});
  pass_homepage();
  add(kStory);
  now_ += kDelay;

  add_source({.id = "s", .homepage = kHome, .deny = {"*/story-*"}});

  const auto story = *url::Url::parse(kStory);
  EXPECT_EQ(frontier_->explain_url(story, now_)->next,
            "nothing: out of the source's scope: deny */story-*")
      << "also before the queue came to it";
  EXPECT_FALSE(lease().has_value());
  EXPECT_EQ(record_of(kStory).due, Time::max());
  EXPECT_EQ(frontier_->explain_url(story, now_)->next,
            "nothing: out of the source's scope: deny */story-*");
}

TEST_F(ChangedSource, ARecheckOfEverythingDoesNotWakeWhatIsDenied) {
  add_source({.id = "s", .homepage = kHome});
  pass_homepage();
  add(kStory);
  add_source({.id = "s", .homepage = kHome, .deny = {"*/story-*"}});
  now_ += kDelay;
  ASSERT_FALSE(lease().has_value());

  EXPECT_EQ(*frontier_->recheck_all(now_), 1u) << "the homepage";

  EXPECT_EQ(record_of(kStory).due, Time::max());
}

TEST_F(ChangedSource, ADenyThatIsTakenBackWakesItsUrls) {
  add_source({.id = "s", .homepage = kHome});
  pass_homepage();
  add(kStory);
  add("https://news.example/video/1");
  add_source({.id = "s", .homepage = kHome, .deny = {"*/story-*", "*/video/*"}});
  now_ += kDelay;
  ASSERT_FALSE(lease().has_value());

  open();
  add_source({.id = "s", .homepage = kHome, .deny = {"*/video/*"}});

  EXPECT_EQ(record_of(kStory).due, now_);
  EXPECT_EQ(record_of(kStory).due_reason, "its source changed");
  EXPECT_EQ(record_of("https://news.example/video/1").due, Time::max());
  EXPECT_EQ(lease()->url.href(), kStory);
}

TEST_F(ChangedSource, AFeedThatWasTakenOutOfTheListIsPolledNoMoreUntilItIsListedAgain) {
  add_source({.id = "s", .homepage = kHome, .feeds = {kFeed}});
  pass_homepage();
  now_ += kDelay;
  complete(*lease(), Outcome::kFetched);

  add_source({.id = "s", .homepage = kHome});
  now_ += hours(2);
  complete(*lease(), Outcome::kFetched);
  now_ += kDelay;
  EXPECT_FALSE(lease().has_value());
  EXPECT_EQ(record_of(kFeed).due_reason,
            "out of the source's scope: it is no seed of the source any more");
  add(kFeed, kHome);
  EXPECT_EQ(record_of(kFeed).due, Time::max()) << "though a page still links to it";

  add_source({.id = "s", .homepage = kHome, .feeds = {kFeed}});
  EXPECT_EQ(record_of(kFeed).due, now_);
}

TEST_F(ChangedSource, AFeedThatGoesFromOneSourceToAnotherIsPolledForThatOne) {
  for (const bool taken_first : {true, false}) {
    const std::string home = taken_first ? "https://one.example/" : "https://two.example/";
    const std::string feed = home + "feed.xml";
    const std::string a = taken_first ? "a" : "c";
    const std::string b = taken_first ? "b" : "d";
    add_source({.id = a, .homepage = home, .feeds = {feed}});
    const records::Source without{.id = a, .homepage = home};
    const records::Source with{.id = b, .homepage = home + "b/", .feeds = {feed}};

    add_source(taken_first ? without : with);
    add_source(taken_first ? with : without);

    EXPECT_EQ(record_of(feed).source, b);
    EXPECT_EQ(record_of(feed).due, now_);
  }
}

TEST_F(ChangedSource, WhatAPersonSubmitsIsNoSeedThatWasTakenOut) {
  add_source({.id = "s", .homepage = kHome});
  pass_homepage();
  const records::Discovery asked{.url = kStory, .role = Role::kHub, .source = "s", .urgent = true};
  ASSERT_EQ(frontier_->add({asked}, now_)->added, 1u);
  now_ += kDelay;

  EXPECT_EQ(lease()->url.href(), kStory);
}

TEST_F(ChangedSource, WhatAFeedListedElsewhereStaysInScopeWithoutTheFeed) {
  add_source({.id = "s", .homepage = kHome, .feeds = {kFeed}});
  ASSERT_EQ(add("https://else.example/a", kFeed).added, 1u);

  add_source({.id = "s", .homepage = kHome});

  const auto verdict = frontier_->explain_url(*url::Url::parse("https://else.example/a"), now_);
  EXPECT_TRUE(verdict->next_time.has_value()) << verdict->next;
}

}  // namespace
}  // namespace broadsheet::frontier
