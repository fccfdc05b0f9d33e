// SPDX-License-Identifier: Apache-2.0
// Where the commands that copy shards find them: a server, a data folder that nobody serves, or the
// indexers that a bus knows of.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "broadsheet/client.h"
#include "rpc/shard_host.h"

namespace broadsheet {

class ShardSource {
 public:
  // All shards of `options.data` or `options.server`.
  static Result<ShardSource> open(const ClientOptions& options);

  // Of the archive; each has a number below it.
  [[nodiscard]] int partitions() const { return partitions_; }
  [[nodiscard]] rpc::CheckpointApi& of(int shard) { return *apis_.at(places_.at(shard)); }

 private:
  int partitions_ = 0;
  std::map<std::string, std::unique_ptr<rpc::CheckpointApi>> apis_;  // by address
  std::map<int, std::string> places_;                                // of each shard
};

}  // namespace broadsheet
