// SPDX-License-Identifier: Apache-2.0
// Backups: what was kept comes back byte for byte, shared files are there once, damage is found.
#include "indexer/backup.h"

#include <fstream>

#include "indexer/hosts.h"
#include "objects/objects.h"
#include "support/s3_server.h"
#include "unit/indexer/press.h"

namespace broadsheet::indexer {
namespace {

namespace fs = std::filesystem;

class BackupTest : public Press {
 protected:
  void SetUp() override {
    Options options;
    options.folder = folder_.path() / "shards";
    options.shards = 2;
    indexer_ = *Indexer::open(options);
    host_ = host_of(*indexer_, folder_.path() / "checkpoints");
    put(0, 60, "Bridge");
  }

  void put(int first, int count, const std::string& title) {
    for (int number = first; number < first + count; ++number) {
      const auto event = event_of(number, title, kStart + std::chrono::minutes(number));
      const int shard = bus::partition_of(url::url_key(*url::Url::parse(url_of(number))), 2);
      const auto report =
          indexer_->unit(shard).shard.put({event}, {{"articles", shard, number + 1}});
      ASSERT_TRUE(report.ok()) << report.fault().text();
    }
  }

  Backup make(rpc::CheckpointApi& from, Time time) {
    Backup backup;
    backup.time = time;
    backup.partitions = 2;
    for (int shard = 0; shard < 2; ++shard) {
      auto taken = backups_.take(from, shard, {}, {});
      EXPECT_TRUE(taken.ok()) << taken.fault().text();
      if (taken) backup.shards.push_back(*taken);
    }
    EXPECT_TRUE(backups_.finish(backup).ok());
    return backup;
  }

  [[nodiscard]] std::size_t objects() const {
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(backups_folder_ / "objects")) {
      count += entry.is_regular_file() ? 1 : 0;
    }
    return count;
  }

  // What is restored is as the indexer's shard was when it had so many snapshots.
  void expect_restored(const Backup& backup, const fs::path& into) {
    for (const auto& shard : backup.shards) {
      const auto store = shard_folder(into, shard.shard) / "store";
      fs::create_directories(store.parent_path());
      const auto done = backups_.restore(shard, store, {}, {});
      ASSERT_TRUE(done.ok()) << done.fault().text();
      auto restored = archive::Shard::open(store, {.shard = shard.shard, .read_only = true});
      ASSERT_TRUE(restored.ok()) << restored.fault().text();
      EXPECT_EQ(restored->verify({})->problem_count, 0u);
      EXPECT_EQ(*restored->log_size(), shard.sequence);
      EXPECT_EQ(*restored->log_root(shard.sequence),
                *indexer_->unit(shard.shard).shard.log_root(shard.sequence));
      EXPECT_EQ(*restored->offset("articles", shard.shard), shard.bus_offset);
    }
  }

  std::unique_ptr<Indexer> indexer_;
  std::unique_ptr<rpc::ShardHost> host_;
  fs::path backups_folder_ = folder_.path() / "backups";
  Backups backups_{*objects::open(backups_folder_.string())};
};

TEST_F(BackupTest, WhatIsRestoredIsWhatWasThere) {
  const Backup first = make(*host_, kStart);
  put(60, 40, "Bridge");
  put(0, 10, "Bridge closes");
  const Backup second = make(*host_, kStart + std::chrono::hours(1));

  EXPECT_EQ(*backups_.list(), (std::vector<std::string>{first.name, second.name}));
  EXPECT_EQ(*backups_.read(first.name), first);
  EXPECT_EQ(*backups_.read(""), second);
  expect_restored(first, folder_.path() / "first");
  expect_restored(second, folder_.path() / "second");
}

TEST_F(BackupTest, TwoOfOneSecondAreTwo) {
  const Backup first = make(*host_, kStart);
  put(60, 40, "Bridge");
  const Backup second = make(*host_, kStart + std::chrono::milliseconds(300));

  EXPECT_EQ(second.name, first.name + "-02");
  EXPECT_EQ(*backups_.list(), (std::vector<std::string>{first.name, second.name}));
  EXPECT_EQ(*backups_.read(first.name), first);
  EXPECT_EQ(*backups_.read(""), second);
}

TEST_F(BackupTest, ARestoreThatBrokeOffGoesOnBehindTheShardsThatAreThere) {
  const Backup backup = make(*host_, kStart);
  const auto store = shard_folder(folder_.path() / "restored", 0) / "store";
  fs::create_directories(store.parent_path());
  EXPECT_FALSE(Backups::is_restored(backup.shards[0], store));

  ASSERT_TRUE(backups_.restore(backup.shards[0], store, {}, {}).ok());

  EXPECT_TRUE(Backups::is_restored(backup.shards[0], store));
  EXPECT_FALSE(Backups::is_restored(backup.shards[1], store));
}

TEST_F(BackupTest, AShardThatWentOnSinceItWasRestoredIsNotTheBackupsAnyMore) {
  const Backup backup = make(*host_, kStart);
  const auto store = shard_folder(folder_.path() / "restored", 0) / "store";
  fs::create_directories(store.parent_path());
  ASSERT_TRUE(backups_.restore(backup.shards[0], store, {}, {}).ok());
  {
    auto shard = archive::Shard::open(store, {.shard = 0});
    ASSERT_TRUE(shard.ok());
    ASSERT_TRUE(shard->put({}, {{"articles", 0, backup.shards[0].bus_offset + 1}}).ok());
  }

  EXPECT_FALSE(Backups::is_restored(backup.shards[0], store));
}

TEST_F(BackupTest, ABucketGivesBackWhatItWasGiven) {
  const testing_support::S3Server server({"incoming", ".json"});
  if (!server.skip().empty()) GTEST_SKIP() << server.skip();
  objects::S3Options options;
  options.endpoint = server.endpoint();
  options.access_key = testing_support::kS3AccessKey;
  options.secret_key = testing_support::kS3SecretKey;
  options.pause = std::chrono::milliseconds(1);
  backups_ = Backups(*objects::open("s3://news/drill", options));

  const Backup first = make(*host_, kStart);
  put(60, 40, "Bridge");
  const Backup second = make(*host_, kStart + std::chrono::hours(1));

  EXPECT_EQ(*backups_.list(), (std::vector<std::string>{first.name, second.name}));
  EXPECT_TRUE(backups_.damaged(second, {})->empty());
  expect_restored(first, folder_.path() / "first");
  expect_restored(second, folder_.path() / "second");

  // One object is another's.
  const auto store = *objects::open("s3://news/drill", options);
  const std::string hex = first.shards[0].files[0].digest.hex();
  ASSERT_TRUE(store->put_text("objects/" + hex.substr(0, 2) + "/" + hex, "other bytes").ok());
  EXPECT_EQ(backups_.damaged(first, {})->size(), 1u);
  const auto into = folder_.path() / "damaged";
  EXPECT_EQ(backups_.restore(first.shards[0], into, {}, {}).fault().kind, FaultKind::kBroken);
  EXPECT_FALSE(fs::exists(into));
}

TEST_F(BackupTest, WhatDidNotChangeIsThereOnce) {
  make(*host_, kStart);
  const std::size_t before = objects();
  std::size_t files = 0;
  const Backup again = make(*host_, kStart + std::chrono::hours(1));
  for (const auto& shard : again.shards) files += shard.files.size();

  EXPECT_LT(objects() - before, files);
}

TEST_F(BackupTest, AFolderThatNobodyServesIsBackedUpToo) {
  host_.reset();
  indexer_.reset();
  const auto resting = resting_shards(folder_.path() / "shards");

  const Backup backup = make(*resting, kStart);

  Options options;
  options.folder = folder_.path() / "shards";
  indexer_ = *Indexer::open(options);
  expect_restored(backup, folder_.path() / "restored");
}

TEST_F(BackupTest, DamageIsFoundAndNotRestored) {
  const Backup backup = make(*host_, kStart);
  EXPECT_TRUE(backups_.damaged(backup, {})->empty());
  const auto largest = std::ranges::max(backup.shards[0].files, {}, &BackupFile::bytes);
  const std::string hex = largest.digest.hex();
  const fs::path object = backups_folder_ / "objects" / hex.substr(0, 2) / hex;
  {
    std::fstream file(object, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(100);
    file.put('\x7f');
  }

  EXPECT_EQ(*backups_.damaged(backup, {}), std::vector<std::string>{object.string()});
  const auto into = folder_.path() / "restored" / "store";
  EXPECT_EQ(backups_.restore(backup.shards[0], into, {}, {}).fault().kind, FaultKind::kBroken);
  EXPECT_FALSE(fs::exists(into));
  fs::remove(object);
  EXPECT_EQ(backups_.damaged(backup, {})->size(), 1u);
  EXPECT_EQ(backups_.restore(backup.shards[0], into, {}, {}).fault().kind, FaultKind::kBroken);
}

TEST_F(BackupTest, WhatIsThereIsNotOverwritten) {
  const Backup backup = make(*host_, kStart);

  const auto done =
      backups_.restore(backup.shards[0], folder_.path() / "shards" / "0000" / "store", {}, {});

  EXPECT_EQ(done.fault().kind, FaultKind::kBadInput);
}

TEST_F(BackupTest, WhatIsNotFinishedIsNoBackup) {
  ASSERT_TRUE(backups_.take(*host_, 0, {}, {}).ok());

  EXPECT_EQ(backups_.list().fault().kind, FaultKind::kNotFound);
  EXPECT_EQ(backups_.read("").fault().kind, FaultKind::kNotFound);
}

TEST_F(BackupTest, AListOfFilesThatIsDamagedIsSaidToBe) {
  const Backup backup = make(*host_, kStart);
  const auto file = backups_folder_ / "backups" / (backup.name + ".json");
  for (const char* text :
       {"", "{",
        "{\"format\":1,\"time\":\"2026-11-22T10:00:00Z\",\"partitions\":1,\"shards\":[{}]}",
        "{\"format\":1,\"time\":\"2026-11-22T10:00:00Z\",\"partitions\":1,\"shards\":[{\"shard\":0,"
        "\"bus_offset\":1,\"files\":[{\"name\":\"../x\",\"bytes\":1,\"sha256\":\"00\"}]}]}"}) {
    ASSERT_TRUE(write_file(file, text).ok());
    EXPECT_EQ(backups_.read(backup.name).fault().kind, FaultKind::kBroken) << text;
  }
  ASSERT_TRUE(write_file(file, "{\"format\":2}").ok());
  EXPECT_EQ(backups_.read(backup.name).fault().kind, FaultKind::kBadInput);
  EXPECT_EQ(backups_.read("../x").fault().kind, FaultKind::kBadInput);
}

}  // namespace
}  // namespace broadsheet::indexer
