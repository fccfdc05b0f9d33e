// SPDX-License-Identifier: Apache-2.0
// Every mistake in a seed list: where it is, what it is, and what to write instead.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

#include "seeds/seeds.h"

namespace broadsheet::seeds {
namespace {

struct Mistake {
  std::string list;
  std::string where;
  std::string what;
  std::string remedy;
};

void expect_mistake(const Mistake& mistake, const std::string& name) {
  SCOPED_TRACE(mistake.list);
  const auto list = parse(mistake.list, name);
  ASSERT_FALSE(list.problems.empty());
  const auto& problem = list.problems.front();
  EXPECT_EQ(problem.where, name + ":" + mistake.where);
  EXPECT_EQ(problem.what, mistake.what);
  EXPECT_EQ(problem.remedy, mistake.remedy);
  EXPECT_FALSE(problem.warning);
  EXPECT_TRUE(list.has_errors());
  EXPECT_EQ(list.problems.size(), 1u);
}

std::string source(const std::string& lines) {
  return "sources:\n  - homepage: https://a.example/\n    " + lines + "\n";
}

const std::vector<Mistake>& yaml_mistakes() {
  static const std::string kKeys =
      "the keys are country, crawl, feeds, homepage, id, language, name, scope, sitemaps, tags";
  static const std::vector<Mistake> kMistakes = {
      // The file
      {"", "1:1", "a seed list is a map", "begin with \"sources:\""},
      {"- a\n", "1:1", "a seed list is a map", "begin with \"sources:\""},
      {"source:\n  - homepage: https://a.example/\n", "1:1", "nobody knows the key \"source\"",
       "did you mean \"sources\"?"},
      {"sources: none\n", "1:10", "there is no list of sources",
       "write \"sources:\" and a list below it"},
      {"sources:\n", "1:9", "there is no list of sources",
       "write \"sources:\" and a list below it"},
      {"sources:\n  - just a text\n", "2:5", "a source is a map", "write \"- id: …\""},
      {"sources: []\n---\nsources: []\n", "3:1", "more than one document in a file",
       "leave out the line \"---\", or make two files of it"},
      {"sources: &all []\nmore: *all\n", "2:7", "aliases (*name) are not supported", ""},
      {source("name: A\n    name: B"), "4:5", "the key \"name\" is there twice", ""},
      // A source
      {"sources:\n  - name: A\n", "2:5", "a source needs a homepage, a feed or a sitemap",
       "add \"homepage: https://…\""},
      {"sources:\n  - feeds: []\n", "2:5", "a source needs a homepage, a feed or a sitemap",
       "add \"homepage: https://…\""},
      {source("feed: https://a.example/rss"), "3:5", "nobody knows the key \"feed\"",
       "did you mean \"feeds\"?"},
      {source("colour: red"), "3:5", "nobody knows the key \"colour\"", kKeys},
      {source("id: The Planet"), "3:9", "\"The Planet\" is no id",
       "write up to 64 of a-z, 0-9 and -, as in \"daily-planet\""},
      {source("id: \"\""), "3:9", "\"\" is no id",
       "write up to 64 of a-z, 0-9 and -, as in \"daily-planet\""},
      {source("name: [a, b]"), "3:11", "this is to be a plain text",
       "write it on one line, in quotes if it has a colon"},
      {"sources:\n  - homepage: dailyplanet.example\n", "2:15", "\"dailyplanet.example\" is no URL",
       "write https://dailyplanet.example"},
      {"sources:\n  - homepage: ftp://a.example/\n", "2:15",
       "\"ftp://a.example/\" is neither http nor https", "only the web is crawled"},
      {source("feeds: [https://a.example/rss, nonsense]"), "3:36", "\"nonsense\" is no URL",
       "write https://nonsense"},
      {source("sitemaps:\n      - {}"), "4:9", "this is to be a plain text",
       "write it on one line, in quotes if it has a colon"},
      {source("language: english"), "3:15", "\"english\" is no language",
       "write a BCP 47 tag, as in \"en\" or \"pt-BR\""},
      {source("language: en_US"), "3:15", "\"en_US\" is no language",
       "write a BCP 47 tag, as in \"en\" or \"pt-BR\""},
      {source("language: en-"), "3:15", "\"en-\" is no language",
       "write a BCP 47 tag, as in \"en\" or \"pt-BR\""},
      {source("country: Britain"), "3:14", "\"Britain\" is no country",
       "write two letters of ISO 3166, as in \"GB\""},
      {source("scope: everything"), "3:12", "scope is a map",
       "write \"allow:\" and \"deny:\" below it"},
      {source("scope: {allowed: [a]}"), "3:13", "nobody knows the key \"allowed\"",
       "did you mean \"allow\"?"},
      {source("crawl: fast"), "3:12", "crawl is a map",
       "write \"delay:\", \"recheck:\" or \"budget:\" below it"},
      {source("crawl: {speed: 3}"), "3:13", "nobody knows the key \"speed\"",
       "the keys are budget, delay, recheck"},
      {source("crawl: {delay: fast}"), "3:20", "\"fast\" is no duration",
       "write 5s, 10m, 1h30m or 2d"},
      {source("crawl: {delay: 106751991d}"), "3:20", "\"106751991d\" is longer than a year",
       "write 365d at most"},
      {source("crawl: {recheck: -1h}"), "3:22", "\"-1h\" is no duration",
       "write 5s, 10m, 1h30m or 2d"},
      {source("crawl: {budget: many}"), "3:21", "\"many\" is no number of fetches a day",
       "write a whole number"},
      {source("crawl: {budget: 4294967296}"), "3:21",
       "\"4294967296\" is no number of fetches a day", "write a whole number"},
      // Two sources
      {"sources:\n  - {id: a, homepage: https://a.example/}\n  - {id: a, homepage: "
       "https://b.example/}\n",
       "3:10", "the id \"a\" is taken by the source at bad.yaml:2:10", "choose another id"},
      {"sources:\n  - homepage: https://a.example/\n  - homepage: https://www.a.example/\n", "3:5",
       "the id \"a-example\" is taken by the source at bad.yaml:2:5", "choose another id"},
  };
  return kMistakes;
}

TEST(SeedErrors, OfYamlPointAtTheValueAndSayWhatToWrite) {
  for (const auto& mistake : yaml_mistakes()) expect_mistake(mistake, "bad.yaml");
}

TEST(SeedErrors, OfWhatIsNoYamlPointAtTheSign) {
  const auto list = parse("sources:\n  - name: [open\n", "bad.yaml");

  ASSERT_EQ(list.problems.size(), 1u);
  EXPECT_THAT(list.problems.front().where, ::testing::MatchesRegex("bad\\.yaml:[0-9]+:[0-9]+"));
  EXPECT_THAT(list.problems.front().what, ::testing::StartsWith("this is not YAML: "));
}

TEST(SeedErrors, OfCsvPointAtTheCell) {
  const std::vector<Mistake> mistakes = {
      {"id,feed\n", "1:4", "nobody knows the column \"feed\"", "did you mean \"feeds\"?"},
      {"id,shoesize,homepage\n", "1:4", "nobody knows the column \"shoesize\"",
       "the columns are id, name, homepage, feeds, sitemaps, language, country, tags, allow, deny, "
       "delay, recheck, budget"},
      {"id,homepage,ID\n", "1:13", "the column \"id\" is there twice", "leave one of them out"},
      {"homepage,name\nhttps://a.example/,A,B\n", "2:22",
       "this row has more cells than there are columns", "quote a cell that has a comma"},
      {"homepage,name\nhttps://a.example/,\"A\n", "2:20", "the quotation mark is never closed",
       "write \" at the end of the cell"},
      {"id,homepage\na,\n", "2:1", "a source needs a homepage, a feed or a sitemap",
       "fill one of these columns"},
      {"id,homepage\nA B,https://a.example/\n", "2:1", "\"A B\" is no id",
       "write up to 64 of a-z, 0-9 and -, as in \"daily-planet\""},
      {"homepage\na.example\n", "2:1", "\"a.example\" is no URL", "write https://a.example"},
      {"id,feeds\na,https://a.example/rss rss2\n", "2:3", "\"rss2\" is no URL",
       "write https://rss2"},
      {"homepage,language\nhttps://a.example/,english\n", "2:20", "\"english\" is no language",
       "write a BCP 47 tag, as in \"en\" or \"pt-BR\""},
      {"homepage,country\nhttps://a.example/,UK1\n", "2:20", "\"UK1\" is no country",
       "write two letters of ISO 3166, as in \"GB\""},
      {"homepage,delay\nhttps://a.example/,soon\n", "2:20", "\"soon\" is no duration",
       "write 5s, 10m, 1h30m or 2d"},
      {"homepage,budget\nhttps://a.example/,-5\n", "2:20", "\"-5\" is no number of fetches a day",
       "write a whole number"},
      {"id,homepage\na,https://a.example/\na,https://b.example/\n", "3:1",
       "the id \"a\" is taken by the source at bad.csv:2:1", "choose another id"},
      // Columns are counted behind cells with quotation marks and line breaks, too.
      {"name,homepage,country\n\"The \"\"A\"\"\",https://a.example/,GBR\n", "2:32",
       "\"GBR\" is no country", "write two letters of ISO 3166, as in \"GB\""},
      {"name,homepage,country\n\"A\nB\",https://a.example/,GBR\n", "3:23", "\"GBR\" is no country",
       "write two letters of ISO 3166, as in \"GB\""},
  };
  for (const auto& mistake : mistakes) expect_mistake(mistake, "bad.csv");
}

TEST(SeedErrors, OfOpmlPointAtTheOutline) {
  const std::string head = "<opml version=\"2.0\">\n<body>\n";
  const std::vector<Mistake> mistakes = {
      {"<opml version=\"2.0\"><body></body></opml>", "1:1", "there is no outline in this file",
       "export the subscriptions as OPML again"},
      {head +
           "<!-- <outline xmlUrl=\"no\"/> -->\n  <outline text=\"A\" xmlUrl=\"a.example/rss\"/>\n",
       "4:3", "\"a.example/rss\" is no URL", "write https://a.example/rss"},
      {head + "<outline text=\"Folder\">\n  <outline text=\"A\" xmlUrl=\"gopher://a.example/\"/>\n"
              "</outline>\n",
       "4:3", "\"gopher://a.example/\" is neither http nor https", "only the web is crawled"},
      {head + "<outline type=\"link\" text=\"A\" url=\"a.example\"/>", "3:1",
       "\"a.example\" is no URL", "write https://a.example"},
  };
  for (const auto& mistake : mistakes) expect_mistake(mistake, "bad.opml");
}

TEST(SeedErrors, OfOpmlThatCanBeLeftOutAreWarnings) {
  const auto list = parse(
      "<opml><body><outline text=\"A\" xmlUrl=\"https://a.example/rss\" htmlUrl=\"home\" "
      "language=\"english\"/></body></opml>",
      "some.opml");

  ASSERT_EQ(list.problems.size(), 2u);
  EXPECT_TRUE(list.problems[0].warning);
  EXPECT_EQ(list.problems[0].what, "htmlUrl: \"home\" is no URL: it is left out");
  EXPECT_TRUE(list.problems[1].warning);
  EXPECT_FALSE(list.has_errors());
  ASSERT_EQ(list.sources.size(), 1u);
  EXPECT_EQ(list.sources[0].homepage, "");
}

TEST(SeedErrors, OfUrlListsPointAtTheLine) {
  const std::vector<Mistake> mistakes = {
      {"# mine\nhttps://a.example/\n  b.example\n", "3:3", "\"b.example\" is no URL",
       "write https://b.example"},
      {"mailto:editor@a.example\n", "1:1", "\"mailto:editor@a.example\" is neither http nor https",
       "only the web is crawled"},
  };
  for (const auto& mistake : mistakes) expect_mistake(mistake, "bad.txt");
}

TEST(SeedErrors, OfAnotherEncodingPointAtTheLine) {
  expect_mistake({"homepage,name\nhttps://a.example/,Z\xfcrich\n", "2:1", "this is no UTF-8",
                  "save the file as UTF-8"},
                 "bad.csv");
  expect_mistake({"sources:\n  - homepage: https://a.example/\n    name: Z\xfcrich\n", "3:1",
                  "this is no UTF-8", "save the file as UTF-8"},
                 "bad.yaml");
  const auto opml = parse(
      "<?xml version='1.0' encoding='ISO-8859-1'?><opml><outline text='Z\xfcrich' "
      "xmlUrl='https://a.example/'/></opml>",
      "latin.opml");
  ASSERT_EQ(opml.sources.size(), 1u);
  EXPECT_EQ(opml.sources[0].name, "Zürich");
}

TEST(SeedErrors, OfOneSourceLeaveTheOthersAsTheyAre) {
  const auto list = parse(
      "sources:\n"
      "  - homepage: https://a.example/\n"
      "  - homepage: nonsense\n    country: Britain\n"
      "  - homepage: https://c.example/\n",
      "bad.yaml");

  EXPECT_EQ(list.problems.size(), 2u);
  ASSERT_EQ(list.sources.size(), 2u);
  EXPECT_EQ(list.sources[0].id, "a-example");
  EXPECT_EQ(list.sources[1].id, "c-example");
  EXPECT_THAT(list.places, ::testing::ElementsAre("bad.yaml:2:5", "bad.yaml:5:5"));
}

}  // namespace
}  // namespace broadsheet::seeds
