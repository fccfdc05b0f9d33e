// SPDX-License-Identifier: Apache-2.0
// A shard's files from another place to this disk: checked, and going on where a copy was cut.
#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>

#include "rpc/shard_host.h"

namespace broadsheet::indexer {

struct CopyOptions {
  std::int64_t offset_min = 0;  // a checkpoint that is not as far on the bus is no use
  int attempts_max = 5;         // of one file whose transfer breaks off; what arrived is kept
  Duration retry_delay = std::chrono::milliseconds(500);
  // Bytes that are here, of how many; may be empty.
  std::function<void(std::uint64_t, std::uint64_t)> progress = {};
};

// Opens a checkpoint of the shard there, and copies its files into `folder`, which may hold what an
// earlier copy left: each file is complete only when its hash is the one the sender computed. What
// is in the folder and not of this checkpoint goes. Durable on return; the checkpoint is closed.
// kUnavailable: it broke off too often, or `stop`; what arrived stays, for the next time.
Result<rpc::OpenedCheckpoint> copy_shard(rpc::CheckpointApi& from, int shard,
                                         const std::filesystem::path& folder,
                                         const CopyOptions& options, std::stop_token stop);

}  // namespace broadsheet::indexer
