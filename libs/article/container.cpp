// SPDX-License-Identifier: Apache-2.0
// First by what the markup says, else by weight: from the root down to the child that has most of
// the good text, as long as there is one.
#include "article/container.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <unordered_set>

#include "article/dates.h"
#include "article/numbers.h"
#include "article/phrases.h"
#include "core/strings.h"

namespace broadsheet::article {

namespace {

using html::Node;
using html::Tag;
using records::ParagraphKind;

constexpr std::size_t kGoodLength = 60;  // a sentence
constexpr double kGoodLinkDensity = 0.35;
constexpr double kContainerShare = 0.72;  // of the text that a child must hold to be gone down into
constexpr double kMarkedShare = 0.4;      // … where its markup says that it is the article
constexpr std::size_t kLeadBlocksMax = 3;

constexpr html::NamePart kBodyClasses[] = {
    "article-body",     "articlebody",     "entry-content",      "post-content",
    "story-body",       "article-content", "article__body",      "post-body",
    "storybody",        "article-text",    "content-body",       "body-content",
    "article__content", "td-post-content", "news-body",          "story__body",
    "article_body",     "post__content",   "entry__content",     "story-content",
    "articletext",      "post_content",    "entry_content",      "article-main",
    "field--name-body", "story-text",      "news-content",       "news-text",
    "post-text",        "single-content",  "tdb_single_content", "post-entry",
    "entry-body",       "article_content", "single_content"};

// The good text below each element.
class Weights {
 public:
  // What articleBody confirms counts for more than what only looks like text.
  Weights(const std::vector<Block>& blocks, const Elements& elements,
          const std::vector<bool>& confirmed)
      : elements_(elements), weights_(elements.size(), 0) {
    constexpr std::size_t kConfirmed = 3;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      if (!is_good(blocks[i]) && !confirmed[i]) continue;
      weights_[elements.of_block(i)] += blocks[i].length * (confirmed[i] ? kConfirmed : 1);
    }
    elements.sum_up(weights_);
  }

  [[nodiscard]] std::size_t of(const Node* node) const {
    const auto number = elements_.of(*node);
    return number == Elements::kNone ? 0 : weights_[number];
  }
  // Calls `see` with each element that has text below it and its weight, in document order.
  template <typename See>
  void each(See see) const {
    elements_.each([&](std::uint32_t number) {
      if (weights_[number] > 0) see(elements_[number].node, weights_[number]);
    });
  }

 private:
  const Elements& elements_;
  std::vector<std::size_t> weights_;  // by element
};

const Node* heaviest_child(const Node& node, const Weights& weights) {
  const Node* found = nullptr;
  std::size_t most = 0;
  for (const Node* child = node.first_child; child != nullptr; child = child->next) {
    const std::size_t weight = weights.of(child);
    if (weight <= most) continue;
    most = weight;
    found = child;
  }
  return found;
}

const Node* heaviest_marked(const Weights& weights, std::size_t all) {
  const Node* found = nullptr;
  std::size_t most = static_cast<std::size_t>(kMarkedShare * static_cast<double>(all));
  weights.each([&](const Node* node, std::size_t weight) {
    const bool better = weight > most || (weight == most && found != nullptr);
    if (!better || !marked_as_body(*node)) return;
    most = weight;
    found = node;
  });
  return found;
}

const Node* choose_container(const Weights& weights) {
  const Node* root = nullptr;
  weights.each([&](const Node* node, std::size_t) {
    if (node->is(Tag::kBody)) root = node;
  });
  if (root == nullptr) return nullptr;
  if (const Node* marked = heaviest_marked(weights, weights.of(root))) return marked;
  const Node* node = root;
  while (const Node* child = heaviest_child(*node, weights)) {
    const double share =
        static_cast<double>(weights.of(child)) / static_cast<double>(weights.of(node));
    if (share < kContainerShare || child->is(Tag::kP)) break;
    node = child;
  }
  return node;
}

bool is_marked(const Node& container, const Weights& weights) {
  for (const Node* node = &container; node != nullptr; node = node->parent) {
    if (node->is(Tag::kArticle) || marked_as_body(*node) || node->is_of_class("hentry") ||
        icontains(node->attribute("itemtype"), "article")) {
      return true;
    }
  }
  // Or the one article in it that has the text.
  const Node* inner = heaviest_child(container, weights);
  return inner != nullptr && inner->is(Tag::kArticle) &&
         weights.of(inner) * 2 > weights.of(&container);
}

// Document order is dense: a subtree is a range of it.
struct Range {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  explicit Range(const Node& node) : begin(node.order) {
    const Node* last = &node;
    while (last->last_child != nullptr) last = last->last_child;
    end = last->order + 1;
  }
  [[nodiscard]] bool holds(const Node& node) const {
    return node.order >= begin && node.order < end;
  }
};

// A lead is written out; a teaser is cut off where its box ended.
bool reads_like_a_lead(const Block& block) {
  return is_good(block) && ends_like_a_sentence(block.text) && !block.text.ends_with("…") &&
         !block.text.ends_with("...") && !parse_date(block.text, "");
}

// What stands between the headline and the container and reads like a paragraph is the lead.
void add_lead(const std::vector<Block>& blocks, const Range& inside, const Node& headline,
              std::vector<bool>& holds) {
  std::size_t leads = 0;
  for (std::size_t i = 0; i < blocks.size() && leads < kLeadBlocksMax; ++i) {
    const Node& node = *blocks[i].node;
    if (node.order <= headline.order) continue;
    if (node.order >= inside.begin) return;
    if (!reads_like_a_lead(blocks[i])) continue;
    holds[i] = true;
    ++leads;
  }
}

// What a path says of each element on it.
struct Step {
  std::uint32_t above = 0;  // the path of what holds it
  std::string_view name;
  std::string_view first_class;

  friend bool operator==(const Step&, const Step&) = default;
  friend std::size_t hash_of(const Step& step) {
    return mixed(mixed(hash_of(step.name), hash_of(step.first_class)), step.above);
  }
};

// Paths as numbers: those of one name, of elements of the same names and classes.
class Paths {
 public:
  explicit Paths(const Elements& elements)
      : elements_(elements), numbers_(elements.size()), known_(elements.size(), 0) {}

  std::uint32_t of(std::uint32_t element) {
    std::vector<std::uint32_t> fresh;
    while (known_[element] == 0) {
      fresh.push_back(element);
      if (elements_[element].parent == element) break;
      element = elements_[element].parent;
    }
    std::uint32_t above = known_[element];
    for (; !fresh.empty(); fresh.pop_back()) {
      const Node& node = *elements_[fresh.back()].node;
      const auto classes = trim(node.attribute("class"));
      above = numbers_.of({above, node.name, classes.substr(0, classes.find(' '))}) + 1;
      known_[fresh.back()] = above;
    }
    return above;
  }

 private:
  const Elements& elements_;
  Numbers<Step> numbers_;
  std::vector<std::uint32_t> known_;  // by element: its path's number + 1; 0: not known yet
};

// Text that is cut into pieces, with boxes between them, stands in several elements of one kind.
void add_pieces(const std::vector<Block>& blocks, const Elements& elements, const Node* headline,
                std::vector<bool>& holds) {
  constexpr std::size_t kPathsMax = 1000;
  std::vector<std::size_t> outside;
  for (std::size_t i = 0; i < blocks.size() && outside.size() < kPathsMax; ++i) {
    const bool above = headline != nullptr && blocks[i].node->order < headline->order;
    if (!holds[i] && !above && is_good(blocks[i])) outside.push_back(i);
  }
  if (outside.empty()) return;
  Paths paths(elements);
  std::unordered_set<std::uint32_t> places;
  std::size_t read = 0;
  for (std::size_t i = 0; i < blocks.size() && read < kPathsMax; ++i) {
    if (!holds[i] || !is_good(blocks[i])) continue;
    places.insert(paths.of(elements.of_block(i)));
    ++read;
  }
  for (const auto i : outside) holds[i] = places.contains(paths.of(elements.of_block(i)));
}

// A paragraph that is the next sibling of the container, or the next after that: tags that were
// never closed end the container too early.
void add_end(const std::vector<Block>& blocks, const Node& container, std::vector<bool>& holds) {
  const Node* next = container.next;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    while (next != nullptr && next->kind != html::NodeKind::kElement) next = next->next;
    if (next == nullptr || !next->is(Tag::kP)) return;
    const Block& block = blocks[i];
    if (block.node != next) continue;
    if (block.boilerplate != nullptr || block.small_print ||
        block.link_density() >= kGoodLinkDensity) {
      return;
    }
    holds[i] = true;
    next = next->next;
  }
}

}  // namespace

bool is_good(const Block& block) {
  return block.boilerplate == nullptr && block.length >= kGoodLength && !block.small_print &&
         block.link_density() < kGoodLinkDensity && block.kind != ParagraphKind::kCaption &&
         block.kind != ParagraphKind::kNotice;
}

bool marked_as_body(const Node& node) {
  if (icontains(node.attribute("itemprop"), "articlebody")) return true;
  // What each of them has in common with one of these.
  const bool may = node.may_be_called("body") || node.may_be_called("content") ||
                   node.may_be_called("text") || node.may_be_called("entry") ||
                   node.may_be_called("main");
  const bool named = node.may_be_called("article") || node.may_be_called("entry") ||
                     node.may_be_called("post") || node.may_be_called("story") ||
                     node.may_be_called("news") || node.may_be_called("single") ||
                     node.may_be_called("body");
  if (!may || !named) return false;
  const auto classes = node.attribute("class");
  const auto id = node.attribute("id");
  return std::ranges::any_of(kBodyClasses, [&](const html::NamePart& name) {
    return node.may_be_called(name) && (icontains(classes, name.text) || icontains(id, name.text));
  });
}

Place find_place(const std::vector<Block>& blocks, const Elements& elements,
                 const std::vector<bool>& confirmed, const Node* headline) {
  Place place;
  place.holds.assign(blocks.size(), false);
  const Weights weights(blocks, elements, confirmed);
  place.container = choose_container(weights);
  if (place.container == nullptr) return place;
  place.marked = is_marked(*place.container, weights);
  place.exact = marked_as_body(*place.container);
  const Range inside(*place.container);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    place.holds[i] = confirmed[i] || inside.holds(*blocks[i].node);
  }
  if (!place.exact) add_pieces(blocks, elements, headline, place.holds);
  if (headline != nullptr) add_lead(blocks, inside, *headline, place.holds);
  add_end(blocks, *place.container, place.holds);
  return place;
}

}  // namespace broadsheet::article
