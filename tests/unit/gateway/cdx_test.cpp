// SPDX-License-Identifier: Apache-2.0
// CDX for replay tools.
#include <gtest/gtest.h>

#include "core/strings.h"
#include "unit/gateway/memory_archive.h"

namespace broadsheet::gateway {
namespace {

class HttpCdx : public ::testing::Test {
 protected:
  void SetUp() override {
    archive_.add("https://www.gazette.example/b", "2026-11-22T10:00:00Z", "One");
    archive_.add("https://www.gazette.example/a", "2026-11-22T11:00:00Z", "Two");
    archive_.add("https://www.gazette.example/a", "2026-12-01T12:00:00Z", "Three");
    archive_.add("https://herald.example/", "2026-11-22T13:00:00Z", "Four");
  }
  std::vector<std::string> lines(const std::string& query) {
    const auto response = ask(archive_, "/cdx?" + query);
    EXPECT_EQ(response.status, 200) << response.body;
    std::vector<std::string> all;
    for (const auto line : split(response.body, '\n')) {
      if (!line.empty()) all.emplace_back(line);
    }
    return all;
  }
  MemoryArchive archive_;
};

TEST_F(HttpCdx, ALineHasKeyTimeAndWhatReplayNeeds) {
  const auto all = lines("url=https://www.gazette.example/b");

  ASSERT_EQ(all.size(), 1U);
  EXPECT_TRUE(all[0].starts_with("example,gazette)/b 20261122100000 {")) << all[0];
  const auto json = parse_json(all[0].substr(all[0].find('{')));
  ASSERT_TRUE(json.ok());
  EXPECT_EQ((*json)["url"].as_string(), "https://www.gazette.example/b");
  EXPECT_EQ((*json)["mime"].as_string(), "text/html");
  EXPECT_EQ((*json)["status"].as_string(), "200");
  EXPECT_EQ((*json)["digest"].as_string(), "sha256:" + sha256(archive_.payload).hex());
}

TEST_F(HttpCdx, LinesAreSortedByKeyThenTime) {
  const auto all = lines("url=https://www.gazette.example/&matchType=prefix");

  ASSERT_EQ(all.size(), 3U);
  EXPECT_TRUE(all[0].starts_with("example,gazette)/a 20261122110000"));
  EXPECT_TRUE(all[1].starts_with("example,gazette)/a 20261201120000"));
  EXPECT_TRUE(all[2].starts_with("example,gazette)/b 20261122100000"));
}

TEST_F(HttpCdx, TakesWildcardsAsOthersDo) {
  EXPECT_EQ(lines("url=https://www.gazette.example/*").size(), 3U);
  EXPECT_EQ(archive_.last_list.filter.match, rpc::UrlMatch::kPrefix);
  EXPECT_EQ(lines("url=*.herald.example").size(), 1U);
  EXPECT_EQ(archive_.last_list.filter.match, rpc::UrlMatch::kDomain);
  EXPECT_EQ(lines("url=herald.example&matchType=host").size(), 1U);
}

TEST_F(HttpCdx, ShortTimestampsMeanAllOfIt) {
  const std::string page = "url=https://www.gazette.example/a&";

  EXPECT_EQ(lines(page + "to=202611").size(), 1U);
  EXPECT_EQ(lines(page + "to=2026").size(), 2U);
  EXPECT_EQ(lines(page + "from=20261122110000&to=20261122110000").size(), 1U);
  EXPECT_EQ(lines(page + "from=202612").size(), 1U);
}

TEST_F(HttpCdx, JsonIsAnObjectALine) {
  const auto all = lines("url=https://herald.example/&output=json&limit=1");

  ASSERT_EQ(all.size(), 1U);
  const auto json = parse_json(all[0]);
  ASSERT_TRUE(json.ok());
  EXPECT_EQ((*json)["urlkey"].as_string(), "example,herald)/");
  EXPECT_EQ((*json)["timestamp"].as_string(), "20261122130000");
}

TEST_F(HttpCdx, RefusesWhatIsNoQuestion) {
  for (const auto* query :
       {"", "url=", "url=javascript:a", "url=a.example&limit=0", "url=a.example&from=x",
        "url=a.example&matchType=fuzzy", "url=a.example&output=xml"}) {
    EXPECT_EQ(ask(archive_, std::string("/cdx?") + query).status, 400) << query;
  }
}

TEST_F(HttpCdx, HalfAnAnswerIsNone) {
  archive_.shard_errors = {{0, unavailable("gone")}};

  EXPECT_EQ(ask(archive_, "/cdx?url=herald.example").status, 503);
}

}  // namespace
}  // namespace broadsheet::gateway
