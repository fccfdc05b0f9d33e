// SPDX-License-Identifier: Apache-2.0
// Checkpoints of shards that others copy: a folder of hard links each, for as long as somebody
// reads.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>

#include "archive/shard.h"
#include "rpc/shard_host.h"

namespace broadsheet::indexer {

// Thread-safe.
class Checkpoints {
 public:
  struct Options {
    // On the file system of the shards, where a checkpoint costs next to nothing. What a former
    // process left in it goes.
    std::filesystem::path folder;
    std::size_t open_max = 8;                             // each holds old files on the disk
    Duration forgotten_after = std::chrono::minutes(10);  // since it was last read
  };

  explicit Checkpoints(Options options);
  ~Checkpoints();

  // kUnavailable: there are too many, or the disk refuses.
  Result<rpc::OpenedCheckpoint> open(int shard, const archive::Shard& from);
  // As rpc::CheckpointApi has them.
  Result<Digest> read(const std::string& checkpoint, const std::string& file, std::uint64_t from,
                      const rpc::CallContext& call, const rpc::BytesSink& sink);
  Result<void> close(const std::string& checkpoint);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace broadsheet::indexer
