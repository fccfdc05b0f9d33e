// SPDX-License-Identifier: Apache-2.0
// First the place, then block by block within it.
#include "article/body.h"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "article/container.h"
#include "article/evidence.h"
#include "article/node_text.h"
#include "article/phrases.h"
#include "article/tail.h"
#include "core/strings.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

using records::ParagraphKind;

constexpr std::size_t kGoodLength = 60;  // a sentence
constexpr double kJunkLinkDensity = 0.6;

bool is_beside_the_text(const Block& block) {
  return block.kind == ParagraphKind::kCaption || block.kind == ParagraphKind::kNotice;
}

// What a box of the page may follow its heading with; an advertisement may stand anywhere.
bool ends_a_heading(const Block& block) {
  if (block.boilerplate != nullptr) return !std::string_view(block.boilerplate).starts_with("ad");
  return block.link_density() > kJunkLinkDensity || leads_away(block);
}

// A sentence may hold long links. Its own words are what a list of links lacks.
bool is_mostly_links(const Block& block) {
  constexpr std::size_t kOwnWords = 20;
  if (block.link_density() <= kJunkLinkDensity) return false;
  return !block.node->is(html::Tag::kP) || block.length - block.link_length < kOwnWords ||
         !ends_like_a_sentence(block.text);
}

// A list of the best has headings that lead to each of them.
bool is_linked_heading(const Block& block) {
  const bool high = block.node->is(html::Tag::kH2) || block.node->is(html::Tag::kH3);
  // A link around a heading is a teaser's.
  const bool around = block.node->parent != nullptr && block.node->parent->is(html::Tag::kA);
  return high && !around && block.kind == ParagraphKind::kHeading &&
         block.link_density() > kJunkLinkDensity;
}

// How often each text stands on the page.
class Echoes {
 public:
  explicit Echoes(const std::vector<Block>& blocks) {
    for (const auto& block : blocks) ++times_[block.text];
  }

  // What a button or a locked function says stands wherever there is one.
  [[nodiscard]] bool is_of_the_frame(const Block& block) const {
    constexpr std::size_t kTimes = 4;
    constexpr std::size_t kShort = 120;
    return block.kind == ParagraphKind::kText && block.length < kShort &&
           ends_like_a_sentence(block.text) && !block.text.ends_with(':') &&
           times_.at(block.text) >= kTimes;
  }

 private:
  std::unordered_map<std::string_view, std::size_t> times_;
};

// Whether both stand in the same kind of markup, up to an element that holds both.
bool same_place(const html::Node* a, const html::Node* b) {
  while (a != b && a != nullptr && b != nullptr) {
    if (a->tag != b->tag || a->attribute("class") != b->attribute("class")) return false;
    a = a->parent;
    b = b->parent;
  }
  return a == b;
}

// Says of one block after the other why it is not the text.
class Chooser {
 public:
  Chooser(const std::string& title, const Place& place, const std::vector<Block>& blocks)
      : title_(text::fold(title)), exact_(place.exact), echoes_(blocks) {}

  // Null: keep it.
  const char* reject(const Block& block, bool held, bool confirmed) {
    if (!held) return "outside the article";
    if (confirmed) return keep(block);
    if (block.boilerplate != nullptr) return block.boilerplate;
    if (is_beside_the_text(block)) return nullptr;
    if (block.small_print) return "small print";
    if (!started_ && (block.node->is(html::Tag::kH1) ||
                      (block.length < title_.size() * 2 && may_fold_to(block.text, title_) &&
                       text::fold(block.text) == title_))) {
      return "the title";
    }
    if (echoes_.is_of_the_frame(block)) return "said again and again";
    if (is_mostly_links(block) && !is_linked_heading(block)) return "mostly links";
    if (is_label(block)) return "a label";
    if (leads_away(block)) return "leads away";
    if (!started_ && is_before_the_text(block)) return "before the text";
    return keep(block);
  }

 private:
  const char* keep(const Block& block) {
    if (is_repeated(block)) return "said before";
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

  // The same again in other markup is a pulled quote or a copy for small screens. In the same
  // markup, somebody said it again.
  bool is_repeated(const Block& block) {
    if (block.length < kGoodLength) return false;
    const auto [first, added] = seen_.emplace(block.text, block.node);
    return !added && !same_place(first->second, block.node);
  }

  std::string title_;
  bool exact_;
  Echoes echoes_;
  std::unordered_map<std::string, const html::Node*> seen_;
  bool started_ = false;
};

// A heading of a list of the world's best bicycles leads to other sites, a teaser to this one.
bool leads_within(const Block& block, std::string_view host) {
  const auto* link = block.node->parent != nullptr && block.node->parent->is(html::Tag::kA)
                         ? block.node->parent
                         : html::find(block.node, html::Tag::kA);
  if (link == nullptr) return false;
  const auto href = link->attribute("href");
  return href.find("//") == std::string_view::npos || href.find(host) != std::string_view::npos;
}

// Collects what was chosen. Headings wait for what they stand over.
class Collector {
 public:
  Collector(Body& body, std::string_view host) : body_(body), host_(host) {}

  void take(const Block& block) {
    if (is_beside_the_text(block)) {
      body_.paragraphs.push_back({block.kind, block.text});
      return;
    }
    if (block.kind == ParagraphKind::kHeading) {
      if (is_linked_heading(block)) lead(block);
      headings_.push_back({block.kind, block.text});
      return;
    }
    for (auto& heading : headings_) body_.paragraphs.push_back(std::move(heading));
    headings_.clear();
    body_.paragraphs.push_back({block.kind, block.text});
    body_.length += block.length;
    if (block.length < kGoodLength) return;
    ++body_.paragraphs_long;
    if (std::exchange(teasing_, false)) ++body_.teasers;
  }

  void leave(const Block& block) {
    if (!ends_a_heading(block)) return;
    headings_.clear();
    if (block.boilerplate == nullptr && block.kind == ParagraphKind::kHeading) lead(block);
  }

 private:
  // What stands under a heading that leads to another page of the site is a teaser of it.
  void lead(const Block& heading) { teasing_ = teasing_ || leads_within(heading, host_); }

  Body& body_;
  std::string_view host_;
  std::vector<records::Paragraph> headings_;
  bool teasing_ = false;
};

// Short lines that are no sentences belong to nothing when the text has ended.
void trim_end(std::vector<records::Paragraph>& paragraphs) {
  constexpr std::size_t kShort = 60;
  while (!paragraphs.empty()) {
    const auto& last = paragraphs.back();
    const bool tail = last.kind == ParagraphKind::kText && last.text.size() < kShort &&
                      !ends_like_a_sentence(last.text);
    if (!tail) return;
    paragraphs.pop_back();
  }
}

// Text as JSON-LD has it: with line ends between paragraphs, now and then with tags in it.
std::vector<records::Paragraph> paragraphs_of(const std::string& article_body) {
  constexpr std::size_t kParagraphsMax = 2000;
  std::vector<records::Paragraph> out;
  std::string plain;
  bool in_tag = false;
  for (std::size_t i = 0; i < article_body.size(); ++i) {
    const char c = article_body[i];
    if (c == '<' && i + 1 < article_body.size() &&
        (article_body[i + 1] == '/' ||
         std::isalpha(static_cast<unsigned char>(article_body[i + 1])))) {
      in_tag = true;
      const auto tag = std::string_view(article_body).substr(i, 3);
      if (tag == "<p>" || tag == "<p " || tag == "</p" || tag == "<br") plain += '\n';
    }
    if (!in_tag) plain += c;
    if (c == '>') in_tag = false;
  }
  for (const auto line : split(plain, '\n')) {
    std::string text = text::normalise(line);
    if (!text.empty() && out.size() < kParagraphsMax) {
      out.push_back({ParagraphKind::kText, std::move(text)});
    }
  }
  return out;
}

// Where a script would show the text, the page holds it for machines alone.
void take_what_is_said(const std::string& article_body, Body& body) {
  constexpr std::size_t kTellingBytes = 600;
  constexpr std::size_t kTimes = 3;
  if (article_body.size() < std::max(kTellingBytes, kTimes * body.length)) return;
  auto said = paragraphs_of(article_body);
  std::size_t length = 0;
  std::size_t longer = 0;
  for (const auto& one : said) {
    const std::size_t own = text::length(one.text);
    length += own;
    longer += own >= kGoodLength ? 1 : 0;
  }
  if (length < kTimes * body.length) return;
  body.paragraphs = std::move(said);
  body.length = length;
  body.good_length = std::max(body.good_length, length);
  body.paragraphs_long = longer;
  body.said = true;
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
  Chooser chooser(headline.title, place, blocks);
  Collector collector(body, headline.host);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const auto& block = blocks[i];
    if (is_good(block)) body.good_length += block.length;
    const char* why = chooser.reject(block, place.holds[i], confirmed[i]);
    if (why == nullptr) {
      collector.take(block);
    } else if (place.holds[i]) {
      collector.leave(block);
    }
    if (explain) {
      body.verdicts.push_back({path_of(block.node), text::shorten(block.text, 80), why == nullptr,
                               why == nullptr ? "part of the article" : why,
                               1 - block.link_density()});
    }
  }
  trim_end(body.paragraphs);
  trim_tail(headline.authors, body.paragraphs);
  take_what_is_said(article_body, body);
  return body;
}

}  // namespace broadsheet::article
