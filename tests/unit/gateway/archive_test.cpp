// SPDX-License-Identifier: Apache-2.0
// From a page put into real shards to what HTTP gives back of it.
#include <gtest/gtest.h>

#include <algorithm>

#include "article/content_hash.h"
#include "bus/bus.h"
#include "core/file.h"
#include "indexer/indexer.h"
#include "unit/gateway/memory_archive.h"

namespace broadsheet::gateway {
namespace {

constexpr char kBridge[] = "https://gazette.example/bridge";

class RealArchive : public ::testing::Test {
 protected:
  void SetUp() override {
    indexer::Options options;
    options.folder = folder_.path();
    options.shards = 2;
    auto indexer = indexer::Indexer::open(options);
    ASSERT_TRUE(indexer.ok()) << indexer.fault().text();
    indexer_ = *std::move(indexer);
    archive_ = archive_gateway({&indexer_->api(0), &indexer_->api(1)});
    put("2026-11-22T10:00:00.125Z", "The bridge stays open until March, the council said.");
    put("2026-11-22T12:00:00Z", "The bridge stays open until May, the council said.");
  }

  void put(const std::string& time, const std::string& text) {
    records::ArticleEvent event;
    event.capture.url = kBridge;
    event.capture.source = "gazette";
    event.capture.time = *parse_time(time);
    event.capture.status = 200;
    event.capture.outcome = records::Outcome::kFetched;
    event.capture.headers = {{"Content-Type", "text/html"}};
    event.capture.payload = "<html>" + text + "</html>";
    event.capture.payload_digest = sha256(event.capture.payload);
    event.outcome = records::Outcome::kArticle;
    records::Article article;
    article.url = kBridge;
    article.title = "Bridge";
    article.paragraphs = {{records::ParagraphKind::kText, text}};
    event.content_hash = article::content_hash(article);
    event.text_hash = article::text_hash(article);
    event.article = std::move(article);
    const int shard = bus::partition_of(url::url_key(*url::Url::parse(kBridge)), 2);
    const auto report = indexer_->unit(shard).shard.put({event}, {});
    ASSERT_TRUE(report.ok()) << report.fault().text();
  }

  TemporaryFolder folder_;
  std::unique_ptr<indexer::Indexer> indexer_;
  std::unique_ptr<rpc::ArchiveApi> archive_;
};

TEST_F(RealArchive, GivesEveryVersionAndWhatChanged) {
  const std::string url = percent_encode(kBridge);

  const auto history = json_of(ask(*archive_, "/v1/history?url=" + url));
  const auto diff = json_of(ask(*archive_, "/v1/diff?url=" + url));
  const auto then = json_of(ask(*archive_, "/v1/get?as_of=2026-11-22T11:00:00Z&url=" + url));

  ASSERT_EQ(history["versions"].as_array().size(), 2U);
  EXPECT_EQ(diff["words_inserted"].as_int(), 1);
  EXPECT_EQ(diff["words_deleted"].as_int(), 1);
  EXPECT_EQ(then["text"].as_string(), "The bridge stays open until March, the council said.");
  EXPECT_EQ(ask(*archive_, "/v1/" + then["name"].as_string()).status, 200);
  EXPECT_EQ(ask(*archive_, "/v1/proof?name=" + then["name"].as_string()).status, 200);
}

TEST_F(RealArchive, ListsPageByPage) {
  const auto first = json_of(ask(*archive_, "/v1/snapshots?page_size=1&host=gazette.example"));
  const auto token = first["next_page_token"].as_string();
  ASSERT_FALSE(token.empty());

  const auto second =
      json_of(ask(*archive_, "/v1/snapshots?page_size=1&host=gazette.example&page_token=" + token));

  ASSERT_EQ(second["snapshots"].as_array().size(), 1U);
  EXPECT_NE(first["snapshots"].as_array()[0]["name"], second["snapshots"].as_array()[0]["name"]);
}

TEST_F(RealArchive, ReplaysThePageOfATime) {
  const auto gate = ask(*archive_, std::string("/timegate/") + kBridge,
                        {{"Accept-Datetime", "Sun, 22 Nov 2026 11:00:00 GMT"}});
  ASSERT_EQ(gate.status, 302) << gate.body;
  const std::string location(gate.headers.get("Location"));

  const auto memento = ask(*archive_, location.substr(location.find("/memento/")));

  EXPECT_EQ(memento.body, "<html>The bridge stays open until March, the council said.</html>");
  EXPECT_EQ(memento.headers.get("Memento-Datetime"), "Sun, 22 Nov 2026 10:00:00 GMT");
}

TEST_F(RealArchive, IsReadByPeopleAndReplayTools) {
  const auto page = ask(*archive_, "/article?url=" + percent_encode(kBridge));
  const auto cdx = ask(*archive_, "/cdx?matchType=prefix&url=https://gazette.example/");

  EXPECT_EQ(page.status, 200) << page.body;
  EXPECT_NE(page.body.find("until May"), std::string::npos);
  EXPECT_EQ(std::ranges::count(cdx.body, '\n'), 2) << cdx.body;
  EXPECT_EQ(ask(*archive_, "/").status, 200);
  EXPECT_EQ(ask(*archive_, "/v1/captures?url=" + percent_encode(kBridge)).status, 200);
  EXPECT_EQ(ask(*archive_, "/v1/copies?url=" + percent_encode(kBridge)).status, 200);
}

}  // namespace
}  // namespace broadsheet::gateway
