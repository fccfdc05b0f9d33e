// SPDX-License-Identifier: Apache-2.0
// Boosted trees: each adds what its leaf says to the logarithm of the odds. Blocks go through them
// side by side, a byte for each: a sign becomes the number of thresholds that it is above; a split
// takes the leaves below it from those blocks that it sends elsewhere; the first leaf that a block
// is left with is the one that it comes to.
#include "article/block_model.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <span>
#include <utility>

#include "core/result.h"

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

constexpr std::size_t kLeavesOfTree = kSplitsOfTree + 1;

static_assert(kSignsOfTable == kBlockSignCount,
              "the table is of other signs: run scripts/train-body");
static_assert(kBlockSignCount < 256, "signs are bytes");
static_assert(kLeavesOfTree <= 16, "the leaves of a tree are the bits of two bytes");
static_assert(std::size(kSplits) == kTrees * kSplitsOfTree);
static_assert(std::size(kLeaves) == kTrees * kLeavesOfTree);

// Sixteen bytes are what every processor that we build for works on at once.
using Bytes = std::int8_t __attribute__((vector_size(16)));
using Floats = float __attribute__((vector_size(16)));
using Words = std::int32_t __attribute__((vector_size(16)));

constexpr std::size_t kLanes = 32;  // blocks side by side

// By sign: how many of its thresholds each lane is above, less 128.
struct Ranks {
  alignas(16) std::int8_t of[kBlockSignCount][kLanes];
};

Bytes load(const std::int8_t* from) {
  Bytes bytes;
  std::memcpy(&bytes, from, sizeof bytes);
  return bytes;
}

// The byte four times, so that filling sixteen with it is one step.
std::uint32_t four_times(std::uint8_t byte) { return byte * 0x01010101U; }

Bytes all_of(std::uint32_t four) {
  const auto word = static_cast<std::int32_t>(four);
  return reinterpret_cast<Bytes>(Words{word, word, word, word});
}

class Forest {
 public:
  Forest() {
    for (std::size_t sign = 0; sign < kBlockSignCount; ++sign) read_thresholds(sign);
    for (std::size_t tree = 0; tree < kTrees; ++tree) read_tree(tree);
  }

  // The odds of up to kLanes blocks.
  void weigh(std::span<const BlockSigns* const> blocks, std::span<float> odds) const {
    Ranks ranks;
    for (std::size_t sign = 0; sign < kBlockSignCount; ++sign) rank(sign, blocks, ranks);
    std::ranges::fill(odds, kBias);
    const Cut* cut = cuts_.data();
    const float* leaves = leaves_.data();
    for (const auto& [low, high] : ends_) {
      alignas(16) std::array<std::uint8_t, 2 * kLanes> left;
      cut = leaves_left(cut, cuts_.data() + low, ranks, left.data());
      cut = leaves_left(cut, cuts_.data() + high, ranks, left.data() + kLanes);
      for (std::size_t lane = 0; lane < blocks.size(); ++lane) {
        const unsigned bits = left[lane] | static_cast<unsigned>(left[kLanes + lane]) << 8;
        odds[lane] += leaves[std::countr_zero(bits)];
      }
      leaves += kLeavesOfTree;
    }
  }

 private:
  // Lanes above `rank` lose the leaves `lost`, of the lower or the upper eight.
  struct Cut {
    std::uint32_t sign = 0;
    std::uint32_t rank = 0;
    std::uint32_t lost = 0;
  };

  void read_thresholds(std::size_t sign) {
    auto& all = thresholds_[sign];
    for (const auto& split : kSplits) {
      if (split.sign == sign) all.push_back(split.threshold);
    }
    std::ranges::sort(all);
    all.erase(std::unique(all.begin(), all.end()), all.end());
    CHECK(all.size() < 256);
  }

  void read_tree(std::size_t tree) {
    const std::span splits(kSplits + tree * kSplitsOfTree, kSplitsOfTree);
    std::array<std::uint32_t, kSplitsOfTree> lost = {};
    read_leaves(tree, splits, 0, lost);
    std::array<std::size_t, 2> ends = {};
    for (std::size_t half = 0; half < 2; ++half) {
      for (std::size_t i = 0; i < kSplitsOfTree; ++i) {
        const auto bits = static_cast<std::uint8_t>(lost[i] >> (8 * half));
        if (bits == 0) continue;
        const auto& all = thresholds_[splits[i].sign];
        const auto at = std::ranges::lower_bound(all, splits[i].threshold) - all.begin();
        const auto rank = static_cast<std::uint8_t>(at + 128);
        cuts_.push_back({splits[i].sign, four_times(rank), four_times(bits)});
      }
      ends[half] = cuts_.size();
    }
    ends_.push_back(ends);
  }

  // The leaves below `at` in their order, those of the low side first; which ones, as bits.
  std::uint32_t read_leaves(std::size_t tree, std::span<const Split> splits, int at,
                            std::span<std::uint32_t> lost) {
    if (at < 0) {
      leaves_.push_back(kLeaves[tree * kLeavesOfTree + static_cast<std::size_t>(-1 - at)]);
      return std::uint32_t{1} << (leaves_.size() - 1 - tree * kLeavesOfTree);
    }
    const auto& split = splits[static_cast<std::size_t>(at)];
    const std::uint32_t low = read_leaves(tree, splits, split.low, lost);
    lost[static_cast<std::size_t>(at)] = low;
    return low | read_leaves(tree, splits, split.high, lost);
  }

  void rank(std::size_t sign, std::span<const BlockSigns* const> blocks, Ranks& ranks) const {
    constexpr std::size_t kVectors = kLanes / 4;
    alignas(16) std::array<float, kLanes> values = {};
    for (std::size_t lane = 0; lane < blocks.size(); ++lane) values[lane] = (*blocks[lane])[sign];
    std::array<Floats, kVectors> signs;
    std::memcpy(&signs, &values, sizeof values);
    std::array<Words, kVectors> above = {};
    for (const float threshold : thresholds_[sign]) {
      const Floats limit = {threshold, threshold, threshold, threshold};
#pragma GCC unroll 8
      for (std::size_t i = 0; i < kVectors; ++i) above[i] -= signs[i] > limit;
    }
    std::array<std::int32_t, kLanes> counts;
    std::memcpy(&counts, &above, sizeof above);
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      ranks.of[sign][lane] = static_cast<std::int8_t>(counts[lane] - 128);
    }
  }

  // Of eight leaves of a tree those that each lane is left with; returns `end`.
  static const Cut* leaves_left(const Cut* cut, const Cut* end, const Ranks& ranks,
                                std::uint8_t* left) {
    Bytes first = all_of(0xffffffff);
    Bytes second = first;
    for (; cut != end; ++cut) {
      const Bytes limit = all_of(cut->rank);
      const Bytes lost = all_of(cut->lost);
      const std::int8_t* of = ranks.of[cut->sign];
      first &= ~((load(of) > limit) & lost);
      second &= ~((load(of + sizeof(Bytes)) > limit) & lost);
    }
    std::memcpy(left, &first, sizeof first);
    std::memcpy(left + sizeof first, &second, sizeof second);
    return end;
  }

  std::array<std::vector<float>, kBlockSignCount> thresholds_;  // in their order
  std::vector<Cut> cuts_;
  std::vector<std::array<std::size_t, 2>> ends_;  // by tree: of its cuts of the lower eight, of all
  std::vector<float> leaves_;                     // by tree
};

}  // namespace

std::vector<double> text_probabilities(const std::vector<const BlockSigns*>& blocks) {
  static const Forest kForest;
  std::vector<double> out;
  out.reserve(blocks.size());
  std::array<float, kLanes> odds;
  for (std::size_t from = 0; from < blocks.size(); from += kLanes) {
    const std::size_t count = std::min(kLanes, blocks.size() - from);
    kForest.weigh(std::span(blocks).subspan(from, count), std::span(odds).first(count));
    for (std::size_t i = 0; i < count; ++i) {
      out.push_back(1 / (1 + std::exp(-static_cast<double>(odds[i]))));
    }
  }
  return out;
}

}  // namespace broadsheet::article
