// SPDX-License-Identifier: Apache-2.0
// A gateway over shards that lie elsewhere: it finds them, says what is missing, and goes on with a
// list whatever moved meanwhile.
#include "unit/indexer/press.h"

namespace broadsheet::indexer {
namespace {

class Gates : public Press {
 protected:
  // The shards of a node, once nobody else has a copy of them and the gateway knows.
  static std::set<int> alone_at(Node& node, const Gate& gate) {
    std::set<int> shards;
    for (const auto& kept : node.keeper().shards()) {
      if (kept.owned) shards.insert(kept.shard);
    }
    for (const int shard : shards) {
      EXPECT_TRUE(eventually([&] {
        const auto copies = gate.directory().copies(shard);
        return copies.size() == 1 && copies.front().address == node.address();
      }));
    }
    return shards;
  }
};

TEST_F(Gates, EveryQuestionIsAnsweredAsInOneProcess) {
  publish(0, 50);
  publish(0, 1, "Bridge closes");
  Node& one = add();
  Node& two = add();
  ASSERT_TRUE(eventually([&] { return settled({&one, &two}); }));
  Gate gate(*bus_);
  auto& archive = gate.archive();
  rpc::SnapshotRef ref;
  ref.url = *url::Url::parse(url_of(0));

  const auto snapshot = archive.get_snapshot({ref, true}, {});
  ASSERT_TRUE(snapshot.ok()) << snapshot.fault().text();
  EXPECT_EQ(snapshot->snapshot.article.paragraphs.size(), 1u);
  rpc::ListCapturesRequest captures;
  captures.url = ref.url;
  EXPECT_EQ(archive.list_captures(captures, {})->captures.size(), 1u);
  EXPECT_EQ(archive.get_payload({ref}, {})->bytes, "<html>Bridge</html>");
  rpc::SearchRequest search;
  search.query.text = "\"keeps bridge 7\"";
  const auto found = archive.search(search, {});
  ASSERT_TRUE(found.ok()) << found.fault().text();
  ASSERT_EQ(found->hits.size(), 1u);
  EXPECT_EQ(found->hits.front().snapshot.article.url, url_of(7));
  EXPECT_EQ(archive.count({}, {})->total, 50u);
  EXPECT_TRUE(archive.list_copies({ref}, {}).ok());
  const auto stats = archive.get_stats({}, {});
  ASSERT_EQ(stats->shards.size(), static_cast<std::size_t>(kShards));
  for (const auto& shard : stats->shards) {
    EXPECT_TRUE(shard.address == one.address() || shard.address == two.address());
  }
  const auto checkpoint = archive.get_checkpoint({2}, {});
  ASSERT_TRUE(checkpoint.ok());
  EXPECT_EQ(checkpoint->shard, 2);
  EXPECT_TRUE(archive.get_inclusion_proof({ref}, {}).ok());
  EXPECT_TRUE(archive.get_consistency_proof({2, 1, 0}, {}).ok());
  EXPECT_EQ(archive.get_snapshot({{.url = *url::Url::parse("https://nobody.example/")}, true}, {})
                .fault()
                .kind,
            FaultKind::kNotFound);
}

TEST_F(Gates, AStreamBringsEverythingOnceHoweverOftenItIsCut) {
  publish(0, 60);
  Node& one = add();
  ASSERT_TRUE(eventually([&] { return settled({&one}); }));
  std::set<std::string> streamed;
  rpc::StreamSnapshotsRequest request;
  request.batch_size = 7;

  for (bool complete = false; !complete;) {
    Gate gate(*bus_);
    const auto done = gate.archive().stream_snapshots(request, {}, [&](rpc::StreamBatch batch) {
      for (const auto& snapshot : batch.snapshots) {
        EXPECT_TRUE(streamed.insert(snapshot.key().name()).second) << "streamed twice";
      }
      request.position = batch.position;
      complete = batch.complete;
      return false;
    });
    ASSERT_TRUE(done.ok()) << done.fault().text();
  }

  EXPECT_EQ(streamed.size(), 60u);
}

// Its pages come from three gateways, and shards move in between.
TEST_F(Gates, AListGoesOnAfterARestartAndAMove) {
  publish(0, 90);
  Node& one = add();
  ASSERT_TRUE(eventually([&] { return settled({&one}); }));
  Gate whole(*bus_);
  const auto expected = list_all(whole.archive(), 1000);
  std::vector<std::string> names;
  rpc::ListSnapshotsRequest request;
  request.page.size = 30;
  const auto next_page = [&] {
    Gate gate(*bus_);
    const auto page = gate.archive().list_snapshots(request, {});
    ASSERT_TRUE(page.ok()) << page.fault().text();
    EXPECT_TRUE(page->shard_errors.empty());
    for (const auto& snapshot : page->snapshots) names.push_back(snapshot.key().name());
    request.page.position = page->next_position;
  };

  next_page();
  bus_->begin = 3;
  Node& two = add();
  ASSERT_TRUE(eventually([&] { return two.owned() == 2 && settled({&one, &two}); }));
  next_page();
  one.stop();
  ASSERT_TRUE(eventually([&] { return two.owned() >= 2; }));
  one.start();
  ASSERT_TRUE(eventually([&] { return settled({&one, &two}); }));
  next_page();

  EXPECT_EQ(names, expected);
}

// The same through the servers of two gateways, one after the other, as a client sees it.
TEST_F(Gates, APageTokenOutlivesItsGateway) {
  publish(0, 40);
  Node& one = add();
  ASSERT_TRUE(eventually([&] { return settled({&one}); }));
  std::set<std::string> names;
  rpc::ListSnapshotsRequest list;
  list.page.size = 10;
  rpc::SearchRequest search;
  search.page.size = 10;
  search.order = rpc::SearchOrder::kNewest;
  std::set<std::string> found;

  for (int page = 0; page < 4; ++page) {
    Gate gate(*bus_);
    auto server = rpc::Server::start({.listen = "127.0.0.1:0"}, {.archive = &gate.archive()});
    ASSERT_TRUE(server.ok());
    auto client = *rpc::connect_archive((*server)->address());
    const auto listed = client->list_snapshots(list, {});
    ASSERT_TRUE(listed.ok()) << listed.fault().text();
    for (const auto& snapshot : listed->snapshots) names.insert(snapshot.key().name());
    list.page.position = listed->next_position;
    const auto hits = client->search(search, {});
    ASSERT_TRUE(hits.ok()) << hits.fault().text();
    for (const auto& hit : hits->hits) found.insert(hit.snapshot.key().name());
    search.page.position = hits->next_position;
  }

  EXPECT_EQ(names.size(), 40u);
  EXPECT_EQ(found, names);
}

TEST_F(Gates, WhatIsMissingIsSaidWithItsShardAndTheReason) {
  publish(0, 80);
  Node& one = add();
  Node& two = add();
  ASSERT_TRUE(eventually([&] { return one.owned() == 2 && settled({&one, &two}); }));
  Gate gate(*bus_);
  const std::set<int> lost = alone_at(two, gate);

  two.server().drain(Duration(0));

  const auto page = gate.archive().list_snapshots({}, {});
  ASSERT_TRUE(page.ok()) << page.fault().text();
  std::set<int> missing;
  for (const auto& error : page->shard_errors) {
    missing.insert(error.shard);
    EXPECT_EQ(error.fault.kind, FaultKind::kUnavailable);
    EXPECT_FALSE(error.fault.what.empty());
  }
  EXPECT_EQ(missing, lost);
  EXPECT_FALSE(page->snapshots.empty());
  const auto found = gate.archive().search({}, {});
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(found->shard_errors.size(), lost.size());
  EXPECT_LT(found->total, 80u);
}

TEST_F(Gates, AListOfOneUrlAsksItsShardAlone) {
  publish(0, 20);
  Node& one = add();
  Node& two = add();
  ASSERT_TRUE(eventually([&] { return one.owned() == 2 && settled({&one, &two}); }));
  Gate gate(*bus_);
  alone_at(two, gate);
  two.server().drain(Duration(0));
  int answered = 0;
  int refused = 0;

  for (int number = 0; number < 20; ++number) {
    rpc::ListSnapshotsRequest request;
    request.filter.match = rpc::UrlMatch::kUrl;
    request.filter.pattern = url_of(number);
    const auto page = gate.archive().list_snapshots(request, {});
    if (page) {
      EXPECT_EQ(page->snapshots.size(), 1u);
      EXPECT_TRUE(page->shard_errors.empty());
      ++answered;
    } else {
      EXPECT_EQ(page.fault().kind, FaultKind::kUnavailable);
      ++refused;
    }
  }

  EXPECT_GT(answered, 0);
  EXPECT_GT(refused, 0);
}

// Says that it owns a shard, and never answers.
class Sleeper final : public rpc::ShardHost {
 public:
  Result<void> with_shard(int, const std::function<Result<void>(rpc::ShardApi&)>&) override {
    ++asked;
    std::unique_lock lock(mutex_);
    awake_.wait(lock, [&] { return waking_; });
    return unavailable("it slept");
  }
  Result<rpc::OpenedCheckpoint> open_checkpoint(int, const rpc::CallContext&) override {
    return unavailable("it sleeps");
  }
  Result<Digest> read_checkpoint_file(const std::string&, const std::string&, std::uint64_t,
                                      const rpc::CallContext&, const rpc::BytesSink&) override {
    return unavailable("it sleeps");
  }
  Result<void> close_checkpoint(const std::string&, const rpc::CallContext&) override { return {}; }
  void wake() {
    const std::scoped_lock lock(mutex_);
    waking_ = true;
    awake_.notify_all();
  }

  std::atomic<int> asked = 0;

 private:
  std::mutex mutex_;
  std::condition_variable awake_;
  bool waking_ = false;
};

class SleepingOwner : public Gates {
 protected:
  void SetUp() override {
    Gates::SetUp();
    rpc::Services services;
    services.shards = &sleeper_;
    server_ = *rpc::Server::start({.listen = "127.0.0.1:0"}, services);
  }
  void TearDown() override {
    sleeper_.wake();
    server_.reset();
  }
  // It owns all shards from now on, by what it says.
  void claim() {
    for (int shard = 0; shard < kShards; ++shard) {
      records::ShardEndpoint endpoint;
      endpoint.shard = shard;
      endpoint.address = server_->address();
      endpoint.epoch = 1000;
      endpoint.time = system_now();
      ASSERT_TRUE(announce(*bus_, endpoint).ok());
    }
  }

  Sleeper sleeper_;
  std::unique_ptr<rpc::Server> server_;
};

TEST_F(SleepingOwner, AnotherCopyIsAskedBeforeTheDeadline) {
  publish(0, 30);
  Node& one = add();
  ASSERT_TRUE(eventually([&] { return settled({&one}); }));
  Gate gate(*bus_, std::chrono::seconds(60));
  claim();
  ASSERT_TRUE(eventually([&] {
    return gate.directory().owner(0) && gate.directory().owner(0)->address == server_->address();
  }));

  const auto found = gate.archive().search({}, rpc::call_within(std::chrono::seconds(30)));

  ASSERT_TRUE(found.ok()) << found.fault().text();
  EXPECT_EQ(found->total, 30u);
  EXPECT_TRUE(found->shard_errors.empty());
  EXPECT_GT(sleeper_.asked, 0);
}

// A copy may be behind: what it does not know of may be there.
TEST_F(SleepingOwner, WhatAnotherCopyDoesNotKnowMayBeThereWhereTheOwnerFailed) {
  publish(0, 10);
  Node& one = add();
  ASSERT_TRUE(eventually([&] { return settled({&one}); }));
  Gate gate(*bus_, std::chrono::seconds(60));
  sleeper_.wake();
  claim();
  for (int shard = 0; shard < kShards; ++shard) {
    ASSERT_TRUE(eventually([&] {
      const auto owner = gate.directory().owner(shard);
      return owner && owner->address == server_->address();
    }));
  }
  const auto get = [&](const std::string& url) {
    rpc::GetSnapshotRequest request;
    request.of.url = *url::Url::parse(url);
    return gate.archive().get_snapshot(request, rpc::call_within(std::chrono::seconds(30)));
  };

  EXPECT_EQ(get("https://gazette.example/fresh").fault().kind, FaultKind::kUnavailable);
  EXPECT_TRUE(get(url_of(3)).ok());
}

// It says of a log that has grown elsewhere what it would say of a number that nobody ever had.
TEST_F(SleepingOwner, ALogThatIsShorterInAnotherCopyIsNoFaultOfTheRequestWhereTheOwnerFailed) {
  publish(0, 10);
  Node& one = add();
  ASSERT_TRUE(eventually([&] { return settled({&one}); }));
  Gate gate(*bus_, std::chrono::seconds(60));
  const auto proof = [&](std::uint64_t second_size) {
    return gate.archive().get_consistency_proof(
        {.shard = 0, .first_size = 1, .second_size = second_size},
        rpc::call_within(std::chrono::seconds(30)));
  };
  EXPECT_EQ(proof(1000).fault().kind, FaultKind::kBadInput);
  sleeper_.wake();

  claim();
  ASSERT_TRUE(eventually([&] {
    const auto owner = gate.directory().owner(0);
    return owner && owner->address == server_->address();
  }));

  EXPECT_EQ(proof(1000).fault().kind, FaultKind::kUnavailable);
  EXPECT_TRUE(proof(1).ok());
}

TEST_F(SleepingOwner, WhoDoesNotAnswerInTimeIsLeftOutAndNamed) {
  claim();
  Gate gate(*bus_, std::chrono::milliseconds(200));

  const auto stats = gate.archive().get_stats({}, {});

  ASSERT_FALSE(stats.ok());
  EXPECT_EQ(stats.fault().kind, FaultKind::kUnavailable);
}

}  // namespace
}  // namespace broadsheet::indexer
