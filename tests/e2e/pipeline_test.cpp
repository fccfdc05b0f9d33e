// SPDX-License-Identifier: Apache-2.0
// From a seed list to an answer, in one process, against the newsroom.
#include "broadsheet/pipeline.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <thread>

#include "core/file.h"
#include "core/wait.h"
#include "e2e/newsroom_world.h"
#include "gateway/gateway.h"
#include "seeds/seeds.h"

namespace broadsheet::e2e {
namespace {

constexpr Duration kDelay = std::chrono::milliseconds(20);

class PipelineTest : public ::testing::Test {
 protected:
  void open(std::size_t outlets) {
    newsroom_ = open_newsroom(outlets);
    open_pipeline();
    const auto sources = seeds::load({write_seeds(*newsroom_, folder_.path()).string()});
    ASSERT_TRUE(sources.ok()) << sources.fault().text();
    ASSERT_TRUE(pipeline_->put_sources(*sources).ok());
  }

  // As a process does that begins again over the same folder.
  void open_pipeline() {
    archive_.reset();
    pipeline_.reset();
    PipelineOptions options;
    options.data = folder_.path() / "data";
    options.fetcher.http.resolve = {*http::ResolveRule::parse(resolve_rule(*newsroom_))};
    options.fetcher.http.addresses.allowed = {*url::Cidr::parse("127.0.0.0/8")};
    options.fetcher.http.user_agent = "broadsheet/test (+test@newsroom.test)";
    options.fetcher.frontier.rules.delay = kDelay;
    auto pipeline = Pipeline::open(options);
    ASSERT_TRUE(pipeline.ok()) << pipeline.fault().text();
    pipeline_ = *std::move(pipeline);
    archive_ = gateway::archive_gateway(pipeline_->shards());
  }

  // Until nothing is due for a while.
  void crawl() {
    std::stop_source stop;
    std::jthread watch([&] {
      const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(3);
      bool idle = false;
      while (!idle && std::chrono::steady_clock::now() < deadline) {
        wait_for(stop.get_token(), std::chrono::milliseconds(50));
        const auto answer = pipeline_->is_idle(std::chrono::seconds(5));
        ASSERT_TRUE(answer.ok()) << answer.fault().text();
        idle = *answer;
      }
      EXPECT_TRUE(idle) << "the crawl does not come to an end";
      stop.request_stop();
    });
    const auto done = app::run_loops(pipeline_->loops(), stop.get_token());
    ASSERT_TRUE(done.ok()) << done.fault().text();
  }

  void expect_truth(const std::vector<Time>& times) {
    for (const auto& sentence : compare(pipeline_->indexer(), *newsroom_, times)) {
      ADD_FAILURE() << sentence;
    }
  }

  TemporaryFolder folder_;
  std::unique_ptr<newsroom::Newsroom> newsroom_;
  std::unique_ptr<Pipeline> pipeline_;
  std::unique_ptr<rpc::ArchiveApi> archive_;
};

TEST_F(PipelineTest, TheArchiveIsWhatTheNewsroomPublishedAndNobodyWasPressed) {
  open(6);
  const Time first = newsroom_->clock().now();

  crawl();

  expect_truth({first});
  newsroom::Rules rules;
  rules.delay = kDelay;
  rules.tolerance = std::chrono::milliseconds(10);
  rules.agent_must_have = "test@newsroom.test";
  for (const auto& violation : newsroom_->judge(rules)) {
    ADD_FAILURE() << newsroom::to_string(violation.offence) << ": " << violation.what;
  }
  for (int shard = 0; shard < pipeline_->indexer().shards(); ++shard) {
    EXPECT_EQ(pipeline_->indexer().unit(shard).shard.verify({})->problem_count, 0u);
  }
}

// The articles of a publisher lie in a sitemap that is a gzip file, without Content-Encoding.
TEST_F(PipelineTest, ASitemapInAGzipFileIsRead) {
  open(6);
  crawl();
  std::size_t packed = 0;
  for (const auto& outlet : newsroom_->world().catalogue().outlets()) {
    if (outlet.layout != newsroom::Layout::kPublisher) continue;
    const std::string url = "http://" + outlet.host + "/sitemaps/articles.xml.gz";
    rpc::ListCapturesRequest request;
    request.url = *url::Url::parse(url);
    const auto reply = archive_->list_captures(request, {});
    ASSERT_TRUE(reply.ok()) << reply.fault().text();
    ASSERT_FALSE(reply->captures.empty()) << url;
    EXPECT_EQ(reply->captures.front().outcome, records::Outcome::kSitemap) << url;
    ++packed;
  }
  EXPECT_GT(packed, 0u);
}

TEST_F(PipelineTest, EditsBecomeVersionsAndAQuestionFindsThem) {
  open(4);
  const Time first = newsroom_->clock().now();
  crawl();
  newsroom_->clock().advance(std::chrono::hours(10));
  open_pipeline();
  const Time second = newsroom_->clock().now();

  ASSERT_TRUE(pipeline_->fetcher().frontier().recheck_all(system_now()).ok());
  crawl();

  expect_truth({first, second});
  rpc::SearchRequest request;
  request.query.versions = rpc::VersionScope::kAll;
  const auto all = archive_->search(request, {});
  ASSERT_TRUE(all.ok()) << all.fault().text();
  const auto stats = archive_->get_stats({}, {});
  std::uint64_t snapshots = 0;
  for (const auto& shard : stats->shards) snapshots += shard.snapshots;
  EXPECT_EQ(all->total, snapshots);
  request.query.versions = rpc::VersionScope::kLatest;
  EXPECT_LT(archive_->search(request, {})->total, snapshots);
}

TEST_F(PipelineTest, WireStoriesAreFoundAsCopies) {
  open(6);
  crawl();
  std::map<std::string, std::vector<std::string>> stories;
  for (const auto& article : newsroom::truth(newsroom_->world(), newsroom_->clock().now())) {
    if (!article.wire.empty() && article.allowed && article.wall.empty()) {
      stories[article.wire].push_back(article.url);
    }
  }
  std::size_t asked = 0;
  std::size_t found = 0;
  for (const auto& [wire, urls] : stories) {
    if (urls.size() < 2) continue;
    rpc::ListCopiesRequest request;
    request.of.url = *url::Url::parse(urls.front());
    request.resemblance_min = 0.3;
    const auto reply = archive_->list_copies(request, {});
    ASSERT_TRUE(reply.ok()) << reply.fault().text();
    asked += urls.size() - 1;
    for (const auto& copy : reply->copies) {
      const bool of_story = std::ranges::find(urls, copy.snapshot.article.url) != urls.end();
      EXPECT_TRUE(of_story) << copy.snapshot.article.url << " is no copy of " << urls.front();
      found += of_story ? 1 : 0;
    }
  }
  EXPECT_GT(asked, 0u);
  EXPECT_GE(found * 10, asked * 9) << found << " of " << asked << " copies";
}

TEST_F(PipelineTest, PagesOfSearchAndListAndStreamAgree) {
  open(4);
  crawl();
  std::set<std::string> listed;
  rpc::ListSnapshotsRequest list;
  list.page.size = 7;
  do {
    const auto page = archive_->list_snapshots(list, {});
    ASSERT_TRUE(page.ok()) << page.fault().text();
    for (const auto& snapshot : page->snapshots) {
      EXPECT_TRUE(listed.insert(snapshot.key().name()).second) << "listed twice";
    }
    list.page.position = page->next_position;
  } while (!list.page.position.empty());

  std::set<std::string> searched;
  rpc::SearchRequest search;
  search.query.versions = rpc::VersionScope::kAll;
  search.order = rpc::SearchOrder::kNewest;
  search.page.size = 7;
  do {
    const auto page = archive_->search(search, {});
    ASSERT_TRUE(page.ok()) << page.fault().text();
    for (const auto& hit : page->hits) {
      EXPECT_TRUE(searched.insert(hit.snapshot.key().name()).second) << "found twice";
    }
    search.page.position = page->next_position;
  } while (!search.page.position.empty());

  // A stream that is cut after each batch and resumed.
  std::set<std::string> streamed;
  rpc::StreamSnapshotsRequest stream;
  stream.batch_size = 7;
  for (bool complete = false; !complete;) {
    const auto done = archive_->stream_snapshots(stream, {}, [&](rpc::StreamBatch batch) {
      for (const auto& snapshot : batch.snapshots) {
        EXPECT_TRUE(streamed.insert(snapshot.key().name()).second) << "streamed twice";
      }
      stream.position = batch.position;
      complete = batch.complete;
      return false;
    });
    ASSERT_TRUE(done.ok()) << done.fault().text();
  }
  EXPECT_GT(listed.size(), 20u);
  EXPECT_EQ(listed, searched);
  EXPECT_EQ(listed, streamed);
}

}  // namespace
}  // namespace broadsheet::e2e
