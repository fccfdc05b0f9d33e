// SPDX-License-Identifier: Apache-2.0
// Several indexers over one bus: shards are shared, move, and are never lost, doubled, or begun
// empty where something is missing.
#include "unit/indexer/press.h"

namespace broadsheet::indexer {
namespace {

class Moves : public Press {};

TEST_F(Moves, TwoIndexersShareTheShardsAndEachArticleIsInOne) {
  publish(0, 100);
  Node& one = add();
  Node& two = add();

  ASSERT_TRUE(eventually([&] { return one.owned() == 2 && two.owned() == 2; }));
  publish(100, 100);
  ASSERT_TRUE(eventually([&] { return settled({&one, &two}); }));

  Gate gate(*bus_);
  expect_everything_once(gate.archive());
}

TEST_F(Moves, AShardComesFromItsLastOwnerWhereTheBusHasLostTheBeginning) {
  publish(0, 200);
  Node& one = add();
  ASSERT_TRUE(eventually([&] { return settled({&one}); }));
  bus_->begin = 5;

  Node& two = add();
  publish(200, 50);

  ASSERT_TRUE(eventually([&] {
    return two.owned() == 2 && settled({&one, &two});
  })) << two.keeper().waiting_for();
  Gate gate(*bus_);
  expect_everything_once(gate.archive());
}

TEST_F(Moves, WhatHasMovedGoesFromWhereItWas) {
  publish(0, 100);
  Node& one = add();
  ASSERT_TRUE(eventually([&] { return settled({&one}); }));
  bus_->begin = 5;

  Node& two = add();

  ASSERT_TRUE(eventually([&] { return two.owned() == 2; }));
  for (const auto& kept : two.keeper().shards()) {
    ASSERT_TRUE(eventually([&] { return !one.has(kept.shard); })) << kept.shard;
    EXPECT_TRUE(eventually(
        [&] { return !std::filesystem::exists(shard_folder(one.folder(), kept.shard)); }));
  }
  Gate gate(*bus_);
  expect_everything_once(gate.archive());
}

TEST_F(Moves, AShardThatNobodyHasIsNotBegunEmpty) {
  publish(0, 50);
  bus_->begin = 3;

  Node& one = add();

  ASSERT_TRUE(eventually([&] {
    return one.keeper().waiting_for().find("restore a backup") != std::string::npos;
  })) << one.keeper().waiting_for();
  EXPECT_EQ(one.owned(), 0u);
  EXPECT_FALSE(std::filesystem::exists(shard_folder(one.folder(), 0) / "store"));
}

TEST_F(Moves, AShardThatNobodyHasIsBegunEmptyIfItIsSaid) {
  publish(0, 50);
  bus_->begin = 3;

  KeeperOptions options;
  options.accept_empty_shard = true;
  Node& one = add(options);

  EXPECT_TRUE(eventually([&] { return settled({&one}); })) << one.keeper().waiting_for();
}

TEST_F(Moves, AnIndexerThatComesBackGoesOnWithWhatItHas) {
  publish(0, 100);
  Node& one = add();
  ASSERT_TRUE(eventually([&] { return settled({&one}); }));
  one.stop();
  bus_->begin = 5;
  publish(100, 100);

  one.start();

  ASSERT_TRUE(eventually([&] { return settled({&one}); })) << one.keeper().waiting_for();
  Gate gate(*bus_);
  expect_everything_once(gate.archive());
}

// As after a disaster: the shards come from a backup, and Kafka is new and has grown past them.
TEST_F(Moves, AShardReadsANewBusFromItsBeginningHoweverFarThatHasGone) {
  publish(0, 100);
  Node& one = add();
  ASSERT_TRUE(eventually([&] { return settled({&one}); }));
  const auto folder = one.folder();
  nodes_.clear();
  bus_.reset();
  Press::SetUp();
  publish(100, 400);  // In every partition, more than the shard had read.

  nodes_.push_back(std::make_unique<Node>(*bus_, folder, KeeperOptions{}));
  Node& again = *nodes_.back();
  ASSERT_TRUE(eventually([&] { return settled({&again}); })) << again.keeper().waiting_for();
  {
    Gate gate(*bus_);
    expect_everything_once(gate.archive());
  }

  // And it is not read anew the next time.
  again.stop();
  publish(500, 10);
  bus_->begin = 1;
  again.start();
  ASSERT_TRUE(eventually([&] { return settled({&again}); })) << again.keeper().waiting_for();
  Gate gate(*bus_);
  expect_everything_once(gate.archive());
}

TEST_F(Moves, ShardsOfAnotherNumberOfPartitionsAreRefused) {
  const auto folder = folder_.path() / "restored";
  ASSERT_TRUE(fix_partitions(folder / "shards", kShards + 2).ok());
  std::filesystem::create_directories(folder_.path() / "served");
  ASSERT_TRUE(write_file(folder_.path() / "served" / "layout", "6\n").ok());

  for (const char* name : {"restored", "served"}) {
    KeeperOptions options;
    options.folder = folder_.path() / name / "shards";
    ShardDirectory directory(*bus_, {});
    const auto opened = Keeper::open(*bus_, directory, options);
    ASSERT_FALSE(opened.ok()) << name;
    EXPECT_EQ(opened.fault().kind, FaultKind::kBadInput);
    EXPECT_NE(opened.fault().text().find("an archive of 6 partitions"), std::string::npos);
  }
}

TEST_F(Moves, WhoHasAShardGivesItEvenIfItIsNotItsOwn) {
  publish(0, 100);
  Node& one = add();
  ASSERT_TRUE(eventually([&] { return settled({&one}); }));
  one.stop();
  bus_->begin = 5;
  Node& two = add();
  ASSERT_TRUE(eventually([&] { return !two.keeper().waiting_for().empty(); }));

  one.start();

  EXPECT_TRUE(eventually([&] { return settled({&one, &two}); })) << two.keeper().waiting_for();
  Gate gate(*bus_);
  expect_everything_once(gate.archive());
}

TEST_F(Moves, AnOwnerThatIsGoneIsNotBelievedForItsHigherEpoch) {
  records::ShardEndpoint dead;
  dead.shard = 1;
  dead.address = "192.0.2.1:7400";
  dead.time = system_now() - std::chrono::hours(1);
  publish(0, 20);
  Node& one = add();
  ASSERT_TRUE(eventually([&] { return settled({&one}); }));

  dead.epoch = 77;
  ASSERT_TRUE(announce(*bus_, dead).ok());

  EXPECT_TRUE(eventually([&] {
    const auto owner = one.directory().owner(1);
    return owner && owner->address == one.address() && owner->epoch > dead.epoch;
  }));
}

TEST_F(Moves, AnIndexerIsNotReadyBeforeItIsGivenAnything) {
  ShardDirectory directory(*bus_, {});
  std::jthread following([&](std::stop_token stop) { EXPECT_TRUE(directory.run(stop).ok()); });
  KeeperOptions options;
  options.folder = folder_.path() / "early";
  const auto early = Keeper::open(*bus_, directory, options);
  ASSERT_TRUE(early.ok()) << early.fault().text();
  ASSERT_TRUE(eventually([&] { return directory.is_current(); }));

  EXPECT_EQ((*early)->waiting_for(), "the group has given it no shards yet");

  Node& one = add();
  EXPECT_TRUE(eventually([&] { return one.keeper().waiting_for().empty(); }));
}

TEST_F(Moves, WhoHasBeenGoneForLongIsForgotten) {
  records::ShardEndpoint dead;
  dead.shard = 1;
  dead.address = "192.0.2.1:7400";
  dead.standby = true;
  dead.time = system_now() - std::chrono::hours(25);
  ASSERT_TRUE(announce(*bus_, dead).ok());
  publish(0, 20);

  Node& one = add();

  ASSERT_TRUE(eventually([&] { return settled({&one}); }));
  EXPECT_TRUE(eventually([&] { return one.directory().copies(1).size() == 1; }));
}

TEST_F(Moves, ManyMovesLoseAndDoubleNothing) {
  publish(0, 100);
  Node& one = add();
  Node& two = add();
  Node& three = add();
  for (int round = 1; round <= 4; ++round) {
    Node& leaves = *nodes_[static_cast<std::size_t>(round) % 3];
    leaves.stop();
    publish(round * 100, 100);
    leaves.start();
  }
  ASSERT_TRUE(eventually([&] { return settled({&one, &two, &three}); }));

  Gate gate(*bus_);
  expect_everything_once(gate.archive());
  for (const auto& node : nodes_) node->stop();
  int verified = 0;
  for (const auto& node : nodes_) {
    for (int shard = 0; shard < kShards; ++shard) {
      const auto folder = shard_folder(node->folder(), shard);
      if (!std::filesystem::exists(folder / "store")) continue;
      auto unit = open_unit(folder, {shard, true});
      ASSERT_TRUE(unit.ok()) << unit.fault().text();
      EXPECT_EQ((*unit)->shard.verify({})->problem_count, 0u);
      ++verified;
    }
  }
  EXPECT_GE(verified, kShards);
}

}  // namespace
}  // namespace broadsheet::indexer
