// SPDX-License-Identifier: Apache-2.0
// First the place, then block by block within it.
#include "article/body.h"

#include <unordered_map>

#include "article/container.h"
#include "article/evidence.h"
#include "article/phrases.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

using records::ParagraphKind;

constexpr std::size_t kGoodLength = 60;  // a sentence
constexpr double kJunkLinkDensity = 0.6;

class Chooser {
 public:
  explicit Chooser(const std::string& title) : title_(text::fold(title)) {}

  // Null: keep it.
  const char* reject(const Block& block, bool held, bool confirmed) {
    if (!held) return "outside the article";
    if (block.boilerplate != nullptr && !confirmed) return block.boilerplate;
    if (block.kind == ParagraphKind::kCaption || block.kind == ParagraphKind::kNotice) {
      return nullptr;
    }
    if (block.small_print && !confirmed) return "small print";
    if (!started_ && block.length < title_.size() * 2 && text::fold(block.text) == title_) {
      return "the title";
    }
    if (block.link_density() > kJunkLinkDensity && !confirmed) return "mostly links";
    if (!confirmed && is_label(block)) return "a label";
    if (!confirmed && leads_away(block)) return "leads away";
    if (!started_ && block.length < kGoodLength && !confirmed &&
        (block.kind != ParagraphKind::kText || !ends_like_a_sentence(block.text))) {
      return "before the text";
    }
    if (is_repeated(block)) return "said before";
    if (block.length >= kGoodLength) started_ = true;
    return nullptr;
  }

 private:
  // The same again in other markup is a pulled quote or a copy for small screens. In the same
  // markup, somebody said it again.
  bool is_repeated(const Block& block) {
    if (block.length < kGoodLength) return false;
    const auto [first, added] = seen_.emplace(block.text, block.node);
    return !added && path_of(first->second) != path_of(block.node);
  }

  std::string title_;
  std::unordered_map<std::string, const html::Node*> seen_;
  bool started_ = false;
};

// Headings, and short lines that are no sentences, belong to nothing when the text has ended.
void trim_end(std::vector<records::Paragraph>& paragraphs) {
  constexpr std::size_t kShort = 60;
  while (!paragraphs.empty()) {
    const auto& last = paragraphs.back();
    const bool sentence = ends_like_a_sentence(last.text);
    const bool tail = last.kind == ParagraphKind::kHeading ||
                      (last.kind == ParagraphKind::kText && last.text.size() < kShort && !sentence);
    if (!tail) return;
    paragraphs.pop_back();
  }
}

// A heading over nothing: over pictures, or over another heading of a box that was left out.
void drop_empty_headings(std::vector<records::Paragraph>& paragraphs) {
  const auto over_nothing = [&](std::size_t i) {
    if (paragraphs[i].kind != ParagraphKind::kHeading) return false;
    return i + 1 == paragraphs.size() || paragraphs[i + 1].kind == ParagraphKind::kCaption;
  };
  std::vector<records::Paragraph> kept;
  for (std::size_t i = 0; i < paragraphs.size(); ++i) {
    if (!over_nothing(i)) kept.push_back(std::move(paragraphs[i]));
  }
  paragraphs = std::move(kept);
}

}  // namespace

Body choose_body(const std::vector<Block>& blocks, const Headline& headline,
                 const std::string& article_body, bool explain) {
  Body body;
  const Evidence evidence(article_body);
  std::vector<bool> confirmed;
  confirmed.reserve(blocks.size());
  for (const auto& block : blocks) confirmed.push_back(evidence.confirms(block));
  const Place place = find_place(blocks, confirmed, headline.node);
  body.container = place.container;
  body.marked = place.marked;
  Chooser chooser(headline.title);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const auto& block = blocks[i];
    if (is_good(block)) body.good_length += block.length;
    const char* why = chooser.reject(block, place.holds[i], confirmed[i]);
    if (explain) {
      body.verdicts.push_back({path_of(block.node), text::shorten(block.text, 80), why == nullptr,
                               why == nullptr ? "part of the article" : why,
                               1 - block.link_density()});
    }
    if (why != nullptr) continue;
    body.paragraphs.push_back({block.kind, block.text});
    if (block.kind == ParagraphKind::kCaption || block.kind == ParagraphKind::kNotice) continue;
    body.length += block.length;
    if (block.length >= kGoodLength) ++body.paragraphs_long;
  }
  drop_empty_headings(body.paragraphs);
  trim_end(body.paragraphs);
  return body;
}

}  // namespace broadsheet::article
