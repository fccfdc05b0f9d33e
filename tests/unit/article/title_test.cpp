// SPDX-License-Identifier: Apache-2.0
// Headlines and the names of sites.
#include "article/title.h"

#include <gtest/gtest.h>

#include "article/headline.h"
#include "html/parse.h"

namespace broadsheet::article {
namespace {

std::string chosen(std::string_view page) {
  const auto document = html::parse(page, {});
  const auto metadata = read_metadata(document);
  const auto* headline = find_headline(document, metadata);
  const auto blocks = read_blocks(document, headline);
  return choose_title(metadata, document, headline, blocks, "").value;
}

TEST(Title, LosesTheNameOfTheSite) {
  EXPECT_EQ(without_site_name("Flood hits town | The Daily Example", "The Daily Example", ""),
            "Flood hits town");
  EXPECT_EQ(without_site_name("The Daily Example - Flood hits town", "The Daily Example", ""),
            "Flood hits town");
  EXPECT_EQ(without_site_name("Flood hits the old town again – Example", "", ""),
            "Flood hits the old town again");
}

TEST(Title, IsWhatTheReaderSeesWhereMachinesAreToldOtherwise) {
  EXPECT_EQ(chosen("<title>Boats, boats: why the town wants more - Example</title><meta "
                   "property=og:title content='Why this town wants boats'><article><h1>Council "
                   "approves new ferry timetable</h1><p>Text.</p></article>"),
            "Council approves new ferry timetable");
}

TEST(Title, IsNotTheNameOfTheSite) {
  EXPECT_EQ(chosen("<title>Council approves new ferry timetable</title><header><h1><a href=/>The "
                   "Daily Example of the Harbour</a></h1></header><p>Text.</p>"),
            "Council approves new ferry timetable");
}

TEST(Title, LosesTheNameOfTheHost) {
  EXPECT_EQ(without_site_name("Flood hits town – County Courier of the North", "",
                              "www.county-courier-of-the-north.example"),
            "Flood hits town");
}

TEST(Title, KeepsADashThatIsItsOwn) {
  EXPECT_EQ(without_site_name("Flood in town - a week that nobody here will ever forget", "", ""),
            "Flood in town - a week that nobody here will ever forget");
}

TEST(Title, IsTheHeadingThatTheTitleEchoes) {
  EXPECT_EQ(chosen("<title>Flood hits town | Example</title><h1>Example</h1><h1>Flood hits "
                   "town</h1>"),
            "Flood hits town");
}

TEST(Title, IsTheHeadingWhereTheTitleSaysItInOtherQuotes) {
  EXPECT_EQ(chosen("<title>\"Flood\" hits town – Example</title><h1>“Flood” hits town</h1>"),
            "“Flood” hits town");
}

TEST(Title, WithoutAHeadingIsWhatTheMetadataSays) {
  EXPECT_EQ(chosen("<title>x</title><meta property=og:title content='Flood hits town'>"),
            "Flood hits town");
  EXPECT_EQ(chosen("<p>no title at all"), "");
}

TEST(Title, IsWhatANewsroomTellsAllMachinesAlike) {
  const std::string live =
      "<title>Flood in the valley: news and developments</title><meta property=og:title "
      "content='Flood in the valley: news and developments'><article><h1>+++ Bridge closed to "
      "lorries +++ Flood reaches the station</h1><p>Text.</p></article>";
  const std::string typed =
      "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Flood in the "
      "valley: news and developments\"}</script>";

  EXPECT_EQ(chosen(typed + live), "Flood in the valley: news and developments");
  EXPECT_EQ(chosen(live), "+++ Bridge closed to lorries +++ Flood reaches the station");
}

TEST(Title, OfTheFrameComesAfterTheOneOfTheArticle) {
  EXPECT_EQ(chosen("<title>Harbour quarrel: ferry timetable approved</title><meta "
                   "property=og:title content='Council approves new ferry timetable'>"
                   "<nav><h1>Harbour quarrel: ferry timetable approved</h1></nav><article>"
                   "<h2>Council approves new ferry timetable</h2><p>Text.</p></article>"),
            "Council approves new ferry timetable");
}

TEST(Title, IsApartFromTheKickerInTheSameHeading) {
  const std::string page =
      "<title>After years of quarrel: Council approves timetable</title><meta property=og:title "
      "content='Council approves timetable'><article><h2><span>After years of "
      "quarrel</span><span>Council approves timetable</span></h2><p>Text.</p></article>";
  const auto document = html::parse(page, {});
  const auto metadata = read_metadata(document);
  const auto* headline = find_headline(document, metadata);
  const auto title =
      choose_title(metadata, document, headline, read_blocks(document, headline), "");

  EXPECT_EQ(title.value, "Council approves timetable");
  EXPECT_EQ(title.kicker, "After years of quarrel");
  EXPECT_EQ(title.source, "h2");
}

TEST(Title, HoldsItsKickerWhereItsPublisherWritesThemAsOne) {
  EXPECT_EQ(chosen("<title>Harbour: Council approves timetable</title><h1><span "
                   "class=kicker>Harbour</span><span>Council approves timetable</span></h1>"),
            "Harbour: Council approves timetable");
}

TEST(Title, DoesNotRunWordsTogetherThatOnlyAStyleSheetParts) {
  EXPECT_EQ(chosen("<title>Ferry Guide 2026 | Example</title><h1><span>FERRY</span><span>GUIDE "
                   "2026</span></h1>"),
            "FERRY GUIDE 2026");
  EXPECT_EQ(chosen("<title>Ferry timetable approved</title><h1><span>F</span>erry timetable "
                   "approved</h1>"),
            "Ferry timetable approved");
}

TEST(Title, IsNoParagraphInLargeType) {
  std::string lead = "Learn which ferries sail at night and which do not.";
  while (lead.size() < 350) lead += " Learn which ferries sail at night and which do not.";

  EXPECT_EQ(chosen("<title>The ten best ferries at night | Example</title><h1>" + lead +
                   "</h1><p>Text.</p>"),
            "The ten best ferries at night");
}

TEST(Title, LosesTheNameOfTheSiteWhateverPartsThem) {
  for (const char* title : {"Flood hits the old town again | Daily Example",
                            "Flood hits the old town again - Daily Example",
                            "Flood hits the old town again – Daily Example",
                            "Flood hits the old town again — Daily Example",
                            "Flood hits the old town again :: Daily Example",
                            "Flood hits the old town again » Daily Example",
                            "Flood hits the old town again · Daily Example",
                            "Flood hits the old town again • Daily Example",
                            "Flood hits the old town again ｜ Daily Example",
                            "Flood hits the old town again ‹ Daily Example",
                            "Flood hits the old town again › Daily Example",
                            "Flood hits the old town again > Daily Example",
                            "Flood hits the old town again ~ Daily Example",
                            "Flood hits the old town again // Daily Example",
                            "Flood hits the old town again| Daily Example",
                            "Flood hits the old town again -- Daily Example",
                            "Daily Example | Flood hits the old town again",
                            "Daily Example: Flood hits the old town again",
                            "Flood hits the old town again | Politics | Daily Example",
                            "Flood hits the old town again - Politics - Daily Example",
                            "Flood hits the old town again | Daily Example | Politics"}) {
    EXPECT_EQ(without_site_name(title, "Daily Example", ""), "Flood hits the old town again")
        << title;
  }
  EXPECT_EQ(without_site_name("市議会が橋の閉鎖を決定｜毎朝例新聞", "毎朝例新聞", ""),
            "市議会が橋の閉鎖を決定");
  EXPECT_EQ(without_site_name("市议会决定关闭大桥_例子新闻网", "例子新闻网", ""),
            "市议会决定关闭大桥");
  EXPECT_EQ(without_site_name("市议会决定关闭大桥-例子新闻网", "例子新闻网", ""),
            "市议会决定关闭大桥");
}

TEST(Title, IsNotTheNameOfTheSectionInTheTitleOfThePage) {
  EXPECT_EQ(chosen("<title>Council approves new ferry timetable | Business and Economy | "
                   "Example</title><h1>Business and Economy</h1><article><h2>Council approves new "
                   "ferry timetable</h2><p>Text.</p></article>"),
            "Council approves new ferry timetable");
  EXPECT_EQ(chosen("<title>Council approves new ferry timetable | The Daily Example</title><div "
                   "class=logo><h1>The Daily Example</h1></div><article><h2>Council approves new "
                   "ferry timetable</h2><p>Text.</p></article>"),
            "Council approves new ferry timetable");
}

TEST(Title, HasNoBadgesAroundIt) {
  const std::string head = "<title>Council approves new ferry timetable | Example</title>";
  for (const char* heading :
       {"<span class=badge>Live</span> Council approves new ferry timetable",
        "Council approves new ferry timetable <small>2 hours ago</small>",
        "<a href=#top></a>Council approves<br>new ferry timetable",
        "Council approves new ferry timetable <span class=comments>12</span>",
        "<span>Council approves new ferry timetable</span><span class=premium>Premium</span>",
        "Coun&shy;cil approves new ferry time&shy;table&#8203;"}) {
    EXPECT_EQ(chosen(head + "<article><h1>" + heading + "</h1><p>Text.</p></article>"),
              "Council approves new ferry timetable")
        << heading;
  }
}

TEST(Title, IsWholeWhereMachinesAreToldItsBeginning) {
  EXPECT_EQ(chosen("<title>Council approves new ferry timetable after long… | Example</title>"
                   "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":"
                   "\"Council approves new ferry timetable after…\"}</script><meta "
                   "property=og:title content='Council approves new ferry timetable after long "
                   "debate'><p>Text.</p>"),
            "Council approves new ferry timetable after long debate");
}

TEST(Title, OfTheVisiblePageWinsInAnotherLanguage) {
  EXPECT_EQ(chosen("<title>Example</title><meta property=og:title content='Council approves new "
                   "ferry timetable'><article><h1>المجلس يوافق على جدول العبارات الجديد</h1>"
                   "<p>Text.</p></article>"),
            "المجلس يوافق على جدول العبارات الجديد");
}

TEST(Title, IsTheVisibleOneOfSeveralHeadings) {
  EXPECT_EQ(chosen("<title>Council approves new ferry timetable | Example</title><h1 "
                   "class=visually-hidden>Example: news from the harbour</h1><article><h1>Council "
                   "approves new ferry timetable</h1><p>Text.</p></article><aside><h1>Flood hits "
                   "town</h1><h1>Mayor resigns</h1></aside>"),
            "Council approves new ferry timetable");
}

}  // namespace
}  // namespace broadsheet::article
