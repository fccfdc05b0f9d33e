// SPDX-License-Identifier: Apache-2.0
// Block by block, within the place.
#include "article/block_rules.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "article/node_text.h"
#include "article/phrases.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

using records::ParagraphKind;

constexpr std::size_t kGoodLength = 60;  // a sentence
constexpr double kJunkLinkDensity = 0.6;

// A sentence may hold long links. Its own words are what a list of links lacks.
bool is_mostly_links(const Block& block) {
  constexpr std::size_t kOwnWords = 20;
  if (block.link_density() <= kJunkLinkDensity) return false;
  return !block.node->is(html::Tag::kP) || block.length - block.link_length < kOwnWords ||
         !ends_like_a_sentence(block.text);
}

// "The council has approved a…", where a paragraph begins with the same words and goes on.
class Beginnings {
 public:
  explicit Beginnings(const std::vector<Block>& blocks) : blocks_(blocks) {}

  [[nodiscard]] bool is_cut(const Block& block) {
    std::string_view text = block.text;
    if (text.ends_with("…")) {
      text.remove_suffix(std::string_view("…").size());
    } else if (text.ends_with("...")) {
      text.remove_suffix(3);
    } else {
      return false;
    }
    if (text.size() <= kHead) return false;
    read_all();
    const auto [begin, end] = whole_.equal_range(head_of(text));
    return std::any_of(begin, end, [&](const auto& one) {
      return one.second->text.size() > block.text.size() && one.second->text.starts_with(text);
    });
  }

 private:
  static constexpr std::size_t kHead = 40;  // bytes

  static std::string_view head_of(std::string_view text) { return text.substr(0, kHead); }

  // Most pages have nothing that ends like this.
  void read_all() {
    if (std::exchange(read_, true)) return;
    for (const auto& block : blocks_) {
      if (block.text.size() > kHead) whole_.emplace(head_of(block.text), &block);
    }
  }

  const std::vector<Block>& blocks_;
  std::unordered_multimap<std::string_view, const Block*> whole_;
  bool read_ = false;
};

// What a button or a locked function says stands wherever there is one.
bool is_of_the_frame(const Block& block, std::size_t times) {
  constexpr std::size_t kTimes = 4;
  constexpr std::size_t kShort = 120;
  return times >= kTimes && block.kind == ParagraphKind::kText && block.length < kShort &&
         ends_like_a_sentence(block.text) && !block.text.ends_with(':');
}

// Says of one block after the other why it is not the text.
class Chooser {
 public:
  Chooser(const std::string& title, const Place& place, const std::vector<Block>& blocks,
          const Echoes& echoes)
      : title_(text::fold(title)),
        exact_(place.exact),
        echoes_(echoes),
        beginnings_(blocks),
        repeats_(echoes) {}

  // Null: keep it. `number` is that of the block.
  const char* reject(const Block& block, std::size_t number, bool held, bool confirmed) {
    if (!held) return beginnings_.is_cut(block) ? "cut from the text" : "outside the article";
    if (confirmed) return keep(block, number);
    if (block.boilerplate != nullptr) return block.boilerplate;
    if (beginnings_.is_cut(block)) return "cut from the text";
    if (is_beside_the_text(block)) return nullptr;
    if (block.small_print) return "small print";
    if (!started_ && (block.node->is(html::Tag::kH1) ||
                      (block.length < title_.size() * 2 && may_fold_to(block.text, title_) &&
                       text::fold(block.text) == title_))) {
      return "the title";
    }
    if (is_of_the_frame(block, echoes_.times(number))) return "said again and again";
    if (is_mostly_links(block) && !is_linked_heading(block)) return "mostly links";
    if (is_label(block)) return "a label";
    if (leads_away(block)) return "leads away";
    if (!started_ && is_before_the_text(block)) return "before the text";
    return keep(block, number);
  }

 private:
  const char* keep(const Block& block, std::size_t number) {
    if (repeats_.is_repeated(block, number)) return "said before";
    if (block.length >= kGoodLength) started_ = true;
    return nullptr;
  }

  // Names and dates stand above the text. Where the container is the text and nothing else, it may
  // begin with a heading or a list.
  bool is_before_the_text(const Block& block) const {
    if (block.length >= kGoodLength) return false;
    if (block.kind == ParagraphKind::kText) return !ends_like_a_sentence(block.text);
    return !exact_;
  }

  std::string title_;
  bool exact_;
  const Echoes& echoes_;
  Beginnings beginnings_;
  Repeats repeats_;
  bool started_ = false;
};

}  // namespace

std::vector<const char*> read_rules(const std::string& title, const Place& place,
                                    const std::vector<Block>& blocks,
                                    const std::vector<bool>& confirmed, const Echoes& echoes) {
  Chooser chooser(title, place, blocks, echoes);
  std::vector<const char*> reasons;
  reasons.reserve(blocks.size());
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    reasons.push_back(chooser.reject(blocks[i], i, place.holds[i], confirmed[i]));
  }
  return reasons;
}

bool is_beside_the_text(const Block& block) {
  return block.kind == ParagraphKind::kCaption || block.kind == ParagraphKind::kNotice;
}

bool is_linked_heading(const Block& block) {
  const bool high = block.node->is(html::Tag::kH2) || block.node->is(html::Tag::kH3);
  // A link around a heading is a teaser's.
  const bool around = block.node->parent != nullptr && block.node->parent->is(html::Tag::kA);
  return high && !around && block.kind == ParagraphKind::kHeading &&
         block.link_density() > kJunkLinkDensity;
}

}  // namespace broadsheet::article
