// SPDX-License-Identifier: Apache-2.0
// The shards of one process, and of a folder that no process has, as others copy them.
#pragma once

#include <filesystem>
#include <memory>

#include "indexer/indexer.h"
#include "rpc/shard_host.h"

namespace broadsheet::indexer {

// All shards of an indexer that has them all. Checkpoints lie in `checkpoints`, on the file system
// of the shards. The indexer outlives it.
std::unique_ptr<rpc::ShardHost> host_of(Indexer& indexer, const std::filesystem::path& checkpoints);

// The shards below `root`, which nobody writes as long as this lives: their files as they are.
std::unique_ptr<rpc::CheckpointApi> resting_shards(const std::filesystem::path& root);

}  // namespace broadsheet::indexer
