// SPDX-License-Identifier: Apache-2.0
// What an open store holds.
#pragma once

#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/statistics.h>

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <optional>

#include "core/metrics.h"
#include "kv/rocks.h"

namespace broadsheet::kv {

struct FamilyState {
  rocksdb::ColumnFamilyHandle* handle = nullptr;  // null: a read-only store lacks it
  std::size_t key_prefix_bytes = 0;
};

struct Store::Impl {
  Impl(std::filesystem::path store_folder, Options store_options);
  ~Impl();
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  Result<void> open();
  [[nodiscard]] const FamilyState& family(std::string_view name) const;
  [[nodiscard]] std::vector<rocksdb::ColumnFamilyHandle*> handles() const;
  [[nodiscard]] Result<std::string> get(std::string_view family_name, std::string_view key,
                                        const rocksdb::Snapshot* snapshot) const;
  [[nodiscard]] Cursor scan(std::string_view family_name, Range range,
                            const rocksdb::Snapshot* snapshot) const;
  Result<void> write(rocksdb::WriteBatch& batch, bool synced);
  // After a full disk RocksDB refuses writes until it is told to go on.
  Result<void> go_on_after_failure();
  void start_metrics();
  void read_metrics();

  const std::filesystem::path folder;
  const Options options;
  std::shared_ptr<rocksdb::Cache> cache;
  std::shared_ptr<rocksdb::Statistics> statistics;
  Witness witness;
  std::unique_ptr<rocksdb::DB> db;
  std::map<std::string, FamilyState, std::less<>> families;

  metrics::Histogram write_seconds;
  metrics::Counter written_bytes;
  metrics::Counter write_faults;
  // The counters of RocksDB that we show, and how far each was when we last looked.
  struct Ticker {
    rocksdb::Tickers kind = rocksdb::TICKER_ENUM_MAX;
    metrics::Counter counter = {};
    std::uint64_t seen = 0;
  };
  std::vector<Ticker> tickers;
  struct Level {
    std::string property;
    metrics::Gauge gauge;
  };
  std::vector<Level> levels;
  metrics::Gauge cache_bytes;
  std::optional<metrics::Reader> reader;  // last: it reads all of the above
};

}  // namespace broadsheet::kv
