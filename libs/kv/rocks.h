// SPDX-License-Identifier: Apache-2.0
// What the room's files share and nobody else sees: RocksDB's options and its words for failure.
#pragma once

#include <rocksdb/options.h>
#include <rocksdb/slice.h>
#include <rocksdb/status.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "kv/store.h"

namespace broadsheet::kv {

inline rocksdb::Slice slice(std::string_view bytes) { return {bytes.data(), bytes.size()}; }
inline std::string_view view(const rocksdb::Slice& bytes) { return {bytes.data(), bytes.size()}; }

// What a caller of the store can do about `status`, which is not ok.
Fault fault_of(const rocksdb::Status& status, const std::filesystem::path& folder);

// The first word of `message` that looks like one of RocksDB's files; empty if none does.
std::string file_in(std::string_view message);

// A full disk: it may have room again.
bool is_no_space(const rocksdb::Status& status);

// What RocksDB told of its troubles, on any of its threads.
struct Witness {
  std::atomic<bool> failed = false;  // It takes no writes until it is told to go on.
  std::mutex mutex;
  std::string damaged_file = {};  // The last it complained of; its statuses often lack it.
};

// `witness` outlives the database.
rocksdb::DBOptions database_options(const Options& options, const std::filesystem::path& folder,
                                    Witness& witness);
void watch(rocksdb::DBOptions& options, const std::filesystem::path& folder, Witness& witness);

// `cache` is shared by all families.
rocksdb::ColumnFamilyOptions family_options(const Family& family, const Options& options,
                                            const std::shared_ptr<rocksdb::Cache>& cache);

}  // namespace broadsheet::kv
