// SPDX-License-Identifier: Apache-2.0
// Which version a capture saw, and which one was current when.
#include <gtest/gtest.h>

#include "core/random.h"
#include "shard_fixture.h"

namespace broadsheet::archive {
namespace {

TEST_F(ShardTest, AnUnchangedArticleIsASightingAndAnEditedOneAVersion) {
  auto edited = kParagraphs;
  edited[1] = "Engineers had warned that three of its piers were weak, and asked for a closure.";

  put({event_of("https://a.example/x", kStart)});
  const auto same = put({event_of("https://a.example/x", kStart + hours(1))});
  const auto changed = put({event_of("https://a.example/x", kStart + hours(2), edited)});

  EXPECT_EQ(same.sightings, 1u);
  EXPECT_EQ(changed.snapshots, 1u);
  const auto versions = *shard_->versions("example,a)/x");
  ASSERT_EQ(versions.size(), 2u);
  EXPECT_EQ(versions[0].sightings, 2u);
  EXPECT_EQ(versions[0].last_seen, kStart + hours(1));
  EXPECT_EQ(versions[1].version, 2u);
  EXPECT_EQ(versions[1].previous, versions[0].content_hash);
  EXPECT_EQ(*shard_->superseded(versions[0]), std::optional(kStart + hours(2)));
  EXPECT_EQ(*shard_->superseded(versions[1]), std::nullopt);
  expect_sound();
}

TEST_F(ShardTest, ARevisitSeesWhatWasSeenLast) {
  const auto page = event_of("https://a.example/x", kStart);
  put({page});

  put({unchanged(page, kStart + minutes(5))});

  const auto snapshot = *shard_->as_of("example,a)/x", Time::max());
  EXPECT_EQ(snapshot.sightings, 2u);
  const auto captures = *shard_->captures("example,a)/x", {});
  ASSERT_EQ(captures.size(), 2u);
  EXPECT_EQ(captures[1].content_hash, snapshot.content_hash);
  expect_sound();
}

TEST_F(ShardTest, AsOfIsWhatTheLastCaptureSawAlsoWhenAVersionComesBack) {
  const std::vector<std::string> other = {
      "A quite different text, for an hour only, about the same bridge."};
  put({event_of("https://a.example/x", kStart),
       event_of("https://a.example/x", kStart + hours(1), other),
       event_of("https://a.example/x", kStart + hours(2))});
  const auto version_at = [&](Time time) { return shard_->as_of("example,a)/x", time)->version; };

  EXPECT_EQ(shard_->as_of("example,a)/x", kStart - Duration(1)).fault().kind, FaultKind::kNotFound);
  EXPECT_EQ(version_at(kStart), 1u);
  EXPECT_EQ(version_at(kStart + minutes(90)), 2u);
  EXPECT_EQ(version_at(kStart + hours(3)), 1u);
  expect_sound();
}

TEST_F(ShardTest, AnImportFromBeforeTakesItsPlaceInTheOrder) {
  const std::vector<std::string> older = {
      "An older text of the same article, found in another archive later on."};
  put({event_of("https://a.example/x", kStart)});

  put({event_of("https://a.example/x", kStart - hours(24), older)});

  const auto versions = *shard_->versions("example,a)/x");
  ASSERT_EQ(versions.size(), 2u);
  EXPECT_EQ(versions[0].first_seen, kStart - hours(24));
  EXPECT_EQ(versions[1].previous, versions[0].content_hash);
  EXPECT_EQ(shard_->as_of("example,a)/x", Time::max())->version, 2u);
  expect_sound();
}

TEST_F(ShardTest, HistoryComesOutTheSameInWhateverOrderItIsImported) {
  const std::vector<std::string> titles = {"Bridge stays open", "Bridge closes", "Bridge repaired"};
  Random random(7);
  for (int round = 0; round < 40; ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    const std::string url = "https://a.example/" + std::to_string(round);
    const std::string url_key = url::url_key(*url::Url::parse(url));
    std::vector<records::ArticleEvent> captures;
    for (int i = 0; i < 8; ++i) {
      captures.push_back(event_of(url, kStart + hours(i), kParagraphs, titles[random.below(3)]));
    }
    auto shuffled = captures;
    for (std::size_t i = shuffled.size(); i > 1; --i) {
      std::swap(shuffled[i - 1], shuffled[random.below(i)]);
    }
    Index index;
    for (std::size_t from = 0; from < shuffled.size();) {
      const std::size_t to = std::min(shuffled.size(), from + 1 + random.below(4));
      put({shuffled.begin() + static_cast<std::ptrdiff_t>(from),
           shuffled.begin() + static_cast<std::ptrdiff_t>(to)});
      index.follow(*shard_);
      from = to;
    }

    for (const auto& capture : captures) {
      EXPECT_EQ(shard_->as_of(url_key, capture.capture.time)->content_hash, capture.content_hash);
    }
    index.expect_current(*shard_);
    const auto versions = *shard_->versions(url_key);
    Time before = Time::min();
    for (const auto& version : versions) {
      const auto first =
          std::ranges::find(captures, version.content_hash, &records::ArticleEvent::content_hash);
      EXPECT_EQ(version.first_seen, first->capture.time);
      EXPECT_LT(before, version.first_seen);
      before = version.first_seen;
    }
  }
  expect_sound();
}

TEST_F(ShardTest, AnOldRevisitIsOfTheVersionOfItsTime) {
  const auto first = event_of("https://a.example/x", kStart);
  const auto last =
      event_of("https://a.example/x", kStart + hours(9), kParagraphs, "Bridge closes");
  put({last, first});

  put({unchanged(first, kStart + hours(1)), unchanged(last, kStart + hours(2))});

  const auto version = *shard_->as_of("example,a)/x", kStart + hours(1));
  EXPECT_EQ(version.content_hash, first.content_hash);
  EXPECT_EQ(version.sightings, 2u) << "the page of the last one was not there yet";
  EXPECT_EQ(version.last_seen, kStart + hours(1));
  expect_sound();
}

// A feed is fetched for years and never shows an article.
TEST_F(ShardTest, WhereNoVersionWasSeenNoCaptureIsLookedAt) {
  plant_trap("example,a)/feed", kStart);
  auto feed = event_of("https://a.example/feed", kStart + hours(1));
  feed.article.reset();
  feed.outcome = Outcome::kFeed;
  feed.content_hash = feed.text_hash = {};

  const auto report = put({feed, unchanged(feed, kStart + hours(2))});

  EXPECT_EQ(report.captures, 2u);
  EXPECT_EQ(report.sightings, 0u);
  EXPECT_EQ(shard_->as_of("example,a)/feed", Time::max()).fault().kind, FaultKind::kNotFound);
  EXPECT_EQ(shard_->as_of("example,a)/feed", kStart + hours(1)).fault().kind, FaultKind::kNotFound);
}

// An article whose address became a hub, or went behind a wall.
TEST_F(ShardTest, CapturesAfterTheLastSightingAreNotLookedAt) {
  const auto page = event_of("https://a.example/x", kStart);
  put({page});
  plant_trap("example,a)/x", kStart + hours(1));

  const auto report = put({unchanged(page, kStart + hours(2))});

  EXPECT_EQ(report.sightings, 1u);
  plant_trap("example,a)/x", kStart + hours(3));
  const auto snapshot = shard_->as_of("example,a)/x", Time::max());
  ASSERT_TRUE(snapshot.ok()) << snapshot.fault().text();
  EXPECT_EQ(snapshot->last_seen, kStart + hours(2));
  EXPECT_EQ(*shard_->superseded(*snapshot), std::nullopt);
}

TEST_F(ShardTest, AnOlderCaptureOfAUrlThatHadNoVersionLooksAtTheBatchAlone) {
  plant_trap("example,a)/x", kStart);
  const auto page = event_of("https://a.example/x", kStart + hours(1));
  const auto last =
      event_of("https://a.example/x", kStart + hours(9), kParagraphs, "Bridge closes");

  const auto report = put({last, page, unchanged(page, kStart + hours(2))});

  EXPECT_EQ(report.snapshots, 2u);
  EXPECT_EQ(report.sightings, 1u);
}

}  // namespace
}  // namespace broadsheet::archive
