// SPDX-License-Identifier: Apache-2.0
// How RocksDB is set up here, and how its failures become faults.
#include "kv/rocks.h"

#include <rocksdb/cache.h>
#include <rocksdb/file_checksum.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/statistics.h>
#include <rocksdb/table.h>

#include <algorithm>
#include <cstdint>

#include "core/strings.h"

namespace broadsheet::kv {
namespace {

// Memory of one family is flushed before it takes all of the room that the families share.
constexpr std::size_t kFamilyBufferShare = 4;
constexpr std::size_t kFamilyBufferBytesMin = std::size_t{1} << 20;

bool is_lock(const rocksdb::Status& status) {
  return status.IsIOError() && status.ToString().find("LOCK") != std::string::npos;
}

}  // namespace

std::string file_in(std::string_view message) {
  for (std::string_view word : split(message, ' ')) {
    while (!word.empty() && std::string_view(":,;'\"").find(word.back()) != word.npos) {
      word.remove_suffix(1);
    }
    for (const std::string_view mark : {".sst", ".log", ".blob", "MANIFEST", "CURRENT", "/LOCK"}) {
      if (word.find(mark) != word.npos) return std::string(word);
    }
  }
  return {};
}

bool is_no_space(const rocksdb::Status& status) {
  return status.IsNoSpace() || status.subcode() == rocksdb::Status::kNoSpace ||
         status.subcode() == rocksdb::Status::kSpaceLimit;
}

Fault fault_of(const rocksdb::Status& status, const std::filesystem::path& folder) {
  std::string what = status.ToString();
  const std::string file = file_in(what);
  // RocksDB names a file by its whole path, or within its folder.
  const bool whole = file.starts_with('/') || file.starts_with(folder.string());
  std::string where = file.empty() ? folder.string() : whole ? file : (folder / file).string();
  if (status.IsNotFound()) return not_found(std::move(what), std::move(where));
  if (is_no_space(status)) {
    return unavailable(std::move(what), std::move(where), "make room on the disk");
  }
  if (is_lock(status)) {
    return unavailable("another process has this store open", folder.string(),
                       "stop it, or open the store read-only");
  }
  if (status.IsBusy() || status.IsTimedOut() || status.IsTryAgain() || status.IsIncomplete() ||
      status.IsAborted() || status.IsShutdownInProgress()) {
    return unavailable(std::move(what), std::move(where));
  }
  if (status.IsInvalidArgument() || status.IsNotSupported()) {
    return bad_input(std::move(what), std::move(where));
  }
  return broken(std::move(what), std::move(where));
}

rocksdb::DBOptions database_options(const Options& options, const std::filesystem::path& folder,
                                    Witness& witness) {
  rocksdb::DBOptions out;
  out.create_if_missing = !options.read_only;
  out.create_missing_column_families = !options.read_only;
  // The default stops reading at a damaged record and drops, without a word, all that follow. Ours
  // lets only the last record be torn, which no write() had returned for, and refuses other damage.
  out.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  out.track_and_verify_wals_in_manifest = true;
  out.paranoid_checks = true;
  out.file_checksum_gen_factory = rocksdb::GetFileChecksumGenCrc32cFactory();
  // A reader beside a writer keeps its files open: the writer may unlink them at any time.
  out.max_open_files = options.read_only ? -1 : options.files_open_max;
  out.db_write_buffer_size = options.write_buffer_bytes;
  // How much there may be to replay after a crash.
  out.max_total_wal_size = 4 * options.write_buffer_bytes;
  out.max_background_jobs = 2;
  out.bytes_per_sync = std::uint64_t{1} << 20;
  out.statistics = rocksdb::CreateDBStatistics();
  out.statistics->set_stats_level(rocksdb::StatsLevel::kExceptHistogramOrTimers);
  out.stats_dump_period_sec = 0;
  out.stats_persist_period_sec = 0;
  watch(out, folder, witness);
  return out;
}

rocksdb::ColumnFamilyOptions family_options(const Family& family, const Options& options,
                                            const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.block_size = std::size_t{16} << 10;
  table.format_version = 5;
  // Indexes and filters in parts and in the cache: else they grow with the store, beside it.
  table.index_type = rocksdb::BlockBasedTableOptions::kTwoLevelIndexSearch;
  table.partition_filters = true;
  table.metadata_block_size = std::size_t{4} << 10;
  table.cache_index_and_filter_blocks = true;
  table.cache_index_and_filter_blocks_with_high_priority = true;
  table.pin_top_level_index_and_filter = true;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10, false));

  rocksdb::ColumnFamilyOptions out;
  out.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  if (family.key_prefix_bytes > 0) {
    out.prefix_extractor.reset(rocksdb::NewCappedPrefixTransform(family.key_prefix_bytes));
  }
  out.write_buffer_size =
      std::max(kFamilyBufferBytesMin, options.write_buffer_bytes / kFamilyBufferShare);
  out.max_write_buffer_number = 2;
  out.level_compaction_dynamic_level_bytes = true;
  out.compression =
      family.compressed ? rocksdb::kLZ4Compression : rocksdb::CompressionType::kNoCompression;
  out.bottommost_compression =
      family.compressed ? rocksdb::kZSTD : rocksdb::CompressionType::kNoCompression;
  return out;
}

}  // namespace broadsheet::kv
