// SPDX-License-Identifier: Apache-2.0
// Who has which shard, as the topic of shards tells it.
#include <gtest/gtest.h>

#include "common/shard_directory.h"
#include "common/topics.h"
#include "unit/indexer/press.h"

namespace broadsheet::indexer {
namespace {

class Directory : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(topics::apply(*bus_, {}).ok()); }

  void say(int shard, const std::string& address, std::uint64_t epoch, bool standby = false,
           bool former = false, std::int64_t offset = 0) {
    records::ShardEndpoint endpoint;
    endpoint.shard = shard;
    endpoint.address = address;
    endpoint.standby = standby;
    endpoint.former = former;
    endpoint.epoch = epoch;
    endpoint.offset = offset;
    endpoint.time = now_;
    ASSERT_TRUE(announce(*bus_, endpoint).ok());
  }

  // The addresses of a shard's copies, as somebody finds them who begins to read now.
  std::vector<std::string> copies(int shard) {
    const ShardDirectory::Options options{std::chrono::seconds(30), [this] { return now_; }};
    ShardDirectory directory(*bus_, options);
    std::jthread following([&](std::stop_token stop) { EXPECT_TRUE(directory.run(stop).ok()); });
    EXPECT_TRUE(eventually([&] { return directory.is_current(); }));
    std::vector<std::string> addresses;
    for (const auto& copy : directory.copies(shard)) addresses.push_back(copy.address);
    owner_ = directory.owner(shard) ? directory.owner(shard)->address : "";
    members_ = directory.members();
    return addresses;
  }

  std::unique_ptr<bus::Bus> bus_ = *bus::open({});
  Time now_ = *parse_time("2026-11-22T10:00:00Z");
  std::string owner_;
  std::vector<std::string> members_;
};

using Addresses = std::vector<std::string>;

TEST_F(Directory, TheOwnerComesFirstThenStandbysThenWhoHadIt) {
  say(1, "a:1", 0, false, true, 9);
  say(1, "b:1", 0, true);
  say(1, "c:1", 3);
  say(2, "d:1", 1);

  EXPECT_EQ(copies(1), (Addresses{"c:1", "b:1", "a:1"}));
  EXPECT_EQ(owner_, "c:1");
  EXPECT_EQ(copies(2), Addresses{"d:1"});
  EXPECT_TRUE(copies(7).empty());
}

TEST_F(Directory, OfTwoOwnersTheLaterEpochIsTheOne) {
  say(1, "a:1", 4, false, false, 100);
  say(1, "b:1", 5, false, false, 90);
  say(1, "a:1", 4, false, false, 101);  // It does not know yet.

  EXPECT_EQ(copies(1), (Addresses{"b:1", "a:1"}));
  EXPECT_EQ(owner_, "b:1");
}

TEST_F(Directory, WhoSaysNothingAnyMoreComesLast) {
  say(1, "a:1", 4);
  now_ += std::chrono::minutes(1);
  say(1, "b:1", 0, true);

  EXPECT_EQ(copies(1), (Addresses{"b:1", "a:1"}));
}

TEST_F(Directory, AWithdrawalIsForgotten) {
  say(1, "a:1", 4);
  say(-1, "a:1", 0);
  say(-1, "b:1", 0);
  ASSERT_TRUE(withdraw(*bus_, 1, "a:1").ok());
  ASSERT_TRUE(withdraw(*bus_, -1, "a:1").ok());

  EXPECT_TRUE(copies(1).empty());
  EXPECT_EQ(members_, Addresses{"b:1"});
}

// A bus whose topics bring nothing for a while, as while their leader changes.
class SilentBus final : public CutBus {
 public:
  explicit SilentBus(bus::Bus& whole) : CutBus(whole) {}
  std::atomic<bool> silent = true;
  std::atomic<int> polls = 0;

  Result<std::unique_ptr<bus::Inbox>> read(const std::vector<bus::Position>& from) override {
    TRY_LET(inbox, CutBus::read(from));
    return std::unique_ptr<bus::Inbox>(std::make_unique<SilentInbox>(*this, std::move(inbox)));
  }

 private:
  class SilentInbox final : public bus::Inbox {
   public:
    SilentInbox(SilentBus& bus, std::unique_ptr<bus::Inbox> inbox)
        : bus_(bus), inbox_(std::move(inbox)) {}
    Result<std::vector<bus::Delivery>> poll(std::size_t count_max, Duration patience) override {
      ++bus_.polls;
      if (bus_.silent) return std::vector<bus::Delivery>();
      return inbox_->poll(count_max, patience);
    }
    Result<void> commit(const std::vector<bus::Position>& positions) override {
      return inbox_->commit(positions);
    }
    Result<void> commit() override { return inbox_->commit(); }
    Result<void> seek(const bus::Position& position) override { return inbox_->seek(position); }
    Result<void> pause(const std::vector<bus::Position>& at) override { return inbox_->pause(at); }
    Result<void> resume(const std::vector<bus::Position>& at) override {
      return inbox_->resume(at);
    }
    [[nodiscard]] std::vector<bus::Position> assignment() const override {
      return inbox_->assignment();
    }
    [[nodiscard]] Result<std::int64_t> lag() const override { return inbox_->lag(); }

   private:
    SilentBus& bus_;
    std::unique_ptr<bus::Inbox> inbox_;
  };
};

TEST_F(Directory, SilenceIsNotTheEndOfTheTopic) {
  say(1, "a:1", 4);
  SilentBus silent(*bus_);
  ShardDirectory directory(silent, {std::chrono::seconds(30), [this] { return now_; }});
  std::jthread following([&](std::stop_token stop) { EXPECT_TRUE(directory.run(stop).ok()); });

  ASSERT_TRUE(eventually([&] { return silent.polls > 1000; }));
  EXPECT_FALSE(directory.is_current());
  silent.silent = false;

  ASSERT_TRUE(eventually([&] { return directory.is_current(); }));
  EXPECT_EQ(directory.copies(1).size(), 1u);
}

TEST_F(Directory, WhatCannotBeReadIsLeftOut) {
  ASSERT_TRUE(bus_->publish(topics::kShards, {{"0001/x:1", "\xff\xff not a record"}}).ok());
  say(1, "a:1", 4);

  EXPECT_EQ(copies(1), Addresses{"a:1"});
}

}  // namespace
}  // namespace broadsheet::indexer
