// SPDX-License-Identifier: Apache-2.0
// Lines, groups and records of robots.txt: RFC 9309 §2.1, §2.2.1, §2.2.4, §2.3.1, §2.4, §2.5; and
// what is our own.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "robots/robots.h"

namespace broadsheet::robots {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;

bool allows(std::string_view file, std::string_view target, std::string_view token = "broadsheet") {
  return Robots::parse(file).verdict(token, target).allowed;
}

// §2.1, §2.2: lines

TEST(Robots, Rfc9309_LinesEndWithCrOrLfOrBoth) {
  EXPECT_FALSE(allows("User-agent: *\rDisallow: /a\rDisallow: /b", "/a"));
  EXPECT_FALSE(allows("User-agent: *\nDisallow: /a\nDisallow: /b", "/b"));
  EXPECT_FALSE(allows("User-agent: *\r\nDisallow: /a\r\n\r\nDisallow: /b\r\n", "/b"));
  EXPECT_EQ(Robots::parse("User-agent: *\r\nDisallow: /a\r\n").verdict("x", "/a").line, 2);
  EXPECT_EQ(Robots::parse("\r\rUser-agent: *\rDisallow: /a").verdict("x", "/a").line, 4);
}

TEST(Robots, Rfc9309_ABomIsNoPartOfTheFirstLine) {
  EXPECT_FALSE(allows("\xEF\xBB\xBFUser-agent: *\nDisallow: /", "/a"));
}

TEST(Robots, Rfc9309_KeysAreCaseInsensitiveAndWhiteSpaceIsFree) {
  EXPECT_FALSE(allows(" USER-AGENT\t:\t* \n  dISALLOW  :  /a  # why\n", "/a"));
}

TEST(Robots, Rfc9309_CommentsSayNothing) {
  EXPECT_FALSE(allows("# all\nUser-agent: * # everybody\n# here\nDisallow: /a#b\n", "/a"));
  EXPECT_TRUE(allows("User-agent: *\n#Disallow: /\n", "/a"));
}

TEST(Robots, Rfc9309_EmptyLinesEndNoGroup) {
  EXPECT_FALSE(allows("User-agent: *\n\n\nDisallow: /a\n\nDisallow: /b\n", "/b"));
}

// §2.2.1: groups

TEST(Robots, Rfc9309_TheTokenIsMatchedWithoutCase) {
  EXPECT_FALSE(allows("User-agent: BroadSheet\nDisallow: /", "/a", "broadSHEET"));
}

TEST(Robots, Rfc9309_TheTokenEndsWhereItsLettersEnd) {
  EXPECT_FALSE(allows("User-agent: broadsheet/1.0 (+x)\nDisallow: /", "/a"));
  EXPECT_FALSE(allows("User-agent: broadsheet\nDisallow: /", "/a", "broadsheet/2.0"));
  EXPECT_TRUE(allows("User-agent: broad\nDisallow: /", "/a"));
  EXPECT_TRUE(allows("User-agent: broadsheet-news\nDisallow: /", "/a"));
}

TEST(Robots, Rfc9309_OneGroupMayNameMany) {
  constexpr auto file = "User-agent: a\nUser-agent: broadsheet\nUser-agent: b\nDisallow: /x\n";

  EXPECT_FALSE(allows(file, "/x"));
  EXPECT_FALSE(allows(file, "/x", "b"));
  EXPECT_TRUE(allows(file, "/x", "c"));
}

TEST(Robots, Rfc9309_GroupsOfOneTokenAreMerged) {
  constexpr auto file =
      "User-agent: broadsheet\nDisallow: /a\n"
      "User-agent: other\nDisallow: /\n"
      "User-agent: Broadsheet\nDisallow: /b\n";

  EXPECT_FALSE(allows(file, "/a"));
  EXPECT_FALSE(allows(file, "/b"));
  EXPECT_TRUE(allows(file, "/c"));
}

TEST(Robots, Rfc9309_GroupsOfTheStarAreMerged) {
  constexpr auto file =
      "User-agent: *\nDisallow: /a\nUser-agent: x\nAllow: /\nUser-agent: *\nDisallow: /b\n";

  EXPECT_FALSE(allows(file, "/a"));
  EXPECT_FALSE(allows(file, "/b"));
}

TEST(Robots, Rfc9309_TheStarSpeaksOnlyToTheUnnamed) {
  constexpr auto file = "User-agent: *\nDisallow: /\nUser-agent: broadsheet\nDisallow: /x\n";

  EXPECT_TRUE(allows(file, "/a"));
  EXPECT_FALSE(allows(file, "/a", "other"));
}

TEST(Robots, Rfc9309_AGroupWithoutRulesAllowsAll) {
  EXPECT_TRUE(allows("User-agent: *\nDisallow: /\nUser-agent: broadsheet\n", "/a"));
  EXPECT_TRUE(allows("User-agent: *\nDisallow: /\n\nUser-agent: broadsheet\nDisallow:\n", "/a"));
}

TEST(Robots, Rfc9309_NoGroupNoRules) {
  EXPECT_TRUE(allows("", "/a"));
  EXPECT_TRUE(allows("Disallow: /\n", "/a"));
  EXPECT_TRUE(allows("User-agent: other\nDisallow: /\n", "/a"));
  EXPECT_TRUE(allows("<html><body>Not found</body></html>", "/a"));
}

// §2.2.4: other records

TEST(Robots, Rfc9309_ASitemapEndsNoGroup) {
  constexpr auto file =
      "User-agent: broadsheet\nSitemap: https://a.example/s.xml\nUser-agent: other\nDisallow: /x\n";

  EXPECT_FALSE(allows(file, "/x"));
  EXPECT_FALSE(allows(file, "/x", "other"));
  EXPECT_THAT(Robots::parse(file).sitemaps(), ElementsAre("https://a.example/s.xml"));
}

TEST(Robots, Rfc9309_UnknownRecordsInterfereWithNothing) {
  EXPECT_FALSE(
      allows("User-agent: broadsheet\nNoindex: /a\nHost: x\nfoo\nCrawl-delay: 1\n"
             "User-agent: b\nDisallow: /x\n",
             "/x"));
}

TEST(Robots, House_SitemapsAreListedAsWrittenInsideGroupsAndOut) {
  const auto robots = Robots::parse(
      "Sitemap: https://a.example/1.xml\nUser-agent: x\nSITEMAP:/2.xml\nDisallow: /\nsitemap:\n"
      "Sitemap: https://a.example/\xFF.xml");

  EXPECT_THAT(robots.sitemaps(), ElementsAre("https://a.example/1.xml", "/2.xml",
                                             "https://a.example/\xEF\xBF\xBD.xml"));
}

// §2.3.1: what an answer means

TEST(Robots, Rfc9309_AnAnswerSaysWhoMayCome) {
  EXPECT_EQ(access_for_status(200), Access::kRules);
  EXPECT_EQ(access_for_status(204), Access::kRules);
  EXPECT_EQ(access_for_status(404), Access::kAllowAll);
  EXPECT_EQ(access_for_status(401), Access::kAllowAll);
  EXPECT_EQ(access_for_status(403), Access::kAllowAll);
  EXPECT_EQ(access_for_status(500), Access::kDisallowAll);
  EXPECT_EQ(access_for_status(503), Access::kDisallowAll);
}

TEST(Robots, House_TooManyRequestsAndNoAnswerCloseTheSite) {
  EXPECT_EQ(access_for_status(429), Access::kDisallowAll);
  EXPECT_EQ(access_for_status(0), Access::kDisallowAll);
  EXPECT_EQ(access_for_status(301), Access::kDisallowAll);
  EXPECT_EQ(access_for_status(999), Access::kDisallowAll);
}

// §2.5: limits

TEST(Robots, Rfc9309_ReadsTheFirst500Kibibytes) {
  std::string file = "User-agent: *\n";
  while (file.size() < (500U << 10) - 64) file += "# filling filling filling filling\n";
  const auto inside = file + "Disallow: /a\n";
  file += std::string(128, '#') + "\nDisallow: /a\n";

  EXPECT_FALSE(allows(inside, "/a"));
  EXPECT_TRUE(allows(file, "/a"));
}

TEST(Robots, House_ALineThatIsCutIsNoRule) {
  std::string file = "User-agent: *\nDisallow: /x\n";
  while (file.size() < (500U << 10) - 11) file += "#\n";
  file += std::string((500U << 10) - 11 - file.size(), '\n') + "Disallow: /archive\n";

  EXPECT_TRUE(allows(file, "/a")) << "\"Disallow: /\" is what is left of it";
  EXPECT_FALSE(allows(file, "/x"));
  EXPECT_TRUE(allows(std::string(600U << 10, 'a'), "/a"));
}

TEST(Robots, House_AnyBytesParse) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);

  EXPECT_TRUE(allows(bytes, "/a"));
  EXPECT_TRUE(allows(std::string("User-agent\0: *\nDisallow: /", 26), "/a"));
}

TEST(Robots, House_ReadsUtf16WithABom) {
  std::string file = "\xFF\xFE";
  for (const char c : std::string("User-agent: *\nDisallow: /a\n")) file += {c, '\0'};

  EXPECT_FALSE(allows(file, "/a"));
}

TEST(Robots, House_ForgivesMisspelling) {
  EXPECT_FALSE(allows("Useragent: *\nDissallow: /a\n", "/a"));
  EXPECT_FALSE(allows("User-agent *\nDisallow /a\n", "/a"));
  EXPECT_FALSE(allows("User-agent: *\nDisallow: a/b\n", "/a/b"));
}

TEST(Robots, House_TheVerdictQuotesValidUtf8) {
  const auto verdict = Robots::parse("User-agent: *\nDisallow: /\xE4\n").verdict("x", "/%E4");

  EXPECT_FALSE(verdict.allowed);
  EXPECT_EQ(verdict.rule, "Disallow: /\xEF\xBF\xBD");
}

// Crawl-delay is not in the RFC.

TEST(Robots, House_CrawlDelayIsTheGroupsOwn) {
  const auto robots = Robots::parse(
      "User-agent: *\nCrawl-delay: 10\nDisallow:\nUser-agent: x\nCrawl-delay: 0.5\nAllow: /\n");

  EXPECT_EQ(robots.crawl_delay("broadsheet"), seconds(10));
  EXPECT_EQ(robots.crawl_delay("x"), milliseconds(500));
  EXPECT_FALSE(
      Robots::parse("User-agent: *\nCrawl-delay: 3\nDisallow: /a\nUser-agent: x\nDisallow: /b")
          .crawl_delay("x"));
}

TEST(Robots, House_CrawlDelayThatIsNoneIsIgnored) {
  for (const auto* value : {"-1", "soon", "", "nan", "inf", "1.5.2", "1,5", "-0.1"}) {
    const auto file = "User-agent: *\nCrawl-delay: " + std::string(value) + "\nDisallow: /x\n";
    EXPECT_FALSE(Robots::parse(file).crawl_delay("broadsheet")) << value;
  }
  EXPECT_EQ(Robots::parse("User-agent: *\nCrawl-delay: 5 # s\n").crawl_delay("a"), seconds(5));
  EXPECT_EQ(Robots::parse("User-agent: *\nCrawl-delay: 5 seconds\n").crawl_delay("a"), seconds(5));
}

TEST(Robots, House_CrawlDelayHasABound) {
  const auto robots = Robots::parse("User-agent: *\nCrawl-delay: 99999999999999999999999\n");

  EXPECT_EQ(robots.crawl_delay("a"), std::chrono::hours(24 * 366));
}

TEST(Robots, House_TheLongestCrawlDelayOfMergedGroupsHolds) {
  const auto robots = Robots::parse(
      "User-agent: a\nCrawl-delay: 2\nDisallow:\nUser-agent: a\nCrawl-delay: 7\nDisallow:\n");

  EXPECT_EQ(robots.crawl_delay("a"), seconds(7));
}

}  // namespace
}  // namespace broadsheet::robots
