// SPDX-License-Identifier: Apache-2.0
// URL keys, both ways, and their order.
#include <gtest/gtest.h>

#include <string>

#include "url/canonical.h"

namespace broadsheet::url {
namespace {

std::string key(std::string_view text) {
  const auto url = Url::parse(text);
  EXPECT_TRUE(url.ok()) << text;
  return url ? url_key(*url) : std::string();
}

std::string back(std::string_view text) {
  const auto url = from_url_key(text);
  return url ? url->href() : url.fault().what;
}

TEST(UrlKey, IsTheSurtOfTheCanonicalUrl) {
  EXPECT_EQ(key("https://news.example.com/2026/a?b=1#c"), "com,example,news)/2026/a?b=1");
  EXPECT_EQ(key("http://example.com"), "com,example)/");
  EXPECT_EQ(key("https://example.com/s?utm_source=x"), "com,example)/s");
}

TEST(UrlKey, DoesNotCountSchemeWwwAndDefaultPort) {
  const auto want = key("https://example.com/a");

  EXPECT_EQ(key("http://example.com/a"), want);
  EXPECT_EQ(key("https://www.example.com:443/a"), want);
  EXPECT_EQ(key("http://www2.example.com:80/a"), want);
  EXPECT_EQ(key("http://WWW.Example.COM./a"), want);
  EXPECT_NE(key("http://wwwnews.example.com/a"), want);
}

TEST(UrlKey, KeepsADomainThatIsOnlyWww) { EXPECT_EQ(key("https://www.com/"), "com,www)/"); }

TEST(UrlKey, CountsAnotherPort) {
  EXPECT_EQ(key("http://example.com:8080/"), "com,example:8080)/");
  EXPECT_EQ(key("http://example.com:443/"), "com,example:443)/");
}

TEST(UrlKey, DoesNotReverseAddresses) {
  EXPECT_EQ(key("http://127.0.0.1:7400/a"), "127.0.0.1:7400)/a");
  EXPECT_EQ(key("http://[::1]/a"), "[::1])/a");
  EXPECT_EQ(key("http://[::1]:81/a"), "[::1]:81)/a");
}

TEST(UrlKey, KeepsTheCaseOfPathAndQuery) {
  EXPECT_EQ(key("http://example.com/A?B=C"), "com,example)/A?B=C");
}

TEST(UrlKey, IsNotFooledByTheGrammarInAHost) {
  EXPECT_NE(key("http://a,b.example/"), key("http://b.a.example/"));
  EXPECT_EQ(key("http://a,b.example/"), "example,a%2Cb)/");
  EXPECT_EQ(back("example,a%2Cb)/"), "https://a,b.example/");
  EXPECT_EQ(back(key("http://x)y(.example/z")), "https://x)y(.example/z");
}

TEST(UrlKey, OfAnotherSchemeIsNoHostsKey) {
  EXPECT_EQ(key("mailto:a@example.com"), "(mailto:a@example.com");
  EXPECT_EQ(back("(mailto:a@example.com"), "mailto:a@example.com");
}

TEST(UrlKey, GivesAUrlBack) {
  EXPECT_EQ(back("com,example,news)/2026/a?b=1"), "https://news.example.com/2026/a?b=1");
  EXPECT_EQ(back("com,example:8080)/"), "https://example.com:8080/");
  EXPECT_EQ(back("com,example:443)/"), "http://example.com:443/");
  EXPECT_EQ(back("127.0.0.1:81)/a"), "https://127.0.0.1:81/a");
  EXPECT_EQ(back("[::1]:81)/a"), "https://[::1]:81/a");
}

TEST(UrlKey, IsRefusedIfItIsNone) {
  for (const auto* text : {"", ")", ")/", "com,example", "com,example)", "http://example.com/",
                           "com,exa mple)/", "com,example:x)/"}) {
    const auto url = from_url_key(text);
    ASSERT_FALSE(url.ok()) << text;
    EXPECT_EQ(url.fault().kind, FaultKind::kBadInput);
  }
}

TEST(HostKey, IsThePrefixOfTheHostsKeys) {
  EXPECT_EQ(host_key("news.example.com"), "com,example,news)");
  EXPECT_EQ(host_key("WWW.example.com"), "com,example)");
  EXPECT_EQ(host_key("127.0.0.1"), "127.0.0.1)");
  EXPECT_EQ(host_key("Bücher.example"), "example,xn--bcher-kva)");
  EXPECT_TRUE(key("https://news.example.com/a").starts_with(host_key("news.example.com")));
}

}  // namespace
}  // namespace broadsheet::url
