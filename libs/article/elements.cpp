// SPDX-License-Identifier: Apache-2.0
// From each block up to the first element that is known, and down again.
#include "article/elements.h"

#include <algorithm>
#include <string_view>

#include "article/numbers.h"

namespace broadsheet::article {

namespace {

struct Called {
  html::Tag tag = html::Tag::kUnknown;
  std::string_view classes;

  friend bool operator==(const Called&, const Called&) = default;
  friend std::size_t hash_of(const Called& one) {
    return mixed(article::hash_of(one.classes), static_cast<std::size_t>(one.tag));
  }
};

}  // namespace

Elements::Elements(const std::vector<Block>& blocks) {
  constexpr std::size_t kPerBlock = 3;
  std::uint32_t last = 0;
  for (const auto& block : blocks) last = std::max(last, block.node->order);
  numbers_.resize(last + std::size_t{1}, 0);
  all_.reserve(blocks.size() * kPerBlock);
  of_block_.reserve(blocks.size());
  Numbers<Called> names(blocks.size() * kPerBlock);
  std::vector<const html::Node*> fresh;
  for (const auto& block : blocks) {
    const html::Node* node = block.node;
    for (; node != nullptr && numbers_[node->order] == 0; node = node->parent) {
      fresh.push_back(node);
    }
    std::uint32_t above = node == nullptr ? kNone : numbers_[node->order] - 1;
    for (; !fresh.empty(); fresh.pop_back()) {
      const auto number = static_cast<std::uint32_t>(all_.size());
      const html::Node& one = *fresh.back();
      all_.push_back({.node = &one,
                      .parent = above == kNone ? number : above,
                      .depth = above == kNone ? 0 : all_[above].depth + 1,
                      .called = names.of({one.tag, one.attribute("class")})});
      numbers_[one.order] = number + 1;
      above = number;
    }
    of_block_.push_back(above);
  }
  names_ = names.size();
}

}  // namespace broadsheet::article
