// SPDX-License-Identifier: Apache-2.0
// Themes call these parts by few names; a picture is known by its file.
#include "article/lead.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "article/authors.h"
#include "article/boilerplate.h"
#include "article/dates.h"
#include "article/headline.h"
#include "article/node_text.h"
#include "article/phrases.h"
#include "core/strings.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

using html::Node;
using html::NodeKind;
using html::Tag;

constexpr std::size_t kKickerBytesMax = 120;
constexpr std::size_t kStandfirstBytesMax = 1200;
constexpr std::size_t kStandfirstLength = 25;  // A shorter line is a label.
constexpr std::size_t kCaptionBytesMax = 1000;
constexpr std::size_t kNearby = 25;  // elements, before or behind a headline

constexpr std::string_view kStandfirstNames[] = {
    "standfirst", "subtitle", "subheadline", "subhead",  "subheading", "subtitulo", "sottotitolo",
    "dek",        "deck",     "lede",        "lead",     "chapo",      "chapeau",   "entradilla",
    "bajada",     "ingress",  "manchet",     "vorspann", "intro",      "summary",   "excerpt",
    "sapo",       "abstract", "underrubrik", "preamble", "leadtext",   "introtext", "teasertext"};

// "article__sub-title", "articleSubtitle", "c-lead": whether one of `names` is a word of the class.
template <typename Names>
bool is_called(const Node& node, const Names& names) {
  std::string word;
  const auto matches = [&] { return std::ranges::find(names, word) != std::end(names); };
  for (const char c : node.attribute("class")) {
    const bool capital = c >= 'A' && c <= 'Z';
    const bool letter = capital || (c >= 'a' && c <= 'z');
    if (!letter || capital) {
      if (matches()) return true;
      if (!letter && c == '-' && word == "sub") continue;  // "sub-title"
      word.clear();
    }
    if (letter) word += capital ? static_cast<char>(c | 0x20) : c;
  }
  return matches();
}

// The element before `node` in document order that is not around it; null at the beginning.
const Node* before(const Node* node) {
  while (node != nullptr && node->previous == nullptr) node = node->parent;
  if (node == nullptr) return nullptr;
  node = node->previous;
  while (node->last_child != nullptr) node = node->last_child;
  return node;
}

std::string_view file_of(std::string_view address) {
  address = address.substr(0, address.find_first_of("?#"));
  return address.substr(address.rfind('/') + 1);
}

bool shows(const Node& node, std::string_view file) {
  if (!node.is(Tag::kImg) && !node.is(Tag::kSource)) return false;
  for (const char* name : {"src", "data-src", "srcset", "data-srcset", "data-lazy-src"}) {
    if (node.attribute(name).find(file) != std::string_view::npos) return true;
  }
  return false;
}

// False if the words of `text` surely begin with other letters than `words`; cheap.
bool may_begin(std::string_view text, std::string_view words) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto lower = static_cast<char>(text[i] | 0x20);
    if (lower < 'a' || lower > 'z') return true;
    if (i >= words.size() || words[i] != lower) return false;
  }
  return true;
}

}  // namespace

Found find_kicker(const Node* headline) {
  if (headline == nullptr) return {};
  std::size_t seen = 0;
  std::vector<const Node*> asked;  // and all around them
  for (const Node* node = before(headline); node != nullptr && seen < kNearby;
       node = before(node)) {
    ++seen;
    // Of nested elements the innermost comes first; the name may be on any around it.
    for (const Node* at = node; at != nullptr && at->kind != NodeKind::kDocument; at = at->parent) {
      if (at->kind != NodeKind::kElement) continue;
      if (std::ranges::find(asked, at) != asked.end()) break;
      if (!says_kicker(*at)) {
        asked.push_back(at);
        continue;
      }
      if (html::find(at, Tag::kH1) != nullptr || at->order > headline->order) break;
      std::string text = short_text(*at, kKickerBytesMax);
      if (text.ends_with(':')) text.pop_back();
      if (text.empty() || is_mark(text) || parse_date(text, "")) break;
      return {std::move(text), "class:kicker"};
    }
  }
  return {};
}

namespace {

using records::ParagraphKind;

// What stands between a headline and its text beside a standfirst: dates, names, captions, buttons.
bool is_beside(const Block& block) {
  return block.length < kStandfirstLength || block.kind == ParagraphKind::kCaption ||
         block.link_density() > 0.5 || block.boilerplate != nullptr ||
         begins_like_a_byline(block.text) || parse_date(block.text, "").has_value();
}

bool is_bold(const Block& block) { return block.bold_length * 10 >= block.length * 9; }

// The first block under the headline that is not beside it, if it is set apart from the text.
Found standfirst_by_place(const std::vector<Block>& blocks, std::size_t from) {
  constexpr std::size_t kLongest = 450;
  constexpr std::size_t kShortSentence = 40;
  constexpr std::size_t kLong = 60;
  std::size_t at = from;
  const std::size_t end = std::min(blocks.size(), from + kNearby);
  while (at < end && is_beside(blocks[at])) ++at;
  if (at + 1 >= end) return {};
  const Block& block = blocks[at];
  const Block& next = blocks[at + 1];
  if (block.length > kLongest || block.length < kShortSentence) return {};
  if (block.kind == ParagraphKind::kHeading) {
    const bool sentence = block.length >= kLong || ends_like_a_sentence(block.text);
    return sentence ? Found{block.text, "heading under the headline"} : Found{};
  }
  if (block.kind != ParagraphKind::kText) return {};
  if (is_bold(block) && !is_bold(next)) return {block.text, "bold under the headline"};
  const bool over_byline = next.boilerplate == nullptr && next.kind == ParagraphKind::kText &&
                           (begins_like_a_byline(next.text) || parse_date(next.text, ""));
  return over_byline ? Found{block.text, "over the byline"} : Found{};
}

}  // namespace

Found find_standfirst(const std::vector<Block>& blocks, const Node* headline,
                      std::string_view description) {
  if (headline == nullptr) return {};
  const std::string told = plain_words(description);
  std::size_t seen = 0;
  for (const auto& block : blocks) {
    if (block.node->order <= headline->order) continue;
    if (++seen > kNearby) break;
    if (block.length < kStandfirstLength || block.text.size() > kStandfirstBytesMax) continue;
    if (block.link_density() > 0.5) continue;
    const auto dated = [&] { return parse_date(block.text, "").has_value(); };
    if (!told.empty() && may_begin(block.text, told) && plain_words(block.text) == told) {
      if (dated()) continue;
      return {block.text, "description shown"};
    }
    const Node* at = block.node;
    for (int up = 0; up < 2 && at != nullptr; ++up, at = at->parent) {
      if (!is_called(*at, kStandfirstNames)) continue;
      // What holds more than this paragraph is the text, called like its beginning.
      if (at != block.node && short_text(*at, kStandfirstBytesMax) != block.text) break;
      if (dated()) break;
      return {block.text, "class:standfirst"};
    }
  }
  const auto first = std::ranges::find_if(
      blocks, [&](const Block& block) { return block.node->order > headline->order; });
  return standfirst_by_place(blocks, static_cast<std::size_t>(first - blocks.begin()));
}

Found find_image_caption(const html::Document& document, std::string_view image) {
  constexpr std::size_t kTelling = 6;  // "1.jpg" is the name of many.
  constexpr int kBoxesMax = 5;
  std::size_t looks = 20'000;  // at elements, for the whole page: thousands may show the same image
  const auto file = file_of(image);
  if (file.size() < kTelling) return {};
  for (const Node* node = document.body(); node != nullptr;
       node = html::next_node(node, document.body())) {
    if (node->kind != NodeKind::kElement || !shows(*node, file)) continue;
    const Node* box = node->parent;
    for (int up = 0; up < kBoxesMax && box != nullptr && !box->is(Tag::kArticle) &&
                     !box->is(Tag::kBody) && !box->is(Tag::kMain);
         ++up, box = box->parent) {
      for (const Node* below = box; below != nullptr; below = html::next_node(below, box)) {
        if (looks-- == 0) return {};
        if (below->kind != NodeKind::kElement) continue;
        if (!below->is(Tag::kFigcaption) && !is_caption(*below)) continue;
        std::string text = short_text(*below, kCaptionBytesMax);
        if (!text.empty()) return {std::move(text), "figcaption"};
      }
      if (box->is(Tag::kFigure)) break;
    }
  }
  return {};
}

}  // namespace broadsheet::article
