// SPDX-License-Identifier: Apache-2.0
// Who has a store open is told from outside.
#include "kv/lock.h"

#include <gtest/gtest.h>

#include "core/file.h"
#include "kv/store.h"
#include "support/child.h"

namespace broadsheet::kv {
namespace {

TEST(Lock, IsToldOfAnotherProcessAndOfNobody) {
  const TemporaryFolder folder;
  const auto store = folder.path() / "store";
  EXPECT_FALSE(is_open_elsewhere(store));
  {
    testing_support::Child writer({KV_CRASHER, "write", store.string()});
    ASSERT_EQ(writer.read(1), 1u);
    EXPECT_TRUE(is_open_elsewhere(store));
    EXPECT_FALSE(Store::open(store, {.families = {{"f"}}}).ok()) << "asking took the lock away";
  }

  EXPECT_FALSE(is_open_elsewhere(store));
  EXPECT_TRUE(Store::open(store, {.families = {{"f"}}}).ok());
}

TEST(Lock, AskingLeavesNothingBehind) {
  const TemporaryFolder folder;

  EXPECT_FALSE(is_open_elsewhere(folder.path()));
  EXPECT_FALSE(is_open_elsewhere(folder.path() / "none"));
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

}  // namespace
}  // namespace broadsheet::kv
