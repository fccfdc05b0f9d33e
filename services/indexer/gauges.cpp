// SPDX-License-Identifier: Apache-2.0
// Gauges over the archive and the index.
#include "indexer/gauges.h"

#include <algorithm>

#include "core/time.h"

namespace broadsheet::indexer {

namespace {

void set(const char* name, const char* help, std::uint64_t value) {
  metrics::gauge(name, help).set(static_cast<double>(value));
}

void tell(const std::vector<archive::ShardStats>& shards, std::uint64_t unindexed) {
  archive::ShardStats sum;
  for (const auto& stats : shards) {
    sum.snapshots += stats.snapshots;
    sum.urls += stats.urls;
    sum.captures += stats.captures;
    sum.texts += stats.texts;
    sum.payloads += stats.payloads;
    sum.payload_bytes += stats.payload_bytes;
    sum.payload_stored_bytes += stats.payload_stored_bytes;
    sum.disk_bytes += stats.disk_bytes;
    sum.newest = std::max(sum.newest, stats.newest);
  }
  set("broadsheet_archive_snapshots", "Versions of articles", sum.snapshots);
  set("broadsheet_archive_urls", "URLs with at least one version", sum.urls);
  set("broadsheet_archive_captures", "Captures on record", sum.captures);
  set("broadsheet_archive_texts", "Different texts", sum.texts);
  set("broadsheet_archive_payloads", "Different pages as served", sum.payloads);
  set("broadsheet_archive_payload_bytes", "Bytes of pages as served", sum.payload_bytes);
  set("broadsheet_archive_payload_stored_bytes", "Bytes of pages as kept",
      sum.payload_stored_bytes);
  set("broadsheet_archive_disk_bytes", "Bytes on disk", sum.disk_bytes);
  metrics::gauge("broadsheet_archive_newest_seconds",
                 "When the newest sighting was, in seconds since 1970")
      .set(static_cast<double>(to_micros(sum.newest)) / 1e6);
  set("broadsheet_index_behind_changes", "Changes of the archive that no index has yet", unindexed);
}

}  // namespace

Gauges::Gauges(Indexer& indexer)
    : reader_([&indexer] {
        std::vector<archive::ShardStats> shards;
        for (int shard = 0; shard < indexer.shards(); ++shard) {
          const auto stats = indexer.unit(shard).shard.stats();
          if (stats) shards.push_back(*stats);
        }
        tell(shards, indexer.unindexed());
      }) {}

Gauges::Gauges(const Keeper& keeper)
    : reader_([&keeper] {
        tell(keeper.stats(), keeper.unindexed());
        std::uint64_t owned = 0;
        std::uint64_t standbys = 0;
        std::uint64_t waiting = 0;
        for (const auto& shard : keeper.shards()) {
          owned += shard.owned && shard.writing ? 1 : 0;
          standbys += shard.standby && shard.writing ? 1 : 0;
          waiting += (shard.owned || shard.standby) && !shard.writing ? 1 : 0;
        }
        set("broadsheet_shards_owned", "Shards that this indexer owns and writes", owned);
        set("broadsheet_shards_standby", "Standby copies that follow the bus", standbys);
        set("broadsheet_shards_waiting", "Shards that should be here and are not, or not whole",
            waiting);
      }) {}

}  // namespace broadsheet::indexer
