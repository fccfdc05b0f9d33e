// SPDX-License-Identifier: Apache-2.0
// The judge: it sees planted offences, and only those.
#include "newsroom/judge.h"

#include <gtest/gtest.h>

#include "core/file.h"
#include "support.h"

namespace broadsheet::newsroom {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

LogEntry visit(std::uint64_t number, Duration at, std::string host, std::string target) {
  LogEntry entry;
  entry.number = number;
  entry.began = default_epoch() + at;
  entry.ended = entry.began + milliseconds(5);
  entry.scheme = "http";
  entry.host = std::move(host);
  entry.method = "GET";
  entry.target = std::move(target);
  entry.status = 200;
  entry.user_agent = "Broadsheet/0.1 (+mailto:desk@example.org)";
  return entry;
}

std::vector<std::string> offences(const std::vector<LogEntry>& log, const Rules& rules = {}) {
  std::vector<std::string> out;
  for (const auto& violation : judge(log, whole_world(), rules)) {
    out.push_back(std::to_string(violation.number) + " " +
                  std::string(to_string(violation.offence)));
  }
  return out;
}

using Found = std::vector<std::string>;

TEST(Judge, APoliteVisitorIsAcquitted) {
  EXPECT_EQ(offences({visit(1, seconds(0), "plainsong.test", "/robots.txt"),
                      visit(2, seconds(1), "plainsong.test", "/"),
                      visit(3, seconds(1), "morning-ledger.test", "/robots.txt"),
                      visit(4, milliseconds(1980), "plainsong.test", "/atom.xml")}),
            Found{});
}

TEST(Judge, AHastyVisitorIsSeen) {
  EXPECT_EQ(offences({visit(1, seconds(0), "plainsong.test", "/"),
                      visit(2, milliseconds(500), "plainsong.test", "/atom.xml")}),
            Found{"2 too soon"});
}

TEST(Judge, HostsOfOneSiteShareItsPatience) {
  EXPECT_EQ(offences({visit(1, seconds(0), "www.harbour-post.test", "/"),
                      visit(2, milliseconds(300), "harbour-post.test", "/rss.xml")}),
            Found{"2 too soon"});
}

TEST(Judge, CrawlDelayIsOwedWhereItIsAskedFor) {
  const std::vector<LogEntry> log = {visit(1, seconds(0), "nordanzeiger.test", "/"),
                                     visit(2, milliseconds(500), "nordanzeiger.test", "/rss.xml")};

  EXPECT_EQ(offences(log, {.delay = milliseconds(100)}), Found{"2 too soon"});
  EXPECT_EQ(offences(log, {.delay = milliseconds(100), .crawl_delay = false}), Found{});
}

TEST(Judge, TwoAtOnceAreSeen) {
  auto slow = visit(1, seconds(0), "plainsong.test", "/");
  slow.ended = slow.began + seconds(3);
  auto crowded = visit(2, seconds(2), "plainsong.test", "/atom.xml");
  EXPECT_EQ(offences({slow, crowded}), Found{"2 at once"});

  auto counted = visit(2, seconds(2), "plainsong.test", "/atom.xml");
  counted.at_once = 2;
  EXPECT_EQ(offences({visit(1, seconds(0), "plainsong.test", "/"), counted}), Found{"2 at once"});
}

TEST(Judge, ForbiddenPathsAndUnreachableRobotsAreSeen) {
  EXPECT_EQ(offences({visit(1, seconds(0), "plainsong.test", "/members/2026/a")}),
            Found{"1 disallowed"});
  EXPECT_EQ(offences({visit(1, seconds(0), "sleepy-robots.test", "/robots.txt"),
                      visit(2, seconds(2), "sleepy-robots.test", "/")}),
            Found{"2 disallowed"});
}

TEST(Judge, WhoComesBeforeRetryAfterEndsIsSeen) {
  auto refused = visit(1, seconds(0), "busy-bulletin.test", "/");
  refused.status = 429;
  refused.retry_after = refused.began + seconds(5);

  EXPECT_EQ(offences({refused, visit(2, seconds(4), "busy-bulletin.test", "/")}),
            Found{"2 before Retry-After"});
  EXPECT_EQ(offences({refused, visit(2, seconds(5), "busy-bulletin.test", "/")}), Found{});
}

TEST(Judge, ARedirectMayBeFollowedAtOnceAndNothingElse) {
  auto moved = visit(1, seconds(0), "harbour-post.test", "/");
  moved.status = 302;
  moved.location = "http://www.harbour-post.test:8080/";

  EXPECT_EQ(offences({moved, visit(2, milliseconds(20), "www.harbour-post.test", "/")}), Found{});
  EXPECT_EQ(offences({moved, visit(2, milliseconds(20), "www.harbour-post.test", "/other")}),
            Found{"2 too soon"});
  EXPECT_EQ(offences({moved, visit(2, milliseconds(20), "www.harbour-post.test", "/")},
                     {.follow_at_once = false}),
            Found{"2 too soon"});
}

TEST(Judge, AnAnonymousVisitorIsSeen) {
  auto stranger = visit(1, seconds(0), "plainsong.test", "/");
  stranger.user_agent = "Mozilla/5.0";

  EXPECT_EQ(offences({stranger}, {.agent_must_have = "Broadsheet"}), Found{"1 anonymous"});
}

TEST(RequestLog, ItsFileReadsBackAsItWas) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "log.jsonl";
  auto entry = visit(0, milliseconds(1234), "plainsong.test", "/ä?\"q\"");
  entry.location = "/b";
  entry.retry_after = entry.began + seconds(1);
  {
    auto log = RequestLog::open({.file = file});
    ASSERT_TRUE(log.ok());
    EXPECT_EQ((*log)->begin("plainsong.test"), 1U);
    EXPECT_EQ((*log)->begin("plainsong.test"), 2U);
    (*log)->end("plainsong.test", entry);
    (*log)->end("plainsong.test", entry);
    EXPECT_EQ((*log)->begin("plainsong.test"), 1U);
    (*log)->end("plainsong.test", entry);
    EXPECT_EQ((*log)->count(), 3U);
  }

  const auto read = parse_log(*read_file(file));

  ASSERT_TRUE(read.ok());
  ASSERT_EQ(read->size(), 3U);
  EXPECT_EQ((*read)[2].number, 3U);
  EXPECT_EQ((*read)[0].began, entry.began);
  EXPECT_EQ((*read)[0].target, entry.target);
  EXPECT_EQ((*read)[0].retry_after, entry.retry_after);
  EXPECT_EQ(parse_log("{}\nnonsense").fault().where, "line 1");
}

}  // namespace
}  // namespace broadsheet::newsroom
