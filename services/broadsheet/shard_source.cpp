// SPDX-License-Identifier: Apache-2.0
// Where the commands that copy shards find them.
#include "broadsheet/shard_source.h"

#include <algorithm>

#include "broadsheet/pipeline.h"
#include "indexer/hosts.h"

namespace broadsheet {

Result<ShardSource> ShardSource::open(const ClientOptions& options) {
  ShardSource source;
  if (!options.data.empty()) {
    const std::filesystem::path data(options.data);
    TRY_LET(partitions, partitions_of(data));
    source.partitions_ = partitions;
    source.apis_[options.data] = indexer::resting_shards(shards_folder(data));
    for (int shard = 0; shard < partitions; ++shard) source.places_[shard] = options.data;
    return source;
  }
  TRY_LET(archive, open_archive(options));
  TRY_LET(stats, archive.api->get_stats({}, call_of(options)));
  if (!stats.shard_errors.empty()) return stats.shard_errors.front().fault;
  source.partitions_ = static_cast<int>(stats.shards.size());
  for (const auto& shard : stats.shards) {
    // A shard without an address is the server's own.
    const std::string address = shard.address.empty() ? options.server : shard.address;
    source.places_[shard.shard] = address;
    if (source.apis_.contains(address)) continue;
    TRY_LET(api, open_checkpoints(options, address));
    source.apis_[address] = std::move(api);
  }
  return source;
}

}  // namespace broadsheet
