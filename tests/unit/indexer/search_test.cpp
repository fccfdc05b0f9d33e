// SPDX-License-Identifier: Apache-2.0
// What a shard finds: as it was at a time, on a host, and what was archived just before a stop.
#include <future>

#include "core/metrics.h"
#include "indexer/index_loop.h"
#include "indexer/indexer.h"
#include "unit/indexer/press.h"
#include "url/canonical.h"

namespace broadsheet::indexer {
namespace {

using std::chrono::hours;

class ShardSearch : public ::testing::Test {
 protected:
  void SetUp() override {
    Options options;
    options.folder = folder_.path() / "shards";
    options.shards = 1;
    indexer_ = *Indexer::open(options);
  }

  // A capture that saw this title at that hour.
  static records::ArticleEvent event_of(const std::string& url, const std::string& title,
                                        int hour) {
    records::ArticleEvent event;
    event.capture.url = url;
    event.capture.source = "gazette";
    event.capture.time = kStart + hours(hour);
    event.capture.status = 200;
    event.outcome = event.capture.outcome = records::Outcome::kArticle;
    event.capture.payload = "<html>" + title + "</html>";
    event.capture.payload_digest = sha256(event.capture.payload);
    records::Article article;
    article.url = url;
    article.title = title;
    article.language = "en";
    article.paragraphs = {{records::ParagraphKind::kText, title + ", the council said."}};
    event.content_hash = article::content_hash(article);
    event.text_hash = article::text_hash(article);
    event.article = std::move(article);
    return event;
  }

  void put(const std::string& url, const std::string& title, int hour) {
    const auto report = indexer_->unit(0).shard.put({event_of(url, title, hour)}, {});
    ASSERT_TRUE(report.ok()) << report.fault().text();
    while (true) {
      const auto count = index_some(indexer_->unit(0));
      ASSERT_TRUE(count.ok()) << count.fault().text();
      if (*count == 0) break;
    }
  }

  rpc::SearchReply search(std::optional<int> as_of_hour, int page_size = 50,
                          const std::string& text = {}) {
    rpc::SearchRequest request;
    request.query.text = text;
    if (as_of_hour) request.query.as_of = kStart + hours(*as_of_hour);
    request.page.size = page_size;
    auto reply = indexer_->api(0).search(request, {});
    EXPECT_TRUE(reply.ok()) << reply.fault().text();
    return *std::move(reply);
  }

  std::vector<std::string> titles(std::optional<int> as_of_hour) {
    std::vector<std::string> titles;
    for (const auto& hit : search(as_of_hour).hits) titles.push_back(hit.snapshot.article.title);
    return titles;
  }

  inline static const Time kStart = *parse_time("2026-11-22T10:00:00Z");
  static constexpr const char* kUrl = "https://gazette.example/bridge";
  TemporaryFolder folder_;
  std::unique_ptr<Indexer> indexer_;
};

using Titles = std::vector<std::string>;

double searchable_count() {
  const std::string all = metrics::exposition();
  const std::string name = "\nbroadsheet_searchable_seconds_count ";
  const auto at = all.find(name);
  return at == std::string::npos ? 0 : std::stod(all.substr(at + name.size()));
}

TEST_F(ShardSearch, CountsHowLongNewsTookUntilItCouldBeFound) {
  const double before = searchable_count();
  put(kUrl, "An import is no news", 0);
  EXPECT_EQ(searchable_count(), before);

  const auto since = std::chrono::duration_cast<hours>(system_now() - kStart).count() + 1;
  put(kUrl, "Bridge opens", static_cast<int>(since));
  EXPECT_EQ(searchable_count(), before + 1);
  put(kUrl, "Bridge closes", static_cast<int>(since) + 1);
  EXPECT_EQ(searchable_count(), before + 2) << "the elder version changes too, and is no news";
}

TEST_F(ShardSearch, TheLongestUrlThatIsArchivedIsFound) {
  // 8 KiB may be imported, 2 are crawled.
  for (const std::size_t size : {990U, 2048U, 8192U}) {
    std::string url = std::string(kUrl) + std::to_string(size) + "?q=";
    url += std::string(size - url.size(), 'x');
    put(url, "Bridge " + std::to_string(size), 0);

    const auto found = search(std::nullopt, 50, "\"Bridge " + std::to_string(size) + "\"");

    ASSERT_EQ(found.hits.size(), 1u) << size;
    EXPECT_EQ(found.hits.front().snapshot.article.url, url);
  }
  // One after the other: the cursor names the last hit.
  std::set<std::string> seen;
  rpc::SearchRequest request;
  request.page.size = 1;
  do {
    const auto reply = indexer_->api(0).search(request, {});
    ASSERT_TRUE(reply.ok()) << reply.fault().text();
    for (const auto& hit : reply->hits) seen.insert(hit.snapshot.article.url);
    request.page.position = reply->next_position;
  } while (!request.page.position.empty());
  EXPECT_EQ(seen.size(), 3u);
}

// What a former extractor had read is published later; its index entry and its page are of then.
TEST_F(ShardSearch, AFormerReadingThatIsPublishedIsFoundWithItsOwnPage) {
  auto& unit = indexer_->unit(0);
  const auto first = event_of(kUrl, "Bridge opens. Comment", 0);
  put(kUrl, "Bridge opens. Comment", 0);
  auto better = event_of(kUrl, "Bridge opens", 0);
  better.capture.payload.clear();
  better.capture.payload_digest = first.capture.payload_digest;
  better.capture.reading_of = first.content_hash;
  better.article->extractor_version = "2";
  auto published = event_of(kUrl, "Bridge opens. Comment", 5);
  published.capture.payload += "<!-- later -->";
  published.capture.payload_digest = sha256(published.capture.payload);
  published.article->extractor_version = "2";

  ASSERT_TRUE(unit.shard.put({better}, {}).ok());
  ASSERT_TRUE(index_some(unit).ok());
  EXPECT_EQ(titles(std::nullopt), Titles{"Bridge opens"});
  ASSERT_TRUE(unit.shard.put({published}, {}).ok());
  ASSERT_TRUE(index_some(unit).ok());

  EXPECT_EQ(titles(std::nullopt), Titles{"Bridge opens. Comment"});
  EXPECT_EQ(titles(4), Titles{"Bridge opens"});
  rpc::GetPayloadRequest request;
  request.of.key =
      records::SnapshotKey{url::url_key(*url::Url::parse(kUrl)), published.content_hash};
  const auto page = indexer_->api(0).payload(request, {});
  ASSERT_TRUE(page.ok()) << page.fault().text();
  EXPECT_EQ(page->bytes, published.capture.payload);
  EXPECT_EQ(page->capture.time, published.capture.time);
}

TEST_F(ShardSearch, WhatTheIndexCannotTakeIsLeftOutAlone) {
  const std::string endless = std::string(kUrl) + "?q=" + std::string(60'000, 'x');
  const auto left_out =
      metrics::counter("broadsheet_index_left_out_total",
                       "Changes of the archive that the full-text index cannot take.");
  const double before = left_out.value();

  ASSERT_TRUE(indexer_->unit(0)
                  .shard
                  .put({event_of(kUrl, "Bridge opens", 0), event_of(endless, "Bridge sings", 1),
                        event_of(std::string(kUrl) + "-2", "Bridge closes", 2)},
                       {})
                  .ok());
  put(endless, "Bridge sings again", 3);

  EXPECT_EQ(search(std::nullopt).total, 2u);
  EXPECT_EQ(left_out.value() - before, 3);  // of two versions; the first was superseded
  EXPECT_EQ(indexer_->unit(0).unindexed(), 0u);
  EXPECT_EQ(indexer_->unit(0).shard.versions(url::url_key(*url::Url::parse(endless)))->size(), 2u);
}

TEST_F(ShardSearch, StatsSayUpToWhichSequenceSearchesFind) {
  const auto stats = [&] { return *indexer_->api(0).stats({}); };
  put(kUrl, "Bridge opens", 0);
  put(std::string(kUrl) + "?q=" + std::string(60'000, 'x'), "Bridge sings", 1);
  put(kUrl, "Bridge closes", 2);
  EXPECT_EQ(stats().sequence, 3u);
  EXPECT_EQ(stats().searchable, 3u) << "one of them is in no index, and nobody waits for it";
  EXPECT_EQ(stats().newest, kStart + hours(2));

  const auto late = event_of(std::string(kUrl) + "-2", "Bridge falls", 3);
  ASSERT_TRUE(indexer_->unit(0).shard.put({late}, {}).ok());
  EXPECT_EQ(stats().sequence, 4u);
  EXPECT_EQ(stats().searchable, 3u);
}

TEST_F(ShardSearch, AnArticleThatWentBackIsFoundAsItWasAtEachTime) {
  put(kUrl, "Bridge opens", 0);
  put(kUrl, "Bridge closes", 2);
  put(kUrl, "Bridge opens", 4);

  EXPECT_EQ(titles(-1), Titles{});
  EXPECT_EQ(titles(1), Titles{"Bridge opens"});
  EXPECT_EQ(titles(3), Titles{"Bridge closes"});
  EXPECT_EQ(titles(5), Titles{"Bridge opens"});
  EXPECT_EQ(titles(std::nullopt), Titles{"Bridge opens"});
}

TEST_F(ShardSearch, TotalsAndCountsAsOfATimeCountAnArticleOnce) {
  for (int i = 0; i < 6; ++i) {
    const std::string url = std::string(kUrl) + std::to_string(i);
    put(url, "Bridge opens", 0);
    put(url, "Bridge closes", 2);
    if (i % 2 == 0) put(url, "Bridge opens", 4);
  }

  for (const int page_size : {1, 2, 50}) {
    EXPECT_EQ(search(1, page_size).total, 6u);
    EXPECT_EQ(search(3, page_size).total, 6u) << "with pages of " << page_size;
    EXPECT_EQ(search(5, page_size).total, 6u);
  }
  EXPECT_EQ(search(3, 1, "opens").total, 0u);
  EXPECT_EQ(search(3, 1, "closes").total, 6u);
  rpc::CountRequest request;
  request.query.as_of = kStart + hours(3);
  request.by = {rpc::CountBy::kSource, rpc::CountBy::kFirstSeenDay};
  const auto count = indexer_->api(0).count(request, {});
  ASSERT_TRUE(count.ok()) << count.fault().text();
  EXPECT_EQ(count->total, 6u);
  ASSERT_EQ(count->buckets.size(), 1u);
  EXPECT_EQ(count->buckets.front().count, 6u);
}

TEST_F(ShardSearch, AListAndASearchKnowTheSameLanguages) {
  auto event = event_of(kUrl, "Bridge opens", 0);
  event.article->language = "pt-BR";
  ASSERT_TRUE(indexer_->unit(0).shard.put({event}, {}).ok());
  put(std::string(kUrl) + "-en", "Bridge closes", 1);

  for (const std::string language : {"pt", "PT-br", "en", "br"}) {
    rpc::ListSnapshotsRequest list;
    list.filter.languages = {language};
    list.page.size = 10;
    rpc::SearchRequest found;
    found.query.languages = {language};
    found.page.size = 10;
    const std::size_t want = language == "br" ? 0 : 1;
    EXPECT_EQ(indexer_->api(0).list(list, {})->snapshots.size(), want) << language;
    EXPECT_EQ(indexer_->api(0).search(found, {})->hits.size(), want) << language;
  }
}

// Where every hit of a page was another version's time, the next page goes on all the same.
TEST_F(ShardSearch, PagesAsOfATimeBringEachArticleOnce) {
  for (int i = 0; i < 7; ++i) {
    const std::string url = std::string(kUrl) + std::to_string(i);
    put(url, "Bridge opens", 0);
    put(url, "Bridge closes", 2);
    put(url, "Bridge opens", 4);
  }
  std::multiset<std::string> urls;
  rpc::SearchRequest request;
  request.query.as_of = kStart + hours(3);
  request.page.size = 2;

  do {
    const auto page = indexer_->api(0).search(request, {});
    ASSERT_TRUE(page.ok()) << page.fault().text();
    for (const auto& hit : page->hits) urls.insert(hit.snapshot.article.url);
    request.page.position = page->next_position;
  } while (!request.page.position.empty());

  EXPECT_EQ(urls.size(), 7u);
  EXPECT_EQ(std::set<std::string>(urls.begin(), urls.end()).size(), 7u);
}

TEST_F(ShardSearch, AHostIsFoundWithAndWithoutItsPort) {
  put("https://gazette.example:8443/bridge", "Bridge opens", 0);
  put("https://courier.example/bridge", "Bridge closes", 0);
  const auto on = [&](const std::string& host) {
    rpc::SearchRequest request;
    request.query.host = host;
    const auto reply = indexer_->api(0).search(request, {});
    EXPECT_TRUE(reply.ok()) << reply.fault().text();
    return reply->total;
  };

  EXPECT_EQ(on("gazette.example:8443"), 1u);
  EXPECT_EQ(on("gazette.example"), 1u);
  EXPECT_EQ(on("example"), 2u);
  EXPECT_EQ(on("nobody.example:8443"), 0u);
}

TEST_F(ShardSearch, WhatWasArchivedBeforeAStopIsIndexedAtTheStop) {
  auto bus = *bus::open({});
  ASSERT_TRUE(topics::apply(*bus, {.partitions = 1}).ok());
  Tally tally;
  std::stop_source stop;
  auto indexing =
      std::async(std::launch::async, [&] { return indexer_->run_index(stop.get_token()); });
  auto archiving = std::async(std::launch::async,
                              [&] { return indexer_->run_archive(*bus, tally, stop.get_token()); });
  std::vector<bus::Record> records;
  for (int i = 0; i < 150; ++i) {
    const std::string url = std::string(kUrl) + std::to_string(i);
    records.push_back({url, records::encode(event_of(url, "Bridge", i))});
  }
  ASSERT_TRUE(bus->publish(topics::kArticles, std::move(records)).ok());
  ASSERT_TRUE(eventually([&] { return tally.captures_archived() > 0; }));

  stop.request_stop();

  ASSERT_TRUE(archiving.get().ok());
  ASSERT_TRUE(indexing.get().ok());
  EXPECT_EQ(indexer_->unindexed(), 0u);
  EXPECT_EQ(search(std::nullopt).total, tally.snapshots());
}

TEST_F(ShardSearch, SeveralShardsAreIndexedAtOnceAndEachWhole) {
  Options options;
  options.folder = folder_.path() / "many";
  options.shards = 6;
  const auto many = *Indexer::open(options);
  std::vector<ShardUnit*> units;
  for (int shard = 0; shard < 6; ++shard) {
    units.push_back(&many->unit(shard));
    for (int i = 0; i < shard; ++i) {  // the first has none
      const auto event = event_of(kUrl + std::to_string(i), "Bridge opens", i);
      ASSERT_TRUE(many->unit(shard).shard.put({event}, {}).ok());
    }
  }

  const auto taken = index_all(units);

  ASSERT_TRUE(taken.ok()) << taken.fault().text();
  EXPECT_EQ(*taken, 15u);
  for (int shard = 0; shard < 6; ++shard) {
    EXPECT_EQ(many->unit(shard).unindexed(), 0u);
    EXPECT_EQ(many->api(shard).search({}, {})->total, static_cast<unsigned>(shard));
  }
  EXPECT_EQ(*index_all(units), 0u);
}

// An index that is being built does not pass for the whole.
TEST_F(ShardSearch, AnIndexThatIsBehindItsGoalDoesNotAnswer) {
  put(kUrl, "Bridge opens", 0);
  auto& unit = indexer_->unit(0);
  unit.index_goal = 2;

  EXPECT_EQ(indexer_->api(0).search({}, {}).fault().kind, FaultKind::kUnavailable);
  EXPECT_EQ(indexer_->api(0).count({}, {}).fault().kind, FaultKind::kUnavailable);
  EXPECT_TRUE(indexer_->api(0).list({}, {}).ok());
  put(kUrl, "Bridge closes", 2);

  EXPECT_EQ(search(std::nullopt).total, 1u);
}

TEST_F(ShardSearch, CapturesComePageByPageInEitherOrder) {
  for (int hour = 0; hour < 7; ++hour) put(kUrl, "Bridge opens", hour);
  for (const auto order : {rpc::TimeOrder::kNewestFirst, rpc::TimeOrder::kOldestFirst}) {
    std::vector<int> hours_seen;
    rpc::ListCapturesRequest request;
    request.url = *url::Url::parse(kUrl);
    request.order = order;
    request.page.size = 3;

    do {
      const auto page = indexer_->api(0).captures(request, {});
      ASSERT_TRUE(page.ok()) << page.fault().text();
      for (const auto& capture : page->captures) {
        hours_seen.push_back(static_cast<int>((capture.time - kStart) / hours(1)));
      }
      request.page.position = page->next_position;
    } while (!request.page.position.empty());

    std::vector<int> all = {0, 1, 2, 3, 4, 5, 6};
    if (order == rpc::TimeOrder::kNewestFirst) std::ranges::reverse(all);
    EXPECT_EQ(hours_seen, all);
  }
}

}  // namespace
}  // namespace broadsheet::indexer
