// SPDX-License-Identifier: Apache-2.0
// Gauges over the frontier, the archive and the index.
#include "broadsheet/gauges.h"

#include <algorithm>

#include "broadsheet/version.h"
#include "core/time.h"

namespace broadsheet {

namespace {

void set(const char* name, const char* help, std::uint64_t value) {
  metrics::gauge(name, help).set(static_cast<double>(value));
}

void read_frontier(Pipeline& pipeline) {
  const auto stats = pipeline.fetcher().frontier().stats(system_now());
  set("broadsheet_frontier_urls", "URLs known", stats.urls);
  set("broadsheet_frontier_due_urls", "URLs that are due now, up to 100,000", stats.due);
  set("broadsheet_frontier_sites", "Sites known", stats.sites);
  set("broadsheet_frontier_leased_sites", "Sites with a request under way", stats.leased);
  set("broadsheet_frontier_paused_hosts", "Hosts that somebody paused", stats.paused);
  set("broadsheet_fetches_running", "Requests under way", pipeline.fetcher().in_flight());
}

void read_archive(Pipeline& pipeline) {
  archive::ShardStats sum;
  for (int shard = 0; shard < pipeline.indexer().shards(); ++shard) {
    const auto stats = pipeline.indexer().unit(shard).shard.stats();
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
      pipeline.indexer().unindexed());
}

}  // namespace

Gauges::Gauges(Pipeline& pipeline)
    : reader_([&pipeline] {
        read_frontier(pipeline);
        read_archive(pipeline);
      }) {
  metrics::gauge("broadsheet_build_info", "Always 1; the version is a label",
                 {{"version", kVersion}})
      .set(1);
}

}  // namespace broadsheet
