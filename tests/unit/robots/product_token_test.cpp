// SPDX-License-Identifier: Apache-2.0
// By which name robots.txt speaks to a crawler.
#include "robots/product_token.h"

#include <gtest/gtest.h>

namespace broadsheet::robots {
namespace {

std::string token(std::string_view user_agent) {
  const auto name = product_token_of(user_agent);
  return name ? *name : "none";
}

TEST(ProductToken, IsTheFirstProductOfAUserAgent) {
  EXPECT_EQ(token("broadsheet/0.1 (+desk@example.org)"), "broadsheet");
  EXPECT_EQ(token("AcmeBot"), "AcmeBot");
  EXPECT_EQ(token("AcmeBot/2.1"), "AcmeBot");
  EXPECT_EQ(token("AcmeBot(+https://acme.example)"), "AcmeBot");
  EXPECT_EQ(token("acme_news-bot/2.1 libfetch/7"), "acme_news-bot");
  EXPECT_EQ(token("AcmeBot/2.1 (compatible; OtherBot/1.0)"), "AcmeBot");
}

TEST(ProductToken, OfACrawlerThatDressesUpIsTheCrawler) {
  for (const auto* agent : {
           "Mozilla/5.0 (compatible; AcmeBot/2.1; +https://acme.example/bot)",
           "Mozilla/5.0 (compatible; AcmeBot/2.1)",
           "Mozilla/5.0 (compatible;AcmeBot;)",
           "mozilla/5.0 (Compatible; AcmeBot 2.1)",
           "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; AcmeBot/2.1; "
           "+https://acme.example) Chrome/120.0 Safari/537.36",
           "Mozilla/5.0 (Linux; Android 6.0; Nexus) AppleWebKit/537.36 (KHTML, like Gecko) "
           "Chrome/99 Mobile Safari/537.36 (compatible; AcmeBot/2.1; +http://acme.example)",
           "Mozilla/5.0 (X11; Linux) AppleWebKit/605 (KHTML, like Gecko) Version/17 Safari/605 "
           "(AcmeBot/2.1; +http://acme.example)",
           "Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0 AcmeBot/2.1",
       }) {
    EXPECT_EQ(token(agent), "AcmeBot") << agent;
  }
}

TEST(ProductToken, OfABrowserIsNone) {
  for (const auto* agent : {"", "Mozilla/5.0", "Mozilla/5.0 (compatible)", "Mozilla/5.0 (((",
                            "Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.1; Trident/5.0)",
                            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like "
                            "Gecko) Chrome/120.0.0.0 Safari/537.36"}) {
    EXPECT_EQ(token(agent), "none") << agent;
  }
}

TEST(ProductToken, ThatRobotsTxtCannotSayIsNone) {
  EXPECT_EQ(token("Acme2Bot/1.0"), "none");
  EXPECT_EQ(token("Mozilla/5.0 (compatible; Äcme/1.0)"), "none");
  EXPECT_FALSE(is_product_token(""));
  EXPECT_FALSE(is_product_token("Acme Bot"));
  EXPECT_FALSE(is_product_token("*"));
  EXPECT_TRUE(is_product_token("Acme-News_Bot"));
}

}  // namespace
}  // namespace broadsheet::robots
