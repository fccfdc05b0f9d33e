// SPDX-License-Identifier: Apache-2.0
// The shards of an archive that lies with other processes: each is asked where the directory says
// that a copy is, and elsewhere if there is no answer.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "common/shard_directory.h"
#include "rpc/client.h"
#include "rpc/shard_api.h"

namespace broadsheet::gateway {

struct RemoteOptions {
  rpc::ClientOptions client = {};
  std::size_t calls_max = 64;  // threads that wait for answers, at most
  // A second copy is asked when the first has not answered after the time that 95 of 100 answers
  // took lately, within these bounds.
  Duration hedge_min = std::chrono::milliseconds(20);
  Duration hedge_max = std::chrono::seconds(1);
};

class RemoteShards {
 public:
  // Shards 0 … count - 1. The directory outlives it.
  RemoteShards(const ShardDirectory& directory, int count, RemoteOptions options);
  ~RemoteShards();

  // Thread-safe; they live as long as this. Any call gives kUnavailable where no copy answers.
  std::vector<rpc::ShardApi*> shards();

  struct Impl;

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadsheet::gateway
