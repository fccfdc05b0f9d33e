// SPDX-License-Identifier: Apache-2.0
// The signs of what a block has in common with others: markup of the same names, and a heading.
// Inside article only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "article/block_signs.h"
#include "article/elements.h"

namespace broadsheet::article {

// Blocks in elements of the same tags and classes.
class BlockPaths {
 public:
  BlockPaths(const std::vector<Block>& blocks, const Elements& elements);

  // To be asked of some blocks, and told of all, one after the other.
  void read(std::size_t block, BlockSigns& signs) const;
  void pass(std::size_t block);

  // The same number for blocks whose elements, and the two around each, are the same.
  [[nodiscard]] std::uint32_t of(std::size_t block) const { return narrow_of_[block]; }
  // The share that the blocks of its path have in the good text of the page.
  [[nodiscard]] float share(std::size_t block) const;
  [[nodiscard]] std::size_t page_text() const { return page_text_; }

 private:
  struct Path {
    std::size_t text = 0;    // of good blocks
    std::size_t blocks = 0;  // … how many
    std::size_t all = 0;     // of all blocks: how many, how long, in links, like sentences
    std::size_t length = 0;
    std::size_t links = 0;
    std::size_t ends = 0;
    std::size_t before = 0;  // passed so far
  };

  void weigh(const Block& block, Path& narrow, std::size_t& wide);

  std::vector<std::uint32_t> narrow_of_;  // by block
  std::vector<std::uint32_t> wide_of_;    // … by its element alone
  std::vector<Path> narrow_;
  std::vector<std::size_t> wide_;  // good text
  std::size_t page_text_ = 0;      // … of the page
};

// From one heading to the next.
class Sections {
 public:
  explicit Sections(const std::vector<Block>& blocks);

  struct Section {
    std::size_t begin = 0;  // its first block: the heading, but for the first section
    std::size_t blocks = 0;
    std::size_t text = 0;  // of good blocks
    std::size_t length = 0;
    std::size_t links = 0;
  };

  void read(std::size_t block, BlockSigns& signs) const;
  // Null in the last section.
  [[nodiscard]] const Section* next(std::size_t block) const;

 private:
  std::vector<Section> all_;
  std::vector<std::uint32_t> of_block_;
};

}  // namespace broadsheet::article
