// SPDX-License-Identifier: Apache-2.0
// Lengths go in as logarithms. Elements are known by their order, which is dense.
#include "article/block_signs.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <unordered_map>

#include "article/phrases.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

using html::Node;
using html::Tag;
using records::ParagraphKind;

constexpr std::size_t kShortLength = 300;  // Topics are of short lines; paragraphs name all things.

float log_of(std::size_t count) { return std::log2(1.0F + static_cast<float>(count)); }

float ratio(std::size_t part, std::size_t all) {
  return all == 0 ? 0.0F : static_cast<float>(part) / static_cast<float>(all);
}

float flag(bool value) { return value ? 1.0F : 0.0F; }

// What stands below an element, and what it is called.
struct Element {
  std::uint32_t text = 0;
  std::uint32_t links = 0;
  std::uint32_t good = 0;
  std::uint32_t blocks = 0;
  std::uint32_t topics = 0;
  std::uint32_t before = 0;  // blocks seen below it so far
  bool named = false;        // topics are known
  bool body = false;         // called what holds an article's text
};

std::size_t tag_code(Tag tag) {
  switch (tag) {
    case Tag::kP:
      return 0;
    case Tag::kLi:
      return 1;
    case Tag::kBlockquote:
      return 2;
    case Tag::kTr:
    case Tag::kTd:
    case Tag::kTh:
      return 3;
    case Tag::kPre:
      return 4;
    case Tag::kH2:
      return 5;
    case Tag::kH3:
      return 6;
    case Tag::kH4:
    case Tag::kH5:
    case Tag::kH6:
      return 7;
    case Tag::kH1:
      return 8;
    case Tag::kDt:
    case Tag::kDd:
      return 9;
    case Tag::kSection:
    case Tag::kArticle:
    case Tag::kMain:
    case Tag::kBody:
      return 10;
    case Tag::kDiv:
      return 11;
    case Tag::kFigure:
    case Tag::kFigcaption:
      return 12;
    default:
      return 13;
  }
}

// The surer a rule is, the higher.
std::size_t rule_code(const char* reason, const Block& block) {
  constexpr std::string_view kRules[] = {"before the text",      "a label",    "leads away",
                                         "said before",          "the title",  "mostly links",
                                         "said again and again", "small print"};
  if (reason == nullptr) return 0;
  const auto found = std::ranges::find(kRules, std::string_view(reason));
  if (found != std::end(kRules)) return 1 + static_cast<std::size_t>(found - std::begin(kRules));
  return block.boilerplate != nullptr ? 10 : 9;
}

// Which kind of claim: a box for something else, the frame of the page, and so on.
std::size_t claim_code(const char* claim) {
  if (claim == nullptr) return 0;
  constexpr std::string_view kMild[] = {"teaser", "paywall", "more", "toc",    "widget", "widgets",
                                        "views",  "ad",      "ads",  "print",  "meta",   "gallery",
                                        "post",   "block",   "tags", "toolbar"};
  constexpr std::string_view kBoxes[] = {"factbox", "infobox", "fact",         "info",
                                         "box",     "aside",   "complementary"};
  const std::string_view word(claim);
  if (std::ranges::find(kMild, word) != std::end(kMild)) return 1;
  if (std::ranges::find(kBoxes, word) != std::end(kBoxes)) return 2;
  return word == "another article" ? 4 : 3;
}

struct Letters {
  std::size_t digits = 0;
  std::size_t upper = 0;
  std::size_t lower = 0;
  std::size_t points = 0;
  std::size_t first = 0;  // 0: small, 1: capital, 2: digit, 3: sign, 4: of another script
};

Letters letters_of(std::string_view text) {
  Letters letters;
  const auto kind = [](char c) {
    if (c >= 'a' && c <= 'z') return std::size_t{0};
    if (c >= 'A' && c <= 'Z') return std::size_t{1};
    if (c >= '0' && c <= '9') return std::size_t{2};
    return static_cast<signed char>(c) < 0 ? std::size_t{4} : std::size_t{3};
  };
  if (!text.empty()) letters.first = kind(text.front());
  for (const char c : text) {
    letters.lower += c >= 'a' && c <= 'z' ? 1 : 0;
    letters.upper += c >= 'A' && c <= 'Z' ? 1 : 0;
    letters.digits += c >= '0' && c <= '9' ? 1 : 0;
    letters.points += c == ',' || c == '.' || c == ';' ? 1 : 0;
  }
  return letters;
}

// Signs that people set around text, not in it.
std::size_t marks_of(std::string_view text) {
  if (text.find("\xc2\xa9") != std::string_view::npos) return 4;
  if (text.find('|') != std::string_view::npos) return 3;
  if (text.find('@') != std::string_view::npos || text.find("http") != std::string_view::npos ||
      text.find("www.") != std::string_view::npos) {
    return 2;
  }
  return text.ends_with("…") || text.ends_with("...") ? 1 : 0;
}

bool is_media(Tag tag) {
  return tag == Tag::kImg || tag == Tag::kPicture || tag == Tag::kFigure || tag == Tag::kVideo ||
         tag == Tag::kIframe || tag == Tag::kAudio || tag == Tag::kSvg;
}

// A picture or its like is what comes before, at most in a box or two.
bool stands_after_media(const Node& node) {
  constexpr int kUp = 2;
  constexpr int kNodesMax = 12;
  const Node* at = &node;
  for (int up = 0; up < kUp && at != nullptr; ++up) {
    const Node* before = at->previous;
    while (before != nullptr && before->kind != html::NodeKind::kElement) before = before->previous;
    if (before == nullptr) {
      at = at->parent;
      continue;
    }
    int seen = 0;
    for (const Node* below = before; below != nullptr && seen < kNodesMax;
         below = html::next_node(below, before), ++seen) {
      if (is_media(below->tag)) return true;
    }
    return false;
  }
  return false;
}

class SheetReader {
 public:
  explicit SheetReader(const BlockLooks& looks) : looks_(looks), blocks_(looks.blocks) {}

  BlockSheet run() {
    std::uint32_t orders = 0;
    for (const auto& block : blocks_) orders = std::max(orders, block.node->order);
    elements_.resize(orders + 1);
    sheet_.signs.resize(blocks_.size());
    sheet_.places.resize(blocks_.size());
    paths_of_.resize(blocks_.size());
    weigh();
    if (looks_.place.container != nullptr) {
      const Node* last = looks_.place.container;
      while (last->last_child != nullptr) last = last->last_child;
      container_end_ = last->order + 1;
    }
    for (std::size_t i = 0; i < blocks_.size(); ++i) read(i);
    for (std::size_t i = 0; i < blocks_.size(); ++i) read_neighbours(i);
    return std::move(sheet_);
  }

 private:
  struct Path {
    std::size_t text = 0;    // of good blocks
    std::size_t blocks = 0;  // … how many
    std::size_t all = 0;     // of all blocks: how many, how long, in links, like sentences
    std::size_t length = 0;
    std::size_t links = 0;
    std::size_t ends = 0;
    std::size_t before = 0;  // read so far
  };
  // From one heading to the next.
  struct Section {
    std::size_t text = 0;
    std::size_t length = 0;
    std::size_t links = 0;
    std::size_t blocks = 0;
    std::size_t begin = 0;
    std::uint32_t topics = 0;  // of the heading that begins it
  };
  struct PathsOf {
    std::size_t narrow = 0;
    std::size_t wide = 0;
    std::uint32_t topics = 0;  // of the line
    std::size_t section = 0;
  };

  static std::size_t path_hash(const Node* node, int levels) {
    std::size_t hash = 0;
    for (; node != nullptr && levels > 0; node = node->parent, --levels) {
      hash = hash * 1'000'003 + static_cast<std::size_t>(node->tag);
      hash = hash * 1'000'003 + std::hash<std::string_view>{}(node->attribute("class"));
    }
    return hash;
  }

  void weigh() {
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      const Block& block = blocks_[i];
      const bool good = is_good(block);
      const auto length = static_cast<std::uint32_t>(block.length);
      for (const Node* node = block.node; node != nullptr; node = node->parent) {
        auto& element = elements_[node->order];
        element.text += length;
        element.links += static_cast<std::uint32_t>(block.link_length);
        if (good) element.good += length;
        ++element.blocks;
      }
      ++times_[block.text];
      auto& paths = paths_of_[i];
      paths.narrow = path_hash(block.node, 3);
      paths.wide = path_hash(block.node, 1);
      if (block.length < kShortLength) paths.topics = line_topics(block.text);
      auto& narrow = paths_[paths.narrow];
      ++narrow.all;
      narrow.length += block.length;
      narrow.links += block.link_length;
      narrow.ends += ends_like_a_sentence(block.text) ? 1 : 0;
      if (block.kind == ParagraphKind::kHeading || sections_.empty()) {
        sections_.push_back({.begin = i, .topics = paths.topics});
      }
      auto& section = sections_.back();
      section.text += good ? block.length : 0;
      section.length += block.length;
      section.links += block.link_length;
      ++section.blocks;
      paths.section = sections_.size() - 1;
      if (!good) continue;
      page_text_ += block.length;
      if (looks_.place.holds[i]) container_text_ += block.length;
      for (const auto path : {paths.narrow, paths.wide}) {
        auto& one = paths_[path];
        one.text += block.length;
        ++one.blocks;
      }
    }
  }

  void read(std::size_t i) {
    const Block& block = blocks_[i];
    BlockSigns& signs = sheet_.signs[i];
    read_text(i, signs);
    read_position(i, signs);
    read_ancestors(i, signs);
    read_paths(i, signs);
    read_heading(i, signs);
    for (std::size_t topic = 0; topic < kLineTopicCount; ++topic) {
      signs[kLineSign + topic] = flag((paths_of_[i].topics >> topic & 1) != 0);
    }
    signs[kOwnPageText] = log_of(page_text_);
    signs[kOwnPageBlocks] = log_of(blocks_.size());
    signs[kOwnContainerShare] = ratio(container_text_, page_text_);
    signs[kOwnMarked] = flag(looks_.place.marked);
    signs[kOwnExact] = flag(looks_.place.exact);
    signs[kOwnSaid] = flag(looks_.said);
    for (const Node* node = block.node; node != nullptr; node = node->parent) {
      ++elements_[node->order].before;
    }
    if (is_good(block) && looks_.place.holds[i]) seen_ += block.length;
    if (below_headline(block)) {
      ++blocks_below_;
      if (is_good(block)) text_below_ += block.length;
    }
    if (block.kind == ParagraphKind::kHeading) heading_ = i;
  }

  [[nodiscard]] bool below_headline(const Block& block) const {
    return looks_.headline != nullptr && block.node->order > looks_.headline->order;
  }

  void read_text(std::size_t i, BlockSigns& signs) {
    const Block& block = blocks_[i];
    const auto letters = letters_of(block.text);
    const std::size_t size = block.text.size();
    signs[kOwnKind] = static_cast<float>(block.kind);
    signs[kOwnTag] = static_cast<float>(tag_code(block.node->tag));
    signs[kOwnLength] = log_of(block.length);
    signs[kOwnLinks] = static_cast<float>(block.link_density());
    signs[kOwnWords] = log_of(block.length - block.link_length);
    signs[kOwnEnds] = flag(ends_like_a_sentence(block.text));
    signs[kOwnColon] = flag(block.text.ends_with(':'));
    signs[kOwnPoints] = ratio(letters.points, size);
    signs[kOwnDigits] = ratio(letters.digits, size);
    signs[kOwnUpper] = ratio(letters.upper, letters.upper + letters.lower);
    signs[kOwnFirst] = static_cast<float>(letters.first);
    signs[kOwnSmall] = flag(block.small_print);
    signs[kOwnMarks] = static_cast<float>(marks_of(block.text));
    signs[kOwnLines] = static_cast<float>(std::min<std::size_t>(block.lines.size(), 9));
    signs[kOwnBold] = ratio(block.bold_length, block.length);
    signs[kOwnSlanted] = ratio(block.slanted_length, block.length);
    signs[kOwnAfterMedia] = flag(stands_after_media(*block.node));
    signs[kOwnRule] = static_cast<float>(rule_code(looks_.reasons[i], block));
    signs[kOwnClaim] = static_cast<float>(claim_code(block.boilerplate));
    signs[kOwnHeld] = flag(looks_.place.holds[i]);
    signs[kOwnConfirmed] = flag(looks_.confirmed[i]);
    signs[kOwnAway] = flag(leads_away(block));
    signs[kOwnLabel] = flag(is_label(block));
    signs[kOwnTimes] = static_cast<float>(std::min<std::size_t>(times_[block.text], 9));
    signs[kOwnAgain] = flag(!seen_texts_.emplace(block.text, i).second);
    if (block.length < kShortLength * 2) {
      const std::string folded = text::fold(block.text);
      signs[kOwnAuthor] = author_sign(folded);
      signs[kOwnTitle] = flag(folded == looks_.title);
      constexpr std::size_t kHead = 30;
      const bool told = folded.size() >= kHead && looks_.description.size() >= kHead &&
                        looks_.description.substr(0, kHead) == folded.substr(0, kHead);
      signs[kOwnDescription] = flag(told);
    }
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
    signs[kOwnIndex] = ratio(i, blocks_.size());
    const bool below = below_headline(blocks_[i]);
    signs[kOwnFromHeadline] =
        looks_.headline == nullptr ? -2.0F : (below ? log_of(blocks_below_) : -1.0F);
    signs[kOwnTextFromHeadline] =
        looks_.headline == nullptr ? -2.0F : (below ? log_of(text_below_) : -1.0F);
    signs[kOwnShareBefore] = ratio(seen_, container_text_);
    signs[kOwnTextAfter] = log_of(container_text_ - std::min(seen_, container_text_));
  }

  void read_ancestors(std::size_t i, BlockSigns& signs) {
    const Node* container = looks_.place.container;
    std::size_t depth = 0;
    std::size_t below = 0;
    std::size_t above = 0;
    bool met = false;
    for (const Node* node = blocks_[i].node; node != nullptr; node = node->parent, ++depth) {
      read_tag(*node, signs);
      met = met || node == container;
      // The first that holds the container: how far it is from the one to the other.
      if (container != nullptr && !met && node->order <= container->order) {
        const Node* up = container;
        while (up != nullptr && up != node) {
          up = up->parent;
          ++above;
        }
        met = true;
      }
      if (!met) ++below;
      if (node->is(Tag::kBody) || node->is(Tag::kHtml)) continue;
      auto& element = elements_[node->order];
      if (!element.named) {
        element.topics = name_topics(*node);
        element.body = marked_as_body(*node);
        element.named = true;
      }
      if (element.body) signs[kOwnInBody] = 1;
      if (element.topics == 0) continue;
      const float near = 10.0F - static_cast<float>(std::min<std::size_t>(depth, 9));
      for (auto rest = element.topics; rest != 0; rest &= rest - 1) {
        auto& sign = signs[kNameSign + static_cast<std::size_t>(std::countr_zero(rest))];
        sign = std::max(sign, near);
      }
    }
    signs[kOwnDepth] = static_cast<float>(depth);
    signs[kOwnBelowContainer] = static_cast<float>(below);
    signs[kOwnAboveContainer] = static_cast<float>(above);
    read_levels(i, signs);
  }

  static void read_tag(const Node& node, BlockSigns& signs) {
    switch (node.tag) {
      case Tag::kArticle:
        signs[kOwnInArticle] += 1;
        break;
      case Tag::kMain:
        signs[kOwnInMain] = 1;
        break;
      case Tag::kTable:
        signs[kOwnInTable] += 1;
        break;
      case Tag::kUl:
      case Tag::kOl:
        signs[kOwnInList] += 1;
        break;
      case Tag::kSection:
        signs[kOwnInSection] += 1;
        break;
      case Tag::kA:
        signs[kOwnInLink] = 1;
        break;
      case Tag::kDetails:
        signs[kOwnInDetails] = 1;
        break;
      case Tag::kHeader:
        signs[kOwnInHeader] = 1;
        break;
      case Tag::kAside:
        signs[kOwnInAside] = 1;
        break;
      default:
        break;
    }
  }

  void read_levels(std::size_t i, BlockSigns& signs) {
    const Node* node = blocks_[i].node->parent;
    auto& place = sheet_.places[i];
    place.parent = node == nullptr ? 0 : node->order;
    place.grandparent = node == nullptr || node->parent == nullptr ? 0 : node->parent->order;
    place.path = static_cast<std::uint32_t>(paths_of_[i].narrow);
    for (std::size_t level = 0; level < kLevels && node != nullptr; ++level, node = node->parent) {
      const auto& element = elements_[node->order];
      float* at = &signs[kLevelSign + level * kLevelSignCount];
      at[0] = log_of(element.good);
      at[1] = ratio(element.links, element.text);
      at[2] = log_of(element.blocks);
      at[3] = log_of(element.text / std::max(element.blocks, 1U));
      at[4] = ratio(element.before, element.blocks);
    }
    std::size_t same = 0;
    for (const Node* one = blocks_[i].node->previous; one != nullptr && same < 9;
         one = one->previous) {
      same += one->tag == blocks_[i].node->tag ? 1 : 0;
    }
    signs[kOwnTagsBefore] = static_cast<float>(same);
  }

  void read_paths(std::size_t i, BlockSigns& signs) {
    auto& narrow = paths_[paths_of_[i].narrow];
    signs[kOwnPathEnds] = ratio(narrow.ends, narrow.all);
    signs[kOwnPathLinks] = ratio(narrow.links, narrow.length);
    signs[kOwnPathBefore] = ratio(narrow.before++, narrow.all);
    const auto& section = sections_[paths_of_[i].section];
    signs[kOwnSectionText] = log_of(section.text);
    signs[kOwnSectionLinks] = ratio(section.links, section.length);
    signs[kOwnSectionMean] = log_of(section.length / section.blocks);
    signs[kOwnSectionBlocks] = log_of(section.blocks);
    signs[kOwnSectionNumber] = log_of(paths_of_[i].section);
    const bool last = paths_of_[i].section + 1 == sections_.size();
    signs[kOwnToNextHeading] = log_of(section.begin + section.blocks - i) + (last ? 20.0F : 0.0F);
    signs[kOwnNextHeadingTopics] =
        last ? -1.0F
             : static_cast<float>(std::popcount(sections_[paths_of_[i].section + 1].topics));
    signs[kOwnPathText] = log_of(narrow.text);
    signs[kOwnPathShare] = ratio(narrow.text, page_text_);
    signs[kOwnPathMean] = narrow.blocks == 0 ? 0 : log_of(narrow.text / narrow.blocks);
    signs[kOwnPathBlocks] = log_of(narrow.blocks);
    signs[kOwnWidePathShare] = ratio(paths_[paths_of_[i].wide].text, page_text_);
  }

  void read_heading(std::size_t i, BlockSigns& signs) {
    constexpr std::size_t kNone = static_cast<std::size_t>(-1);
    if (heading_ == kNone) {
      signs[kOwnHeadingDistance] = -1;
      return;
    }
    const Block& heading = blocks_[heading_];
    signs[kOwnHeadingDistance] = log_of(i - heading_);
    signs[kOwnHeadingLevel] = static_cast<float>(tag_code(heading.node->tag));
    signs[kOwnHeadingLength] = log_of(heading.length);
    const auto topics = paths_of_[heading_].topics;
    signs[kOwnHeadingTopics] = static_cast<float>(std::popcount(topics));
    for (std::size_t topic = 0; topic < kLineTopicCount; ++topic) {
      signs[kHeadingSign + topic] = flag((topics >> topic & 1) != 0);
    }
  }

  void read_neighbours(std::size_t i) {
    for (std::size_t number = 0; number < kNeighbours; ++number) {
      const std::size_t far = number / 2 + 1;
      const bool before = number % 2 == 0;
      float* at = &sheet_.signs[i][kNeighbourSign + number * kNeighbourSignCount];
      if (before ? i < far : i + far >= blocks_.size()) {
        std::fill(at, at + kNeighbourSignCount, -1.0F);
        continue;
      }
      const std::size_t other = before ? i - far : i + far;
      const auto& signs = sheet_.signs[other];
      at[0] = signs[kOwnLength];
      at[1] = signs[kOwnLinks];
      at[2] = signs[kOwnKind];
      at[3] = signs[kOwnRule];
      at[4] = signs[kOwnEnds];
      at[5] = flag(sheet_.places[i].parent == sheet_.places[other].parent) +
              flag(paths_of_[i].narrow == paths_of_[other].narrow);
      at[6] = signs[kOwnPathShare];
      at[7] = static_cast<float>(std::popcount(paths_of_[other].topics));
    }
  }

  const BlockLooks& looks_;
  const std::vector<Block>& blocks_;
  BlockSheet sheet_;
  std::vector<Element> elements_;  // by order
  std::vector<PathsOf> paths_of_;  // by block
  std::unordered_map<std::size_t, Path> paths_;
  std::vector<Section> sections_;
  std::unordered_map<std::string_view, std::size_t> times_;
  std::unordered_map<std::string_view, std::size_t> seen_texts_;
  std::size_t page_text_ = 0;
  std::size_t container_text_ = 0;
  std::size_t seen_ = 0;
  std::size_t blocks_below_ = 0;
  std::size_t text_below_ = 0;
  std::size_t heading_ = static_cast<std::size_t>(-1);
  std::uint32_t container_end_ = 0;
};

}  // namespace

BlockSheet read_block_signs(const BlockLooks& looks) { return SheetReader(looks).run(); }

bool is_hopeless(const Block& block) {
  constexpr std::string_view kSure[] = {
      "comments",   "comment",      "commentlist", "disqus",      "reply",       "respond",
      "nav",        "navigation",   "navbar",      "menu",        "breadcrumb",  "breadcrumbs",
      "pagination", "pager",        "footer",      "contentinfo", "search",      "dialog",
      "form",       "banner",       "cookie",      "cookies",     "consent",     "gdpr",
      "share",      "sharebar",     "sharedaddy",  "sharethis",   "sharing",     "social",
      "socials",    "addtoany",     "newsletter",  "newsletters", "subscribe",   "signup",
      "login",      "registration", "bio",         "authorbox",   "saboxplugin", "starbox",
      "taboola",    "outbrain",     "tagcloud",    "taglist",     "scrolltop",   "backtotop"};
  return block.boilerplate != nullptr &&
         std::ranges::find(kSure, std::string_view(block.boilerplate)) != std::end(kSure);
}

}  // namespace broadsheet::article
