// SPDX-License-Identifier: Apache-2.0
// Which rule matches: RFC 9309 §2.2.2, §2.2.3, §5; and what is our own.
#include <gtest/gtest.h>

#include <string>

#include "robots/robots.h"

namespace broadsheet::robots {
namespace {

bool matches(std::string_view pattern, std::string_view target) {
  const auto file = "User-agent: *\nDisallow: " + std::string(pattern) + "\n";
  return !Robots::parse(file).verdict("broadsheet", target).allowed;
}

Verdict verdict(std::string_view rules, std::string_view target) {
  return Robots::parse("User-agent: *\n" + std::string(rules)).verdict("broadsheet", target);
}

// §2.2.2

TEST(RobotsMatch, Rfc9309_BeginsAtTheFirstOctetAndMindsTheCase) {
  EXPECT_TRUE(matches("/fish", "/fish.html"));
  EXPECT_TRUE(matches("/fish", "/fish/salmon.html"));
  EXPECT_TRUE(matches("/fish", "/fish.php?id=anything"));
  EXPECT_FALSE(matches("/fish", "/Fish.asp"));
  EXPECT_FALSE(matches("/fish", "/catfish"));
  EXPECT_FALSE(matches("/fish/", "/fish"));
  EXPECT_TRUE(matches("/", "/"));
  EXPECT_TRUE(matches("/", ""));
}

TEST(RobotsMatch, Rfc9309_TheLongestMatchWins) {
  EXPECT_TRUE(verdict("Allow: /p\nDisallow: /\n", "/page").allowed);
  EXPECT_FALSE(verdict("Allow: /$\nDisallow: /\n", "/page.htm").allowed);
  EXPECT_TRUE(verdict("Allow: /$\nDisallow: /\n", "/").allowed);
  EXPECT_FALSE(verdict("Allow: /page\nDisallow: /*.htm\n", "/page.htm").allowed);
  EXPECT_TRUE(verdict("Disallow: /folder\nAllow: /folder/page\n", "/folder/page").allowed);
}

TEST(RobotsMatch, Rfc9309_AllowWinsATieInAnyOrder) {
  EXPECT_TRUE(verdict("Allow: /folder\nDisallow: /folder\n", "/folder/page").allowed);
  EXPECT_TRUE(verdict("Disallow: /folder\nAllow: /folder\n", "/folder/page").allowed);
}

TEST(RobotsMatch, Rfc9309_TheLongestIsCountedInOctets) {
  // "/ä" has two characters and, encoded, seven octets: more than the six of "/*abcd".
  const auto found = verdict("Allow: /*abcd\nDisallow: /\xC3\xA4\n", "/%C3%A4abcd");

  EXPECT_FALSE(found.allowed);
  EXPECT_EQ(found.line, 3);
}

TEST(RobotsMatch, Rfc9309_NothingMatchedIsAllowed) {
  const auto nothing = verdict("Disallow: /x\n", "/y");

  EXPECT_TRUE(nothing.allowed);
  EXPECT_EQ(nothing.line, 0);
  EXPECT_EQ(nothing.rule, "");
}

TEST(RobotsMatch, Rfc9309_RobotsTxtIsAlwaysAllowed) {
  EXPECT_TRUE(matches("/", "/robots.txt.bak"));
  EXPECT_FALSE(matches("/", "/robots.txt"));
}

TEST(RobotsMatch, Rfc9309_TheTableOfPercentEncoding) {
  EXPECT_TRUE(matches("/foo/bar?baz=quz", "/foo/bar?baz=quz"));
  EXPECT_TRUE(matches("/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar"));
  EXPECT_TRUE(matches("/foo/bar?baz=https%3A%2F%2Ffoo.bar", "/foo/bar?baz=https://foo.bar"));
  EXPECT_TRUE(matches("/foo/bar/\xE3\x83\x84", "/foo/bar/%E3%83%84"));
  EXPECT_TRUE(matches("/foo/bar/%E3%83%84", "/foo/bar/%E3%83%84"));
  EXPECT_TRUE(matches("/foo/bar/%e3%83%84", "/foo/bar/\xE3\x83\x84"));
  EXPECT_TRUE(matches("/foo/bar/%62%61%7A", "/foo/bar/baz"));
  EXPECT_TRUE(matches("/foo/bar/baz", "/foo/bar/%62%61%7a"));
}

TEST(RobotsMatch, Rfc9309_ReservedOctetsInThePathKeepTheirEncoding) {
  EXPECT_FALSE(matches("/a%2Fb", "/a/b"));
  EXPECT_FALSE(matches("/a/b", "/a%2Fb"));
  EXPECT_TRUE(matches("/a%2fb", "/a%2Fb"));
}

// §2.2.3

TEST(RobotsMatch, Rfc9309_AStarIsAnyRun) {
  EXPECT_TRUE(matches("/fish*", "/fish"));
  EXPECT_TRUE(matches("/*.php", "/folder/filename.php?parameters"));
  EXPECT_TRUE(matches("/*.php", "/folder/any.php.file.html"));
  EXPECT_FALSE(matches("/*.php", "/windows.PHP"));
  EXPECT_TRUE(matches("/fish*.php", "/fishheads/catfish.php?parameters"));
  EXPECT_TRUE(matches("/a*b*c", "/axxbxxbxxc"));
  EXPECT_FALSE(matches("/a*b*c", "/axxcxxb"));
  EXPECT_TRUE(matches("*", "/"));
  EXPECT_TRUE(matches("***", "/x"));
  EXPECT_TRUE(matches("*/print", "/2026/print"));
}

TEST(RobotsMatch, Rfc9309_ADollarIsTheEnd) {
  EXPECT_TRUE(matches("/*.php$", "/folder/filename.php"));
  EXPECT_FALSE(matches("/*.php$", "/filename.php?parameters"));
  EXPECT_FALSE(matches("/*.php$", "/filename.php5"));
  EXPECT_TRUE(matches("/*.php$", "/a.php.php"));
  EXPECT_TRUE(matches("/$", "/"));
  EXPECT_FALSE(matches("/a$", "/ab"));
  EXPECT_TRUE(matches("/a*$", "/ab"));
  EXPECT_FALSE(matches("/ab*b$", "/ab"));
}

TEST(RobotsMatch, Rfc9309_ADollarElsewhereIsItself) {
  EXPECT_TRUE(matches("/a$b", "/a$b"));
  EXPECT_FALSE(matches("/a$b", "/a"));
}

TEST(RobotsMatch, Rfc9309_SpecialCharactersMatchVerbatimWhenEncoded) {
  EXPECT_TRUE(matches("/path/file-with-a-%2A.html", "/path/file-with-a-*.html"));
  EXPECT_FALSE(matches("/path/file-with-a-%2A.html", "/path/file-with-a-b.html"));
  EXPECT_TRUE(matches("/path/foo-%24", "/path/foo-$"));
  EXPECT_FALSE(matches("/path/foo-%24", "/path/foo-"));
}

// §5.1: the simple example, without the names

TEST(RobotsMatch, Rfc9309_TheSimpleExample) {
  constexpr auto file =
      "User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\nAllow: /publications/\n\n"
      "User-Agent: foobot\nDisallow:/\nAllow:/example/page.html\nAllow:/example/allowed.gif\n\n"
      "User-Agent: barbot\nUser-Agent: bazbot\nDisallow: /example/page.html\n\n"
      "User-Agent: quxbot\n\nEOF";
  const auto robots = Robots::parse(file);
  const auto allowed = [&robots](std::string_view token, std::string_view target) {
    return robots.verdict(token, target).allowed;
  };

  EXPECT_FALSE(allowed("other", "/a.gif"));
  EXPECT_FALSE(allowed("other", "/example/x"));
  EXPECT_TRUE(allowed("other", "/publications/a"));
  EXPECT_FALSE(allowed("foobot", "/publications/a"));
  EXPECT_TRUE(allowed("foobot", "/example/allowed.gif"));
  EXPECT_FALSE(allowed("bazbot", "/example/page.html"));
  EXPECT_TRUE(allowed("bazbot", "/a.gif"));
  EXPECT_TRUE(allowed("quxbot", "/example/page.html"));
}

// §5.2

TEST(RobotsMatch, Rfc9309_TheLongestMatchExample) {
  constexpr auto rules = "Allow: /example/page/\nDisallow: /example/page/disallowed.gif\n";

  EXPECT_FALSE(verdict(rules, "/example/page/disallowed.gif").allowed);
  EXPECT_TRUE(verdict(rules, "/example/page/index.html").allowed);
}

// Ours

TEST(RobotsMatch, House_TheVerdictNamesItsLine) {
  const auto found = verdict("Disallow: /a\n\n  Disallow:  /private  # secret\n", "/private/x");

  EXPECT_FALSE(found.allowed);
  EXPECT_EQ(found.line, 4);
  EXPECT_EQ(found.rule, "Disallow:  /private");
}

TEST(RobotsMatch, House_AFragmentIsNoPartOfTheTarget) { EXPECT_FALSE(matches("/*b", "/a#b")); }

// Backtracking would outlive the test's time-out.
TEST(RobotsMatch, House_WildcardsAreTriedOnce) {
  std::string pattern = "/";
  for (int i = 0; i < 2000; ++i) pattern += "*a";
  pattern += "*b$";
  const std::string target = "/" + std::string(60'000, 'a');
  const std::string needle = "/*" + std::string(30'000, 'a') + "b";

  EXPECT_FALSE(matches(pattern, target));
  EXPECT_FALSE(matches(needle, target));
}

}  // namespace
}  // namespace broadsheet::robots
