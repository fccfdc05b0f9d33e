// SPDX-License-Identifier: Apache-2.0
// The shards of one indexer among several: those that the group gives it, and standby copies of
// others'. Shards come from whoever has them and go when somebody else has all of them.
//
// A shard is what the records of its partition make of it, in their order, wherever that happens:
// so every copy that has read as far is the same, and a copy that was left behind goes on by
// itself. Each copy holds its own offset with its data, and no two processes ever write one.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "bus/bus.h"
#include "common/shard_directory.h"
#include "common/tally.h"
#include "common/topics.h"
#include "indexer/checkpoints.h"
#include "indexer/unit.h"
#include "rpc/client.h"
#include "rpc/shard_host.h"

namespace broadsheet::indexer {

struct KeeperOptions {
  std::filesystem::path folder;  // one folder a shard below it: "0000/store", "0000/index"
  std::string group = std::string(topics::kIndexers);
  int standbys = 0;  // copies of each shard beside the owner's
  // Copies are brought for that only when the same indexers have been there for so long: one that
  // is started again comes back, and while the bus is away everybody seems to be gone.
  Duration standbys_after = std::chrono::minutes(2);
  // Where nobody has a shard and the bus no longer has its beginning: begin empty all the same.
  bool accept_empty_shard = false;
  std::size_t batch_max = 64;                       // events in one write: the bound on memory
  std::filesystem::path crash_marks = {};           // see stage::Options; "" for none
  std::size_t cache_bytes = std::size_t{64} << 20;  // of each shard
  rpc::ClientOptions peers = {};                    // how other indexers are asked
  Duration heartbeat = std::chrono::seconds(5);     // how often the topic `shards` hears of us
  // A shard that is somebody else's stays here so long after they have it: askers change over.
  Duration retire_after = std::chrono::seconds(15);
  Duration retry = std::chrono::seconds(5);  // after a shard could not be brought
  // A shard that nobody has begins empty, or goes on in a log that it does not know, only when
  // others have had so long to say that they have it: as long as the directory believes in them.
  Duration begin_after = std::chrono::seconds(30);
  // Who has been given nothing for so long is ready all the same: there may be nothing left.
  Duration assigned_within = std::chrono::seconds(30);
  Clock clock = system_now;
};

// A shard that is here, or should be.
struct KeptShard {
  int shard = 0;
  bool owned = false;    // the group gave it to us
  bool standby = false;  // we keep a copy beside the owner
  bool open = false;
  bool writing = false;  // it takes what comes on the bus
  std::int64_t offset = 0;
  std::string problem = {};  // why it is not open, or not whole
};

// Thread-safe. Each run_…() is a loop; all of them run beside each other.
class Keeper final : public rpc::ShardHost {
 public:
  // Opens the copies that are in the folder. The bus and the directory outlive it. kNotFound:
  // there is no topic of articles.
  static Result<std::unique_ptr<Keeper>> open(bus::Bus& bus, const ShardDirectory& directory,
                                              KeeperOptions options);
  ~Keeper() override;

  // HOST:PORT at which others reach this indexer's ShardService: to be said before the loops run.
  void is_reached_at(const std::string& address);

  // Articles of the partitions that are ours into their shards.
  Result<void> run_archive(Tally& tally, std::stop_token stop);
  // Articles of the backfill lane behind them, as far as there is time.
  Result<void> run_backfill(std::stop_token stop);
  // As run_archive, for standbys.
  Result<void> run_standbys(std::stop_token stop);
  // From all shards that are here into their indexes; see Indexer::run_index.
  Result<void> run_index(std::stop_token stop);
  // Opens and brings what should be here, and lets go what need not be.
  Result<void> run_moves(std::stop_token stop);
  // Tells the topic `shards`; at the end, that nothing is here any more. That there was an indexer
  // is not taken back: it may be about to start again.
  Result<void> run_announcements(std::stop_token stop);

  // Empty: everything that should be here is, or was once, as for standbys. Else what is not, in
  // sentences.
  [[nodiscard]] std::string waiting_for() const;
  [[nodiscard]] std::vector<KeptShard> shards() const;
  [[nodiscard]] std::vector<archive::ShardStats> stats() const;
  // Changes of the archive that no index has yet, over all shards that are here.
  [[nodiscard]] std::uint64_t unindexed() const;

  // rpc::ShardHost
  Result<void> with_shard(int shard,
                          const std::function<Result<void>(rpc::ShardApi&)>& use) override;
  Result<rpc::OpenedCheckpoint> open_checkpoint(int shard, const rpc::CallContext& call) override;
  Result<Digest> read_checkpoint_file(const std::string& checkpoint, const std::string& file,
                                      std::uint64_t from, const rpc::CallContext& call,
                                      const rpc::BytesSink& sink) override;
  Result<void> close_checkpoint(const std::string& checkpoint,
                                const rpc::CallContext& call) override;

 private:
  struct Impl;
  explicit Keeper(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadsheet::indexer
