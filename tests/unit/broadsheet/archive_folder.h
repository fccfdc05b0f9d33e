// SPDX-License-Identifier: Apache-2.0
// A data folder with one article in two versions, indexed, and a frontier that knows its source.
#pragma once

#include <gtest/gtest.h>

#include <future>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "article/content_hash.h"
#include "broadsheet/pipeline.h"
#include "core/file.h"
#include "url/canonical.h"

namespace broadsheet {

constexpr const char* kUrl = "https://news.example/2026/11/22/flood";

class ArchiveFolder : public ::testing::Test {
 protected:
  void SetUp() override {
    {
      const auto pipeline = open();
      const Time now = system_now();
      const records::Source source{.id = "news", .homepage = "https://news.example/"};
      ASSERT_TRUE(pipeline->put_sources({source}).ok());
      put(*pipeline, "The flood", now - std::chrono::hours(1));
      put(*pipeline, "The flood recedes", now);
    }
    // The next start finds that the index is behind.
    const auto pipeline = open();
    ASSERT_GT(pipeline->indexer().unindexed(), 0u);
    std::stop_source stop;
    auto indexing = std::async(std::launch::async,
                               [&] { return pipeline->indexer().run_index(stop.get_token()); });
    while (pipeline->indexer().unindexed() > 0) std::this_thread::yield();
    stop.request_stop();
    ASSERT_TRUE(indexing.get().ok());
  }

  std::unique_ptr<Pipeline> open() {
    PipelineOptions options;
    options.data = data_;
    auto pipeline = Pipeline::open(options);
    EXPECT_TRUE(pipeline.ok()) << pipeline.fault().text();
    return *std::move(pipeline);
  }

  static std::string page_of(const std::string& title) { return "<title>" + title + "</title>"; }

  static records::ArticleEvent event_of(const std::string& title, Time time) {
    records::ArticleEvent event;
    auto& capture = event.capture;
    capture.url = kUrl;
    capture.time = time;
    capture.status = 200;
    capture.status_text = "OK";
    capture.headers = {{"Content-Type", "text/html"}, {"Content-Encoding", "gzip"}};
    capture.request_headers = {{"Host", "news.example"}};
    capture.address = "192.0.2.1";
    capture.outcome = records::Outcome::kArticle;
    capture.source = "news";
    capture.payload = page_of(title);
    capture.payload_digest = sha256(capture.payload);
    event.outcome = records::Outcome::kArticle;
    event.article.emplace();
    event.article->url = kUrl;
    event.article->title = title;
    event.article->language = "en";
    event.article->paragraphs = {{.text = title + ": the water stands at the bridge."}};
    event.content_hash = article::content_hash(*event.article);
    event.text_hash = article::text_hash(*event.article);
    return event;
  }

  static void put(Pipeline& pipeline, const std::string& title, Time time) {
    put(pipeline, {event_of(title, time)});
  }
  // Each into its shard.
  static void put(Pipeline& pipeline, const std::vector<records::ArticleEvent>& events) {
    std::map<int, std::vector<records::ArticleEvent>> of_shard;
    for (const auto& event : events) {
      const auto url = url::Url::parse(event.capture.url);
      of_shard[bus::partition_of(url::url_key(*url), pipeline.indexer().shards())].push_back(event);
    }
    for (const auto& [shard, its] : of_shard) {
      const auto report = pipeline.indexer().unit(shard).shard.put(its, {});
      ASSERT_TRUE(report.ok()) << report.fault().text();
    }
  }

  TemporaryFolder folder_;
  std::filesystem::path data_ = folder_.path() / "data";
};

}  // namespace broadsheet
