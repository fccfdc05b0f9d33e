// SPDX-License-Identifier: Apache-2.0
// Backups of shards in a folder.
#include "indexer/backup.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <set>

#include "core/file.h"
#include "core/json.h"
#include "core/log.h"
#include "core/strings.h"

namespace broadsheet::indexer {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kPieceBytes = std::size_t{1} << 20;
constexpr std::size_t kManifestBytesMax = std::size_t{256} << 20;
constexpr int kFormat = 1;

Result<void> to_result(const std::error_code& error, const fs::path& path) {
  if (!error) return {};
  return unavailable(error.message(), path.string());
}

Json to_json(const Backup& backup) {
  Json shards = Json::Array{};
  for (const auto& shard : backup.shards) {
    Json files = Json::Array{};
    for (const auto& file : shard.files) {
      files.add(
          Json().set("name", file.name).set("bytes", file.bytes).set("sha256", file.digest.hex()));
    }
    Json one;
    one.set("shard", shard.shard).set("bus_offset", shard.bus_offset);
    shards.add(one.set("sequence", shard.sequence).set("files", std::move(files)));
  }
  Json json;
  json.set("format", kFormat).set("time", format_time(backup.time));
  return json.set("partitions", backup.partitions).set("shards", std::move(shards));
}

Result<Backup> from_json(const Json& json, const std::string& name) {
  const auto damaged = [&] { return broken("this is not a backup's list of files", name); };
  if (json["format"].as_int() != kFormat) {
    return bad_input("a backup of another format", name, "use the program that wrote it");
  }
  Backup backup;
  backup.name = name;
  TRY_LET(time, parse_time(json["time"].as_string()));
  backup.time = time;
  backup.partitions = static_cast<int>(json["partitions"].as_int());
  for (const auto& entry : json["shards"].as_array()) {
    BackupShard shard;
    shard.shard = static_cast<int>(entry["shard"].as_int(-1));
    shard.bus_offset = entry["bus_offset"].as_int(-1);
    shard.sequence = static_cast<std::uint64_t>(entry["sequence"].as_int());
    for (const auto& file : entry["files"].as_array()) {
      const auto digest = Digest::from_hex(file["sha256"].as_string());
      const std::string& file_name = file["name"].as_string();
      const bool plain = !file_name.empty() && file_name[0] != '.' &&
                         file_name.find_first_of("/\\") == std::string::npos;
      if (!digest || !plain || file["bytes"].as_int(-1) < 0) return damaged();
      shard.files.push_back(
          {file_name, static_cast<std::uint64_t>(file["bytes"].as_int()), *digest});
    }
    if (shard.shard < 0 || shard.shard >= backup.partitions || shard.bus_offset < 0 ||
        shard.files.empty()) {
      return damaged();
    }
    backup.shards.push_back(std::move(shard));
  }
  return backup;
}

// The hash of a file on the disk, and its size.
Result<std::pair<Digest, std::uint64_t>> digest_of(
    const fs::path& path, const std::stop_token& stop,
    const std::function<bool(std::string_view)>& also) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return not_found("a file of the backup is missing", path.string());
  Sha256 hash;
  std::uint64_t size = 0;
  std::string piece(kPieceBytes, '\0');
  while (in) {
    if (stop.stop_requested()) return unavailable("stopped");
    in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    const auto bytes = std::string_view(piece).substr(0, static_cast<std::size_t>(in.gcount()));
    hash.add(bytes);
    size += bytes.size();
    if (also && !also(bytes)) return unavailable("the disk refused", path.string());
  }
  return std::pair(hash.finish(), size);
}

Result<void> sync(const fs::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
  const int why = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (synced) return {};
  return unavailable(std::strerror(why), path.string());
}

// Under its name for good.
Result<void> keep(const fs::path& incoming, const fs::path& path) {
  TRY(sync(incoming));
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  TRY(to_result(error, path));
  fs::rename(incoming, path, error);
  TRY(to_result(error, path));
  return sync(path.parent_path());
}

}  // namespace

std::string backup_name(Time time) {
  std::string name = format_time(std::chrono::time_point_cast<std::chrono::seconds>(time));
  std::erase_if(name, [](char c) { return c == '-' || c == ':'; });
  return name;
}

fs::path BackupFolder::object(const Digest& digest) const {
  const std::string hex = digest.hex();
  return folder_ / "objects" / hex.substr(0, 2) / hex;
}

Result<std::vector<std::string>> BackupFolder::list() const {
  std::vector<std::string> names;
  std::error_code error;
  const fs::path folder = folder_ / "backups";
  if (!fs::exists(folder, error)) {
    return not_found("there are no backups here", folder_.string(), "name the folder of a backup");
  }
  for (auto at = fs::directory_iterator(folder, error); !error && at != fs::end(at);
       at.increment(error)) {
    if (at->path().extension() == ".json") names.push_back(at->path().stem().string());
  }
  TRY(to_result(error, folder));
  std::ranges::sort(names);
  return names;
}

Result<Backup> BackupFolder::read(const std::string& name) const {
  std::string wanted = name;
  if (wanted.empty()) {
    TRY_LET(names, list());
    if (names.empty()) return not_found("there is no backup here", folder_.string());
    wanted = names.back();
  }
  if (wanted.find('/') != std::string::npos) return bad_input("not the name of a backup", wanted);
  TRY_LET(text, read_file(folder_ / "backups" / (wanted + ".json"), kManifestBytesMax));
  JsonLimits limits;
  limits.bytes_max = kManifestBytesMax;
  const auto json = parse_json(text, limits);
  if (!json) return broken("the list of files is damaged: " + json.fault().text(), wanted);
  return from_json(*json, wanted);
}

Result<BackupShard> BackupFolder::take(rpc::CheckpointApi& from, int shard,
                                       const CopyProgress& progress, std::stop_token stop) {
  TRY_LET(checkpoint, from.open_checkpoint(shard, {.stop = stop}));
  const auto closing = [&](Fault fault) {
    if (auto closed = from.close_checkpoint(checkpoint.name, {}); !closed) {
      log::debug("checkpoint.not_closed", {{"why", closed.fault().text()}});
    }
    return fault;
  };
  std::uint64_t total = 0;
  std::uint64_t done = 0;
  for (const auto& file : checkpoint.files) total += file.bytes;
  BackupShard taken{shard, checkpoint.bus_offset, checkpoint.sequence, {}};
  std::error_code error;
  fs::create_directories(folder_ / "objects", error);
  if (error) return closing(unavailable(error.message(), folder_.string()));
  for (const auto& file : checkpoint.files) {
    // Only the hash, without a byte: most files are here from the backup before.
    const auto known =
        from.read_checkpoint_file(checkpoint.name, file.name, file.bytes, {.stop = stop},
                                  [](std::string_view) { return true; });
    if (!known) return closing(known.fault());
    const fs::path path = object(*known);
    if (!fs::exists(path, error)) {
      const fs::path incoming = folder_ / "objects" / "incoming";
      std::ofstream out(incoming, std::ios::binary | std::ios::trunc);
      std::uint64_t size = 0;
      Sha256 hash;
      const auto digest = from.read_checkpoint_file(
          checkpoint.name, file.name, 0, {.stop = stop}, [&](std::string_view bytes) {
            out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
            hash.add(bytes);
            size += bytes.size();
            if (progress) progress(done + size, total);
            return out.good();
          });
      out.close();
      if (!out) return closing(unavailable("the disk refused", incoming.string()));
      if (!digest) return closing(digest.fault());
      if (size != file.bytes || *digest != *known || hash.finish() != *known) {
        return closing(unavailable("a file was damaged on its way", file.name, "try again"));
      }
      if (auto kept = keep(incoming, path); !kept) return closing(kept.fault());
    }
    done += file.bytes;
    if (progress) progress(done, total);
    taken.files.push_back({file.name, file.bytes, *known});
  }
  TRY(from.close_checkpoint(checkpoint.name, {}));
  return taken;
}

Result<void> BackupFolder::finish(const Backup& backup) {
  std::error_code error;
  fs::create_directories(folder_ / "backups", error);
  TRY(to_result(error, folder_));
  return write_file(folder_ / "backups" / (backup.name + ".json"),
                    to_json(backup).dump(true) + "\n");
}

Result<void> BackupFolder::restore(const BackupShard& shard, const fs::path& folder,
                                   const CopyProgress& progress, std::stop_token stop) const {
  std::error_code error;
  if (fs::exists(folder, error)) {
    return bad_input("there is a shard already", folder.string(),
                     "restore into another data folder, or move this one away");
  }
  fs::path incoming = folder;
  incoming += ".restored";
  fs::remove_all(incoming, error);
  fs::create_directories(incoming, error);
  TRY(to_result(error, incoming));
  std::uint64_t total = 0;
  std::uint64_t done = 0;
  for (const auto& file : shard.files) total += file.bytes;
  const auto copy = [&](const BackupFile& file) -> Result<void> {
    std::ofstream out(incoming / file.name, std::ios::binary | std::ios::trunc);
    TRY_LET(found, digest_of(object(file.digest), stop, [&](std::string_view bytes) {
              out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
              return out.good();
            }));
    out.close();
    if (!out) return unavailable("the disk refused", (incoming / file.name).string());
    if (found.first != file.digest || found.second != file.bytes) {
      return broken("the backup is damaged: a file is not what its hash says",
                    object(file.digest).string());
    }
    done += file.bytes;
    if (progress) progress(done, total);
    return {};
  };
  for (const auto& file : shard.files) {
    auto copied = copy(file);
    if (copied) copied = sync(incoming / file.name);
    if (copied) continue;
    fs::remove_all(incoming, error);
    if (copied.fault().kind == FaultKind::kNotFound) {
      return broken("the backup is damaged: " + copied.fault().what, copied.fault().where);
    }
    return copied;
  }
  TRY(sync(incoming));
  fs::rename(incoming, folder, error);
  TRY(to_result(error, folder));
  return sync(folder.parent_path());
}

Result<std::vector<std::string>> BackupFolder::damaged(const Backup& backup,
                                                       std::stop_token stop) const {
  std::vector<std::string> names;
  std::set<Digest> seen;
  for (const auto& shard : backup.shards) {
    for (const auto& file : shard.files) {
      if (!seen.insert(file.digest).second) continue;
      const auto found = digest_of(object(file.digest), stop, {});
      if (!found && found.fault().kind == FaultKind::kUnavailable) return found.fault();
      if (!found || found->first != file.digest || found->second != file.bytes) {
        names.push_back(object(file.digest).string());
      }
    }
  }
  return names;
}

}  // namespace broadsheet::indexer
