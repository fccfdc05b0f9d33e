// SPDX-License-Identifier: Apache-2.0
// Each text is hashed once, for all who ask.
#include "article/echoes.h"

#include <string_view>

#include "article/numbers.h"

namespace broadsheet::article {

namespace {

constexpr std::size_t kGoodLength = 60;  // a sentence

// Whether both stand in the same kind of markup, up to an element that holds both.
bool same_place(const html::Node* a, const html::Node* b) {
  while (a != b && a != nullptr && b != nullptr) {
    if (a->tag != b->tag || a->attribute("class") != b->attribute("class")) return false;
    a = a->parent;
    b = b->parent;
  }
  return a == b;
}

}  // namespace

Echoes::Echoes(const std::vector<Block>& blocks) {
  Numbers<std::string_view> numbers(blocks.size());
  texts_.reserve(blocks.size());
  times_.reserve(blocks.size());
  for (const auto& block : blocks) {
    const std::uint32_t text = numbers.of(block.text);
    if (text == times_.size()) times_.push_back(0);
    ++times_[text];
    texts_.push_back(text);
  }
}

bool Repeats::is_repeated(const Block& block, std::size_t number) {
  if (block.length < kGoodLength) return false;
  const html::Node*& first = first_[echoes_.text_of(number)];
  if (first == nullptr) {
    first = block.node;
    return false;
  }
  return !same_place(first, block.node);
}

}  // namespace broadsheet::article
