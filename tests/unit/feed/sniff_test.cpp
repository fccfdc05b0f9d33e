// SPDX-License-Identifier: Apache-2.0
// A cheap look.
#include <gtest/gtest.h>

#include "unit/feed/feed_case.h"

namespace broadsheet::feed {
namespace {

TEST(Sniff, KnowsTheFormats) {
  EXPECT_EQ(sniff("<?xml version='1.0'?>\n<?xml-stylesheet href='x'?><rss version='2.0'>"),
            Kind::kRss);
  EXPECT_EQ(sniff("<rdf:RDF xmlns:rdf='x'>"), Kind::kRss);
  EXPECT_EQ(sniff("<!-- a <html> --><feed xmlns='x'>"), Kind::kAtom);
  EXPECT_EQ(sniff("\xEF\xBB\xBF <urlset>"), Kind::kSitemap);
  EXPECT_EQ(sniff("<ns:sitemapindex/>"), Kind::kSitemapIndex);
  EXPECT_EQ(sniff("{\"version\":\"https:\\/\\/jsonfeed.org\\/version\\/1\"}"), Kind::kJson);
  EXPECT_EQ(sniff("https://a.example/1\nhttps://a.example/2\n"), Kind::kSitemap);
}

TEST(Sniff, KnowsWhatIsNone) {
  EXPECT_EQ(sniff(""), Kind::kNone);
  EXPECT_EQ(sniff("<!DOCTYPE html><html><body><rss></body>"), Kind::kNone);
  EXPECT_EQ(sniff("{\"a\": 1}"), Kind::kNone);
  EXPECT_EQ(sniff("https://a.example/1 is a nice page"), Kind::kNone);
  EXPECT_EQ(sniff("<svg xmlns='x'/>"), Kind::kNone);
}

TEST(Kind, HasAName) { EXPECT_EQ(to_string(Kind::kSitemapIndex), "sitemap index"); }

}  // namespace
}  // namespace broadsheet::feed
