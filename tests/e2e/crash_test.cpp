// SPDX-License-Identifier: Apache-2.0
// The real program, kill -9 at random moments, restarted each time: nothing that was acknowledged
// is missing, nothing is doubled.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <thread>

#include "broadsheet/pipeline.h"
#include "core/file.h"
#include "core/random.h"
#include "e2e/newsroom_world.h"
#include "support/child.h"

namespace broadsheet::e2e {
namespace {

using testing_support::Child;

std::uint64_t seed_of_run() {
  const char* seed = std::getenv("SEED");
  return seed == nullptr ? 1 : std::strtoull(seed, nullptr, 10);
}

class CrashTest : public ::testing::Test {
 protected:
  std::vector<std::string> command(const std::string& what) const {
    return {BROADSHEET_PROGRAM, what, "--data", data().string()};
  }

  std::vector<std::string> crawl_command() const {
    auto words = command("crawl");
    const std::vector<std::string> more = {"--seeds",
                                           seeds_,
                                           "--resolve",
                                           resolve_rule(*newsroom_),
                                           "--allow-address",
                                           "127.0.0.0/8",
                                           "--delay",
                                           "10ms",
                                           "--json",
                                           "--idle",
                                           "1s",
                                           "--log-level",
                                           "off"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }

  std::filesystem::path data() const { return folder_.path() / "data"; }

  TemporaryFolder folder_;
  std::unique_ptr<newsroom::Newsroom> newsroom_;
  std::string seeds_;
};

TEST_F(CrashTest, KilledTwentyTimesItLosesNothingAndDoublesNothing) {
  const std::uint64_t seed = seed_of_run();
  SCOPED_TRACE("SEED=" + std::to_string(seed));
  Random random(seed);
  newsroom_ = open_newsroom(8);
  seeds_ = write_seeds(*newsroom_, folder_.path()).string();
  const Time now = newsroom_->clock().now();

  for (int life = 0; life < 20; ++life) {
    Child crawl(crawl_command());
    // The only way to strike at any instant is to wait for a random one.
    std::this_thread::sleep_for(std::chrono::milliseconds(150 + random.below(500)));
    crawl.kill();
  }
  Child last(crawl_command());
  ASSERT_EQ(last.wait(), 0);

  Child verify(command("verify"));
  const int verified = verify.wait();
  EXPECT_EQ(verified, 0) << verify.read_text(4000);
  auto archive = open_archive(data());
  ASSERT_TRUE(archive.ok()) << archive.fault().text();
  for (const auto& sentence : compare(**archive, *newsroom_, {now})) ADD_FAILURE() << sentence;
}

}  // namespace
}  // namespace broadsheet::e2e
