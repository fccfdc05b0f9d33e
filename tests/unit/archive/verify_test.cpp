// SPDX-License-Identifier: Apache-2.0
// What verify finds beside rows that are missing or changed: rows too many, and files of feeds.
#include <gmock/gmock.h>

#include "archive/stories.h"
#include "archive/verify_pages.h"
#include "shard_fixture.h"

namespace broadsheet::archive {
namespace {

TEST_F(ShardTest, VerifyFindsWhatIsLeftOver) {
  put({event_of("https://a.example/x", kStart)});
  expect_sound();
  const auto digest = sha256("a page of nobody");
  struct Row {
    std::string_view family;
    std::string key;
  };
  for (const auto& row :
       {Row{kPayloads, std::string(digest.view())}, Row{kStories, band_key("band", digest)},
        Row{kStories, signature_key(digest)}, Row{kStories, carrier_prefix(digest) + "key"}}) {
    kv::Batch batch;
    batch.put(row.family, row.key, "");
    write_rows(batch);
    EXPECT_GE(shard_->verify({})->problem_count, 1u) << row.family << " " << to_hex(row.key);
    kv::Batch undo;
    undo.remove(row.family, row.key);
    write_rows(undo);
  }
  expect_sound();
}

TEST_F(ShardTest, SnapshotsComeInTheOrderOfTheirKeysHoweverManyAtOnce) {
  for (int i = 0; i < 5; ++i) {
    put({event_of("https://a.example/" + std::to_string(4 - i), kStart + minutes(i))});
  }
  for (const std::size_t count : {1, 2, 5, 100}) {
    std::vector<std::string> keys;
    for (std::string after;;) {
      const auto page = *shard_->in_order(after, count);
      if (page.empty()) break;
      for (const auto& snapshot : page) keys.push_back(snapshot.key().bytes());
      after = keys.back();
    }
    EXPECT_EQ(keys.size(), 5u) << count;
    EXPECT_TRUE(std::ranges::is_sorted(keys)) << count;
  }
}

TEST_F(ShardTest, AFeedWhoseFileIsMissingIsFound) {
  auto feed = event_of("https://a.example/feed", kStart);
  feed.article.reset();
  feed.outcome = Outcome::kFeed;
  feed.content_hash = feed.text_hash = {};
  put({feed});
  expect_sound();

  kv::Batch batch;
  batch.remove(kPayloads, feed.capture.payload_digest.view());
  write_rows(batch);

  std::vector<std::string> problems;
  const auto report = *shard_->verify({});
  for (const auto& problem : report.problems) problems.push_back(problem.what);
  EXPECT_THAT(problems, ::testing::Contains("the file of a feed is missing"));
}

TEST_F(ShardTest, PagesThatNobodyHasAreFoundInSlicesOfAnySize) {
  put({event_of("https://a.example/x", kStart), event_of("https://a.example/y", kStart)});
  kv::Batch batch;
  for (const auto* page : {"one", "two", "three"}) {
    batch.put(kPayloads, sha256(page).view(), "");
  }
  write_rows(batch);
  shard_.reset();
  kv::Options options;
  for (const auto name : kFamilies) {
    options.families.push_back({std::string(name), name != kTexts && name != kPayloads});
  }
  const Shard::Impl impl(*kv::Store::open(folder_.path() / "store", options));

  for (const std::size_t slice : {1, 2, 3, 5, 100}) {
    std::size_t count = 0;
    ASSERT_TRUE(find_pages_left_over(impl, slice, [&](const Digest&) { ++count; }).ok());
    EXPECT_EQ(count, 3u) << slice;
  }
}

}  // namespace
}  // namespace broadsheet::archive
