// SPDX-License-Identifier: Apache-2.0
// What the real program says to the script that calls it: 0 it worked, 1 it ran and failed, 2 it
// could not start.
#include <gtest/gtest.h>

#include "core/file.h"
#include "e2e/newsroom_world.h"
#include "support/child.h"

namespace broadsheet::e2e {
namespace {

using testing_support::Child;

class ExitCode : public ::testing::Test {
 protected:
  int of_crawl(const std::vector<std::string>& more) const {
    std::vector<std::string> words = {
        BROADSHEET_PROGRAM, "crawl", "--data",          (folder_.path() / "data").string(),
        "--delay",          "10ms",  "--idle",          "100ms",
        "--log-level",      "off",   "--allow-address", "127.0.0.0/8"};
    words.insert(words.end(), more.begin(), more.end());
    Child crawl(words);
    return crawl.wait();
  }

  TemporaryFolder folder_;
};

TEST_F(ExitCode, IsZeroForACrawlThatWasAnswered) {
  const auto newsroom = open_newsroom(1);
  const auto seeds = write_seeds(*newsroom, folder_.path()).string();

  EXPECT_EQ(of_crawl({"--seeds", seeds, "--resolve", resolve_rule(*newsroom)}), 0);
}

TEST_F(ExitCode, IsOneForACrawlThatNobodyAnswered) {
  const auto seeds = folder_.path() / "seeds.yaml";
  ASSERT_TRUE(write_file(seeds, "sources:\n  - homepage: http://silent.example/\n").ok());

  // Port 1 needs privileges that no test's server has.
  EXPECT_EQ(of_crawl({"--seeds", seeds.string(), "--resolve", "*=127.0.0.1:1", "--for", "3s"}), 1);
}

TEST_F(ExitCode, IsTwoForSeedsThatCannotBeRead) {
  EXPECT_EQ(of_crawl({"--seeds", (folder_.path() / "none.yaml").string()}), 2);
}

TEST_F(ExitCode, IsTwoForAFlagThatNobodyKnows) {
  EXPECT_EQ(of_crawl({"--sedes", "seeds.yaml"}), 2);
}

}  // namespace
}  // namespace broadsheet::e2e
