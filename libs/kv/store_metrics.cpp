// SPDX-License-Identifier: Apache-2.0
// What a store shows of itself: its writes, and RocksDB's statistics.
#include "kv/store_impl.h"

namespace broadsheet::kv {
namespace {

std::string store_name(const Options& options, const std::filesystem::path& folder) {
  if (!options.name.empty()) return options.name;
  const auto name = std::filesystem::absolute(folder).lexically_normal().filename();
  return name.empty() ? "store" : name.string();
}

}  // namespace

void Store::Impl::start_metrics() {
  const std::string name = store_name(options, folder);
  const auto counter = [&](std::string_view series, std::string_view help) {
    return metrics::counter(series, help, {{"store", name}});
  };
  const auto gauge = [&](std::string_view series, std::string_view help) {
    return metrics::gauge(series, help, {{"store", name}});
  };
  write_seconds =
      metrics::seconds("broadsheet_kv_write_seconds",
                       "How long a write took until it was as durable as asked", {{"store", name}});
  written_bytes = counter("broadsheet_kv_written_bytes_total", "Bytes of keys and values written");
  write_faults = counter("broadsheet_kv_write_faults_total", "Writes that failed");
  tickers = {
      {rocksdb::BLOCK_CACHE_HIT,
       counter("broadsheet_kv_cache_hits_total", "Blocks found in cache")},
      {rocksdb::BLOCK_CACHE_MISS,
       counter("broadsheet_kv_cache_misses_total", "Blocks read from disk")},
      {rocksdb::STALL_MICROS,
       counter("broadsheet_kv_stall_microseconds_total", "How long writes were held back")},
      {rocksdb::COMPACT_WRITE_BYTES,
       counter("broadsheet_kv_compaction_bytes_total", "Bytes written by compactions")},
      {rocksdb::FLUSH_WRITE_BYTES,
       counter("broadsheet_kv_flush_bytes_total", "Bytes written by flushes")},
      {rocksdb::WAL_FILE_SYNCED, counter("broadsheet_kv_syncs_total", "Syncs of the log to disk")},
  };
  levels = {
      {"rocksdb.total-sst-files-size", gauge("broadsheet_kv_table_bytes", "Bytes of table files")},
      {"rocksdb.size-all-mem-tables",
       gauge("broadsheet_kv_memtable_bytes", "Bytes of writes held in memory")},
      {"rocksdb.estimate-pending-compaction-bytes",
       gauge("broadsheet_kv_pending_compaction_bytes",
             "Bytes that compactions have yet to rewrite")},
      {"rocksdb.background-errors",
       gauge("broadsheet_kv_background_faults", "Flushes and compactions that failed")},
  };
  cache_bytes = gauge("broadsheet_kv_cache_bytes", "Bytes held in the block cache");
  reader.emplace([this] { read_metrics(); });
}

void Store::Impl::read_metrics() {
  for (auto& ticker : tickers) {
    const auto now = statistics->getTickerCount(ticker.kind);
    ticker.counter.add(static_cast<double>(now - ticker.seen));
    ticker.seen = now;
  }
  for (auto& level : levels) {
    std::uint64_t value = 0;
    if (db->GetAggregatedIntProperty(level.property, &value)) {
      level.gauge.set(static_cast<double>(value));
    }
  }
  cache_bytes.set(static_cast<double>(cache->GetUsage()));
}

}  // namespace broadsheet::kv
