// SPDX-License-Identifier: Apache-2.0
// Block after block, by those who know the one thing or the other. Lengths go in as logarithms.
#include "article/block_signs.h"

#include <algorithm>
#include <bit>

#include "article/block_around.h"
#include "article/block_codes.h"
#include "article/block_paths.h"
#include "article/block_values.h"
#include "article/block_words.h"
#include "article/node_text.h"
#include "article/phrases.h"
#include "article/topics.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

using html::Node;
using records::ParagraphKind;

constexpr std::size_t kShortLength = 300;  // Topics are of short lines; paragraphs name all things.

class SheetReader {
 public:
  explicit SheetReader(const BlockLooks& looks)
      : looks_(looks),
        blocks_(looks.blocks),
        around_(looks.blocks, looks.elements, looks.place.container),
        paths_(looks.blocks, looks.elements),
        sections_(looks.blocks),
        topics_(looks.blocks.size(), kNotRead),
        said_(looks.echoes.texts(), false) {
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (looks.place.holds[i] && is_good(blocks_[i])) container_text_ += blocks_[i].length;
    }
  }

  BlockSheet run(const std::vector<bool>& wanted) {
    BlockSheet sheet;
    sheet.page_text = log_of(paths_.page_text());
    sheet.signs.resize(static_cast<std::size_t>(std::ranges::count(wanted, true)));
    sheet.of_block.reserve(blocks_.size());
    sheet.places.reserve(blocks_.size());
    auto signs = sheet.signs.begin();
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      sheet.places.push_back(place_of(i));
      sheet.of_block.push_back(wanted[i] ? &*signs : nullptr);
      if (wanted[i]) read(i, *signs++);
      pass(i);
    }
    return sheet;
  }

 private:
  void read(std::size_t i, BlockSigns& signs) {
    read_text(i, signs);
    read_letters(blocks_[i], signs);
    read_words(blocks_[i], signs);
    read_position(i, signs);
    read_page(signs);
    around_.read(i, signs);
    paths_.read(i, signs);
    sections_.read(i, signs);
    read_headings(i, signs);
    for (std::size_t topic = 0; topic < kLineTopicCount; ++topic) {
      signs[kLineSign + topic] = flag((topics(i) >> topic & 1) != 0);
    }
    for (std::size_t number = 0; number < kNeighbours; ++number) {
      read_neighbour(i, number, &signs[kNeighbourSign + number * kNeighbourSignCount]);
    }
  }

  // What the blocks after it will be told of this one.
  void pass(std::size_t i) {
    const Block& block = blocks_[i];
    around_.pass(i);
    paths_.pass(i);
    said_[looks_.echoes.text_of(i)] = true;
    const std::size_t text = is_good(block) ? block.length : 0;
    if (looks_.place.holds[i]) seen_ += text;
    if (below_headline(block)) {
      ++blocks_below_;
      text_below_ += text;
    }
    if (block.kind == ParagraphKind::kHeading) heading_ = &block;
  }

  [[nodiscard]] BlockPlace place_of(std::size_t i) const {
    const Node* parent = blocks_[i].node->parent;
    const Node* above = parent == nullptr ? nullptr : parent->parent;
    return {parent == nullptr ? 0 : parent->order, above == nullptr ? 0 : above->order,
            paths_.of(i)};
  }

  [[nodiscard]] bool below_headline(const Block& block) const {
    return looks_.headline != nullptr && block.node->order > looks_.headline->order;
  }

  // Of a line; a paragraph has none.
  std::uint32_t topics(std::size_t i) {
    if (topics_[i] == kNotRead) {
      topics_[i] = blocks_[i].length < kShortLength ? line_topics(blocks_[i].text) : 0;
    }
    return topics_[i];
  }

  std::size_t rule_of(std::size_t i) {
    const Block& block = blocks_[i];
    const auto find = [&](const char* reason) { return rule_code(reason, block); };
    auto& known = block.boilerplate == nullptr ? rules_ : rules_of_claims_;
    return known.of(looks_.reasons[i], find);
  }

  void read_text(std::size_t i, BlockSigns& signs) {
    const Block& block = blocks_[i];
    signs[kOwnKind] = static_cast<float>(block.kind);
    signs[kOwnTag] = static_cast<float>(tag_code(block.node->tag));
    signs[kOwnLength] = log_of(block.length);
    signs[kOwnLinks] = static_cast<float>(block.link_density());
    signs[kOwnWords] = log_of(block.length - block.link_length);
    signs[kOwnSmall] = flag(block.small_print);
    signs[kOwnLines] = static_cast<float>(std::min<std::size_t>(block.lines.size(), 9));
    signs[kOwnBold] = ratio(block.bold_length, block.length);
    signs[kOwnSlanted] = ratio(block.slanted_length, block.length);
    signs[kOwnAfterMedia] = flag(stands_after_media(*block.node));
    signs[kOwnRule] = static_cast<float>(rule_of(i));
    signs[kOwnClaim] = static_cast<float>(claims_.of(block.boilerplate, claim_code));
    signs[kOwnHeld] = flag(looks_.place.holds[i]);
    signs[kOwnConfirmed] = flag(looks_.confirmed[i]);
    signs[kOwnAway] = flag(leads_away(block));
    signs[kOwnLabel] = flag(is_label(block));
    signs[kOwnTimes] = static_cast<float>(std::min<std::size_t>(looks_.echoes.times(i), 9));
    signs[kOwnAgain] = flag(said_[looks_.echoes.text_of(i)]);
  }

  static void read_letters(const Block& block, BlockSigns& signs) {
    const auto letters = letters_of(block.text);
    const std::size_t size = block.text.size();
    signs[kOwnEnds] = flag(ends_like_a_sentence(block.text));
    signs[kOwnColon] = flag(block.text.ends_with(':'));
    signs[kOwnPoints] = ratio(letters.points, size);
    signs[kOwnDigits] = ratio(letters.digits, size);
    signs[kOwnUpper] = ratio(letters.upper, letters.upper + letters.lower);
    signs[kOwnFirst] = static_cast<float>(letters.first);
    signs[kOwnMarks] = static_cast<float>(marks_of(block.text));
  }

  // What the page says of itself, found again.
  void read_words(const Block& block, BlockSigns& signs) const {
    if (block.length >= kShortLength * 2) return;
    const bool may = !looks_.authors.empty() || may_fold_to(block.text, looks_.title) ||
                     may_fold_to(block.text, looks_.description);
    if (!may) return;
    constexpr std::size_t kHead = 30;
    const std::string folded = text::fold(block.text);
    signs[kOwnAuthor] = author_sign(folded);
    signs[kOwnTitle] = flag(folded == looks_.title);
    const bool told = folded.size() >= kHead && looks_.description.size() >= kHead &&
                      looks_.description.substr(0, kHead) == folded.substr(0, kHead);
    signs[kOwnDescription] = flag(told);
  }

  // 2: begins with the name of an author, 1: has it.
  [[nodiscard]] float author_sign(std::string_view folded) const {
    constexpr std::size_t kHead = 12;
    float sign = 0;
    for (const auto& name : looks_.authors) {
      const auto at = folded.find(name);
      if (at == std::string_view::npos) continue;
      if (at < kHead) return 2;
      sign = 1;
    }
    return sign;
  }

  void read_position(std::size_t i, BlockSigns& signs) {
    const bool below = below_headline(blocks_[i]);
    const float none = looks_.headline == nullptr ? -2.0F : -1.0F;
    signs[kOwnIndex] = ratio(i, blocks_.size());
    signs[kOwnFromHeadline] = below ? log_of(blocks_below_) : none;
    signs[kOwnTextFromHeadline] = below ? log_of(text_below_) : none;
    signs[kOwnShareBefore] = ratio(seen_, container_text_);
    signs[kOwnTextAfter] = log_of(container_text_ - std::min(seen_, container_text_));
  }

  void read_page(BlockSigns& signs) const {
    signs[kOwnPageText] = log_of(paths_.page_text());
    signs[kOwnPageBlocks] = log_of(blocks_.size());
    signs[kOwnContainerShare] = ratio(container_text_, paths_.page_text());
    signs[kOwnMarked] = flag(looks_.place.marked);
    signs[kOwnExact] = flag(looks_.place.exact);
    signs[kOwnSaid] = flag(looks_.said);
  }

  void read_headings(std::size_t i, BlockSigns& signs) {
    const auto* next = sections_.next(i);
    signs[kOwnNextHeadingTopics] =
        next == nullptr ? -1.0F : static_cast<float>(std::popcount(topics(next->begin)));
    if (heading_ == nullptr) {
      signs[kOwnHeadingDistance] = -1;
      return;
    }
    const auto number = static_cast<std::size_t>(heading_ - blocks_.data());
    signs[kOwnHeadingDistance] = log_of(i - number);
    signs[kOwnHeadingLevel] = static_cast<float>(tag_code(heading_->node->tag));
    signs[kOwnHeadingLength] = log_of(heading_->length);
    signs[kOwnHeadingTopics] = static_cast<float>(std::popcount(topics(number)));
    for (std::size_t topic = 0; topic < kLineTopicCount; ++topic) {
      signs[kHeadingSign + topic] = flag((topics(number) >> topic & 1) != 0);
    }
  }

  // The one before, the one after, and the next ones.
  void read_neighbour(std::size_t i, std::size_t number, float* at) {
    const std::size_t far = number / 2 + 1;
    const bool before = number % 2 == 0;
    if (before ? i < far : i + far >= blocks_.size()) {
      std::fill(at, at + kNeighbourSignCount, -1.0F);
      return;
    }
    const std::size_t other = before ? i - far : i + far;
    const Block& block = blocks_[other];
    at[0] = log_of(block.length);
    at[1] = static_cast<float>(block.link_density());
    at[2] = static_cast<float>(block.kind);
    at[3] = static_cast<float>(rule_of(other));
    at[4] = flag(ends_like_a_sentence(block.text));
    at[5] = flag(blocks_[i].node->parent == block.node->parent) +
            flag(paths_.of(i) == paths_.of(other));
    at[6] = paths_.share(other);
    at[7] = static_cast<float>(std::popcount(topics(other)));
  }

  static constexpr std::uint32_t kNotRead = static_cast<std::uint32_t>(-1);

  const BlockLooks& looks_;
  const std::vector<Block>& blocks_;
  Around around_;
  BlockPaths paths_;
  Sections sections_;
  std::vector<std::uint32_t> topics_;  // by block
  std::vector<bool> said_;             // by text: it stood above
  ByWord<std::size_t> rules_;
  ByWord<std::size_t> rules_of_claims_;  // … of blocks that markup speaks against
  ByWord<std::size_t> claims_;
  std::size_t container_text_ = 0;
  std::size_t seen_ = 0;  // of it
  std::size_t blocks_below_ = 0;
  std::size_t text_below_ = 0;
  const Block* heading_ = nullptr;  // the last one
};

}  // namespace

BlockSheet read_block_signs(const BlockLooks& looks, const std::vector<bool>& wanted) {
  return SheetReader(looks).run(wanted);
}

}  // namespace broadsheet::article
