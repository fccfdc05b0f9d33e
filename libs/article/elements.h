// SPDX-License-Identifier: Apache-2.0
// The elements that blocks stand in, each once. Inside article only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "article/blocks.h"

namespace broadsheet::article {

// One that holds a block, or holds one that does.
struct Element {
  const html::Node* node = nullptr;
  std::uint32_t parent = 0;  // its number; the root's is its own
  std::uint32_t depth = 0;   // how many are above it
  std::uint32_t called = 0;  // the same number for the same tag and classes, from 0 on
};

// Numbers are dense, and an element's is higher than that of what holds it: a walk down them passes
// sums on to the root.
class Elements {
 public:
  static constexpr std::uint32_t kNone = static_cast<std::uint32_t>(-1);

  explicit Elements(const std::vector<Block>& blocks);

  [[nodiscard]] std::size_t size() const { return all_.size(); }
  // How many numbers there are for what elements are called.
  [[nodiscard]] std::size_t names() const { return names_; }
  [[nodiscard]] const Element& operator[](std::uint32_t number) const { return all_[number]; }
  // Of the element of a block.
  [[nodiscard]] std::uint32_t of_block(std::size_t block) const { return of_block_[block]; }
  // kNone if no block stands in it.
  [[nodiscard]] std::uint32_t of(const html::Node& node) const {
    return node.order < numbers_.size() ? numbers_[node.order] - 1 : kNone;
  }
  // Calls `see` with the number of each, in document order.
  template <typename See>
  void each(See see) const {
    for (const std::uint32_t number : numbers_) {
      if (number != 0) see(number - 1);
    }
  }
  // To what each element has, adds what all those within it have.
  template <typename Sum>
  void sum_up(std::vector<Sum>& sums) const {
    for (std::size_t i = all_.size(); i-- > 1;) sums[all_[i].parent] += sums[i];
  }

 private:
  std::vector<Element> all_;
  std::vector<std::uint32_t> numbers_;  // by place in document order: the number + 1; 0: none
  std::vector<std::uint32_t> of_block_;
  std::size_t names_ = 0;
};

}  // namespace broadsheet::article
