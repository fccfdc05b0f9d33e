// SPDX-License-Identifier: Apache-2.0
// A shard with its index: what a query sees. Opened, written and indexed in one way, whoever has
// it.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "archive/shard.h"
#include "bus/bus.h"
#include "core/file.h"
#include "core/time.h"
#include "rpc/shard_api.h"
#include "search/search.h"

namespace broadsheet::indexer {

// Movable only before it is served.
struct ShardUnit {
  archive::Shard shard;
  // A reader that found no index, or one that is damaged, has an empty one in here instead: all but
  // searches is answered.
  std::unique_ptr<TemporaryFolder> stand_in = {};
  search::Index index;
  // Until the index has read the archive up to this change, searches are kUnavailable: an index
  // that is being built must not pass for the whole.
  std::uint64_t index_goal = 0;
  Time opened = {};
  // Of the thread that indexes: when an index that could not be written is tried again.
  std::chrono::steady_clock::time_point index_again = {};

  // How far the index has read the archive.
  [[nodiscard]] std::uint64_t indexed() const;
  // How many changes it has not read; what cannot be counted is not known to be done: 1.
  [[nodiscard]] std::uint64_t unindexed() const;
};

// "0003" below `root`; "store" and "index" are in it.
std::filesystem::path shard_folder(const std::filesystem::path& root, int shard);

// Notes below `root` into how many shards its archive is divided: a URL's shard follows from their
// number, so that shards of another one are no shards of it. kBadInput: they are of another one, as
// `root` or the data folder around it says.
Result<void> fix_partitions(const std::filesystem::path& root, int partitions);

struct UnitOptions {
  int shard = 0;
  bool read_only = false;
  std::size_t cache_bytes = std::size_t{64} << 20;
};
// An index that is damaged is built again; with read_only, another stands in for it. kNotFound with
// read_only if there is no shard.
Result<std::unique_ptr<ShardUnit>> open_unit(const std::filesystem::path& folder,
                                             const UnitOptions& options);

// A batch of one partition, with `next` as its offset. Records whose key belongs to another of the
// `partitions` are left out: they were written when there were fewer, and lie there too (topics
// apply --grow). kBadInput if one of its records is none.
Result<archive::PutReport> put_batch(ShardUnit& unit, const std::vector<bus::Delivery>& batch,
                                     std::int64_t next, int partitions);

// Takes some changes of the archive into the index; how many. Counts how long new versions took
// from their fetch until a search could find them. A document that the index refuses as bad input
// is left out, logged and counted: one odd page must not keep the others out. An index that
// cannot be written (a full disk) is left as it is, logged and counted, and tried again some
// seconds later: the archive and the other shards go on. kBroken: it is damaged, and built again
// when it is opened the next time.
Result<std::size_t> index_some(ShardUnit& unit, const Clock& clock = system_now);

// ShardService over one shard in this process. The unit outlives it.
std::unique_ptr<rpc::ShardApi> shard_service(int shard, ShardUnit& unit, Clock clock);

// How a snapshot is found: its search document.
Result<search::SearchDocument> search_document(const archive::Shard& shard,
                                               const records::SnapshotKey& key);

}  // namespace broadsheet::indexer
