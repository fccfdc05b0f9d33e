// SPDX-License-Identifier: Apache-2.0
// The links of a page.
#include "html/links.h"

#include <gtest/gtest.h>

#include "html/parse.h"

namespace broadsheet::html {
namespace {

url::Url page_url() { return *url::Url::parse("https://news.example/a/b.html"); }

std::vector<Link> found(std::string_view markup, std::size_t count_max = 100) {
  static thread_local Document page;
  page = parse(markup);
  return links(page, page_url(), count_max);
}

TEST(Links, AreAbsoluteAndInOrder) {
  const auto all =
      found("<a href='c.html'> One\n <b>two</b></a><area href='/d?x=1'><a href='//e.example/'>");
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].url.href(), "https://news.example/a/c.html");
  EXPECT_EQ(all[0].text, "One two");
  EXPECT_EQ(all[0].kind, LinkKind::kAnchor);
  EXPECT_EQ(all[1].url.href(), "https://news.example/d?x=1");
  EXPECT_EQ(all[2].url.href(), "https://e.example/");
}

TEST(Links, TheFirstBaseWithHrefCounts) {
  const auto all = found("<base target=x><base href='/base/'><base href='/other/'><a href=x>");
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].url.href(), "https://news.example/base/x");
}

TEST(Links, OtherSchemesAndBadUrlsAreLeftOut) {
  EXPECT_TRUE(found("<a href='mailto:a@b.c'><a href='javascript:x()'><a href='http://['><a name=x>")
                  .empty());
}

TEST(Links, HeadLinksHaveTheirKinds) {
  const auto all = found(
      "<link rel=canonical href=/c><link rel='alternate' type='application/rss+xml' title=' The  "
      "feed' "
      "href=/f><link rel=AMPHTML href=/amp><link rel=alternate hreflang=de href=/de><link rel=next "
      "href=/2><link rel=stylesheet href=/s><link rel=alternate type='application/feed+json' "
      "href=/j>"
      "<meta http-equiv=Refresh content='0; URL=\"/r\"'><a rel='next nofollow' href=/n>");
  std::vector<LinkKind> kinds;
  for (const Link& link : all) kinds.push_back(link.kind);
  EXPECT_EQ(kinds, (std::vector<LinkKind>{LinkKind::kCanonical, LinkKind::kFeed, LinkKind::kAmp,
                                          LinkKind::kAlternate, LinkKind::kNext, LinkKind::kFeed,
                                          LinkKind::kMetaRefresh, LinkKind::kNext}));
  EXPECT_EQ(all[1].text, "The feed");
  EXPECT_EQ(all[6].url.href(), "https://news.example/r");
  EXPECT_TRUE(all[7].nofollow);
}

TEST(Links, ARefreshWithoutTargetIsNone) {
  EXPECT_TRUE(found("<meta http-equiv=refresh content=300>").empty());
  EXPECT_TRUE(found("<meta http-equiv=refresh content='x; url=/a'>").empty());
}

TEST(Links, ThereIsAMost) {
  EXPECT_EQ(found("<a href=1></a><a href=2></a><a href=3></a>", 2).size(), 2U);
}

TEST(Links, AnEndlessAnchorHasShortText) {
  std::string markup = "<a href=x>";
  for (int i = 0; i < 5'000; ++i) markup += "wörter ";
  const auto all = found(markup);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_LT(all[0].text.size(), 1'100U);
}

}  // namespace
}  // namespace broadsheet::html
