// SPDX-License-Identifier: Apache-2.0
// Backups of shards in a folder or a bucket. What two backups share is there once: a file is kept
// under its hash, and RocksDB never changes a file that it has finished.
//
//   objects/3f/3fa9…   a file of a shard, named by its SHA-256
//   backups/20261122T100000Z.json   what a backup is made of; written last
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "core/hash.h"
#include "core/time.h"
#include "objects/objects.h"
#include "rpc/shard_host.h"

namespace broadsheet::indexer {

struct BackupFile {
  std::string name = {};
  std::uint64_t bytes = 0;
  Digest digest = {};
  bool operator==(const BackupFile&) const = default;
};

struct BackupShard {
  int shard = 0;
  std::int64_t bus_offset = 0;  // the next record of `articles` that it has not
  std::uint64_t sequence = 0;   // of its last snapshot
  std::vector<BackupFile> files = {};
  bool operator==(const BackupShard&) const = default;
};

struct Backup {
  std::string name = {};  // "20261122T100000Z"; a second one of that second has "-02" behind it
  Time time = {};
  int partitions = 0;  // of the archive, of which the backup may have only some
  std::vector<BackupShard> shards = {};
  bool operator==(const Backup&) const = default;
};

// The progress of a copy: bytes that are done, of how many. May be empty.
using CopyProgress = std::function<void(std::uint64_t, std::uint64_t)>;

// One process at a time writes a place of backups.
class Backups {
 public:
  explicit Backups(std::unique_ptr<objects::Store> store) : store_(std::move(store)) {}

  // Names of the backups, oldest first.
  [[nodiscard]] Result<std::vector<std::string>> list() const;
  // Empty: the newest. kNotFound, kBroken.
  [[nodiscard]] Result<Backup> read(const std::string& name) const;

  // Takes a shard's files in, those that are not here yet. Durable on return.
  Result<BackupShard> take(rpc::CheckpointApi& from, int shard, const CopyProgress& progress,
                           std::stop_token stop);
  // From now on it is a backup. It gets its name from its time: that of no other, whatever else was
  // made in that second.
  Result<void> finish(Backup& backup);

  // The files of a shard into `folder`, which must not exist, each checked against its hash. On a
  // fault nothing is left. kBroken: the backup is damaged, with the file.
  Result<void> restore(const BackupShard& shard, const std::filesystem::path& folder,
                       const CopyProgress& progress, std::stop_token stop) const;
  // Whether `folder` holds the shard as the backup has it: a restore that broke off goes on.
  [[nodiscard]] static bool is_restored(const BackupShard& shard,
                                        const std::filesystem::path& folder);
  // Reads every file of a backup and compares it with its hash; the names of those that are
  // damaged or missing.
  [[nodiscard]] Result<std::vector<std::string>> damaged(const Backup& backup,
                                                         std::stop_token stop) const;

 private:
  Result<Digest> take_file(rpc::CheckpointApi& from, const std::string& checkpoint,
                           const BackupFile& file, const CopyProgress& progress,
                           const std::stop_token& stop);

  std::unique_ptr<objects::Store> store_;
};

}  // namespace broadsheet::indexer
