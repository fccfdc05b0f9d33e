// SPDX-License-Identifier: Apache-2.0
// JSON Feed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/feed/feed_case.h"

namespace broadsheet::feed {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(JsonFeed, IsRead) {
  const auto feed = read(R"({
  "version": "https://jsonfeed.org/version/1.1", "title": "Daily", "language": "en",
  "home_page_url": "https://news.example/", "hubs": [{"type": "WebSub", "url": "https://hub.example/"}],
  "items": [
    {"id": "1", "url": "/1", "title": "It&#8217;s", "summary": "<b>Short</b>",
     "content_html": "<p>Long</p>", "date_published": "2026-11-22T10:00:00+01:00",
     "date_modified": "2026-11-22T12:00:00Z", "authors": [{"name": "Jane Doe"}, {"url": "x"}],
     "tags": ["a", "b"], "language": "de"},
    {"id": 2, "external_url": "https://else.example/2", "author": {"name": "John Roe"},
     "content_text": "1 < 2 <b>"},
    {"id": "https://news.example/3"},
    {"id": "4"}, 5
  ]})");

  EXPECT_EQ(feed.kind, Kind::kJson);
  EXPECT_EQ(feed.title, "Daily");
  EXPECT_EQ(feed.home->href(), "https://news.example/");
  EXPECT_THAT(feed.hubs, ElementsAre("https://hub.example/"));
  EXPECT_EQ(feed.problem, "2 entries have no usable address");
  ASSERT_EQ(feed.entries.size(), 3U);
  const auto& entry = feed.entries[0];
  EXPECT_EQ(entry.url.href(), "https://news.example/1");
  EXPECT_EQ(entry.title, "It’s");
  EXPECT_EQ(entry.summary, "Short");
  EXPECT_THAT(entry.authors, ElementsAre("Jane Doe"));
  EXPECT_THAT(entry.keywords, ElementsAre("a", "b"));
  EXPECT_EQ(entry.language, "de");
  EXPECT_EQ(date_text(entry.published), "2026-11-22T09:00:00Z");
  EXPECT_EQ(date_text(entry.updated), "2026-11-22T12:00:00Z");
  EXPECT_EQ(feed.entries[1].id, "2");
  EXPECT_EQ(feed.entries[1].summary, "1 < 2 <b>");
  EXPECT_THAT(feed.entries[1].authors, ElementsAre("John Roe"));
  EXPECT_EQ(feed.entries[2].url.href(), "https://news.example/3");
}

TEST(JsonFeed, ThatIsBrokenSaysWhere) {
  EXPECT_THAT(read("{\"items\": [\n{\"id\": x}]}").problem, HasSubstr("line 2, column "));
  EXPECT_THAT(read("{\"items\": [").problem, HasSubstr("incomplete"));
  EXPECT_EQ(read("[1,2]").kind, Kind::kNone);
}

TEST(JsonFeed, HasBounds) {
  Limits limits;
  limits.entries_max = 1;
  const auto feed = read(R"({"items":[{"url":"/1"},{"url":"/2"}]})", limits);

  EXPECT_EQ(feed.entries.size(), 1U);
  EXPECT_TRUE(feed.truncated);
  EXPECT_NE(read("{\"items\":" + std::string(100'000, '[')).problem, "");
}

}  // namespace
}  // namespace broadsheet::feed
