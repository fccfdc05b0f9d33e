// SPDX-License-Identifier: Apache-2.0
// The canonical form: what goes, and above all what stays.
#include "url/canonical.h"

#include <gtest/gtest.h>

#include <string>

namespace broadsheet::url {
namespace {

std::string plain(std::string_view text) {
  const auto url = Url::parse(text);
  EXPECT_TRUE(url.ok()) << text;
  if (!url) return {};
  const auto once = canonical(*url);
  EXPECT_EQ(canonical(once), once) << "canonical is not idempotent for " << text;
  const auto again = Url::parse(once.href());
  EXPECT_TRUE(again.ok() && *again == once)
      << "canonical is not what it parses to: " << once.href();
  return once.href();
}

TEST(Canonical, DropsFragmentAndCredentials) {
  EXPECT_EQ(plain("https://u:p@a.example/x#y"), "https://a.example/x");
}

TEST(Canonical, DropsWhereTheVisitorCameFrom) {
  EXPECT_EQ(plain("https://a.example/s?utm_source=x&id=7&fbclid=AbC&utm_medium=y"),
            "https://a.example/s?id=7");
  EXPECT_EQ(plain("https://a.example/s?utm_source=x"), "https://a.example/s");
  EXPECT_EQ(plain("https://a.example/s?UTM_Source=x&GCLID=1"), "https://a.example/s");
  EXPECT_EQ(plain("https://a.example/s?utm%5Fsource=x&b"), "https://a.example/s?b");
  EXPECT_EQ(plain("https://a.example/s?CMP=share_btn_tw"), "https://a.example/s");
  EXPECT_EQ(plain("https://a.example/s?xtor=RSS-1&at_medium=RSS&at_campaign=KARANGA&ns_mchannel=x"),
            "https://a.example/s");
}

TEST(Canonical, DropsSessions) {
  EXPECT_EQ(plain("http://a.example/s.php?PHPSESSID=0123&id=1"), "http://a.example/s.php?id=1");
  EXPECT_EQ(plain("http://a.example/s;jsessionid=0AB.node1?id=1"), "http://a.example/s?id=1");
  EXPECT_EQ(plain("http://a.example/s;JSESSIONID=0AB/t;v=2"), "http://a.example/s/t;v=2");
}

TEST(Canonical, KeepsWhateverCouldSelectAPage) {
  for (const auto* url : {
           "https://a.example/s?b=2&a=1",
           "https://a.example/s?id=1&id=2",
           "https://a.example/S/A?X=y",
           "https://a.example/s/?p=1",
           "https://a.example/s//t",
           "https://a.example/s?ref=politics&source=wire&cid=8&cmp=list",
           "https://a.example/?p=12&amp",
           "https://a.example/s;v=2",
           "https://www.a.example/",
           "http://a.example/s?a&&b=",
           "https://a.example/s?q=%2F%26%3D",
           "https://a.example:8443/s",
       }) {
    EXPECT_EQ(plain(url), url);
  }
}

TEST(Canonical, NormalisesPercentEncoding) {
  EXPECT_EQ(plain("https://a.example/%7euser/%41%2f%c3%a4"), "https://a.example/~user/A%2F%C3%A4");
  EXPECT_EQ(plain("https://a.example/?q=%6eews%2d1"), "https://a.example/?q=news-1");
}

TEST(Canonical, ForgesNoEscapeFromABrokenOne) {
  EXPECT_EQ(plain("https://a.example/%%34%31"), "https://a.example/%%341");
  EXPECT_EQ(plain("https://a.example/%4%31"), "https://a.example/%4%31");
  EXPECT_EQ(plain("https://a.example/100%"), "https://a.example/100%");
}

TEST(Canonical, DropsAnEmptyQueryAndDotSegmentsAndTheRootsDot) {
  EXPECT_EQ(plain("https://a.example/s?"), "https://a.example/s");
  EXPECT_EQ(plain("https://a.example/a/./b/%2e%2e/c"), "https://a.example/a/c");
  EXPECT_EQ(plain("https://a.example./s"), "https://a.example/s");
  EXPECT_EQ(plain("https://a../s"), "https://a../s");
}

TEST(Canonical, LeavesOtherSchemesAlone) {
  EXPECT_EQ(plain("mailto:a@example.com?utm_source=x"), "mailto:a@example.com?utm_source=x");
  EXPECT_EQ(plain("data:text/plain,%41"), "data:text/plain,%41");
}

TEST(TrackingParameter, IsKnownByName) {
  EXPECT_TRUE(is_tracking_parameter("utm_anything_new"));
  EXPECT_TRUE(is_tracking_parameter("mc_cid"));
  EXPECT_TRUE(is_tracking_parameter("WT.mc_id"));
  EXPECT_FALSE(is_tracking_parameter("utm"));
  EXPECT_FALSE(is_tracking_parameter("id"));
  EXPECT_FALSE(is_tracking_parameter("at"));
  EXPECT_FALSE(is_tracking_parameter(""));
}

}  // namespace
}  // namespace broadsheet::url
