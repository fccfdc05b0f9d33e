// SPDX-License-Identifier: Apache-2.0
// The procedure of docs/operations.md, "Growing", over a real Kafka: nothing is lost, nothing is
// doubled, and every URL is found where it belongs.
#include <gtest/gtest.h>

#include <thread>

#include "article/content_hash.h"
#include "chaos/cluster.h"
#include "common/growth.h"
#include "common/topic_plan.h"
#include "common/topics.h"
#include "core/file.h"
#include "core/wait.h"
#include "indexer/indexer.h"
#include "records/article.h"
#include "url/canonical.h"

namespace broadsheet::chaos {
namespace {

constexpr int kUrls = 120;
const Time kStart = *parse_time("2026-11-22T10:00:00Z");

std::string url_of(int number) {
  return "https://paper-" + std::to_string(number % 9) + ".example/" + std::to_string(number);
}

std::string key_of(int number) { return url::url_key(*url::Url::parse(url_of(number))); }

bus::Record version_of(int number, int version) {
  const std::string title = "Bridge " + std::to_string(number) + ", " + std::to_string(version);
  records::ArticleEvent event;
  event.capture.url = url_of(number);
  event.capture.time = kStart + std::chrono::minutes(version * kUrls + number);
  event.capture.status = 200;
  event.outcome = event.capture.outcome = records::Outcome::kArticle;
  event.capture.payload = "<html>" + title + "</html>";
  event.capture.payload_digest = sha256(event.capture.payload);
  records::Article article;
  article.url = event.capture.url;
  article.title = title;
  article.language = "en";
  article.paragraphs = {{records::ParagraphKind::kText, title + ", the council said."}};
  event.content_hash = article::content_hash(article);
  event.text_hash = article::text_hash(article);
  event.article = std::move(article);
  return {key_of(number), records::encode(event)};
}

class Growing : public ::testing::Test {
 protected:
  void SetUp() override {
    auto cluster = Cluster::up(1, network_);
    if (!cluster && cluster.fault().kind == FaultKind::kUnavailable) {
      GTEST_SKIP() << "no Kafka here: " << cluster.fault().text();
    }
    ASSERT_TRUE(cluster.ok()) << cluster.fault().text();
    cluster_.emplace(*std::move(cluster));
    bus::Options options;
    options.address = cluster_->address();
    bus_ = *bus::open(options);
  }

  void publish_versions(int version) {
    std::vector<bus::Record> records;
    for (int number = 0; number < kUrls; ++number) records.push_back(version_of(number, version));
    ASSERT_TRUE(bus_->publish(topics::kArticles, std::move(records)).ok());
  }

  void apply(int partitions, bool grow) {
    topics::Wish wish;
    wish.partitions = partitions;
    wish.grow = grow;
    const auto steps = topics::plan(*topics::existing(*bus_), wish);
    ASSERT_TRUE(steps.ok()) << steps.fault().text();
    const auto done = topics::carry_out(*bus_, *steps);
    ASSERT_TRUE(done.ok()) << done.fault().text();
  }

  // Until everything on the bus is archived.
  std::unique_ptr<indexer::Indexer> archive_all(const std::string& folder, int shards) {
    indexer::Options options;
    options.folder = folder_.path() / folder;
    options.shards = shards;
    options.group = "indexers-" + folder;
    auto opened = indexer::Indexer::open(options);
    EXPECT_TRUE(opened.ok()) << opened.fault().text();
    auto indexer = *std::move(opened);
    Tally tally;
    std::jthread archiving([&](const std::stop_token& stop) {
      const auto done = indexer->run_archive(*bus_, tally, stop);
      EXPECT_TRUE(done.ok()) << done.fault().text();
    });
    const auto ends = *bus_->end_offsets(topics::kArticles);
    const auto is_behind = [&] {
      for (int shard = 0; shard < shards; ++shard) {
        const auto at = *indexer->unit(shard).shard.offset(topics::kArticles, shard);
        if (at < ends[static_cast<std::size_t>(shard)]) return true;
      }
      return false;
    };
    const Time deadline = system_now() + std::chrono::minutes(1);
    while (is_behind() && system_now() < deadline) wait_for({}, std::chrono::milliseconds(20));
    EXPECT_FALSE(is_behind());
    return indexer;
  }

  Network network_;
  std::optional<Cluster> cluster_;
  TemporaryFolder folder_;
  std::unique_ptr<bus::Bus> bus_;
};

TEST_F(Growing, LosesNothingDoublesNothingAndFindsEverything) {
  apply(2, false);
  publish_versions(0);
  publish_versions(1);
  const auto before = archive_all("before", 2);

  apply(5, true);
  const auto placed = topics::place_anew(*bus_, topics::kArticles, {});
  ASSERT_TRUE(placed.ok()) << placed.fault().text();
  EXPECT_GT(*placed, static_cast<std::uint64_t>(kUrls) / 2);
  // An operator who is not sure does it twice.
  EXPECT_TRUE(topics::place_anew(*bus_, topics::kArticles, {}).ok());
  publish_versions(2);
  const auto after = archive_all("after", 5);

  std::uint64_t snapshots = 0;
  for (int shard = 0; shard < 5; ++shard) {
    snapshots += after->unit(shard).shard.stats()->snapshots;
    EXPECT_EQ(after->unit(shard).shard.verify({})->problem_count, 0u);
  }
  EXPECT_EQ(snapshots, 3u * kUrls);
  for (int number = 0; number < kUrls; ++number) {
    const std::string key = key_of(number);
    const auto versions = *after->unit(bus::partition_of(key, 5)).shard.versions(key);
    ASSERT_EQ(versions.size(), 3u) << url_of(number);
    for (int version = 0; version < 3; ++version) {
      EXPECT_EQ(versions[static_cast<std::size_t>(version)].article.title,
                "Bridge " + std::to_string(number) + ", " + std::to_string(version));
    }
  }
}

}  // namespace
}  // namespace broadsheet::chaos
