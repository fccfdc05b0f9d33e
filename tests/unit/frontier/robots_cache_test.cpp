// SPDX-License-Identifier: Apache-2.0
// robots.txt files that are kept: all of them on disk, some of them in memory.
#include "frontier/robots_cache.h"

#include <gtest/gtest.h>

#include "core/file.h"
#include "frontier/frontier.h"

namespace broadsheet::frontier {
namespace {

TEST(RobotsCache, HoldsAFewBytesInMemoryAndForgetsNoRule) {
  const TemporaryFolder folder;
  kv::Options options;
  options.families = Frontier::families();
  auto store = *kv::Store::open(folder.path() / "frontier", options);
  const Rules rules;
  RobotsCache cache(store, rules, 1000);
  const auto origin_of = [](int i) { return "https://" + std::to_string(i) + ".example"; };
  const std::string body = "User-agent: *\nDisallow: /private\n#" + std::string(300, '-');

  for (int i = 0; i < 10; ++i) {
    kv::Batch batch;
    cache.put(origin_of(i), 200, body, from_micros(1), batch);
    ASSERT_TRUE(store.write(batch).ok());
    EXPECT_LE(cache.body_bytes(), 1000u);
  }

  const auto url = *url::Url::parse("https://0.example/private");
  for (int i = 0; i < 10; ++i) {
    const auto* entry = cache.find(origin_of(i));
    ASSERT_NE(entry, nullptr);
    EXPECT_FALSE(robots_verdict(*entry, "broadsheet", url).allowed);
    EXPECT_LE(cache.body_bytes(), 1000u);
  }
}

TEST(RobotsCache, ARuleThatTheLimitCutsIsNone) {
  const TemporaryFolder folder;
  kv::Options options;
  options.families = Frontier::families();
  auto store = *kv::Store::open(folder.path() / "frontier", options);
  const Rules rules;
  RobotsCache cache(store, rules, 1 << 20);
  constexpr std::string_view kGroup = "User-agent: *\n#";
  constexpr std::string_view kKept = "\nDisallow: /";
  const std::string filler(500 * 1024 - kGroup.size() - kKept.size(), '-');
  kv::Batch batch;

  cache.put("https://a.example", 200,
            std::string(kGroup).append(filler).append(kKept).append("archive\n"), from_micros(1),
            batch);

  const auto url = *url::Url::parse("https://a.example/news");
  EXPECT_TRUE(robots_verdict(*cache.find("https://a.example"), "broadsheet", url).allowed);
}

}  // namespace
}  // namespace broadsheet::frontier
