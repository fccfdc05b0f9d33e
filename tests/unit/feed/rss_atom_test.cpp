// SPDX-License-Identifier: Apache-2.0
// RSS, RDF and Atom as they should be, and as they mostly are.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/feed/feed_case.h"

namespace broadsheet::feed {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Rss, IsRead) {
  const auto feed = read(R"(<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
<channel>
  <title>The Daily Example</title>
  <link>https://news.example/</link>
  <atom:link href="https://news.example/rss/feed.xml" rel="self" type="application/rss+xml"/>
  <atom:link href="https://hub.example/" rel="hub"/>
  <language>en-us</language>
  <ttl>15</ttl>
  <image><title>Logo</title><url>x.png</url><link>https://news.example/logo</link></image>
  <item>
    <title>Bridge opens &amp;amp; closes</title>
    <link>https://news.example/2026/bridge?utm_source=rss</link>
    <guid isPermaLink="false">tag:news.example,2026:1</guid>
    <pubDate>Sun, 22 Nov 2026 10:00:00 +0100</pubDate>
    <dc:creator><![CDATA[Jane Doe]]></dc:creator>
    <dc:creator>John Roe</dc:creator>
    <category>Local</category><category><![CDATA[Traffic]]></category>
    <description><![CDATA[<p>It opened.</p><p>Then it closed.</p>]]></description>
    <content:encoded><![CDATA[<p>Long.</p>]]></content:encoded>
    <media:content url="x.jpg"><media:title>A bridge</media:title></media:content>
  </item>
</channel></rss>)");

  EXPECT_EQ(feed.kind, Kind::kRss);
  EXPECT_EQ(feed.problem, "");
  EXPECT_FALSE(feed.truncated);
  EXPECT_EQ(feed.title, "The Daily Example");
  EXPECT_EQ(feed.language, "en-us");
  EXPECT_EQ(feed.home->href(), "https://news.example/");
  EXPECT_THAT(feed.hubs, ElementsAre("https://hub.example/"));
  EXPECT_EQ(feed.ttl, std::chrono::minutes(15));
  ASSERT_EQ(feed.entries.size(), 1U);
  const auto& entry = feed.entries[0];
  EXPECT_EQ(entry.url.href(), "https://news.example/2026/bridge?utm_source=rss");
  EXPECT_EQ(entry.id, "tag:news.example,2026:1");
  EXPECT_EQ(entry.title, "Bridge opens & closes");
  EXPECT_EQ(entry.summary, "It opened. Then it closed.");
  EXPECT_THAT(entry.authors, ElementsAre("Jane Doe", "John Roe"));
  EXPECT_THAT(entry.keywords, ElementsAre("Local", "Traffic"));
  EXPECT_EQ(date_text(entry.published), "2026-11-22T09:00:00Z");
  EXPECT_FALSE(entry.updated);
  EXPECT_FALSE(entry.is_news);
}

TEST(Rss, OneOfRdfIsRead) {
  const auto feed = read(R"(<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:d="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel rdf:about="https://news.example/"><title>RDF</title><link>https://news.example/</link>
 <sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency></channel>
<item rdf:about="https://news.example/1"><title>One</title><link>https://news.example/one</link>
 <d:date>2026-11-22T10:00+01:00</d:date></item>
<item rdf:about="https://news.example/2"><title>Two</title></item>
</rdf:RDF>)");

  EXPECT_EQ(feed.kind, Kind::kRss);
  EXPECT_EQ(feed.ttl, std::chrono::minutes(30));
  ASSERT_EQ(feed.entries.size(), 2U);
  EXPECT_EQ(feed.entries[0].url.href(), "https://news.example/one");
  EXPECT_EQ(date_text(feed.entries[0].published), "2026-11-22T09:00:00Z");
  EXPECT_EQ(feed.entries[1].url.href(), "https://news.example/2");
}

TEST(Rss, AGuidIsTheAddressWhereThereIsNoLink) {
  EXPECT_EQ(read_item("<guid>https://a.example/1</guid>").url.href(), "https://a.example/1");
  EXPECT_THAT(read(rss_item("<guid isPermaLink='false'>https://a.example/1</guid>")).entries,
              IsEmpty());
  EXPECT_THAT(read(rss_item("<guid>12345</guid>")).entries, IsEmpty());
}

TEST(Rss, AnEntryWithoutAddressIsLeftOutAndCounted) {
  const auto feed = read(rss_item("<title>No link</title><link>mailto:a@b.example</link>"));

  EXPECT_EQ(feed.kind, Kind::kRss);
  EXPECT_THAT(feed.entries, IsEmpty());
  EXPECT_EQ(feed.problem, "1 entries have no usable address");
}

TEST(Rss, AnAtomLinkOrAnHrefIsALinkToo) {
  EXPECT_EQ(read_item("<atom:link rel='alternate' href='/a'/>").url.href(),
            "https://news.example/a");
  EXPECT_EQ(read_item("<link href='/b'/>").url.href(), "https://news.example/b");
  EXPECT_EQ(read_item("<link>/c</link><atom:link rel='self' href='/no'/>").url.href(),
            "https://news.example/c");
}

TEST(Rss, RelativeLinksMeanTheSite) {
  const auto feed = read(
      "<rss><channel><link>https://site.example/de/</link>"
      "<item><link>../a</link></item><item xml:base='https://cdn.example/x/'><link>b</link></item>"
      "</channel></rss>");

  ASSERT_EQ(feed.entries.size(), 2U);
  EXPECT_EQ(feed.entries[0].url.href(), "https://site.example/a");
  EXPECT_EQ(feed.entries[1].url.href(), "https://cdn.example/x/b");
}

TEST(Rss, TheOriginalLinkOfAProxyWins) {
  EXPECT_EQ(read_item("<link>https://proxy.example/1</link>"
                      "<feedburner:origLink>https://news.example/1</feedburner:origLink>")
                .url.href(),
            "https://news.example/1");
}

TEST(Rss, TitlesArePlainText) {
  const auto title = [](std::string_view markup) {
    return read_item("<link>/a</link><title>" + std::string(markup) + "</title>").title;
  };

  EXPECT_EQ(title("<![CDATA[It&#8217;s <em>here</em>]]>"), "It’s here");
  EXPECT_EQ(title("It&amp;#8217;s &lt;b&gt;bold&lt;/b&gt;"), "It’s bold");
  EXPECT_EQ(title("Caf&eacute; &nbsp; &mdash; open"), "Café — open");
  EXPECT_EQ(title("AT&T and R&D"), "AT&T and R&D");
  EXPECT_EQ(title("1 &lt; 2 and I &lt;3 you"), "1 < 2 and I <3 you");
  EXPECT_EQ(title("  two\n lines\t "), "two lines");
  EXPECT_EQ(title("<b>inline</b> markup"), "inline markup");
  EXPECT_EQ(title("&#146;quoted&#x92;"), "’quoted’");
  EXPECT_EQ(title("a&#0;b"),
            "a\xEF\xBF\xBD"
            "b");
}

TEST(Rss, SummariesAreShortPlainText) {
  const auto summary = [](const std::string& markup) {
    return read_item("<link>/a</link><description><![CDATA[" + markup + "]]></description>")
        .summary;
  };

  EXPECT_EQ(summary("<script>evil()</script><style>p{}</style>one<br/>two<!-- no -->"), "one two");
  EXPECT_EQ(summary("<p title=\"a > b\">text</p><img src=x"), "text");
  EXPECT_LE(summary(std::string(20'000, 'x')).size(), 4096U);
  EXPECT_EQ(
      read_item("<link>/a</link><content:encoded><![CDATA[<p>All</p>]]></content:encoded>").summary,
      "All");
}

TEST(Rss, AuthorsAreNames) {
  const auto authors = [](std::string_view text) {
    return read_item("<link>/a</link><author>" + std::string(text) + "</author>").authors;
  };

  EXPECT_THAT(authors("jane@news.example (Jane Doe)"), ElementsAre("Jane Doe"));
  EXPECT_THAT(authors("Jane Doe &lt;jane@news.example&gt;"), ElementsAre("Jane Doe"));
  EXPECT_THAT(authors("noreply@news.example"), IsEmpty());
  EXPECT_THAT(read_item("<link>/a</link><author>A B</author><dc:creator>A B</dc:creator>").authors,
              ElementsAre("A B"));
}

TEST(Rss, ChannelImagesAndSourcesSayNothingOfTheFeed) {
  const auto feed = read(
      "<rss><channel><image><title>No</title><link>https://no.example/</link></image><title>Yes</"
      "title>"
      "<link>https://yes.example/</link><item><link>/a</link><source url='x'>Else</source>"
      "<enclosure url='x'/></item></channel></rss>");

  EXPECT_EQ(feed.title, "Yes");
  EXPECT_EQ(feed.home->href(), "https://yes.example/");
}

TEST(Atom, IsRead) {
  const auto feed = read(R"(<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://news.example/blog/">
  <title type="html">News &amp;amp; Views</title>
  <link href="./"/><link rel="self" href="feed.atom"/><link rel="hub" href="https://hub.example/"/>
  <author><name>The House</name></author>
  <entry xml:lang="en">
    <id>tag:news.example,2026:1</id>
    <title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">One <b>more</b></div></title>
    <link rel="enclosure" href="a.mp3"/>
    <link rel="alternate" type="application/json" href="1.json"/>
    <link rel="alternate" type="text/html" href="1.html"/>
    <author><name>Jane Doe</name><email>jane@news.example</email></author>
    <category term="pol" label="Politics"/><category term="local"/>
    <published>2026-11-22T10:00:00+01:00</published><updated>2026-11-22T11:00:00Z</updated>
    <summary>Short.</summary>
    <content type="html">&lt;p&gt;Long&lt;/p&gt;</content>
    <source><title>Elsewhere</title><id>x</id><link href="https://else.example/"/></source>
  </entry>
  <entry><id>https://news.example/2</id><title>Tags &lt;b&gt;</title><updated>2026-11-22T12:00:00Z</updated></entry>
  <entry><id>u:3</id><title type="text">a &lt;b&gt; c</title><content src="3.html"/></entry>
</feed>)");

  EXPECT_EQ(feed.kind, Kind::kAtom);
  EXPECT_EQ(feed.problem, "");
  EXPECT_EQ(feed.title, "News & Views");
  EXPECT_EQ(feed.language, "de");
  EXPECT_EQ(feed.home->href(), "https://news.example/blog/");
  EXPECT_THAT(feed.hubs, ElementsAre("https://hub.example/"));
  ASSERT_EQ(feed.entries.size(), 3U);
  const auto& entry = feed.entries[0];
  EXPECT_EQ(entry.url.href(), "https://news.example/blog/1.html");
  EXPECT_EQ(entry.id, "tag:news.example,2026:1");
  EXPECT_EQ(entry.title, "One more");
  EXPECT_EQ(entry.language, "en");
  EXPECT_THAT(entry.authors, ElementsAre("Jane Doe"));
  EXPECT_THAT(entry.keywords, ElementsAre("Politics", "local"));
  EXPECT_EQ(date_text(entry.published), "2026-11-22T09:00:00Z");
  EXPECT_EQ(date_text(entry.updated), "2026-11-22T11:00:00Z");
  EXPECT_EQ(entry.summary, "Short.");
  EXPECT_EQ(feed.entries[1].url.href(), "https://news.example/2");
  EXPECT_EQ(feed.entries[2].url.href(), "https://news.example/blog/3.html");
  EXPECT_EQ(feed.entries[2].title, "a <b> c");
}

TEST(Atom, OfVersion03IsRead) {
  const auto feed = read(R"(<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Old</title>
<entry><title>x</title><link rel="alternate" type="text/html" href="https://news.example/x"/>
<issued>2004-11-22T10:00:00Z</issued><modified>2004-11-23T10:00:00Z</modified></entry></feed>)");

  ASSERT_EQ(feed.entries.size(), 1U);
  EXPECT_EQ(date_text(feed.entries[0].published), "2004-11-22T10:00:00Z");
  EXPECT_EQ(date_text(feed.entries[0].updated), "2004-11-23T10:00:00Z");
}

TEST(Atom, WithoutOrWithPrefixedNamespaceIsRead) {
  constexpr auto plain =
      "<feed><title>T</title><entry><title>E</title><link href='/e'/></entry></feed>";
  constexpr auto prefixed =
      "<a:feed "
      "xmlns:a='http://www.w3.org/2005/Atom'><a:title>T</a:title><a:entry><a:title>E</a:title>"
      "<a:link href='/e'/></a:entry></a:feed>";

  for (const auto* text : {plain, prefixed}) {
    const auto feed = read(text);
    EXPECT_EQ(feed.kind, Kind::kAtom);
    EXPECT_EQ(feed.title, "T");
    ASSERT_EQ(feed.entries.size(), 1U) << text;
    EXPECT_EQ(feed.entries[0].title, "E");
  }
}

}  // namespace
}  // namespace broadsheet::feed
