// SPDX-License-Identifier: Apache-2.0
// The indexer: articles in, archive shards out, each with its full-text index, and ShardService
// over them.
#pragma once

#include <atomic>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "bus/bus.h"
#include "common/tally.h"
#include "common/topics.h"
#include "core/time.h"
#include "indexer/unit.h"

namespace broadsheet::indexer {

struct Options {
  std::filesystem::path folder;  // one folder a shard below it: "0000/store", "0000/index"
  int shards = 2;                // partitions of `articles`
  bool read_only = false;
  std::size_t batch_max = 64;  // events in one write: the bound on memory
  std::string group = std::string(topics::kIndexers);
  std::filesystem::path crash_marks = {};           // see stage::Options
  std::size_t cache_bytes = std::size_t{64} << 20;  // of each shard
  Clock clock = system_now;
};

class Indexer {
 public:
  // kNotFound with read_only if there is no archive in the folder. An index that is damaged is
  // built again.
  static Result<std::unique_ptr<Indexer>> open(Options options);
  ~Indexer();

  // Articles from the bus into the shards, until `stop`.
  Result<void> run_archive(bus::Bus& bus, Tally& tally, std::stop_token stop);
  // Articles of the backfill lane behind those of `articles`, as far as there is time.
  Result<void> run_backfill(bus::Bus& bus, std::stop_token stop);
  // From the shards into their indexes, until `stop` and run_archive() has ended, then what is
  // left, for some seconds at most: who asks after a stop finds what was archived before it.
  Result<void> run_index(std::stop_token stop);

  [[nodiscard]] int shards() const;
  ShardUnit& unit(int shard);
  // ShardService of one shard; lives as long as the indexer.
  rpc::ShardApi& api(int shard);
  // Changes of the archive that no index has yet, over all shards.
  [[nodiscard]] std::uint64_t unindexed() const;

 private:
  struct Impl;
  explicit Indexer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadsheet::indexer
