// SPDX-License-Identifier: Apache-2.0
// What an element has in common with all within it is worked out once.
#include "article/block_around.h"

#include <algorithm>
#include <bit>

#include "article/block_values.h"
#include "article/container.h"
#include "article/topics.h"

namespace broadsheet::article {

namespace {

using html::Node;
using html::Tag;

constexpr std::uint32_t kNotRead = static_cast<std::uint32_t>(-1);

bool is_media(Tag tag) {
  return tag == Tag::kImg || tag == Tag::kPicture || tag == Tag::kFigure || tag == Tag::kVideo ||
         tag == Tag::kIframe || tag == Tag::kAudio || tag == Tag::kSvg;
}

}  // namespace

Around::Sum& Around::Sum::operator+=(const Sum& more) {
  text += more.text;
  links += more.links;
  good += more.good;
  blocks += more.blocks;
  return *this;
}

Around::Around(const std::vector<Block>& blocks, const Elements& elements, const Node* container)
    : blocks_(blocks),
      elements_(elements),
      container_(container),
      sums_(elements.size()),
      before_(elements.size(), 0),
      known_(elements.size(), 0),
      topics_(elements.names(), kNotRead) {
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const auto length = static_cast<std::uint32_t>(blocks[i].length);
    sums_[elements.of_block(i)] += {length, static_cast<std::uint32_t>(blocks[i].link_length),
                                    is_good(blocks[i]) ? length : 0, 1};
  }
  elements.sum_up(sums_);
}

void Around::read(std::size_t block, BlockSigns& signs) {
  const std::uint32_t element = elements_.of_block(block);
  read_names(element, signs);
  signs[kOwnDepth] = static_cast<float>(elements_[element].depth + 1);
  read_depths(blocks_[block].node, signs);
  read_levels(element, signs);
}

void Around::pass(std::size_t block) {
  std::uint32_t element = elements_.of_block(block);
  while (element != 0) {
    ++before_[element];
    element = elements_[element].parent;
  }
  ++before_[0];
}

void Around::Names::enter(const Node& node) {
  for (auto& one : near) one = static_cast<std::uint8_t>(one > 1 ? one - 1 : one);
  switch (node.tag) {
    case Tag::kArticle:
      ++articles;
      break;
    case Tag::kMain:
      main = true;
      break;
    case Tag::kTable:
      ++tables;
      break;
    case Tag::kUl:
    case Tag::kOl:
      ++lists;
      break;
    case Tag::kSection:
      ++sections;
      break;
    case Tag::kA:
      link = true;
      break;
    case Tag::kDetails:
      details = true;
      break;
    case Tag::kHeader:
      header = true;
      break;
    case Tag::kAside:
      aside = true;
      break;
    default:
      break;
  }
}

void Around::Names::enter_topics(std::uint32_t topics) {
  constexpr std::uint8_t kNearest = 10;
  for (; topics != 0; topics &= topics - 1) {
    near[static_cast<std::size_t>(std::countr_zero(topics))] = kNearest;
  }
}

std::uint32_t Around::topics_of(std::uint32_t element) {
  const Node& node = *elements_[element].node;
  if (node.attributes.empty()) return 0;
  std::uint32_t& known = topics_[elements_[element].called];
  if (known == kNotRead) known = name_topics(node.attribute("class"));
  return known | name_topics(node.attribute("id"));
}

const Around::Names& Around::names_of(std::uint32_t element) {
  std::vector<std::uint32_t> fresh;
  while (known_[element] == 0) {
    fresh.push_back(element);
    if (elements_[element].parent == element) break;
    element = elements_[element].parent;
  }
  std::uint32_t at = known_[element];
  for (; !fresh.empty(); fresh.pop_back()) {
    Names names = at == 0 ? Names{} : names_[at - 1];
    const Node& node = *elements_[fresh.back()].node;
    names.enter(node);
    // What the whole page is called says nothing of its parts.
    if (!node.is(Tag::kBody) && !node.is(Tag::kHtml)) {
      names.enter_topics(topics_of(fresh.back()));
      names.body = names.body || marked_as_body(node);
    }
    names_.push_back(names);
    at = static_cast<std::uint32_t>(names_.size());
    known_[fresh.back()] = at;
  }
  return names_[at - 1];
}

void Around::read_names(std::uint32_t element, BlockSigns& signs) {
  const Names& names = names_of(element);
  for (std::size_t topic = 0; topic < kNameTopicCount; ++topic) {
    signs[kNameSign + topic] = static_cast<float>(names.near[topic]);
  }
  signs[kOwnInBody] = flag(names.body);
  signs[kOwnInMain] = flag(names.main);
  signs[kOwnInSection] = static_cast<float>(names.sections);
  signs[kOwnInLink] = flag(names.link);
  signs[kOwnInDetails] = flag(names.details);
  signs[kOwnInHeader] = flag(names.header);
  signs[kOwnInAside] = flag(names.aside);
  signs[kOwnInArticle] = static_cast<float>(names.articles);
  signs[kOwnInTable] = static_cast<float>(names.tables);
  signs[kOwnInList] = static_cast<float>(names.lists);
}

// How far it is up to the container, or up to the first element that holds both and down from
// there.
void Around::read_depths(const Node* node, BlockSigns& signs) const {
  std::size_t below = 0;
  std::size_t above = 0;
  for (; node != nullptr && node != container_; node = node->parent, ++below) {
    if (container_ == nullptr || node->order > container_->order) continue;
    const Node* up = container_;
    while (up != nullptr && up != node) {
      up = up->parent;
      ++above;
    }
    break;
  }
  signs[kOwnBelowContainer] = static_cast<float>(below);
  signs[kOwnAboveContainer] = static_cast<float>(above);
}

void Around::read_levels(std::uint32_t element, BlockSigns& signs) const {
  const Node* node = elements_[element].node;
  std::size_t same = 0;
  for (const Node* one = node->previous; one != nullptr && same < 9; one = one->previous) {
    same += one->tag == node->tag ? 1 : 0;
  }
  signs[kOwnTagsBefore] = static_cast<float>(same);
  for (std::size_t level = 0; level < kLevels; ++level) {
    const std::uint32_t parent = elements_[element].parent;
    if (parent == element) return;
    element = parent;
    const Sum& sum = sums_[element];
    float* at = &signs[kLevelSign + level * kLevelSignCount];
    at[0] = log_of(sum.good);
    at[1] = ratio(sum.links, sum.text);
    at[2] = log_of(sum.blocks);
    at[3] = log_of(sum.text / std::max(sum.blocks, 1U));
    at[4] = ratio(before_[element], sum.blocks);
  }
}

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

}  // namespace broadsheet::article
