// SPDX-License-Identifier: Apache-2.0
// kill -9 at any point leaves the last commit and its offset, and what is applied again changes
// nothing.
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "unit/search/shelf.h"

namespace broadsheet::search {
namespace {

// Runs `work` in a process of its own that ends by SIGKILL, in the midst of what it was at.
template <typename Work>
void run_and_kill(Work work) {
  const auto child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    work();
    kill(getpid(), SIGKILL);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

std::vector<SearchDocument> batch(int number) {
  std::vector<SearchDocument> documents;
  for (int i = 0; i < 20; ++i) {
    documents.push_back(
        article(std::to_string(number * 20 + i), "storm " + std::to_string(number)));
  }
  return documents;
}

TEST(Crash, BetweenApplyAndCommitLeavesTheLastCommit) {
  TemporaryFolder folder;

  run_and_kill([&] {
    auto index = *Index::open(folder.path());
    CHECK(index.apply({batch(0), {}}, "1").ok());
    CHECK(index.commit().ok());
    CHECK(index.apply({batch(1), {"3"}}, "2").ok());
  });
  auto index = *Index::open(folder.path());

  EXPECT_EQ(index.indexed_offset(), "1");
  EXPECT_EQ(*index.count({"storm", {}, {}}), 20U);
  EXPECT_TRUE(*index.contains("3"));
}

TEST(Crash, AgainAndAgainLosesNothingAndDoublesNothing) {
  TemporaryFolder folder;
  constexpr int kBatches = 12;

  // Each life goes on from its offset, commits every other batch, and is killed after the next one.
  for (int life = 0; life < kBatches; ++life) {
    run_and_kill([&] {
      auto index = *Index::open(folder.path());
      const auto offset = index.indexed_offset();
      const int next = offset.empty() ? 0 : std::stoi(offset);
      CHECK(index.apply({batch(next), {}}, std::to_string(next + 1)).ok());
      CHECK(index.commit().ok());
      CHECK(index.apply({batch(next + 1), {}}, std::to_string(next + 2)).ok());
      // A batch that the archive gave twice.
      CHECK(index.apply({batch(next), {}}, std::to_string(next + 2)).ok());
    });
  }
  auto index = *Index::open(folder.path());

  EXPECT_EQ(index.indexed_offset(), std::to_string(kBatches));
  EXPECT_EQ(*index.count({"storm", {}, {}}), 20U * kBatches);
  EXPECT_EQ(index.snapshots("", 1000)->size(), 20U * kBatches);
  EXPECT_EQ(index.stats()->documents, 20U * kBatches);
}

constexpr int kMayNotMount = 77;

// A small disk of its own at `folder`, for this process alone; it goes away with the process.
bool mount_small_disk(const std::filesystem::path& folder) {
  const int spaces = ::geteuid() == 0 ? CLONE_NEWNS : CLONE_NEWUSER | CLONE_NEWNS;
  if (::unshare(spaces) != 0) return false;
  if (::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return false;
  return ::mount("tmpfs", folder.c_str(), "tmpfs", 0, "size=8m") == 0;
}

Result<void> take(Index& index, int number) {
  TRY(index.apply({batch(number), {}}, std::to_string(number)));
  return index.commit();
}

// The number of the step that went wrong; 0 if none did.
int fill_and_make_room(const std::filesystem::path& folder) {
  if (!mount_small_disk(folder)) return kMayNotMount;
  auto index = Index::open(folder / "index");
  if (!index.ok() || !take(*index, 1).ok()) return 1;
  int left = 0;
  for (std::size_t bytes = std::size_t{1} << 20; bytes > 0; bytes /= 2) {
    while (write_file(folder / ("filler" + std::to_string(left)), std::string(bytes, 'x')).ok()) {
      ++left;
    }
  }
  const auto full = take(*index, 2);
  if (full.ok() || full.fault().kind != FaultKind::kUnavailable) return 2;
  const auto again = take(*index, 2);
  if (again.ok() || again.fault().kind != FaultKind::kUnavailable) return 3;
  if (index->indexed_offset() != "1" || !index->count({"storm", {}, {}}).ok()) return 4;
  for (int at = 0; at <= left; ++at) {
    std::filesystem::remove(folder / ("filler" + std::to_string(at)));
  }
  if (!take(*index, 2).ok()) return 5;
  if (index->indexed_offset() != "2") return 6;
  const auto count = index->count({"storm", {}, {}});
  return count.ok() && *count == 40 ? 0 : 7;
}

TEST(IndexCrash, AFullDiskIsUnavailableAndTheIndexGoesOnWhenThereIsRoom) {
  const TemporaryFolder folder;
  const auto child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) _exit(fill_and_make_room(folder.path()));
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);

  ASSERT_TRUE(WIFEXITED(status));
  if (WEXITSTATUS(status) == kMayNotMount) GTEST_SKIP() << "needs a mount namespace";
  EXPECT_EQ(WEXITSTATUS(status), 0) << "the step that went wrong";
}

}  // namespace
}  // namespace broadsheet::search
