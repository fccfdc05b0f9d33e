// SPDX-License-Identifier: Apache-2.0
// The unit of politeness.
#include <gtest/gtest.h>

#include "url/canonical.h"

namespace broadsheet::url {
namespace {

TEST(Site, IsTheRegistrableDomain) {
  EXPECT_EQ(site_of_host("a.b.example.co.uk"), "example.co.uk");
  EXPECT_EQ(site_of_host("example.com"), "example.com");
  EXPECT_EQ(site_of_host("News.Example.COM."), "example.com");
  EXPECT_EQ(site_of_host("www.city.kawasaki.jp"), "city.kawasaki.jp");
  EXPECT_EQ(site_of_host("a.b.ck"), "a.b.ck");
  EXPECT_EQ(site_of_host("x.www.ck"), "www.ck");
}

TEST(Site, DoesNotUseThePrivateSection) {
  EXPECT_EQ(site_of_host("one.blogspot.com"), "blogspot.com");
  EXPECT_EQ(site_of_host("a.github.io"), "github.io");
}

TEST(Site, KnowsInternationalSuffixes) {
  EXPECT_EQ(site_of_host("a.xn--85x722f.xn--55qx5d.cn"), "xn--85x722f.xn--55qx5d.cn");
}

TEST(Site, OfAnUnknownTopLevelIsOneLabelBelowIt) {
  EXPECT_EQ(site_of_host("a.daily.newsroom"), "daily.newsroom");
  EXPECT_EQ(site_of_host("a.b.test"), "b.test");
}

TEST(Site, OfASuffixIsTheSuffix) {
  EXPECT_EQ(site_of_host("co.uk"), "co.uk");
  EXPECT_EQ(site_of_host("localhost"), "localhost");
}

TEST(Site, OfAnAddressIsTheAddress) {
  EXPECT_EQ(site(*Url::parse("http://127.0.0.1:8080/")), "127.0.0.1");
  EXPECT_EQ(site(*Url::parse("http://[2001:db8::1]/")), "[2001:db8::1]");
}

TEST(Site, OfNonsenseIsSomething) {
  EXPECT_EQ(site_of_host(""), "");
  EXPECT_EQ(site_of_host("a..b"), "a..b");
  EXPECT_EQ(site_of_host("..."), "...");
}

}  // namespace
}  // namespace broadsheet::url
