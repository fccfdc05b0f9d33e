// SPDX-License-Identifier: Apache-2.0
// Trees that blocks go through side by side.
#include "article/block_model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace broadsheet::article {
namespace {

std::vector<BlockSigns> random_blocks(std::size_t count) {
  std::mt19937 random(1);
  std::uniform_real_distribution<float> wide(-2, 16);
  std::vector<BlockSigns> blocks(count);
  for (auto& block : blocks) {
    for (auto& sign : block) sign = random() % 3 == 0 ? 0.0F : wide(random);
  }
  return blocks;
}

TEST(BlockModel, ABlockIsWeighedAmongOthersAsItIsAlone) {
  const auto blocks = random_blocks(77);  // no multiple of what is weighed at once

  std::vector<const BlockSigns*> all;
  for (const auto& block : blocks) all.push_back(&block);
  const auto together = text_probabilities(all);

  ASSERT_EQ(together.size(), blocks.size());
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    EXPECT_EQ(together[i], text_probabilities({&blocks[i]}).front());
  }
}

TEST(BlockModel, NoBlockHasNoProbability) { EXPECT_TRUE(text_probabilities({}).empty()); }

TEST(BlockModel, TellsBlocksApart) {
  const auto blocks = random_blocks(200);
  std::vector<const BlockSigns*> all;
  for (const auto& block : blocks) all.push_back(&block);

  const auto found = text_probabilities(all);

  EXPECT_LT(*std::ranges::min_element(found), 0.1);
  for (const double one : found) EXPECT_TRUE(one > 0 && one < 1);
}

}  // namespace
}  // namespace broadsheet::article
