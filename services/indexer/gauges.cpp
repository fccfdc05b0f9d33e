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

void read(Indexer& indexer) {
  archive::ShardStats sum;
  for (int shard = 0; shard < indexer.shards(); ++shard) {
    const auto stats = indexer.unit(shard).shard.stats();
    if (!stats) continue;
    sum.snapshots += stats->snapshots;
    sum.urls += stats->urls;
    sum.captures += stats->captures;
    sum.texts += stats->texts;
    sum.payloads += stats->payloads;
    sum.payload_bytes += stats->payload_bytes;
    sum.payload_stored_bytes += stats->payload_stored_bytes;
    sum.disk_bytes += stats->disk_bytes;
    sum.newest = std::max(sum.newest, stats->newest);
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
  set("broadsheet_index_behind_changes", "Changes of the archive that no index has yet",
      indexer.unindexed());
}

}  // namespace

Gauges::Gauges(Indexer& indexer) : reader_([&indexer] { read(indexer); }) {}

}  // namespace broadsheet::indexer
