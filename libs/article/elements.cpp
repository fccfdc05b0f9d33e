// SPDX-License-Identifier: Apache-2.0
// From each block up to the first element that is known, and down again.
#include "article/elements.h"

#include <algorithm>

namespace broadsheet::article {

Elements::Elements(const std::vector<Block>& blocks) {
  constexpr std::size_t kPerBlock = 3;
  std::uint32_t last = 0;
  for (const auto& block : blocks) last = std::max(last, block.node->order);
  numbers_.resize(last + std::size_t{1}, 0);
  all_.reserve(blocks.size() * kPerBlock);
  of_block_.reserve(blocks.size());
  std::vector<const html::Node*> fresh;
  for (const auto& block : blocks) {
    const html::Node* node = block.node;
    for (; node != nullptr && numbers_[node->order] == 0; node = node->parent) {
      fresh.push_back(node);
    }
    std::uint32_t above = node == nullptr ? kNone : numbers_[node->order] - 1;
    for (; !fresh.empty(); fresh.pop_back()) {
      const auto number = static_cast<std::uint32_t>(all_.size());
      all_.push_back({fresh.back(), above == kNone ? number : above,
                      above == kNone ? 0 : all_[above].depth + 1});
      numbers_[fresh.back()->order] = number + 1;
      above = number;
    }
    of_block_.push_back(above);
  }
}

}  // namespace broadsheet::article
