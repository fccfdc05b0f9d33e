// SPDX-License-Identifier: Apache-2.0
// Sitemaps, their indexes, and what the news makes of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/feed/feed_case.h"

namespace broadsheet::feed {
namespace {

using testing::ElementsAre;

TEST(Sitemap, OfNewsIsRead) {
  const auto feed = read(R"(<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
 <url>
  <loc>
    https://news.example/a?x=1&amp;y=2
  </loc>
  <lastmod>2026-11-22T11:00:00+00:00</lastmod>
  <news:news>
   <news:publication><news:name>The Example</news:name><news:language>pt-BR</news:language></news:publication>
   <news:publication_date>2026-11-22</news:publication_date>
   <news:title>Isn&#39;t &lt;it&gt;</news:title>
   <news:keywords>one, two,, one</news:keywords>
  </news:news>
  <image:image><image:loc>https://img.example/a.jpg</image:loc><image:title>No</image:title></image:image>
 </url>
 <url><loc>https://news.example/b</loc></url>
</urlset>)");

  EXPECT_EQ(feed.kind, Kind::kSitemap);
  EXPECT_EQ(feed.problem, "");
  ASSERT_EQ(feed.entries.size(), 2U);
  const auto& entry = feed.entries[0];
  EXPECT_EQ(entry.url.href(), "https://news.example/a?x=1&y=2");
  EXPECT_TRUE(entry.is_news);
  EXPECT_EQ(entry.title, "Isn't <it>");
  EXPECT_EQ(entry.language, "pt-BR");
  EXPECT_THAT(entry.keywords, ElementsAre("one", "two"));
  EXPECT_EQ(date_text(entry.published), "2026-11-22T00:00:00Z");
  EXPECT_EQ(date_text(entry.updated), "2026-11-22T11:00:00Z");
  EXPECT_FALSE(feed.entries[1].is_news);
}

TEST(Sitemap, WithUndeclaredAndForeignNamespacesIsRead) {
  const auto feed = read(
      "<urlset xmlns='https://wrong.example/'><url><loc>https://a.example/1</loc>"
      "<news:news><news:title>T</news:title></news:news></url>"
      "<url xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'><loc>https://a.example/2</loc>"
      "<n:news><n:title>U</n:title></n:news></url></urlset>");

  ASSERT_EQ(feed.entries.size(), 2U);
  EXPECT_EQ(feed.entries[0].title, "T");
  EXPECT_EQ(feed.entries[1].title, "U");
  EXPECT_TRUE(feed.entries[1].is_news);
}

TEST(Sitemap, IndexListsSitemaps) {
  const auto feed = read(
      "<sm:sitemapindex xmlns:sm='http://www.sitemaps.org/schemas/sitemap/0.9'><sm:sitemap>"
      "<sm:loc>https://a.example/s1.xml.gz</sm:loc><sm:lastmod>2026-11-22</sm:lastmod></sm:sitemap>"
      "<sm:sitemap><sm:loc>/s2.xml</sm:loc></sm:sitemap></sm:sitemapindex>");

  EXPECT_EQ(feed.kind, Kind::kSitemapIndex);
  ASSERT_EQ(feed.entries.size(), 2U);
  EXPECT_EQ(feed.entries[0].url.href(), "https://a.example/s1.xml.gz");
  EXPECT_EQ(date_text(feed.entries[0].updated), "2026-11-22T00:00:00Z");
  EXPECT_EQ(feed.entries[1].url.href(), "https://news.example/s2.xml");
}

TEST(Sitemap, MayBeAListOfUrls) {
  const auto feed = read("\xEF\xBB\xBFhttps://a.example/1\r\n\r\nhttps://a.example/2\nhttp://\n");

  EXPECT_EQ(feed.kind, Kind::kSitemap);
  ASSERT_EQ(feed.entries.size(), 2U);
  EXPECT_EQ(feed.problem, "line 4, column 1: no URL");
}

TEST(Sitemap, HasAsManyEntriesAsTheLimitAndNoMore) {
  Limits limits;
  EXPECT_EQ(limits.entries_max, 50'000U);
  limits.entries_max = 500;
  std::string text = "<urlset>";
  for (int i = 0; i < 501; ++i) {
    text += "<url><loc>https://a.example/" + std::to_string(i) + "</loc></url>";
  }
  text += "</urlset>";

  const auto feed = read(text, limits);

  EXPECT_EQ(feed.entries.size(), 500U);
  EXPECT_TRUE(feed.truncated);
  EXPECT_EQ(feed.problem, "more than 500 entries");
}

}  // namespace
}  // namespace broadsheet::feed
