// SPDX-License-Identifier: Apache-2.0
// Boosted trees: each adds what its leaf says to the logarithm of the odds.
#include "article/block_model.h"

#include <cmath>
#include <cstdint>
#include <iterator>

namespace broadsheet::article {

namespace {

// Below or at `threshold`, on to `low`, else to `high`: a split of the same tree, or, where
// negative, leaf -1 - n.
struct Split {
  float threshold;
  std::uint8_t sign;
  std::int8_t low;
  std::int8_t high;
};

#include "article/block_table.inc"

static_assert(kSignsOfTable == kBlockSignCount,
              "the table is of other signs: run scripts/train-body");
static_assert(kBlockSignCount < 256, "signs are bytes");
static_assert(std::size(kSplits) == kTrees * kSplitsOfTree);
static_assert(std::size(kLeaves) == kTrees * (kSplitsOfTree + 1));

}  // namespace

double text_probability(const BlockSigns& signs) {
  float odds = kBias;
  const Split* splits = kSplits;
  const float* leaves = kLeaves;
  for (std::size_t tree = 0; tree < kTrees; ++tree) {
    int at = 0;
    while (at >= 0) {
      const Split& split = splits[at];
      at = signs[split.sign] <= split.threshold ? split.low : split.high;
    }
    odds += leaves[-1 - at];
    splits += kSplitsOfTree;
    leaves += kSplitsOfTree + 1;
  }
  return 1 / (1 + std::exp(-static_cast<double>(odds)));
}

}  // namespace broadsheet::article
