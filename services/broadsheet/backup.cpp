// SPDX-License-Identifier: Apache-2.0
// `broadsheet checkpoint`, `backup` and `restore`: copies of shards, and back.
#include "indexer/backup.h"

#include <cstdio>
#include <stop_token>

#include "app/terminal.h"
#include "broadsheet/commands.h"
#include "broadsheet/pipeline.h"
#include "broadsheet/shard_source.h"
#include "core/file.h"
#include "core/strings.h"
#include "core/wait.h"
#include "indexer/copy_shard.h"

namespace broadsheet {

namespace fs = std::filesystem;

namespace {

// Of a shard that moves, or an indexer that starts again.
constexpr int kAttemptsMax = 5;
constexpr Duration kRetryPause = std::chrono::seconds(10);

struct Options {
  ClientOptions client;
  std::vector<std::string> where;
  std::string backup;  // its name
  int shard = -1;      // only this one
  std::string data = "data";
  bool list = false;
  bool check = false;
  bool json = false;
  bool accept_less = false;
  objects::S3Options s3;
};

std::uint64_t bytes_of(const indexer::BackupShard& shard) {
  std::uint64_t bytes = 0;
  for (const auto& file : shard.files) bytes += file.bytes;
  return bytes;
}

class Progress {
 public:
  explicit Progress(int shards) : shards_(shards) {}
  ~Progress() { line_.finish(); }
  indexer::CopyProgress of(int shard) {
    return [this, shard](std::uint64_t done, std::uint64_t total) {
      line_.show("shard " + std::to_string(shard + 1) + " of " + std::to_string(shards_) + ": " +
                     format_bytes(done) + " of " + format_bytes(total),
                 system_now());
    };
  }

 private:
  int shards_;
  app::ProgressLine line_;
};

// ---- checkpoint

Result<app::ExitCode> run_checkpoint(const Options& options) {
  const fs::path folder(options.where.front());
  std::error_code error;
  if (fs::exists(shards_folder(folder), error)) {
    return bad_input("there is an archive already", folder.string(), "name a new folder");
  }
  const std::stop_token stop = app::stop_on_signals();
  TRY_LET(source, ShardSource::open(options.client));
  std::uint64_t bytes = 0;
  {
    Progress progress(source.partitions());
    for (int shard = 0; shard < source.partitions(); ++shard) {
      indexer::CopyOptions copying;
      copying.progress = progress.of(shard);
      const auto store = indexer::shard_folder(shards_folder(folder), shard) / "store";
      TRY_LET(copied, indexer::copy_shard(source.of(shard), shard, store, copying, stop));
      for (const auto& file : copied.files) bytes += file.bytes;
    }
  }
  TRY(check_layout(folder, source.partitions()));
  std::printf("%d shards, %s: %s\n", source.partitions(), format_bytes(bytes).c_str(),
              folder.c_str());
  return 0;
}

// ---- backup

Json backup_json(const indexer::Backup& backup) {
  Json shards = Json::Array{};
  for (const auto& shard : backup.shards) {
    Json one;
    one.set("shard", shard.shard).set("bus_offset", shard.bus_offset);
    shards.add(one.set("snapshots", shard.sequence).set("bytes", bytes_of(shard)));
  }
  Json json;
  json.set("name", backup.name).set("time", format_time(backup.time));
  return json.set("partitions", backup.partitions).set("shards", std::move(shards));
}

Result<app::ExitCode> list_backups(const Options& options, const indexer::Backups& folder) {
  TRY_LET(names, folder.list());
  Json all = Json::Array{};
  std::vector<std::vector<std::string>> rows = {{"BACKUP", "SHARDS", "SNAPSHOTS", "BYTES"}};
  for (const auto& name : names) {
    TRY_LET(backup, folder.read(name));
    std::uint64_t snapshots = 0;
    std::uint64_t bytes = 0;
    for (const auto& shard : backup.shards) {
      snapshots += shard.sequence;
      bytes += bytes_of(shard);
    }
    rows.push_back({name, std::to_string(backup.shards.size()),
                    format_count(static_cast<long long>(snapshots)), format_bytes(bytes)});
    all.add(backup_json(backup));
  }
  if (options.client.json) {
    print_json(Json().set("backups", std::move(all)));
  } else {
    std::fputs(app::format_table(rows).c_str(), stdout);
  }
  return 0;
}

Result<app::ExitCode> check_backup(const Options& options, const indexer::Backups& folder,
                                   std::stop_token stop) {
  TRY_LET(backup, folder.read(options.backup));
  TRY_LET(damaged, folder.damaged(backup, stop));
  for (const auto& name : damaged) std::printf("%s: damaged or missing\n", name.c_str());
  std::printf("%s: %s\n", backup.name.c_str(),
              damaged.empty() ? "every file is what its hash says"
                              : (std::to_string(damaged.size()) + " files are damaged").c_str());
  return damaged.empty() ? 0 : 1;
}

// No shards if there is none.
Result<indexer::Backup> newest_of(const indexer::Backups& folder) {
  auto newest = folder.read("");
  if (!newest && newest.fault().kind == FaultKind::kNotFound) return indexer::Backup{};
  return newest;
}

// A shard may move while others are copied: then its new owner is asked.
Result<indexer::BackupShard> take_where_it_is(indexer::Backups& folder, ShardSource& source,
                                              int shard, const Options& options,
                                              const indexer::CopyProgress& progress,
                                              const std::stop_token& stop) {
  for (int attempt = 1;; ++attempt) {
    auto taken = folder.take(source.of(shard), shard, progress, stop);
    const bool later = !taken && (taken.fault().kind == FaultKind::kUnavailable ||
                                  taken.fault().kind == FaultKind::kNotFound);
    if (!later || attempt == kAttemptsMax || wait_for(stop, kRetryPause)) return taken;
    auto again = ShardSource::open(options.client);
    if (again) source = *std::move(again);
  }
}

// History only grows: a copy with less is one that is behind, or has lost some.
Result<void> check_sequence(const indexer::BackupShard& taken, const indexer::Backup& before) {
  for (const auto& shard : before.shards) {
    if (shard.shard != taken.shard || shard.sequence <= taken.sequence) continue;
    return unavailable(
        "shard " + std::to_string(taken.shard) + " has " + std::to_string(taken.sequence) +
            " snapshots, and had " + std::to_string(shard.sequence) + " in the backup before",
        before.name, "try again when it has caught up, or take it as it is: --accept-less");
  }
  return {};
}

Result<app::ExitCode> run_backup(const Options& options) {
  const std::string& where = options.where.front();
  TRY_LET(store, objects::open(where, options.s3));
  indexer::Backups folder(std::move(store));
  const std::stop_token stop = app::stop_on_signals();
  if (options.list) return list_backups(options, folder);
  if (options.check) return check_backup(options, folder, stop);
  TRY_LET(before, newest_of(folder));
  TRY_LET(source, ShardSource::open(options.client));
  indexer::Backup backup;
  backup.time = system_now();
  backup.partitions = source.partitions();
  {
    Progress progress(source.partitions());
    for (int shard = 0; shard < source.partitions(); ++shard) {
      TRY_LET(taken, take_where_it_is(folder, source, shard, options, progress.of(shard), stop));
      if (!options.accept_less) TRY(check_sequence(taken, before));
      backup.shards.push_back(std::move(taken));
    }
  }
  TRY(folder.finish(backup));
  if (options.client.json) {
    print_json(backup_json(backup));
  } else {
    std::printf("%s: %d shards\n", backup.name.c_str(), backup.partitions);
  }
  return 0;
}

// ---- restore

Result<app::ExitCode> run_restore(const Options& options) {
  TRY_LET(backups, objects::open(options.where.front(), options.s3));
  const indexer::Backups folder(std::move(backups));
  const fs::path data(options.data);
  const std::stop_token stop = app::stop_on_signals();
  TRY_LET(backup, folder.read(options.backup));
  TRY(check_free(data));
  std::error_code error;
  fs::create_directories(data, error);
  if (error) return unavailable(error.message(), data.string());
  TRY(check_layout(data, backup.partitions));
  std::uint64_t problems = 0;
  std::size_t count = 0;
  for (const auto& shard : backup.shards) {
    if (options.shard >= 0 && shard.shard != options.shard) continue;
    ++count;
    const auto store = indexer::shard_folder(shards_folder(data), shard.shard) / "store";
    fs::create_directories(store.parent_path(), error);
    if (!indexer::Backups::is_restored(shard, store)) {
      Progress progress(backup.partitions);
      TRY(folder.restore(shard, store, progress.of(shard.shard), stop));
    }
    TRY_LET(restored, archive::Shard::open(store, {.shard = shard.shard, .read_only = true}));
    TRY_LET(report, restored.verify({}));
    for (const auto& problem : report.problems) {
      std::printf("%s: %s\n", problem.where.c_str(), problem.what.c_str());
    }
    problems += report.problem_count;
  }
  if (count == 0) return not_found("the backup has no such shard", std::to_string(options.shard));
  std::printf("%s: %zu shards restored into %s: %s\n", backup.name.c_str(), count, data.c_str(),
              problems == 0 ? "everything is as it should be"
                            : (std::to_string(problems) + " problems").c_str());
  return problems == 0 ? 0 : 1;
}

std::vector<app::Setting> s3_settings(objects::S3Options& s3) {
  return {
      {"--s3-endpoint", "s3.endpoint", "URL",
       "Where the bucket is, as in https://minio.example:9000; otherwise AWS_ENDPOINT_URL_S3 or "
       "AWS_ENDPOINT_URL says so, or it is Amazon's",
       "", &s3.endpoint, false},
      {"--s3-region", "s3.region", "NAME", "Its region; otherwise AWS_REGION or us-east-1", "",
       &s3.region, false},
      {"--s3-access-key", "s3.access_key", "ID", "Otherwise AWS_ACCESS_KEY_ID", "", &s3.access_key,
       false},
      {"--s3-secret-key", "s3.secret_key", "SECRET", "Otherwise AWS_SECRET_ACCESS_KEY",
       "Other people of the machine can see what is on a command line", &s3.secret_key, false},
      {"--s3-ca-file", "s3.ca_file", "FILE", "Certificates to trust (PEM) instead of the system's",
       "", &s3.ca_file, false},
  };
}

void add_source(app::Command& command, Options& options) {
  app::append(command.settings, client_settings(options.client));
}

}  // namespace

app::Command checkpoint_command() {
  static Options options;
  app::Command command;
  command.name = "checkpoint";
  command.summary = "copy the archive as it is now into a new folder";
  command.description =
      "Of a server, which goes on meanwhile, or of a data folder that nobody serves. Every file is "
      "checked against its hash; a copy that broke off goes on when it is begun again. The new "
      "folder is a data folder without an index, for broadsheet verify and to be served.";
  command.examples =
      "  broadsheet checkpoint copy\n"
      "  broadsheet checkpoint --data data copy && broadsheet verify --data copy";
  command.positionals = {{"FOLDER", "The new folder", &options.where, 1, 1}};
  add_source(command, options);
  command.run = [] { return run_checkpoint(options); };
  return command;
}

app::Command backup_command() {
  static Options options;
  app::Command command;
  command.name = "backup";
  command.summary = "add a backup of the archive to a folder or a bucket of backups";
  command.description =
      "Of a server, which goes on meanwhile, or of a data folder that nobody serves. Files that a "
      "backup before has are not copied again. A backup is there when it is complete: one that "
      "broke off is begun again, and goes on.";
  command.examples =
      "  broadsheet backup /backups\n"
      "  broadsheet backup s3://bucket/news            into a bucket; AWS_… says how it is "
      "reached\n"
      "  broadsheet backup /backups --list\n"
      "  broadsheet backup /backups --check            are all files what they should be?";
  command.positionals = {
      {"WHERE", "A folder of backups, or s3://BUCKET/PREFIX", &options.where, 1, 1}};
  command.settings = {
      {"--list", "", "", "Lists the backups that are there", "", &options.list, false},
      {"--check", "", "", "Reads a backup and compares each file with its hash", "", &options.check,
       false},
      {"--backup", "", "NAME", "Which one is checked; otherwise the newest", "", &options.backup,
       false},
      {"--accept-less", "", "",
       "Also takes a shard that has fewer snapshots than in the backup before",
       "What is missing may be a copy that is behind", &options.accept_less, false},
  };
  app::append(command.settings, s3_settings(options.s3));
  add_source(command, options);
  command.run = [] { return run_backup(options); };
  return command;
}

app::Command restore_command() {
  static Options options;
  app::Command command;
  command.name = "restore";
  command.summary = "make a data folder of a backup, and verify it";
  command.description =
      "Each file is checked against its hash, and each shard is read as broadsheet verify does. "
      "Shards that are in the folder already are not touched: the command ends there, except at "
      "those that are as the backup has them, so that it goes on where it broke off. The "
      "full-text index is built when the folder is served. Exit code 1 if anything is wrong.";
  command.examples =
      "  broadsheet restore /backups --data data\n"
      "  broadsheet restore s3://bucket/news --backup 20261122T100000Z --data data";
  command.positionals = {
      {"WHERE", "A folder of backups, or s3://BUCKET/PREFIX", &options.where, 1, 1}};
  command.settings = {
      {"--data,-d", "", "DIR", "The data folder that is made", "", &options.data, false},
      {"--backup", "", "NAME", "Which one; otherwise the newest", "", &options.backup, false},
      {"--shard", "", "N", "This shard alone; otherwise all of them", "", &options.shard, false,
       app::Bounds{0, 255}},
  };
  app::append(command.settings, s3_settings(options.s3));
  command.run = [] { return run_restore(options); };
  return command;
}

}  // namespace broadsheet
