// SPDX-License-Identifier: Apache-2.0
// Batches and ranges as values.
#include <gtest/gtest.h>

#include "kv/store.h"

namespace broadsheet::kv {
namespace {

TEST(Batch, CountsWhatItHolds) {
  Batch batch;
  EXPECT_TRUE(batch.empty());

  batch.put("f", "key", "value");
  batch.remove("f", "other");

  EXPECT_EQ(batch.size(), 2U);
  EXPECT_EQ(batch.bytes(), 13U);
  batch.clear();
  EXPECT_TRUE(batch.empty());
  EXPECT_EQ(batch.bytes(), 0U);
}

TEST(Batch, AnEmptyRangeIsNothingToDo) {
  Batch batch;

  batch.remove_range("f", "b", "b");
  batch.remove_range("f", "b", "a");

  EXPECT_TRUE(batch.empty());
}

TEST(Range, ThePrefixEndsBeforeTheNextKeyThatLacksIt) {
  EXPECT_EQ(prefix_end("ab"), "ac");
  EXPECT_EQ(prefix_end(std::string("a\xff\xff")), "b");
  EXPECT_EQ(prefix_end("\x7f"), "\x80");
  EXPECT_EQ(prefix_end("\xff"), "");
  EXPECT_EQ(prefix_end(""), "");
}

}  // namespace
}  // namespace broadsheet::kv
