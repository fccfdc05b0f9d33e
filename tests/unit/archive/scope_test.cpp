// SPDX-License-Identifier: Apache-2.0
// Which URL keys a scope holds, and which site rules them all.
#include "archive/scope.h"

#include <gtest/gtest.h>

namespace broadsheet::archive {
namespace {

TEST(UrlScope, AHostIsItselfWithOrWithoutWwwAndOnAnyPort) {
  const auto scope = UrlScope::on_host("news.example.com", false);

  EXPECT_TRUE(scope.holds("com,example,news)/a"));
  EXPECT_TRUE(scope.holds("com,example,news:8080)/a"));
  EXPECT_FALSE(scope.holds("com,example,news,sport)/a"));
  EXPECT_FALSE(scope.holds("com,example,newsroom)/a"));
  EXPECT_FALSE(scope.holds("com,example)/a"));
  EXPECT_EQ(scope.site(), "example.com");
}

TEST(UrlScope, ADomainIsItselfAndAllBelow) {
  const auto scope = UrlScope::on_host("example.co.uk", true);

  EXPECT_TRUE(scope.holds("uk,co,example)/"));
  EXPECT_TRUE(scope.holds("uk,co,example,news)/"));
  EXPECT_FALSE(scope.holds("uk,co,examples)/"));
  EXPECT_EQ(scope.site(), "example.co.uk");
}

TEST(UrlScope, BelowAPublicSuffixThereIsNoOneSite) {
  EXPECT_EQ(UrlScope::on_host("co.uk", true).site(), std::nullopt);
  EXPECT_EQ(UrlScope().site(), std::nullopt);
}

TEST(UrlScope, AUrlAndAPrefixAreOfTheSiteOfTheirHost) {
  EXPECT_EQ(UrlScope::of_url("com,example,news)/a%20b?c").site(), "example.com");
  EXPECT_EQ(UrlScope::of_url("com,example,news)/a").url_key(), "com,example,news)/a");
  EXPECT_EQ(UrlScope::below("127.0.0.1:8080)/a").site(), "127.0.0.1");
  EXPECT_TRUE(UrlScope::below("com,example)/a").holds("com,example)/ab"));
  EXPECT_EQ(UrlScope::below("com,example)/a").url_key(), "");
}

}  // namespace
}  // namespace broadsheet::archive
