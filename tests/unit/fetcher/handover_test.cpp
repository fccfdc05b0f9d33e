// SPDX-License-Identifier: Apache-2.0
// The state of a partition's sites, from one fetcher to the next by way of the bus.
#include "fetcher/handover.h"

#include <gtest/gtest.h>

#include "common/topics.h"
#include "core/file.h"
#include "kv/store.h"

namespace broadsheet::fetcher {
namespace {

using std::chrono::seconds;

class HandoverTest : public ::testing::Test {
 protected:
  struct Side {
    explicit Side(const std::filesystem::path& folder) {
      kv::Options kv_options;
      kv_options.families = frontier::Frontier::families();
      store.emplace(*kv::Store::open(folder, kv_options));
      frontier::Options options;
      options.partition_of = [](std::string_view) { return 0; };
      frontier.emplace(*frontier::Frontier::open(*store, options));
    }
    std::optional<kv::Store> store;
    std::optional<frontier::Frontier> frontier;
  };

  void SetUp() override {
    bus_ = *bus::open({});
    ASSERT_TRUE(topics::apply(*bus_, {}).ok());
  }

  // A clock on which each look takes so long.
  Clock clock_of(Duration step) {
    return [this, step] { return now_ += step; };
  }

  std::unique_ptr<bus::Bus> bus_;
  TemporaryFolder folder_;
  Time now_ = *parse_time("2026-11-22T10:00:00Z");
};

TEST_F(HandoverTest, ALargePartitionIsTakenOverInPiecesAndNothingIsReadTwice) {
  Side before(folder_.path() / "before");
  records::Source source{.id = "s", .homepage = "https://news.example/"};
  ASSERT_TRUE(before.frontier->put_source(source, now_).ok());
  ASSERT_TRUE(before.frontier->own(0, now_).ok());
  std::vector<records::Discovery> found;
  for (int i = 0; i < 9000; ++i) {
    found.push_back({.url = "https://news.example/" + std::to_string(i), .source = "s"});
  }
  ASSERT_EQ(before.frontier->add(found, now_)->added, found.size());
  Handover giver(*bus_, *before.frontier, clock_of({}));
  before.frontier->withdraw(0);
  ASSERT_TRUE(giver.give_up(0).ok());

  Side after(folder_.path() / "after");
  ASSERT_TRUE(after.frontier->put_source(source, now_).ok());
  Handover taker(*bus_, *after.frontier, clock_of(seconds(1)));
  std::int64_t reached = 0;
  int pieces = 0;
  while (!taker.take_over(0, {}).ok()) {
    const auto now_reached = *after.frontier->restored_to(0);
    ASSERT_GT(now_reached, reached) << "each piece brings it on";
    reached = now_reached;
    ++pieces;
    EXPECT_FALSE(after.frontier->is_ours("news.example"));
  }

  EXPECT_GT(pieces, 0);
  EXPECT_TRUE(after.frontier->is_ours("news.example"));
  EXPECT_EQ(after.frontier->stats(now_).urls, before.frontier->stats(now_).urls);
}

}  // namespace
}  // namespace broadsheet::fetcher
