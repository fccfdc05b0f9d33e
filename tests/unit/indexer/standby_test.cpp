// SPDX-License-Identifier: Apache-2.0
// Standby copies: they follow, answer when the owner does not, and take over.
#include "unit/indexer/press.h"

namespace broadsheet::indexer {
namespace {

class Standby : public Press {
 protected:
  Node& add_with_standby() {
    KeeperOptions options;
    options.standbys = 1;
    return add(options);
  }
  // Each shard lies with an owner and a standby that is as far.
  [[nodiscard]] bool doubled(const std::vector<Node*>& nodes) {
    const auto ends = *whole_->end_offsets(topics::kArticles);
    for (int shard = 0; shard < kShards; ++shard) {
      int copies = 0;
      for (auto* node : nodes) {
        for (const auto& kept : node->keeper().shards()) {
          copies += kept.shard == shard && kept.writing &&
                            kept.offset == ends[static_cast<std::size_t>(shard)]
                        ? 1
                        : 0;
        }
      }
      if (copies != 2) return false;
    }
    return settled(nodes);
  }
};

TEST_F(Standby, EveryShardHasAWarmCopyElsewhere) {
  publish(0, 100);
  Node& one = add_with_standby();
  Node& two = add_with_standby();
  Node& three = add_with_standby();

  ASSERT_TRUE(eventually([&] { return doubled({&one, &two, &three}); }));
  publish(100, 50);
  ASSERT_TRUE(eventually([&] { return doubled({&one, &two, &three}); }));

  for (int shard = 0; shard < kShards; ++shard) {
    ASSERT_TRUE(eventually([&] { return one.directory().copies(shard).size() == 2; }));
    const auto copies = one.directory().copies(shard);
    EXPECT_FALSE(copies[0].standby);
    EXPECT_TRUE(copies[1].standby);
  }
}

TEST_F(Standby, BackfillAmidstLiveNewsComesToEveryCopyInTheSameOrder) {
  Node& one = add_with_standby();
  Node& two = add_with_standby();
  for (int round = 0; round < 10; ++round) {
    publish(round * 20, 10);
    publish(round * 20 + 10, 10, "Old bridge", topics::kArticlesBackfill);
  }
  ASSERT_TRUE(eventually([&] { return doubled({&one, &two}); }));

  Gate gate(*bus_);
  expect_everything_once(gate.archive());
  for (int shard = 0; shard < kShards; ++shard) {
    const auto log_of = [&](Node& node) {
      Digest root;
      const auto asked = node.keeper().with_shard(shard, [&](rpc::ShardApi& api) -> Result<void> {
        TRY_LET(checkpoint, api.checkpoint({}));
        root = checkpoint.root;
        return {};
      });
      EXPECT_TRUE(asked.ok()) << asked.fault().text();
      return root;
    };
    EXPECT_EQ(log_of(one), log_of(two));
  }
}

TEST_F(Standby, WhatOneKeepsThatIsGoneForAMomentIsNotCopiedMeanwhile) {
  publish(0, 100);
  KeeperOptions options;
  options.standbys = 1;
  options.standbys_after = std::chrono::seconds(1);
  Node& one = add(options);
  Node& two = add(options);
  Node& three = add(options);
  ASSERT_TRUE(eventually([&] { return doubled({&one, &two, &three}); }));
  ASSERT_TRUE(eventually([&] { return one.directory().members().size() == 3; }));
  std::array<std::array<bool, kShards>, 2> had{};
  for (std::size_t node = 0; node < 2; ++node) {
    for (int shard = 0; shard < kShards; ++shard) {
      had[node][static_cast<std::size_t>(shard)] = nodes_[node]->has(shard);
    }
  }

  three.stop();
  ASSERT_TRUE(eventually([&] { return settled({&one, &two}); }));

  for (std::size_t node = 0; node < 2; ++node) {
    for (const auto& kept : nodes_[node]->keeper().shards()) {
      const bool is_new = !had[node][static_cast<std::size_t>(kept.shard)];
      EXPECT_FALSE(kept.standby && is_new) << kept.shard;
    }
  }
  EXPECT_EQ(one.directory().members().size(), 3u);
  three.start();
  EXPECT_TRUE(eventually([&] { return doubled({&one, &two, &three}); }));
}

TEST_F(Standby, AnswersWhileTheOwnerIsGone) {
  publish(0, 100);
  Node& one = add_with_standby();
  Node& two = add_with_standby();
  ASSERT_TRUE(eventually([&] { return doubled({&one, &two}); }));
  Gate gate(*bus_);
  ASSERT_TRUE(eventually([&] { return gate.directory().copies(0).size() == 2; }));

  one.server().drain(Duration(0));

  expect_everything_once(gate.archive());
}

TEST_F(Standby, TakesOverWhatTheBusHasNoMore) {
  publish(0, 100);
  Node& one = add_with_standby();
  Node& two = add_with_standby();
  ASSERT_TRUE(eventually([&] { return doubled({&one, &two}); }));
  bus_->begin = 5;

  one.stop();
  publish(100, 100);

  ASSERT_TRUE(eventually([&] { return two.owned() == kShards && settled({&two}); }))
      << two.keeper().waiting_for();
  Gate gate(*bus_);
  expect_everything_once(gate.archive());
}

}  // namespace
}  // namespace broadsheet::indexer
