// SPDX-License-Identifier: Apache-2.0
// A path is the numbers of three names.
#include "article/block_paths.h"

#include <array>

#include "article/block_values.h"
#include "article/container.h"
#include "article/numbers.h"
#include "article/phrases.h"

namespace broadsheet::article {

namespace {

using records::ParagraphKind;

// The names of an element and of those above it, as numbers.
struct Names {
  static constexpr std::uint32_t kNobody = static_cast<std::uint32_t>(-1);

  std::array<std::uint32_t, 3> of = {kNobody, kNobody, kNobody};

  friend bool operator==(const Names&, const Names&) = default;
  friend std::size_t hash_of(const Names& names) {
    return mixed(mixed(names.of[0], names.of[1]), names.of[2]);
  }
};

}  // namespace

BlockPaths::BlockPaths(const std::vector<Block>& blocks, const Elements& elements)
    : wide_(elements.names(), 0) {
  Numbers<Names> paths(blocks.size());
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    std::uint32_t element = elements.of_block(i);
    const std::uint32_t wide = elements[element].called;
    Names path;
    for (auto& name : path.of) {
      name = elements[element].called;
      if (elements[element].parent == element) break;
      element = elements[element].parent;
    }
    const std::uint32_t narrow = paths.of(path);
    narrow_.resize(paths.size());
    narrow_of_.push_back(narrow);
    wide_of_.push_back(wide);
    weigh(blocks[i], narrow_[narrow], wide_[wide]);
  }
}

void BlockPaths::weigh(const Block& block, Path& narrow, std::size_t& wide) {
  ++narrow.all;
  narrow.length += block.length;
  narrow.links += block.link_length;
  narrow.ends += ends_like_a_sentence(block.text) ? 1 : 0;
  if (!is_good(block)) return;
  ++narrow.blocks;
  narrow.text += block.length;
  wide += block.length;
  page_text_ += block.length;
}

float BlockPaths::share(std::size_t block) const {
  return ratio(narrow_[narrow_of_[block]].text, page_text_);
}

void BlockPaths::read(std::size_t block, BlockSigns& signs) const {
  const Path& narrow = narrow_[narrow_of_[block]];
  signs[kOwnPathEnds] = ratio(narrow.ends, narrow.all);
  signs[kOwnPathLinks] = ratio(narrow.links, narrow.length);
  signs[kOwnPathBefore] = ratio(narrow.before, narrow.all);
  signs[kOwnPathText] = log_of(narrow.text);
  signs[kOwnPathShare] = share(block);
  signs[kOwnPathMean] = narrow.blocks == 0 ? 0 : log_of(narrow.text / narrow.blocks);
  signs[kOwnPathBlocks] = log_of(narrow.blocks);
  signs[kOwnWidePathShare] = ratio(wide_[wide_of_[block]], page_text_);
}

void BlockPaths::pass(std::size_t block) { ++narrow_[narrow_of_[block]].before; }

Sections::Sections(const std::vector<Block>& blocks) {
  of_block_.reserve(blocks.size());
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const Block& block = blocks[i];
    if (block.kind == ParagraphKind::kHeading || all_.empty()) all_.push_back({.begin = i});
    auto& section = all_.back();
    ++section.blocks;
    section.text += is_good(block) ? block.length : 0;
    section.length += block.length;
    section.links += block.link_length;
    of_block_.push_back(static_cast<std::uint32_t>(all_.size() - 1));
  }
}

const Sections::Section* Sections::next(std::size_t block) const {
  const std::size_t number = of_block_[block] + std::size_t{1};
  return number < all_.size() ? &all_[number] : nullptr;
}

void Sections::read(std::size_t block, BlockSigns& signs) const {
  constexpr float kLast = 20;
  const Section& section = all_[of_block_[block]];
  signs[kOwnSectionText] = log_of(section.text);
  signs[kOwnSectionLinks] = ratio(section.links, section.length);
  signs[kOwnSectionMean] = log_of(section.length / section.blocks);
  signs[kOwnSectionBlocks] = log_of(section.blocks);
  signs[kOwnSectionNumber] = log_of(of_block_[block]);
  signs[kOwnToNextHeading] =
      log_of(section.begin + section.blocks - block) + (next(block) == nullptr ? kLast : 0.0F);
}

}  // namespace broadsheet::article
