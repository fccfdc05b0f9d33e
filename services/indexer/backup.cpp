// SPDX-License-Identifier: Apache-2.0
// Backups of shards: objects under their hashes, and lists of them.
#include "indexer/backup.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <set>

#include "archive/shard.h"
#include "common/topics.h"
#include "core/file.h"
#include "core/json.h"

namespace broadsheet::indexer {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kManifestBytesMax = std::size_t{256} << 20;
constexpr int kFormat = 1;
constexpr std::string_view kSuffix = ".json";

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

std::string object_name(const Digest& digest) {
  const std::string hex = digest.hex();
  return "objects/" + hex.substr(0, 2) + "/" + hex;
}

std::string list_name(const std::string& backup) {
  return "backups/" + backup + std::string(kSuffix);
}

// Reads an object, and says whether it is what its hash says. kNotFound if it is not there.
Result<bool> is_whole(objects::Store& store, const BackupFile& file, const std::stop_token& stop,
                      const objects::Store::Sink& also) {
  Sha256 hash;
  std::uint64_t size = 0;
  const auto take = [&](std::string_view bytes) {
    hash.add(bytes);
    size += bytes.size();
    return !also || also(bytes);
  };
  TRY(store.get(object_name(file.digest), take, stop));
  return size == file.bytes && hash.finish() == file.digest;
}

// "20261122T100000Z", "20261122T100000Z-02", …: in the order in which they were made.
std::string free_name(Time time, const std::vector<std::string>& taken) {
  std::string name = format_time(std::chrono::time_point_cast<std::chrono::seconds>(time));
  std::erase_if(name, [](char c) { return c == '-' || c == ':'; });
  const auto is_taken = [&](const std::string& one) {
    return std::ranges::find(taken, one) != taken.end();
  };
  std::string free = name;
  for (int number = 2; is_taken(free); ++number) {
    free = name + (number < 10 ? "-0" : "-") + std::to_string(number);
  }
  return free;
}

}  // namespace

Result<std::vector<std::string>> Backups::list() const {
  TRY_LET(files, store_->list("backups"));
  std::vector<std::string> names;
  for (const auto& file : files) {
    if (file.ends_with(kSuffix)) names.push_back(file.substr(0, file.size() - kSuffix.size()));
  }
  std::ranges::sort(names);  // Files are in another order: "-02" comes before the suffix.
  return names;
}

Result<Backup> Backups::read(const std::string& name) const {
  std::string wanted = name;
  if (wanted.empty()) {
    TRY_LET(names, list());
    if (names.empty()) return not_found("there is no backup here", store_->place("backups"));
    wanted = names.back();
  }
  if (wanted.find('/') != std::string::npos) return bad_input("not the name of a backup", wanted);
  TRY_LET(text, objects::get_text(*store_, list_name(wanted), kManifestBytesMax));
  JsonLimits limits;
  limits.bytes_max = kManifestBytesMax;
  const auto json = parse_json(text, limits);
  if (!json) return broken("the list of files is damaged: " + json.fault().text(), wanted);
  return from_json(*json, wanted);
}

// Only what is not here yet is asked for: most files are, from the backup before.
Result<Digest> Backups::take_file(rpc::CheckpointApi& from, const std::string& checkpoint,
                                  const BackupFile& file, const CopyProgress& progress,
                                  const std::stop_token& stop) {
  TRY_LET(known, from.read_checkpoint_file(checkpoint, file.name, file.bytes, {.stop = stop},
                                           [](std::string_view) { return true; }));
  TRY_LET(there, store_->has(object_name(known)));
  if (there) return known;
  const fs::path incoming = store_->scratch();
  std::ofstream out(incoming, std::ios::binary | std::ios::trunc);
  std::uint64_t size = 0;
  Sha256 hash;
  const auto digest = from.read_checkpoint_file(
      checkpoint, file.name, 0, {.stop = stop}, [&](std::string_view bytes) {
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        hash.add(bytes);
        size += bytes.size();
        if (progress) progress(size, file.bytes);
        return out.good();
      });
  out.close();
  if (!out) return unavailable("the disk refused", incoming.string());
  if (!digest) return digest.fault();
  if (size != file.bytes || *digest != known || hash.finish() != known) {
    return unavailable("a file was damaged on its way", file.name, "try again");
  }
  TRY(store_->put(object_name(known), incoming, known, stop));
  return known;
}

Result<BackupShard> Backups::take(rpc::CheckpointApi& from, int shard, const CopyProgress& progress,
                                  std::stop_token stop) {
  TRY_LET(checkpoint, from.open_checkpoint(shard, {.stop = stop}));
  std::uint64_t total = 0;
  std::uint64_t done = 0;
  for (const auto& file : checkpoint.files) total += file.bytes;
  BackupShard taken{shard, checkpoint.bus_offset, checkpoint.sequence, {}};
  const auto told = [&](std::uint64_t bytes, std::uint64_t) {
    if (progress) progress(done + bytes, total);
  };
  std::optional<Fault> trouble;
  for (const auto& one : checkpoint.files) {
    BackupFile file{one.name, one.bytes, {}};
    const auto digest = take_file(from, checkpoint.name, file, told, stop);
    if (!digest) trouble = digest.fault();
    if (trouble) break;
    done += file.bytes;
    told(0, 0);
    file.digest = *digest;
    taken.files.push_back(file);
  }
  const auto closed = from.close_checkpoint(checkpoint.name, {});
  if (trouble) return *trouble;
  TRY(closed);
  return taken;
}

Result<void> Backups::finish(Backup& backup) {
  const auto taken = list();
  // The first one here has no neighbours.
  if (!taken && taken.fault().kind != FaultKind::kNotFound) return taken.fault();
  backup.name = free_name(backup.time, taken ? *taken : std::vector<std::string>());
  return store_->put_text(list_name(backup.name), to_json(backup).dump(true) + "\n");
}

Result<void> Backups::restore(const BackupShard& shard, const fs::path& folder,
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
    const auto whole = is_whole(*store_, file, stop, [&](std::string_view bytes) {
      out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
      return out.good();
    });
    out.close();
    if (!out) return unavailable("the disk refused", (incoming / file.name).string());
    const std::string place = store_->place(object_name(file.digest));
    if (!whole && whole.fault().kind == FaultKind::kNotFound) {
      return broken("the backup is damaged: a file is missing", place);
    }
    if (!whole) return whole.fault();
    if (!*whole) return broken("the backup is damaged: a file is not what its hash says", place);
    done += file.bytes;
    if (progress) progress(done, total);
    return sync_path(incoming / file.name);
  };
  for (const auto& file : shard.files) {
    const auto copied = copy(file);
    if (copied) continue;
    fs::remove_all(incoming, error);
    return copied;
  }
  TRY(sync_path(incoming));
  fs::rename(incoming, folder, error);
  TRY(to_result(error, folder));
  return sync_path(folder.parent_path());
}

bool Backups::is_restored(const BackupShard& shard, const fs::path& folder) {
  std::error_code error;
  for (const auto& file : shard.files) {
    const auto bytes = fs::file_size(folder / file.name, error);
    if (error || bytes != file.bytes) return false;
  }
  const auto there = archive::Shard::open(folder, {.shard = shard.shard, .read_only = true});
  if (!there) return false;
  const auto size = there->log_size();
  const auto offset = there->offset(topics::kArticles, shard.shard);
  return size && *size == shard.sequence && offset && *offset == shard.bus_offset;
}

Result<std::vector<std::string>> Backups::damaged(const Backup& backup,
                                                  std::stop_token stop) const {
  std::vector<std::string> names;
  std::set<Digest> seen;
  for (const auto& shard : backup.shards) {
    for (const auto& file : shard.files) {
      if (!seen.insert(file.digest).second) continue;
      const auto whole = is_whole(*store_, file, stop, {});
      if (!whole && whole.fault().kind == FaultKind::kUnavailable) return whole.fault();
      if (!whole || !*whole) names.push_back(store_->place(object_name(file.digest)));
    }
  }
  return names;
}

}  // namespace broadsheet::indexer
