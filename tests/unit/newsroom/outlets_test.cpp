// SPDX-License-Identifier: Apache-2.0
// The world as a whole: determinism, its outlets, its schedule.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "support.h"

namespace broadsheet::newsroom {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

TEST(World, TheSameSeedGivesTheSameBytes) {
  const Options options{.seed = 5, .horizon = hours(2)};
  const World one(options);
  const World two(options);
  const auto now = default_epoch() + minutes(7);

  for (const auto& article : truth(one, now)) {
    EXPECT_EQ(get(one, article.url, now).body, get(two, article.url, now).body);
  }
  EXPECT_EQ(truth_json(one, now).dump(), truth_json(two, now).dump());
}

TEST(World, AnotherSeedGivesOtherNews) {
  const World one({.seed = 1, .horizon = hours(2)});
  const World two({.seed = 2, .horizon = hours(2)});

  EXPECT_NE(truth(one, default_epoch()).front().versions.front().title,
            truth(two, default_epoch()).front().versions.front().title);
}

TEST(World, TheDemoHasAboutAHundredAndFiftyArticles) {
  const World world({.trials = false});

  const auto articles = truth(world, default_epoch());

  EXPECT_EQ(world.catalogue().outlets().size(), 12U);
  EXPECT_GE(articles.size(), 130U);
  EXPECT_LE(articles.size(), 180U);
}

TEST(World, AnHourBringsEditsAndNewArticles) {
  const World world({.trials = false});
  const auto before = truth(world, default_epoch());
  const auto after = truth(world, default_epoch() + hours(1));

  std::size_t edited = 0;
  for (std::size_t i = 0; i < before.size(); ++i)
    edited += after[i].versions.size() > before[i].versions.size() ? 1 : 0;

  EXPECT_GT(after.size(), before.size());
  EXPECT_GE(edited, 15U);
}

TEST(World, WireStoriesAreCopiedOnThreeToFiveOutlets) {
  const World world({.trials = false});
  std::map<std::string, std::set<std::string>> takers;
  for (const auto& article : truth(world, default_epoch())) {
    if (!article.wire.empty()) takers[article.wire].insert(article.outlet);
  }

  std::size_t wide = 0;
  for (const auto& [wire, outlets] : takers) {
    wide += outlets.size() >= 3 ? 1 : 0;
    EXPECT_LE(outlets.size(), 5U);
  }
  EXPECT_GE(wide, 5U);
}

TEST(World, PathsAreUniqueWithinAnOutlet) {
  std::set<std::string> urls;
  for (const auto& article : truth(whole_world(), default_epoch() + hours(12))) {
    EXPECT_TRUE(urls.insert(article.url).second) << article.url;
  }
}

TEST(World, NothingIsThereBeforeItIsPublished) {
  const auto& world = whole_world();
  const auto later = truth(world, default_epoch() + hours(6));
  const auto& fresh = later.back();

  EXPECT_NE(
      get(world, fresh.url, fresh.published - minutes(1)).body.find(fresh.versions.front().title) !=
          std::string::npos,
      true);
  EXPECT_EQ(get(world, fresh.url, fresh.published).status, 200);
}

TEST(World, AStrangerIsNotFound) {
  EXPECT_EQ(get(whole_world(), "http://nobody.test/", default_epoch()).status, 404);
}

TEST(World, AThousandOutletsHaveAThousandHosts) {
  const World world({.outlets = 1000, .trials = false, .horizon = Duration::zero(), .articles = 2});
  std::set<std::string> hosts;
  for (const auto& outlet : world.catalogue().outlets()) hosts.insert(outlet.host);

  EXPECT_EQ(hosts.size(), 1000U);
}

TEST(World, EveryLayoutAndEveryLanguageIsInTheNamedRoster) {
  std::set<std::string> layouts;
  std::set<std::string> codes;
  for (const auto& outlet : whole_world().catalogue().outlets()) {
    layouts.insert(std::string(to_string(outlet.layout)));
    codes.insert(std::string(outlet.language->code));
  }

  EXPECT_EQ(layouts.size(), 7U);
  EXPECT_EQ(codes.size(), languages().size());
}

}  // namespace
}  // namespace broadsheet::newsroom
