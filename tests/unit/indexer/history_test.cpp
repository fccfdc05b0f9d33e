// SPDX-License-Identifier: Apache-2.0
// After Kafka was lost and made anew, or lost its end, or shards came from a backup: whatever comes
// back first, and whatever it does meanwhile, no history is lost.
#include "unit/indexer/press.h"

namespace broadsheet::indexer {
namespace {

class History : public Press {
 protected:
  // Another bus, with nothing on it; the nodes' folders stay.
  void make_the_bus_anew() {
    for (auto& node : nodes_) {
      folders_.push_back(node->folder());
      node->stop();
    }
    nodes_.clear();
    bus_.reset();
    Press::SetUp();
  }

  Node& back(std::size_t number, KeeperOptions options = {}) {
    nodes_.push_back(std::make_unique<Node>(*bus_, folders_.at(number), std::move(options)));
    return *nodes_.back();
  }

  Node& fresh_node(KeeperOptions options = {}) {
    nodes_.push_back(std::make_unique<Node>(*bus_, folder_.path() / "fresh", std::move(options)));
    return *nodes_.back();
  }

  // With articles 0 … count - 1 in its shards.
  void two_nodes_have(int count) {
    publish(0, count);
    Node& one = add();
    Node& two = add();
    ASSERT_TRUE(eventually([&] {
      return one.owned() == 2 && two.owned() == 2 && settled({&one, &two});
    }));
    // Each has its own, and nobody else's.
    ASSERT_TRUE(eventually([&] { return copies({&one, &two}) == kShards; }));
  }

  static int copies(const std::vector<Node*>& nodes) {
    int copies = 0;
    for (auto* node : nodes) {
      for (int shard = 0; shard < kShards; ++shard) copies += node->has(shard) ? 1 : 0;
    }
    return copies;
  }

  struct Log {
    std::uint64_t size = 0;
    Digest root;
  };
  // Its log of snapshots up to `size`; 0: all of it.
  static Log log_of(Node& node, int shard, std::uint64_t size) {
    Log log{size, {}};
    const auto asked = node.keeper().with_shard(shard, [&](rpc::ShardApi& api) -> Result<void> {
      TRY_LET(now, api.checkpoint({}));
      if (log.size == 0) log.size = now.size;
      TRY_LET(proof, api.consistency_proof({shard, log.size, 0}, {}));
      log.root = proof.first_root;
      return {};
    });
    EXPECT_TRUE(asked.ok()) << asked.fault().text();
    return log;
  }

  // It has been given shards, and has each of them or says why not.
  static bool has_tried(Node& node) {
    const auto shards = node.keeper().shards();
    return std::ranges::any_of(shards, [](const KeptShard& kept) { return kept.owned; }) &&
           std::ranges::all_of(shards, [](const KeptShard& kept) {
             return !kept.owned || kept.writing || !kept.problem.empty();
           });
  }

  // Snapshots in the shards' owners' copies.
  static int owned_by(const std::vector<Node*>& nodes) {
    int sum = 0;
    for (auto* node : nodes) {
      for (const auto& kept : node->keeper().shards()) {
        if (!kept.owned || !kept.writing) continue;
        const auto asked =
            node->keeper().with_shard(kept.shard, [&](rpc::ShardApi& api) -> Result<void> {
              TRY_LET(now, api.checkpoint({}));
              sum += static_cast<int>(now.size);
              return {};
            });
        if (!asked) return -1;
      }
    }
    return sum;
  }

  void expect_everything(const std::vector<Node*>& nodes) {
    std::string waiting;
    for (auto* node : nodes) waiting += node->keeper().waiting_for() + "; ";
    // Whoever owns a shard has all of it: until then, copies are replaced, and a list that is read
    // page by page meanwhile may see something twice.
    ASSERT_TRUE(eventually([&] { return settled(nodes) && owned_by(nodes) == published_; }))
        << waiting;
    Gate gate(*bus_);
    ASSERT_TRUE(eventually([&] {
      const auto found = gate.archive().search({}, {});
      return found && found->shard_errors.empty() &&
             found->total == static_cast<std::uint64_t>(published_);
    }));
    expect_everything_once(gate.archive());
  }

  std::vector<std::filesystem::path> folders_;
};

TEST_F(History, WhoComesFirstToANewBusDoesNotBeginEmptyWhatAnotherHas) {
  two_nodes_have(200);
  make_the_bus_anew();

  Node& one = back(0);
  ASSERT_TRUE(eventually([&] {
    return one.keeper().waiting_for().find("older than the log on the bus") != std::string::npos;
  })) << one.keeper().waiting_for();
  publish(200, 50);
  Node& two = back(1);

  expect_everything({&one, &two});
}

TEST_F(History, WhoIsNewAndFirstWaitsForThoseWhoHaveTheShards) {
  two_nodes_have(200);
  make_the_bus_anew();

  KeeperOptions patient;
  patient.begin_after = std::chrono::minutes(5);
  Node& fresh = fresh_node(patient);
  ASSERT_TRUE(eventually(
      [&] { return fresh.keeper().waiting_for().find("waited for") != std::string::npos; }));
  Node& one = back(0);
  Node& two = back(1);

  expect_everything({&fresh, &one, &two});
}

TEST_F(History, WhoBeganAShardTakesItFromOneWhoTurnsOutToHaveIt) {
  two_nodes_have(100);
  make_the_bus_anew();
  Node& fresh = fresh_node();
  publish(100, 50);
  ASSERT_TRUE(eventually([&] { return settled({&fresh}); }));

  Node& one = back(0);
  Node& two = back(1);

  expect_everything({&fresh, &one, &two});
}

TEST_F(History, WhoBeganAShardTakesItAlsoWhereItHasMoreSnapshotsByThen) {
  two_nodes_have(100);
  make_the_bus_anew();
  Node& fresh = fresh_node();
  publish(100, 400);
  ASSERT_TRUE(eventually([&] { return settled({&fresh}); }));

  Node& one = back(0);
  Node& two = back(1);

  expect_everything({&fresh, &one, &two});
}

TEST_F(History, AShardThatIsReplacedIsReadFromTheBusAgain) {
  two_nodes_have(100);
  make_the_bus_anew();
  Node& fresh = fresh_node();
  publish(100, 100);
  ASSERT_TRUE(eventually([&] { return settled({&fresh}); }));
  Node& one = back(0);
  publish(200, 100);
  Node& two = back(1);
  publish(300, 100);

  expect_everything({&fresh, &one, &two});
}

TEST_F(History, TwoHistoriesOfAShardAreBothKept) {
  two_nodes_have(100);
  std::array<std::map<int, Log>, 2> had;
  for (std::size_t number = 0; number < 2; ++number) {
    for (int shard = 0; shard < kShards; ++shard) {
      if (nodes_[number]->has(shard)) had[number][shard] = log_of(*nodes_[number], shard, 0);
    }
  }
  make_the_bus_anew();
  Node& fresh = fresh_node();
  publish(100, 100);
  ASSERT_TRUE(eventually([&] { return settled({&fresh}); }));
  bus_->begin = 5;  // What it has read comes from nowhere else any more.

  Node& one = back(0);
  Node& two = back(1);

  ASSERT_TRUE(eventually([&] { return has_tried(one) && has_tried(two); }));
  for (std::size_t number = 0; number < 2; ++number) {
    for (const auto& [shard, root] : had[number]) {
      EXPECT_EQ(log_of(*nodes_[number + 1], shard, root.size).root, root.root) << shard;
    }
  }
  EXPECT_EQ(copies({&fresh}), kShards);
}

TEST_F(History, AnotherLogThatHasLostItsBeginningIsTakenUpOnlyIfItIsSaid) {
  publish(0, 100);
  Node& one = add();
  ASSERT_TRUE(eventually([&] { return settled({&one}); }));
  make_the_bus_anew();
  publish(100, 100);
  bus_->begin = 3;
  {
    Node& again = back(0);
    ASSERT_TRUE(eventually([&] {
      return again.keeper().waiting_for().find("another log") != std::string::npos;
    })) << again.keeper().waiting_for();
    again.stop();
  }

  KeeperOptions options;
  options.accept_empty_shard = true;
  Node& again = back(0, options);

  ASSERT_TRUE(eventually([&] { return settled({&again}); })) << again.keeper().waiting_for();
  std::uint64_t snapshots = 0;
  for (const auto& stats : again.keeper().stats()) snapshots += stats.snapshots;
  EXPECT_EQ(snapshots, static_cast<std::uint64_t>(published_ - 3 * kShards));
}

// As after a power cut of all brokers: the end of what they acknowledged was not on their disks.
TEST_F(History, AShardGoesOnWhereTheBusEndsIfThatHasLostItsEnd) {
  publish(0, 200);
  Node& one = add();
  ASSERT_TRUE(eventually([&] { return settled({&one}); }));
  make_the_bus_anew();
  published_ = 50;
  publish(0, 150);
  bus_->begin = 5;

  Node& again = back(0);

  ASSERT_TRUE(eventually([&] { return settled({&again}); })) << again.keeper().waiting_for();
  publish(200, 50);
  expect_everything({&again});
}

TEST_F(History, AShardReadsWhatTookThePlaceOfALostEnd) {
  publish(0, 200);
  Node& one = add();
  ASSERT_TRUE(eventually([&] { return settled({&one}); }));
  make_the_bus_anew();
  published_ = 50;
  publish(0, 150);
  publish(300, 400);  // In every partition, past where the shard had read.
  bus_->begin = 5;

  Node& again = back(0);

  expect_everything({&again});
}

TEST_F(History, ALostDiskIsReadAgainBeforeAnybodyHearsOfAnOwner) {
  publish(0, 2000);
  Node& one = add();
  ASSERT_TRUE(eventually([&] { return settled({&one}); }));
  const auto shards_said = whole_->end_offsets(topics::kShards)->front();
  one.stop();
  // Its index may be merging still.
  ASSERT_TRUE(eventually([&] {
    std::error_code error;
    std::filesystem::remove_all(one.folder(), error);
    return !error && !std::filesystem::exists(one.folder());
  }));

  one.start();

  ASSERT_TRUE(eventually([&] { return settled({&one}); }));
  const auto ends = *whole_->end_offsets(topics::kArticles);
  auto inbox = *whole_->read({{std::string(topics::kShards), 0, shards_said}});
  while (*inbox->lag() > 0) {
    const auto said = inbox->poll(100, std::chrono::seconds(1));
    for (const auto& delivery : *said) {
      if (delivery.record.value.empty()) continue;
      const auto endpoint = *records::decode_shard_endpoint(delivery.record.value);
      if (endpoint.shard < 0 || endpoint.former || endpoint.standby) continue;
      EXPECT_EQ(endpoint.offset, ends[static_cast<std::size_t>(endpoint.shard)]);
    }
  }
}

}  // namespace
}  // namespace broadsheet::indexer
