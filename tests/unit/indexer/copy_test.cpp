// SPDX-License-Identifier: Apache-2.0
// Copies of a shard's files: whole, checked, and going on where they broke off.
#include "indexer/checkpoints.h"
#include "indexer/copy_shard.h"
#include "unit/indexer/press.h"

namespace broadsheet::indexer {
namespace {

// Gives a shard's checkpoints, and breaks off or damages what a test says.
class Sender final : public rpc::CheckpointApi {
 public:
  explicit Sender(const std::filesystem::path& folder)
      : checkpoints_({.folder = folder / "checkpoints"}),
        shard_(*archive::Shard::open(folder / "store", {})) {}

  Result<rpc::OpenedCheckpoint> open_checkpoint(int shard, const rpc::CallContext&) override {
    auto opened = checkpoints_.open(shard, shard_);
    if (opened && !extra_file.empty()) opened->files.push_back({extra_file, 1});
    return opened;
  }
  Result<Digest> read_checkpoint_file(const std::string& checkpoint, const std::string& file,
                                      std::uint64_t from, const rpc::CallContext& call,
                                      const rpc::BytesSink& sink) override {
    starts.push_back(from);
    std::uint64_t left = break_after;
    bool broke = false;
    auto digest = checkpoints_.read(checkpoint, file, from, call, [&](std::string_view bytes) {
      std::string piece(bytes.substr(0, std::min<std::uint64_t>(left, bytes.size())));
      broke = piece.size() < bytes.size();
      left -= piece.size();
      if (damage > 0 && !piece.empty()) {
        --damage;
        piece[0] = static_cast<char>(piece[0] ^ 1);
      }
      sent += piece.size();
      return sink(piece) && !broke;
    });
    if (broke) return unavailable("the line broke");
    return digest;
  }
  Result<void> close_checkpoint(const std::string& checkpoint, const rpc::CallContext&) override {
    ++closed;
    return checkpoints_.close(checkpoint);
  }

  [[nodiscard]] archive::Shard& shard() { return shard_; }
  Checkpoints& checkpoints() { return checkpoints_; }

  std::string extra_file;
  std::uint64_t break_after = UINT64_MAX;
  int damage = 0;
  int closed = 0;
  std::uint64_t sent = 0;
  std::vector<std::uint64_t> starts;

 private:
  Checkpoints checkpoints_;
  archive::Shard shard_;
};

class CopyShard : public ::testing::Test {
 protected:
  void SetUp() override {
    records::ArticleEvent event;
    for (int i = 0; i < 50; ++i) {
      event.capture.url = "https://gazette.example/" + std::to_string(i);
      event.capture.time = from_micros(i);
      event.capture.payload = std::string(1000, static_cast<char>('a' + i % 26));
      event.capture.payload_digest = sha256(event.capture.payload);
      event.outcome = event.capture.outcome = records::Outcome::kFeed;
      ASSERT_TRUE(sender_.shard().put({event}, {{"articles", 3, i + 1}}).ok());
    }
    options_.retry_delay = Duration(0);
  }

  Result<rpc::OpenedCheckpoint> copy() { return copy_shard(sender_, 3, into_, options_, {}); }

  void expect_copied() {
    auto copied = archive::Shard::open(into_, {.shard = 3, .read_only = true});
    ASSERT_TRUE(copied.ok()) << copied.fault().text();
    EXPECT_EQ(*copied->offset("articles", 3), 50);
    EXPECT_EQ(copied->stats()->captures, 50u);
    EXPECT_EQ(copied->verify({})->problem_count, 0u);
  }

  TemporaryFolder folder_;
  std::filesystem::path into_ = folder_.path() / "copy";
  Sender sender_{folder_.path()};
  CopyOptions options_;
};

TEST_F(CopyShard, IsAShardAsFarAsTheOneItCameFrom) {
  std::uint64_t here = 0;
  std::uint64_t whole = 1;
  options_.progress = [&](std::uint64_t done, std::uint64_t total) {
    here = done;
    whole = total;
  };

  const auto copied = copy();

  ASSERT_TRUE(copied.ok()) << copied.fault().text();
  EXPECT_EQ(copied->bus_offset, 50);
  EXPECT_EQ(here, whole);
  EXPECT_EQ(sender_.closed, 1);
  expect_copied();
}

TEST_F(CopyShard, GoesOnWhereItBrokeOff) {
  sender_.break_after = 700;
  options_.attempts_max = 1000;

  const auto copied = copy();

  ASSERT_TRUE(copied.ok()) << copied.fault().text();
  std::uint64_t bytes = 0;
  for (const auto& file : copied->files) bytes += file.bytes;
  EXPECT_EQ(sender_.sent, bytes) << "something was sent twice";
  EXPECT_TRUE(std::ranges::find(sender_.starts, 700u) != sender_.starts.end());
  expect_copied();
}

TEST_F(CopyShard, WhatBrokeOffForGoodIsThereForTheNextTime) {
  sender_.break_after = 700;
  options_.attempts_max = 1;
  EXPECT_EQ(copy().fault().kind, FaultKind::kUnavailable);
  sender_.break_after = UINT64_MAX;
  sender_.starts.clear();

  ASSERT_TRUE(copy().ok());

  EXPECT_TRUE(std::ranges::find(sender_.starts, 700u) != sender_.starts.end());
  expect_copied();
}

TEST_F(CopyShard, ADamagedFileIsFetchedAgain) {
  sender_.damage = 1;

  ASSERT_TRUE(copy().ok());

  expect_copied();
}

TEST_F(CopyShard, WhatIsDamagedAgainAndAgainIsNotTaken) {
  sender_.damage = 1000;

  EXPECT_EQ(copy().fault().kind, FaultKind::kUnavailable);
}

TEST_F(CopyShard, WhatIsThereOfAnotherCopyGoesOrIsReplaced) {
  std::filesystem::create_directories(into_ / "folder");
  ASSERT_TRUE(write_file(into_ / "CURRENT", std::string(100'000, 'x')).ok());
  ASSERT_TRUE(write_file(into_ / "999999.sst", "old").ok());

  ASSERT_TRUE(copy().ok());

  EXPECT_FALSE(std::filesystem::exists(into_ / "999999.sst"));
  EXPECT_FALSE(std::filesystem::exists(into_ / "folder"));
  expect_copied();
}

TEST_F(CopyShard, ANameThatLeadsOutOfTheFolderIsRefused) {
  for (const char* name : {"../outside", "/etc/passwd", "..", "", ".hidden"}) {
    sender_.extra_file = name;
    if (std::string_view(name).empty()) continue;
    EXPECT_EQ(copy().fault().kind, FaultKind::kBroken) << name;
  }
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "outside"));
}

TEST_F(CopyShard, ACheckpointThatIsNotFarEnoughIsNotCopied) {
  options_.offset_min = 51;

  EXPECT_EQ(copy().fault().kind, FaultKind::kUnavailable);
  EXPECT_EQ(sender_.sent, 0u);
  EXPECT_EQ(sender_.closed, 1);
}

TEST_F(CopyShard, CheckpointsAreFewAndGoWhenTheyAreClosed) {
  std::vector<std::string> open;
  for (int i = 0; i < 8; ++i) {
    const auto opened = sender_.checkpoints().open(3, sender_.shard());
    ASSERT_TRUE(opened.ok()) << opened.fault().text();
    open.push_back(opened->name);
  }
  EXPECT_EQ(sender_.checkpoints().open(3, sender_.shard()).fault().kind, FaultKind::kUnavailable);
  EXPECT_TRUE(std::filesystem::exists(folder_.path() / "checkpoints" / open.front()));

  ASSERT_TRUE(sender_.checkpoints().close(open.front()).ok());

  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "checkpoints" / open.front()));
  EXPECT_TRUE(sender_.checkpoints().open(3, sender_.shard()).ok());
  const auto gone = sender_.checkpoints().read(open.front(), "CURRENT", 0, {}, {});
  EXPECT_EQ(gone.fault().kind, FaultKind::kNotFound);
}

TEST_F(CopyShard, ACheckpointThatNobodyReadsIsForgotten) {
  Checkpoints forgetful(
      {.folder = folder_.path() / "other", .open_max = 1, .forgotten_after = Duration(0)});
  const auto first = forgetful.open(3, sender_.shard());
  ASSERT_TRUE(first.ok());

  ASSERT_TRUE(eventually([&] { return forgetful.open(3, sender_.shard()).ok(); }));

  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "other" / first->name));
}

}  // namespace
}  // namespace broadsheet::indexer
