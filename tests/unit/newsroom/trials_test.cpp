// SPDX-License-Identifier: Apache-2.0
// Walls, redirects, refusals and faults.
#include <gtest/gtest.h>

#include <set>

#include "support.h"

namespace broadsheet::newsroom {
namespace {

using std::chrono::seconds;

TEST(Walls, AConsentWallStandsBeforeEveryArticle) {
  const auto& world = whole_world();
  std::set<int> statuses;
  for (const auto& article : truth(world, default_epoch())) {
    if (article.wall != "consent") continue;
    const auto reply = get(world, article.url, default_epoch());
    statuses.insert(reply.status);
    EXPECT_EQ(reply.body.find(article.versions.front().paragraphs.front()), std::string::npos);
    if (reply.status == 302) {
      EXPECT_EQ(
          reply.headers.get("Location").find("http://consent.consent-herald.test/collect?return="),
          0U);
    }
    const auto agreed = get(world, article.url, default_epoch(), {{"Cookie", "consent=yes"}});
    EXPECT_NE(text_of(agreed.body).find(article.versions.back().paragraphs.front()),
              std::string::npos);
  }
  EXPECT_FALSE(statuses.empty());
  EXPECT_EQ(
      get(world, "http://consent.consent-herald.test/collect?return=x", default_epoch()).status,
      200);
  EXPECT_EQ(get(world, "http://consent.consent-herald.test/robots.txt", default_epoch()).status,
            200);
}

TEST(Walls, AChallengeIsServedInsteadOfTheArticle) {
  const auto& world = whole_world();
  for (const auto& article : truth(world, default_epoch())) {
    if (article.wall != "challenge") continue;
    const auto reply = get(world, article.url, default_epoch());
    EXPECT_NE(reply.body.find("Checking that you are human"), std::string::npos);
    EXPECT_EQ(reply.status == 403, reply.headers.get("cf-mitigated") == "challenge");
  }
}

TEST(Walls, APaywallServesTheBeginningAndSaysSo) {
  const auto& world = whole_world();
  int seen = 0;
  for (const auto& article : truth(world, default_epoch())) {
    if (article.wall != "paywall") continue;
    ++seen;
    EXPECT_EQ(article.versions.back().paragraphs.size(), 2U);
    EXPECT_NE(get(world, article.url, default_epoch()).body.find("\"isAccessibleForFree\":false"),
              std::string::npos);
  }
  EXPECT_GT(seen, 0);
}

// Follows redirects; the number of hops, or -1 above ten.
int hops(const World& world, std::string url, std::string& end) {
  for (int i = 0; i <= 10; ++i) {
    const auto reply = get(world, url, default_epoch());
    if (reply.status < 300 || reply.status >= 400) {
      end = url;
      return i;
    }
    auto location = std::string(reply.headers.get("Location"));
    location = location.substr(0, location.find('#'));
    if (location.rfind("../", 0) == 0) location = location.substr(2);
    url = location.front() == '/' ? url.substr(0, url.find('/', 7)) + location : location;
  }
  return -1;
}

TEST(Moved, AChainEndsAtTheArticleAndALoopNever) {
  const auto& world = whole_world();
  const auto front = get(world, "http://moved-times.test/", default_epoch()).body;
  const auto at = front.find("/go/");
  ASSERT_NE(at, std::string::npos);
  const auto link = front.substr(at, front.find('"', at) - at);

  std::string end;
  EXPECT_EQ(hops(world, "http://moved-times.test" + link, end), 3);
  EXPECT_EQ(get(world, end, default_epoch()).status, 200);
  EXPECT_EQ(hops(world, "http://moved-times.test/loop/a", end), -1);
  EXPECT_EQ(hops(world, "http://moved-times.test/away", end), 1);
  EXPECT_EQ(end.find("http://morning-ledger.test/"), 0U);
}

TEST(Busy, RefusesForSomeSecondsAndSaysUntilWhen) {
  const auto& world = whole_world();
  std::set<int> statuses;
  for (int s = 0; s < 60; ++s) {
    const auto now = default_epoch() + seconds(s);
    const auto reply = get(world, "http://busy-bulletin.test/", now);
    statuses.insert(reply.status);
    if (reply.status == 200) continue;
    const auto value = std::string(reply.headers.get("Retry-After"));
    ASSERT_FALSE(value.empty());
    const auto until =
        reply.status == 429 ? now + seconds(std::stoi(value)) : *parse_http_date(value);
    EXPECT_EQ(get(world, "http://busy-bulletin.test/", until).status, 200) << s;
  }
  EXPECT_EQ(statuses, (std::set<int>{200, 429, 503}));
}

TEST(Trouble, EveryFaultOfTheFrontPageAnswers) {
  const auto& world = whole_world();
  const auto front = get(world, "http://trouble.test/", default_epoch()).body;
  int faults = 0;
  for (auto at = front.find("<li><a href=\""); at != std::string::npos;
       at = front.find("<li><a href=\"", at + 1)) {
    const auto begin = at + 13;
    const auto path = front.substr(begin, front.find('"', begin) - begin);
    EXPECT_NE(get(world, "http://trouble.test" + path, default_epoch()).status, 404) << path;
    ++faults;
  }
  EXPECT_GE(faults, 25);
}

TEST(Trouble, ABombIsSmallOnTheWire) {
  const auto reply = get(whole_world(), "http://trouble.test/bomb", default_epoch());

  EXPECT_EQ(reply.headers.get("Content-Encoding"), "gzip");
  EXPECT_LT(reply.body.size(), std::size_t{200} << 10);
}

}  // namespace
}  // namespace broadsheet::newsroom
