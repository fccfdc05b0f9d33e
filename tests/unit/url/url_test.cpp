// SPDX-License-Identifier: Apache-2.0
// What url/url.h promises; the whole of the standard is in tests/conformance.
#include "url/url.h"

#include <gtest/gtest.h>

#include <string>
#include <unordered_set>

namespace broadsheet::url {
namespace {

Url must(std::string_view text) {
  auto url = Url::parse(text);
  EXPECT_TRUE(url.ok()) << text << ": " << (url.ok() ? "" : url.fault().text());
  return std::move(url).value_or(*Url::parse("http://failed.invalid/"));
}

std::string resolved(std::string_view text, std::string_view base) {
  const auto from = must(base);
  const auto url = Url::parse(text, &from);
  return url ? url->href() : "(" + url.fault().what + ")";
}

TEST(Url, ShowsItsParts) {
  const auto url = must("HTTPS://me:secret@News.Example.com:8443/2026/a.html?b=1&c#top");

  EXPECT_EQ(url.href(), "https://me:secret@news.example.com:8443/2026/a.html?b=1&c#top");
  EXPECT_EQ(url.scheme(), "https");
  EXPECT_EQ(url.username(), "me");
  EXPECT_EQ(url.password(), "secret");
  EXPECT_EQ(url.host(), "news.example.com");
  EXPECT_EQ(url.port(), 8443);
  EXPECT_TRUE(url.has_explicit_port());
  EXPECT_EQ(url.path(), "/2026/a.html");
  EXPECT_EQ(url.query(), "b=1&c");
  EXPECT_EQ(url.fragment(), "top");
  EXPECT_EQ(url.origin(), "https://news.example.com:8443");
  EXPECT_EQ(url.request_target(), "/2026/a.html?b=1&c");
}

TEST(Url, KnowsTheDefaultPortOfItsScheme) {
  EXPECT_EQ(must("http://a.example:80/").port(), 80);
  EXPECT_FALSE(must("http://a.example:80/").has_explicit_port());
  EXPECT_EQ(must("https://a.example/").port(), 443);
  EXPECT_TRUE(must("https://a.example:80/").has_explicit_port());
  EXPECT_EQ(must("mailto:a@example.com").port(), 0);
}

TEST(Url, TellsAnEmptyQueryFromNone) {
  EXPECT_TRUE(must("http://a.example/?").has_query());
  EXPECT_FALSE(must("http://a.example/").has_query());
  EXPECT_TRUE(must("http://a.example/#").has_fragment());
  EXPECT_EQ(must("http://a.example/?#").request_target(), "/?");
}

TEST(Url, ResolvesAgainstItsBaseAsBrowsersDo) {
  constexpr auto base = "https://a.example/news/2026/story.html?p=2#x";

  EXPECT_EQ(resolved("../img/a.png", base), "https://a.example/news/img/a.png");
  EXPECT_EQ(resolved("//cdn.example/x", base), "https://cdn.example/x");
  EXPECT_EQ(resolved("?p=3", base), "https://a.example/news/2026/story.html?p=3");
  EXPECT_EQ(resolved("#y", base), "https://a.example/news/2026/story.html?p=2#y");
  EXPECT_EQ(resolved("", base), "https://a.example/news/2026/story.html?p=2");
  EXPECT_EQ(resolved("https:other.html", base), "https://a.example/news/2026/other.html");
  EXPECT_EQ(resolved("\\root\\a", base), "https://a.example/root/a");
  EXPECT_EQ(resolved("javascript:void(0)", base), "javascript:void(0)");
}

TEST(Url, ForgivesWhatPeopleType) {
  EXPECT_EQ(must(" \thttp://a.exa\nmple/ \r\n").href(), "http://a.example/");
  EXPECT_EQ(must("http:\\\\a.example\\x").href(), "http://a.example/x");
  EXPECT_EQ(must("http://a.example/ä b").href(), "http://a.example/%C3%A4%20b");
  EXPECT_EQ(must("http://a.example/\xFF").href(), "http://a.example/%EF%BF%BD");
}

TEST(Url, WritesHostsInOneWay) {
  EXPECT_EQ(must("http://BÜCHER.example/").host(), "xn--bcher-kva.example");
  EXPECT_EQ(must("http://faß.example/").host(), "xn--fa-hia.example");
  EXPECT_EQ(must("http://例え.jp/").host(), "xn--r8jz45g.jp");
  EXPECT_EQ(must("http://0x7f.1/").host(), "127.0.0.1");
  EXPECT_EQ(must("http://[2001:DB8:0:0:0:0:0:1]/").host(), "[2001:db8::1]");
}

TEST(Url, RefusesWhatIsNoUrlAndSaysWhichPart) {
  EXPECT_EQ(resolved("http://", "http://a.example/"), "(the host is empty)");
  EXPECT_FALSE(Url::parse("news.html").ok());
  EXPECT_FALSE(Url::parse("").ok());
  EXPECT_EQ(Url::parse("http://a.example:99999/").fault().what, "the port is above 65535");
  EXPECT_EQ(Url::parse("http://a.example:8o/").fault().what, "the port is no number");
  EXPECT_EQ(Url::parse("http://a b/").fault().kind, FaultKind::kBadInput);
  EXPECT_EQ(Url::parse("http://1.2.3.256/").fault().what, "a part of the IPv4 address is too big");
  EXPECT_FALSE(Url::parse("http://[::1/").ok());
  EXPECT_FALSE(Url::parse("http://xn--/").ok());
}

TEST(Url, HasAnEnd) {
  EXPECT_TRUE(Url::parse("http://a.example/" + std::string(60'000, 'a')).ok());
  EXPECT_FALSE(Url::parse("http://a.example/" + std::string(70'000, 'a')).ok());
  EXPECT_FALSE(Url::parse("http://a.example/" + std::string(60'000, ' ') + "a").ok());
}

TEST(Url, BareIsWithoutFragmentAndCredentials) {
  EXPECT_EQ(must("https://u:p@a.example:81/x?y#z").bare().href(), "https://a.example:81/x?y");
}

TEST(Url, IsAValue) {
  std::unordered_set<Url> seen{must("http://a.example/"), must("http://A.example:80")};

  EXPECT_EQ(seen.size(), 1U);
  EXPECT_LT(must("http://a.example/"), must("http://b.example/"));
}

}  // namespace
}  // namespace broadsheet::url
