// SPDX-License-Identifier: Apache-2.0
// One walk over the tree. A paragraph ends where a block element begins or ends, and at two line
// breaks.
#include "article/blocks.h"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>

#include "article/boilerplate.h"
#include "article/claims.h"
#include "article/container.h"
#include "core/strings.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

using html::Node;
using html::NodeKind;
using html::Tag;
using records::ParagraphKind;

constexpr char kLineEnd = '\x1e';      // of a <br>; no page has it in its text
constexpr std::size_t kLinesOf = 600;  // bytes; longer blocks are paragraphs, not lines

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r') || c == kLineEnd; }

bool is_block(Tag tag) {
  switch (tag) {
    case Tag::kA:
    case Tag::kB:
    case Tag::kStrong:
    case Tag::kEm:
    case Tag::kI:
    case Tag::kSpan:
    case Tag::kFont:
    case Tag::kU:
    case Tag::kSmall:
    case Tag::kSub:
    case Tag::kSup:
    case Tag::kMark:
    case Tag::kAbbr:
    case Tag::kCite:
    case Tag::kQ:
    case Tag::kCode:
    case Tag::kTime:
    case Tag::kImg:
    case Tag::kBdi:
    case Tag::kBdo:
    case Tag::kDfn:
    case Tag::kS:
    case Tag::kDel:
    case Tag::kIns:
    case Tag::kKbd:
    case Tag::kSamp:
    case Tag::kVar:
    case Tag::kWbr:
    case Tag::kData:
    case Tag::kRuby:
    case Tag::kRt:
    case Tag::kRp:
    case Tag::kAcronym:
    case Tag::kBig:
    case Tag::kTt:
    case Tag::kLabel:
    case Tag::kUnknown:
      return false;
    default:
      return true;
  }
}

bool is_skipped(Tag tag) {
  switch (tag) {
    case Tag::kScript:
    case Tag::kStyle:
    case Tag::kTemplate:
    case Tag::kNoscript:
    case Tag::kIframe:
    case Tag::kObject:
    case Tag::kEmbed:
    case Tag::kButton:
    case Tag::kSelect:
    case Tag::kTextarea:
    case Tag::kInput:
    case Tag::kSvg:
    case Tag::kMath:
    case Tag::kCanvas:
    case Tag::kVideo:
    case Tag::kAudio:
    case Tag::kMap:
    case Tag::kDialog:
    case Tag::kHead:
    case Tag::kTitle:
    case Tag::kRt:
    case Tag::kRp:
      return true;
    default:
      return false;
  }
}

std::size_t weight_of(std::string_view text) {
  std::size_t length = 0;
  std::size_t i = 0;
  // Eight letters of ASCII at a time, as far as they go.
  for (std::uint64_t eight = 0; i + sizeof eight <= text.size(); i += sizeof eight) {
    std::memcpy(&eight, text.data() + i, sizeof eight);
    if ((eight & 0x8080808080808080U) != 0) break;
    length += sizeof eight;
  }
  for (; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xc0) == 0x80) continue;
    // U+3000 and up: an ideograph or kana says as much as three letters.
    length += byte >= 0xe3 && byte <= 0xef ? 3 : 1;
  }
  return length;
}

// About what its normal form weighs: runs of white space count once.
std::size_t raw_weight(std::string_view raw) {
  std::size_t spaces = 0;
  bool space = true;
  for (const char c : raw) {
    const bool now = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (now && space) ++spaces;
    space = now;
  }
  return weight_of(raw) - spaces;
}

bool is_styled(const Node& node) {
  return node.is(Tag::kFont) || node.is(Tag::kSmall) || node.is(Tag::kBig);
}

bool is_small(const Node& node) {
  if (node.is(Tag::kSmall)) return true;
  const auto size = node.attribute("size");
  return node.is(Tag::kFont) && (size == "1" || size.starts_with('-'));
}

// A row of several short cells is data; pages that are laid out by tables have long ones, with all
// kinds of things in them.
bool is_data_row(const Node& row) {
  constexpr std::size_t kCellsMin = 2;
  constexpr std::size_t kBytesMax = 600;
  std::size_t cells = 0;
  std::size_t bytes = 0;
  for (const Node* node = row.first_child; node != nullptr; node = html::next_node(node, &row)) {
    if (node->kind == NodeKind::kText) bytes += trim(node->text).size();
    if (bytes > kBytesMax) return false;
    if (node->kind != NodeKind::kElement) continue;
    switch (node->tag) {
      case Tag::kTd:
      case Tag::kTh:
        ++cells;
        break;
      case Tag::kTable:
      case Tag::kForm:
      case Tag::kArticle:
      case Tag::kSection:
      case Tag::kH1:
      case Tag::kH2:
      case Tag::kH3:
      case Tag::kInput:
      case Tag::kTextarea:
        return false;
      default:
        break;
    }
  }
  return cells >= kCellsMin && bytes > 0;
}

class BlockReader {
 public:
  BlockReader(const Node* headline, bool uncovered) : claims_(headline), uncovered_(uncovered) {}

  // Whether anything was left out because no reader sees it.
  [[nodiscard]] bool hid() const { return hid_; }

  std::vector<Block> run(const Node* body) {
    constexpr std::size_t kUsual = 256;
    blocks_.reserve(kUsual);
    claim_of_block_.reserve(kUsual);
    holder_ = body;
    if (body != nullptr) children(*body);
    flush();
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      blocks_[i].boilerplate = claims_.verdict(claim_of_block_[i]);
    }
    return std::move(blocks_);
  }

 private:
  void children(const Node& node) {
    for (const Node* child = node.first_child; child != nullptr; child = child->next) visit(*child);
  }

  void visit(const Node& node) {
    if (node.kind == NodeKind::kText) {
      add_text(node);
      return;
    }
    if (node.kind != NodeKind::kElement || is_skipped(node.tag) || is_embed(node)) return;
    if (!uncovered_ && is_hidden(node)) {
      hid_ = true;
      return;
    }
    if (node.is(Tag::kBr)) {
      if (++breaks_ >= 2) flush();
      pending_ += kLineEnd;
      pending_ += ' ';
      return;
    }
    if (is_styled(node)) {
      const Node* before = std::exchange(style_, &node);
      const bool small_before = std::exchange(small_, small_ || is_small(node));
      children(node);
      style_ = before;
      small_ = small_before;
      return;
    }
    if (node.is(Tag::kA)) {
      ++links_;
      children(node);
      --links_;
      return;
    }
    if (!is_block(node.tag)) {
      const bool bold = node.is(Tag::kB) || node.is(Tag::kStrong);
      const bool slanted = node.is(Tag::kI) || node.is(Tag::kEm);
      bold_ += bold ? 1 : 0;
      slanted_ += slanted ? 1 : 0;
      children(node);
      bold_ -= bold ? 1 : 0;
      slanted_ -= slanted ? 1 : 0;
      return;
    }
    if (node.is(Tag::kTr) && is_data_row(node)) {
      read_row(node);
      return;
    }
    enter_block(node);
  }

  // The cells of a row in one line, parted as people part them.
  void read_row(const Node& row) {
    flush();
    const Node* holder_before = std::exchange(holder_, &row);
    const ParagraphKind kind_before = std::exchange(kind_, ParagraphKind::kTableRow);
    bool first = true;
    for (const Node* cell = row.first_child; cell != nullptr; cell = cell->next) {
      if (cell->kind != NodeKind::kElement) continue;
      if (!first) pending_ += " | ";
      first = false;
      inline_text(*cell);
    }
    flush();
    holder_ = holder_before;
    kind_ = kind_before;
  }

  // All text below, as if nothing in it were a block.
  void inline_text(const Node& node) {
    for (const Node* child = node.first_child; child != nullptr; child = child->next) {
      if (child->kind == NodeKind::kText) {
        add_text(*child);
        continue;
      }
      if (child->kind != NodeKind::kElement || is_skipped(child->tag) || is_hidden(*child))
        continue;
      const bool link = child->is(Tag::kA);
      if (link) ++links_;
      if (is_block(child->tag) || child->is(Tag::kBr)) pending_ += ' ';
      inline_text(*child);
      if (is_block(child->tag)) pending_ += ' ';
      if (link) --links_;
    }
  }

  void enter_block(const Node& node) {
    flush();
    const int claim_before = claim_;
    const ParagraphKind kind_before = kind_;
    const Node* holder_before = holder_;
    claim_ = claims_.enter(node, claim_);
    kind_ = kind_of(node);
    holder_ = &node;
    children(node);
    flush();
    claim_ = claim_before;
    kind_ = kind_before;
    holder_ = holder_before;
  }

  ParagraphKind kind_of(const Node& node) const {
    if (is_notice(node)) return ParagraphKind::kNotice;
    if (is_caption(node) || is_picture_box(node)) return ParagraphKind::kCaption;
    switch (node.tag) {
      case Tag::kH1:
      case Tag::kH2:
      case Tag::kH3:
      case Tag::kH4:
      case Tag::kH5:
      case Tag::kH6:
        return ParagraphKind::kHeading;
      case Tag::kLi:
      case Tag::kDd:
      case Tag::kDt:
        return ParagraphKind::kListItem;
      case Tag::kBlockquote:
        return ParagraphKind::kQuote;
      case Tag::kFigure:
      case Tag::kFigcaption:
        return ParagraphKind::kCaption;
      case Tag::kP:
      case Tag::kDiv:
      case Tag::kSection:
        // A paragraph in a quote is a quote, one in a caption a caption.
        return kind_ == ParagraphKind::kHeading ? ParagraphKind::kText : kind_;
      default:
        return kind_ == ParagraphKind::kCaption ? kind_ : ParagraphKind::kText;
    }
  }

  void add_text(const Node& node) {
    if (trim(node.text).empty()) {
      pending_ += ' ';
      return;
    }
    // Before there were style sheets, another font after a line break was another paragraph.
    if (breaks_ > 0 && style_ != last_style_) flush();
    breaks_ = 0;
    last_style_ = style_;
    pending_ += node.text;
    if (links_ == 0 && bold_ == 0 && slanted_ == 0 && !small_) return;
    const std::size_t length = raw_weight(node.text);
    if (bold_ > 0) bold_length_ += length;
    if (slanted_ > 0) slanted_length_ += length;
    if (links_ > 0) link_length_ += length;
    if (small_) small_length_ += length;
  }

  void flush() {
    breaks_ = 0;
    const std::size_t link_length = std::exchange(link_length_, 0);
    const std::size_t bold_length = std::exchange(bold_length_, 0);
    const std::size_t slanted_length = std::exchange(slanted_length_, 0);
    const std::size_t small_length = std::exchange(small_length_, 0);
    // Between two boxes of a page there is mostly nothing.
    std::string text = std::ranges::all_of(pending_, is_blank) ? "" : text::normalise(pending_);
    if (text.empty()) {
      pending_.clear();
      return;
    }
    Block block;
    if (text.size() < kLinesOf && pending_.find(kLineEnd) != std::string::npos) {
      for (const auto line : split(pending_, kLineEnd)) {
        block.lines.push_back(text::normalise(line));
      }
    }
    pending_.clear();
    block.kind = kind_;
    block.length = weight_of(text);
    block.link_length = std::min(link_length, block.length);
    block.bold_length = std::min(bold_length, block.length);
    block.slanted_length = std::min(slanted_length, block.length);
    block.small_print = small_length * 10 >= block.length * 9;
    block.text = std::move(text);
    block.node = holder_;
    if (is_good(block)) claims_.weigh(claim_, block.length);
    blocks_.push_back(std::move(block));
    claim_of_block_.push_back(claim_);
  }

  std::vector<Block> blocks_;
  std::string pending_;
  std::size_t link_length_ = 0;
  std::size_t bold_length_ = 0;
  std::size_t slanted_length_ = 0;
  std::size_t small_length_ = 0;
  const Node* style_ = nullptr;       // the innermost <font>, <small> or <big>
  const Node* last_style_ = nullptr;  // of the text before
  bool small_ = false;
  int links_ = 0;
  int bold_ = 0;
  int slanted_ = 0;
  int breaks_ = 0;
  ParagraphKind kind_ = ParagraphKind::kText;
  const Node* holder_ = nullptr;
  Claims claims_;
  bool uncovered_;
  bool hid_ = false;
  int claim_ = Claims::kNone;
  std::vector<int> claim_of_block_;
};

constexpr std::size_t kNextToNothing = 300;
constexpr std::size_t kUncoveredLength = 600;  // A dialog that is not open has less.

std::size_t text_length(const std::vector<Block>& blocks) {
  std::size_t length = 0;
  for (const auto& block : blocks) length += is_good(block) ? block.length : 0;
  return length;
}

}  // namespace

std::vector<Block> read_blocks(const html::Document& document, const Node* headline) {
  BlockReader reader(headline, false);
  auto blocks = reader.run(document.body());
  if (!reader.hid() || text_length(blocks) >= kNextToNothing) return blocks;
  auto uncovered = BlockReader(headline, true).run(document.body());
  const bool more = text_length(uncovered) >= text_length(blocks) + kUncoveredLength;
  return more ? std::move(uncovered) : std::move(blocks);
}

std::string path_of(const Node* node) {
  std::vector<std::string> names;
  for (; node != nullptr && node->kind == NodeKind::kElement; node = node->parent) {
    std::string name(node->name);
    const auto cls = trim(node->attribute("class"));
    if (!cls.empty()) name += "." + std::string(cls.substr(0, cls.find(' ')));
    names.push_back(std::move(name));
  }
  std::ranges::reverse(names);
  return join(names, " > ");
}

}  // namespace broadsheet::article
