// SPDX-License-Identifier: Apache-2.0
// The restore drill: copies of an archive that is served, and of one that rests, come back whole.
#include <gmock/gmock.h>

#include <regex>

#include "support/child.h"
#include "unit/broadsheet/archive_folder.h"
#include "unit/broadsheet/program.h"

namespace broadsheet {
namespace {

using ::testing::HasSubstr;
using testing_support::Child;

class BackupDrill : public ArchiveFolder {
 protected:
  // `broadsheet up` over the data folder; its gRPC address.
  std::string serve(const std::filesystem::path& data) {
    child_ = std::make_unique<Child>(std::vector<std::string>{
        BROADSHEET_PROGRAM, "up", "--data", data.string(), "--listen", "127.0.0.1:0",
        "--http-listen", "127.0.0.1:0", "--metrics-listen", "127.0.0.1:0", "--log-level", "off"});
    std::string said;
    while (std::ranges::count(said, '\n') < 3) {
      const auto letter = child_->read_text(1);
      if (letter.empty()) break;
      said += letter;
    }
    std::smatch found;
    EXPECT_TRUE(std::regex_search(said, found, std::regex(R"(gRPC +(\S+))"))) << said;
    return found[1];
  }

  void expect_whole(const std::filesystem::path& data) {
    const auto verified = run({"verify", "--data", data.string()});
    EXPECT_EQ(verified.code, 0) << verified.output;
    EXPECT_THAT(verified.output, HasSubstr("everything is as it should be"));
    // Its index is built when it is served.
    const auto server = serve(data);
    Ran history;
    for (int i = 0; i < 500 && history.output.find("recedes") == std::string::npos; ++i) {
      history = run({"search", "recedes", "--server", server});
    }
    EXPECT_THAT(history.output, HasSubstr("The flood recedes"));
    history = run({"history", kUrl, "--server", server});
    EXPECT_EQ(history.code, 0) << history.output;
    EXPECT_THAT(history.output, HasSubstr("The flood\n"));
    child_->terminate();
    EXPECT_EQ(child_->wait(), 0);
  }

  [[nodiscard]] std::string path(const std::string& name) const {
    return (folder_.path() / name).string();
  }

  std::unique_ptr<Child> child_;
};

TEST_F(BackupDrill, ABackupOfAServedArchiveIsRestored) {
  const auto server = serve(data_);
  const auto first = run({"backup", path("backups"), "--server", server});
  EXPECT_EQ(first.code, 0) << first.output;
  child_->kill();
  child_.reset();
  const auto second = run({"backup", path("backups"), "--data", data_.string(), "--json"});
  EXPECT_EQ(second.code, 0) << second.output;

  const auto list = run({"backup", path("backups"), "--list"});
  EXPECT_EQ(list.code, 0) << list.output;
  EXPECT_GE(std::ranges::count(list.output, '\n'), 2);
  const auto checked = run({"backup", path("backups"), "--check"});
  EXPECT_EQ(checked.code, 0) << checked.output;
  const auto restored = run({"restore", path("backups"), "--data", path("restored")});

  EXPECT_EQ(restored.code, 0) << restored.output;
  EXPECT_THAT(restored.output, HasSubstr("everything is as it should be"));
  expect_whole(path("restored"));
}

TEST_F(BackupDrill, ACheckpointIsADataFolder) {
  const auto server = serve(data_);
  const auto served = run({"checkpoint", path("copy"), "--server", server});
  EXPECT_EQ(served.code, 0) << served.output;
  child_->terminate();
  EXPECT_EQ(child_->wait(), 0);
  const auto rests = run({"checkpoint", path("other"), "--data", data_.string()});
  EXPECT_EQ(rests.code, 0) << rests.output;

  expect_whole(path("copy"));
  expect_whole(path("other"));
}

TEST_F(BackupDrill, WhatIsThereIsNotTouched) {
  ASSERT_EQ(run({"backup", path("backups"), "--data", data_.string()}).code, 0);

  const auto again = run({"restore", path("backups"), "--data", data_.string()});
  std::filesystem::create_directories(path("other") + "/shards/0000/store");
  ASSERT_TRUE(
      write_file(std::filesystem::path(path("other")) / "shards/0000/store/CURRENT", "x").ok());
  const auto restored = run({"restore", path("backups"), "--data", path("other")});
  const auto copied = run({"checkpoint", data_.string(), "--data", data_.string()});

  EXPECT_EQ(again.code, 0) << again.output;  // a restore that broke off goes on
  EXPECT_EQ(restored.code, 2) << restored.output;
  EXPECT_THAT(restored.output, HasSubstr("there is a shard already"));
  EXPECT_EQ(copied.code, 2) << copied.output;
  EXPECT_EQ(run({"verify", "--data", data_.string()}).code, 0);
}

TEST_F(BackupDrill, OneShardIsRestoredAlone) {
  ASSERT_EQ(run({"backup", path("backups"), "--data", data_.string()}).code, 0);

  const auto restored =
      run({"restore", path("backups"), "--data", path("restored"), "--shard", "1"});

  EXPECT_EQ(restored.code, 0) << restored.output;
  EXPECT_TRUE(std::filesystem::exists(folder_.path() / "restored/shards/0001/store/CURRENT"));
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "restored/shards/0000"));
  EXPECT_NE(run({"restore", path("nowhere"), "--data", path("other")}).code, 0);
  EXPECT_NE(run({"backup", "s3://bucket", "--data", data_.string()}).code, 0);
}

}  // namespace
}  // namespace broadsheet
