// SPDX-License-Identifier: Apache-2.0
// What a keeper knows of its shards. Inside the indexer only: keeper.cpp reads the bus and answers,
// keeper_moves.cpp brings shards and lets them go, keeper_announce.cpp tells others.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

#include "indexer/index_loop.h"
#include "indexer/keeper.h"
#include "indexer/same_log.h"

namespace broadsheet::indexer {

using SteadyTime = std::chrono::steady_clock::time_point;

// An open copy. Who reads it holds it; its files go with the last one, if they are to.
struct Copy {
  ~Copy();

  int shard = 0;
  std::filesystem::path folder;
  std::unique_ptr<ShardUnit> unit;
  std::unique_ptr<rpc::ShardApi> api;
  bool remove = false;  // under the keeper's mutex
  // Said when its folder is free: at the very end of its life.
  std::shared_ptr<std::atomic<bool>> closed = std::make_shared<std::atomic<bool>>(false);
  std::mutex writing;     // one writer: the group's reader, or the standby's
  std::int64_t seen = 0;  // under `writing`: the next record that the bus should bring
  bool compared = false;  // with the bus; of the thread that moves shards
};

// What should be here of a partition, and what is. Under Keeper::Impl::mutex.
struct Place {
  bool owned = false;
  bool standby = false;
  // It begins where the bus still goes on: nothing is missing in between. Asked anew whenever what
  // we are to it changes.
  bool whole = false;
  std::shared_ptr<Copy> copy;
  std::shared_ptr<std::atomic<bool>> closing;  // of the last copy: its folder may not be free yet
  std::uint64_t epoch = 0;                     // as an owner
  std::int64_t goal = 0;                       // how far others were when it was opened
  std::string problem;
  SteadyTime retry = {};
  std::optional<records::ShardEndpoint> said;  // what the topic `shards` last heard
  SteadyTime said_at = {};
  std::optional<SteadyTime> idle_since;  // others have it, and need ours no more

  [[nodiscard]] bool wanted() const { return owned || standby; }
};

struct Keeper::Impl : Growth {
  Impl(bus::Bus& the_bus, const ShardDirectory& the_directory, KeeperOptions the_options);

  // keeper.cpp
  Result<std::int64_t> start(int shard);
  Result<void> take_owned(Tally& tally, const std::vector<bus::Delivery>& batch, std::int64_t next);
  Result<void> take_beside(const std::vector<bus::Delivery>& batch, std::int64_t next);
  Result<archive::PutReport> put(Copy& copy, const std::vector<bus::Delivery>& batch,
                                 std::int64_t next);
  void give_up(const std::vector<bus::Position>& positions);
  [[nodiscard]] std::vector<bus::Position> followed() const;
  [[nodiscard]] std::shared_ptr<Copy> find(int shard) const;
  [[nodiscard]] std::vector<std::shared_ptr<Copy>> copies() const;

  // keeper_moves.cpp
  Result<void> open_what_is_here();
  void plan_standbys();
  [[nodiscard]] std::vector<int> to_bring() const;
  Result<void> bring(int shard, std::stop_token stop);
  Result<std::int64_t> offset_on_this_bus(int shard, Copy& copy, const Held& held);
  Result<void> fetch(int shard, std::int64_t begin, std::stop_token stop);
  Result<std::shared_ptr<Copy>> open_copy(int shard) const;
  Result<void> close_copy(int shard, std::stop_token stop);
  [[nodiscard]] std::int64_t goal_of(int shard, std::int64_t end) const;
  void retire(std::stop_token stop);
  [[nodiscard]] bool is_needed(int shard, const Copy& copy) const;
  [[nodiscard]] Result<void> compare_with_owner(int shard, const Copy& copy,
                                                std::stop_token stop) const;

  // keeper_announce.cpp
  void announce_all(bool last);
  void forget_the_dead();
  [[nodiscard]] std::optional<records::ShardEndpoint> to_say(int shard, const Place& place) const;

  bus::Bus& bus;
  const ShardDirectory& directory;
  const KeeperOptions options;
  std::string address;
  int partitions = 0;
  Checkpoints checkpoints;
  std::map<int, Place> places;    // under the mutex, as is the next
  std::uint64_t follow_plan = 0;  // moves on when other shards are to be followed
};

}  // namespace broadsheet::indexer
