// SPDX-License-Identifier: Apache-2.0
// Which blocks of a page say the same. Inside article only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "article/blocks.h"

namespace broadsheet::article {

class Echoes {
 public:
  explicit Echoes(const std::vector<Block>& blocks);

  // The same number for the same text, from 0 on.
  [[nodiscard]] std::uint32_t text_of(std::size_t block) const { return texts_[block]; }
  [[nodiscard]] std::size_t texts() const { return times_.size(); }
  // How often the text of a block stands on the page.
  [[nodiscard]] std::size_t times(std::size_t block) const { return times_[texts_[block]]; }

 private:
  std::vector<std::uint32_t> texts_;  // by block
  std::vector<std::uint32_t> times_;  // by text
};

// The text was there before, in other markup: a pulled quote, or a copy for small screens. In the
// same markup, somebody said it again. To be asked of one block after the other.
class Repeats {
 public:
  explicit Repeats(const Echoes& echoes) : echoes_(echoes), first_(echoes.texts(), nullptr) {}

  bool is_repeated(const Block& block, std::size_t number);

 private:
  const Echoes& echoes_;
  std::vector<const html::Node*> first_;  // by text
};

}  // namespace broadsheet::article
