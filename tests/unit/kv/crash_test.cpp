// SPDX-License-Identifier: Apache-2.0
// kill -9 and full disks: what was acknowledged is there.
#include <gtest/gtest.h>

#include "core/file.h"
#include "kv/store.h"
#include "support/child.h"

namespace broadsheet::kv {
namespace {

using testing_support::Child;

constexpr int kMayNotMount = 77;

TEST(StoreCrash, AcknowledgedBatchesSurviveKillNineWhole) {
  for (std::size_t round = 0; round < 3; ++round) {
    const TemporaryFolder folder;
    Child child({KV_CRASHER, "write", folder.path()});
    std::size_t acknowledged = child.read(50 + 37 * round);
    child.kill();
    acknowledged += child.read(1000000);
    Options options;
    options.families = {{"f"}};

    const Store store = *Store::open(folder.path(), options);

    ASSERT_GE(acknowledged, 50U);
    for (std::size_t at = 0; at < acknowledged; ++at) {
      EXPECT_TRUE(store.get("f", "a" + std::to_string(at)).ok()) << at;
    }
    for (std::size_t at = 0; at < acknowledged + 2; ++at) {
      EXPECT_EQ(store.get("f", "a" + std::to_string(at)).ok(),
                store.get("f", "b" + std::to_string(at)).ok());
    }
  }
}

TEST(StoreCrash, AFullDiskIsUnavailableAndTheStoreGoesOnWhenThereIsRoom) {
  const TemporaryFolder folder;
  Child child({KV_CRASHER, "fill", folder.path()});

  const int step = child.wait();

  if (step == kMayNotMount) GTEST_SKIP() << "needs a mount namespace";
  EXPECT_EQ(step, 0) << "the step of crasher.cpp that went wrong";
}

}  // namespace
}  // namespace broadsheet::kv
