// SPDX-License-Identifier: Apache-2.0
// YAML, OPML, CSV and lists of URLs: what comes in goes out, and comes in again the same.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "seeds/seeds.h"

namespace broadsheet::seeds {
namespace {

using ::testing::ElementsAre;

// Read without a mistake.
std::vector<records::Source> read(std::string_view text, const std::string& name) {
  auto list = parse(text, name);
  for (const auto& problem : list.problems) {
    ADD_FAILURE() << problem.where << ": " << problem.what << "\nin\n" << text;
  }
  EXPECT_EQ(list.places.size(), list.sources.size());
  return list.sources;
}

// As it is after it was written in this format and read again.
std::vector<records::Source> again(const std::vector<records::Source>& sources, Format format,
                                   const std::string& name) {
  return read(write(sources, format), name);
}

records::Source full_source() {
  return {.id = "daily-planet",
          .name = "The \"Daily\" Planet: news, views & more",
          .homepage = "https://www.dailyplanet.example:8443/?a=1&b=2",
          .feeds = {"https://www.dailyplanet.example/rss.xml", "https://feeds.example/p?x=a|b"},
          .sitemaps = {"https://www.dailyplanet.example/news-sitemap.xml"},
          .language = "en-US",
          .country = "US",
          .tags = {"newspaper", "south east", "true", "42"},
          .allow = {"https://www.dailyplanet.example/*"},
          .deny = {"*/crossword/*", "*/live-tv/*"},
          .delay = std::chrono::seconds(10),
          .recheck = std::chrono::hours(6),
          .budget = 4'294'967'295u};
}

std::vector<records::Source> some_sources() {
  records::Source plain{.id = "plain", .homepage = "http://plain.example/"};
  records::Source feed_only{.id = "feed-only", .feeds = {"https://f.example/atom"}};
  records::Source cyrillic{.id = "pravda",
                           .name = "Правда № 1 – “sic”",
                           .homepage = "https://xn--80aaxitdbjk.xn--p1ai/",
                           .tags = {"газета"},
                           .delay = Duration{0}};
  records::Source one_tag{.id = "one-tag", .homepage = "https://o.example/", .tags = {"far north"}};
  return {full_source(), plain, feed_only, cyrillic, one_tag};
}

TEST(SeedFormats, YamlKeepsEverything) {
  EXPECT_EQ(again(some_sources(), Format::kYaml, "a.yaml"), some_sources());
}

TEST(SeedFormats, CsvKeepsEverythingButASignThatDividesValues) {
  auto sources = some_sources();
  sources[0].feeds.pop_back();  // It has a "|", which divides values.

  EXPECT_EQ(again(sources, Format::kCsv, "a.csv"), sources);
}

TEST(SeedFormats, OpmlIsTheSameOnceItWasOpml) {
  const std::string subscriptions = R"(<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.1"><head><title>Mine</title></head><body>
  <outline text="Press">
    <outline text="Zürich &amp; more">
      <outline type="rss" text="A" title="The A" xmlUrl="https://a.example/rss?x=1&amp;y=2"
               htmlUrl="https://www.a.example/"/>
      <outline type="rss" text="A sport" xmlUrl="https://a.example/sport.rss"></outline>
    </outline>
  </outline>
  <outline type="rss" text="B" xmlUrl='https://b.example/feed' category="blog,/north/sea" language="de"/>
  <outline type="link" text="C" url="https://c.example/"/>
  <outline text="an empty folder"/>
</body></opml>)";
  const auto imported = read(subscriptions, "mine.opml");

  ASSERT_EQ(imported.size(), 3u);
  EXPECT_EQ(imported[0].name, "The A");
  EXPECT_EQ(imported[0].homepage, "https://www.a.example/");
  EXPECT_THAT(imported[0].feeds,
              ElementsAre("https://a.example/rss?x=1&y=2", "https://a.example/sport.rss"));
  EXPECT_THAT(imported[0].tags, ElementsAre("Press", "Zürich & more"));
  EXPECT_THAT(imported[1].tags, ElementsAre("blog", "/north/sea"));
  EXPECT_EQ(imported[1].language, "de");
  EXPECT_EQ(imported[2].homepage, "https://c.example/");
  EXPECT_EQ(again(imported, Format::kOpml, "mine.opml"), imported);
  EXPECT_EQ(again(imported, Format::kYaml, "mine.yaml"), imported);
  EXPECT_EQ(again(imported, Format::kCsv, "mine.csv"), imported);
}

TEST(SeedFormats, AListOfUrlsIsTheSameOnceItWasOne) {
  const auto imported = read(
      "# mine\r\n"
      "https://a.example/\r\n"
      "\r\n"
      "https://a.example/rss\thereditary=1\n"
      "https://a.example/news/sitemap.xml\n"
      "https://b.example/latest\tisFeed=true\n"
      "https://c.example/all\tisSitemap=true\n"
      "https://feed.example/atomic\tisFeed=false\n"
      "https://d.example/sitemap\tisSitemap=false\n",
      "mine.txt");

  ASSERT_EQ(imported.size(), 5u);
  EXPECT_EQ(imported[0].homepage, "https://a.example/");
  EXPECT_THAT(imported[0].feeds, ElementsAre("https://a.example/rss"));
  EXPECT_THAT(imported[0].sitemaps, ElementsAre("https://a.example/news/sitemap.xml"));
  EXPECT_THAT(imported[1].feeds, ElementsAre("https://b.example/latest"));
  EXPECT_THAT(imported[2].sitemaps, ElementsAre("https://c.example/all"));
  EXPECT_EQ(imported[3].homepage, "https://feed.example/atomic");
  EXPECT_EQ(imported[4].homepage, "https://d.example/sitemap");
  EXPECT_EQ(again(imported, Format::kUrls, "mine.txt"), imported);
  EXPECT_EQ(again(imported, Format::kYaml, "mine.yaml"), imported);
  EXPECT_EQ(again(imported, Format::kCsv, "mine.csv"), imported);
}

TEST(SeedFormats, AHostThatIsCalledFeedIsNoFeed) {
  const auto sources = read("https://www.rssfeed-atom.example/\n", "mine.txt");

  ASSERT_EQ(sources.size(), 1u);
  EXPECT_EQ(sources[0].homepage, "https://www.rssfeed-atom.example/");
}

// The list of a cell was once read after it was gone.
TEST(SeedFormats, SeveralValuesInACellOfCsvAreAllRead) {
  const auto sources = read(
      "id,feeds,tags,allow,deny,sitemaps\n"
      "a,https://a.example/a-rather-long-path/rss.xml https://a.example/another-long-path/atom.xml "
      " "
      "https://a.example/3,"
      "far north|south-east|x,*/a/* */b/*,\"*/c,d/*|*/e/*\","
      "https://a.example/a-rather-long-path/1.xml|https://a.example/a-rather-long-path/2.xml\n",
      "a.csv");

  ASSERT_EQ(sources.size(), 1u);
  EXPECT_THAT(sources[0].feeds,
              ElementsAre("https://a.example/a-rather-long-path/rss.xml",
                          "https://a.example/another-long-path/atom.xml", "https://a.example/3"));
  EXPECT_THAT(sources[0].sitemaps, ElementsAre("https://a.example/a-rather-long-path/1.xml",
                                               "https://a.example/a-rather-long-path/2.xml"));
  EXPECT_THAT(sources[0].tags, ElementsAre("far north", "south-east", "x"));
  EXPECT_THAT(sources[0].allow, ElementsAre("*/a/*", "*/b/*"));
  EXPECT_THAT(sources[0].deny, ElementsAre("*/c,d/*", "*/e/*"));
}

TEST(SeedFormats, CsvIsReadAsSpreadsheetsWriteIt) {
  const auto sources = read(
      "\xef\xbb\xbfHomepage, Name ,budget\r\n"
      "https://a.example/,\"A, the \"\"first\"\"\nof two lines\",5\r\n"
      "\r\n"
      " https://b.example/ , \"B\" ,\r\n",
      "a.csv");

  ASSERT_EQ(sources.size(), 2u);
  EXPECT_EQ(sources[0].name, "A, the \"first\"\nof two lines");
  EXPECT_EQ(sources[0].budget, 5u);
  EXPECT_EQ(sources[1].homepage, "https://b.example/");
  EXPECT_EQ(sources[1].name, "B");
  EXPECT_FALSE(sources[1].budget);
}

TEST(SeedFormats, ASingleValueOfYamlIsAsGoodAsAListOfOne) {
  const auto sources = read(
      "sources:\n"
      "  - feeds: https://a.example/rss\n"
      "    tags: newspaper\n"
      "    scope: {allow: 'https://a.example/*', deny: }\n"
      "    crawl: {delay: 0, budget: 0}\n",
      "a.yaml");

  ASSERT_EQ(sources.size(), 1u);
  EXPECT_THAT(sources[0].feeds, ElementsAre("https://a.example/rss"));
  EXPECT_THAT(sources[0].tags, ElementsAre("newspaper"));
  EXPECT_THAT(sources[0].allow, ElementsAre("https://a.example/*"));
  EXPECT_TRUE(sources[0].deny.empty());
  EXPECT_EQ(sources[0].delay, Duration{0});
  EXPECT_EQ(sources[0].budget, 0u);
}

TEST(SeedFormats, AreToldByTheNameAndElseByTheText) {
  EXPECT_EQ(read("sources: [{homepage: 'https://a.example/'}]", "stdin").size(), 1u);
  EXPECT_EQ(read("\xef\xbb\xbf  <opml><outline xmlUrl='https://a.example/'/></opml>", "-").size(),
            1u);
  EXPECT_EQ(read("https://a.example/\nhttps://b.example/", "-").size(), 2u);
  EXPECT_EQ(read("id,homepage\na,https://a.example/", "-").size(), 1u);
  EXPECT_EQ(read("homepage\nhttps://a.example/", "a.CSV").size(), 1u);
  EXPECT_EQ(parse("https://a.example/", "a.yaml", Format::kUrls).sources.size(), 1u);
}

TEST(SeedFormats, HaveNames) {
  for (const char* name : {"yaml", "opml", "csv", "urls"}) EXPECT_TRUE(parse_format(name)) << name;
  EXPECT_EQ(parse_format("json").fault().text(),
            "--format: no format \"json\" (say yaml, opml, csv or urls)");
}

}  // namespace
}  // namespace broadsheet::seeds
