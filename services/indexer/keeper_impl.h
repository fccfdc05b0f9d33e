// SPDX-License-Identifier: Apache-2.0
// What a keeper knows of its shards. Inside the indexer only: keeper.cpp reads the bus and answers,
// keeper_moves.cpp decides which shards are to be here and lets others go, keeper_bring.cpp brings
// them, keeper_history.cpp sees to it that nobody has more of them, keeper_announce.cpp tells
// others.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>

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
  // The group's reader has asked where to begin: only what it brings since then is for this copy.
  std::atomic<bool> begun = false;
  // Compared with the bus: until then, nobody knows what its offset means.
  std::atomic<bool> compared = false;
  // It has read another log than the one that is there, and the beginning of this one is gone.
  std::atomic<bool> other_log = false;
  // Of the thread that moves shards, as are these: it has just gone to the start of a new log.
  bool reads_anew = false;
  // Until when which other copies need not be compared, and those
  // that have something else.
  std::map<std::string, SteadyTime> compared_with;
  std::set<std::string> differs_from;
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
  std::int64_t claimed = 0;                    // how far we said we were, in a life before this one
  std::string base = {};    // the address of a copy that has more than ours: that one is wanted
  bool moved = false;       // the group's reader is to ask again where it begins
  std::string damage = {};  // of what is here
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
  Result<void> pass_over(const bus::Position& next);
  Result<void> take_beside(const std::shared_ptr<Copy>& copy,
                           const std::vector<bus::Delivery>& batch, std::int64_t next);
  Result<archive::PutReport> put(Copy& copy, const std::vector<bus::Delivery>& batch,
                                 std::int64_t next);
  void give_up(const std::vector<bus::Position>& positions);
  [[nodiscard]] std::vector<bus::Position> moved();
  [[nodiscard]] std::map<int, std::shared_ptr<Copy>> followed() const;
  [[nodiscard]] std::shared_ptr<Copy> find(int shard) const;
  [[nodiscard]] std::vector<std::shared_ptr<Copy>> copies() const;

  // keeper_moves.cpp
  void plan_standbys();
  [[nodiscard]] std::optional<int> next_to_bring(const std::set<int>& tried) const;
  [[nodiscard]] bool may_go_on(int shard) const;
  Result<void> bring_all(std::stop_token stop);
  void retire(std::stop_token stop);
  [[nodiscard]] bool is_needed(int shard, const Copy& copy) const;
  [[nodiscard]] Result<void> compare_with_owner(int shard, const Copy& copy,
                                                std::stop_token stop) const;

  // keeper_bring.cpp
  Result<void> open_what_is_here();
  Result<void> bring(int shard, std::stop_token stop);
  Result<std::int64_t> offset_on_this_bus(int shard, Copy& copy, const Held& held);
  Result<void> open_if_it_is_here(int shard, std::stop_token stop);
  struct Fetch {
    std::string base = {};  // from there alone; empty: from whoever has it
  };
  [[nodiscard]] bool is_at(int shard, const std::string& where) const;
  Result<std::optional<Fetch>> what_to_fetch(int shard, const Held& held, std::stop_token stop);
  Result<void> fetch(int shard, const Held& held, const std::string& base, std::stop_token stop);
  Result<void> may_take(int shard, const Held& held) const;
  bool somebody_else_has(int shard) const;
  static Result<void> read_all_again(int shard, Copy& copy);
  Result<void> may_begin(int shard, const Held& held, const Fault& not_fetched) const;
  Result<void> begin_here(int shard, Copy& copy, const Held& held);
  Result<std::shared_ptr<Copy>> open_copy(int shard) const;
  Result<void> close_copy(int shard, std::stop_token stop);
  [[nodiscard]] Result<std::int64_t> goal_of(int shard, std::int64_t end) const;
  void compare_what_is_here();
  [[nodiscard]] bool has_settled() const;

  // keeper_history.cpp
  [[nodiscard]] std::vector<records::ShardEndpoint> to_compare(const Copy& copy) const;
  Result<std::string> who_has_more(Copy& copy, std::int64_t begin, std::stop_token stop);
  void look_for_more(std::stop_token stop);
  [[nodiscard]] std::string what_is_older(int shard, std::int64_t end) const;

  // keeper_announce.cpp
  void hear_what_we_said();
  void announce_all(bool last);
  void forget_the_dead();
  [[nodiscard]] std::optional<records::ShardEndpoint> to_say(int shard, const Place& place) const;

  bus::Bus& bus;
  const ShardDirectory& directory;
  const KeeperOptions options;
  std::string address;
  int partitions = 0;
  Checkpoints checkpoints;
  std::map<int, Place> places;            // under the mutex, as is the next
  std::uint64_t follow_plan = 0;          // moves on when other shards are to be followed
  std::optional<SteadyTime> heard_since;  // since when the directory is current
  std::optional<SteadyTime> archiving_since;
  bool assigned = false;  // something, once
  // Of the thread that moves shards: who is there, and since when it is they.
  std::vector<std::string> members;
  SteadyTime members_since = {};
  mutable std::atomic<bool> was_ready = false;
};

// With a shard's data: how many snapshots it had when it began to read the log that is on the bus
// now, at its first record; nullopt: not known.
archive::Offset snapshots_before(int shard, std::optional<std::uint64_t> count);
Result<std::optional<std::uint64_t>> snapshots_before(const archive::Shard& archived, int shard);
// Whether nothing is missing where `theirs` takes the place of `ours`, on a bus that begins at
// `begin`.
Result<bool> may_replace(const archive::Shard& ours, const archive::Shard& theirs, int shard,
                         std::int64_t begin);

}  // namespace broadsheet::indexer
