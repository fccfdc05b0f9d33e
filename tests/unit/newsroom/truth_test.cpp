// SPDX-License-Identifier: Apache-2.0
// Ground truth as JSON, and the clock of the scenario.
#include "newsroom/truth.h"

#include <gtest/gtest.h>

#include "newsroom/scenario_clock.h"
#include "support.h"

namespace broadsheet::newsroom {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

TEST(Truth, WhoComesNowAndThenSeesEachWordingOnce) {
  const Time at = default_epoch();
  TrueArticle article;
  for (const auto& [minute, title] :
       {std::pair(0, "Town cleans up"), std::pair(10, "Town counts damage"),
        std::pair(20, "Town cleans up"), std::pair(30, "Town reopens")}) {
    article.versions.push_back({.visible = at + std::chrono::minutes(minute), .title = title});
  }
  const auto titles = [&](const std::vector<int>& when) {
    std::vector<Time> visits;
    for (const int minute : when) visits.push_back(at + std::chrono::minutes(minute));
    std::vector<std::string> out;
    for (const auto& version : versions_seen(article, visits)) out.push_back(version.title);
    return out;
  };
  using Titles = std::vector<std::string>;

  EXPECT_EQ(titles({-1}), Titles{});
  EXPECT_EQ(titles({5, 25}), Titles{"Town cleans up"}) << "nobody saw the edit in between";
  EXPECT_EQ(titles({5, 15, 25}), (Titles{"Town cleans up", "Town counts damage"}));
  EXPECT_EQ(titles({15, 25, 35}), (Titles{"Town counts damage", "Town cleans up", "Town reopens"}));
  article.withdrawn = at + std::chrono::minutes(22);
  EXPECT_EQ(titles({15, 25, 35}), Titles{"Town counts damage"});
}

TEST(Truth, AsJsonHasEveryVersionWithItsMoment) {
  const auto& world = whole_world();
  const auto now = default_epoch() + hours(1);

  const auto json = parse_json(truth_json(world, now).dump(true));

  ASSERT_TRUE(json.ok());
  const auto articles = truth(world, now);
  ASSERT_EQ((*json)["articles"].as_array().size(), articles.size());
  for (std::size_t i = 0; i < articles.size(); ++i) {
    const auto& one = (*json)["articles"].as_array()[i];
    EXPECT_EQ(one["url"].as_string(), articles[i].url);
    EXPECT_EQ(one["versions"].as_array().size(), articles[i].versions.size());
    EXPECT_EQ(one["versions"].as_array()[0]["visible"].as_string(),
              format_time(articles[i].published));
  }
}

TEST(Truth, NeverForgetsAndNeverForesees) {
  const auto& world = whole_world();
  std::size_t before = 0;
  for (int h = 0; h < 12; h += 4) {
    const auto now = default_epoch() + hours(h);
    const auto articles = truth(world, now);
    EXPECT_GE(articles.size(), before);
    before = articles.size();
    for (const auto& article : articles) {
      for (const auto& version : article.versions) EXPECT_LE(version.visible, now);
    }
  }
}

TEST(ScenarioClock, RunsStandsAndIsMoved) {
  auto real = default_epoch();
  ScenarioClock clock(default_epoch() + hours(1), 10, [&] { return real; });

  real += seconds(2);
  EXPECT_EQ(clock.now(), default_epoch() + hours(1) + seconds(20));
  clock.advance(hours(1));
  EXPECT_EQ(clock.now(), default_epoch() + hours(2) + seconds(20));
  clock.set_speed(0);
  real += seconds(100);
  EXPECT_EQ(clock.now(), default_epoch() + hours(2) + seconds(20));
  clock.set(default_epoch());
  EXPECT_EQ(clock.now(), default_epoch());
}

}  // namespace
}  // namespace broadsheet::newsroom
