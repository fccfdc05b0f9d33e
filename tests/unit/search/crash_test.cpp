// SPDX-License-Identifier: Apache-2.0
// kill -9 at any point leaves the last commit and its offset, and what is applied again changes
// nothing.
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

}  // namespace
}  // namespace broadsheet::search
