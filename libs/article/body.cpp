// SPDX-License-Identifier: Apache-2.0
// First the container: the smallest element with most of the good text. Then block by block within
// it.
#include "article/body.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "core/strings.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

using html::Node;
using html::Tag;
using records::ParagraphKind;

constexpr std::size_t kGoodLength = 60;  // a sentence
constexpr double kGoodLinkDensity = 0.35;
constexpr double kContainerShare = 0.72;  // of the text that a child must hold to be gone down into
constexpr double kMarkedShare = 0.4;      // … where its markup says that it is the article
constexpr double kJunkLinkDensity = 0.6;

constexpr const char* kBodyClasses[] = {
    "article-body",    "articlebody",   "entry-content",    "post-content",    "story-body",
    "article-content", "article__body", "post-body",        "storybody",       "article-text",
    "content-body",    "body-content",  "article__content", "td-post-content", "news-body"};

// Folded beginnings of short lines that lead elsewhere, in the languages of the press.
constexpr std::string_view kLeadsAway[] = {"read more",
                                           "read also",
                                           "also read",
                                           "related:",
                                           "see also",
                                           "more on this",
                                           "advertisement",
                                           "sign up",
                                           "subscribe",
                                           "follow us",
                                           "click here",
                                           "share this",
                                           "mehr zum thema",
                                           "lesen sie auch",
                                           "anzeige",
                                           "lire aussi",
                                           "a lire aussi",
                                           "publicite",
                                           "lea tambien",
                                           "le puede interesar",
                                           "publicidad",
                                           "leggi anche",
                                           "pubblicita",
                                           "leia tambem",
                                           "leia mais",
                                           "lees ook",
                                           "czytaj tez",
                                           "czytaj takze",
                                           "читайте также",
                                           "реклама",
                                           "διαβαστε επισης",
                                           "loading",
                                           "leave a comment",
                                           "scroll to top",
                                           "this story continues below"};

bool is_good(const Block& block) {
  return block.boilerplate == nullptr && block.length >= kGoodLength &&
         block.link_density() < kGoodLinkDensity && block.kind != ParagraphKind::kCaption;
}

bool marked_as_body(const Node& node) {
  if (icontains(node.attribute("itemprop"), "articlebody")) return true;
  const std::string names =
      ascii_lower(node.attribute("class")) + " " + ascii_lower(node.attribute("id"));
  return std::ranges::any_of(
      kBodyClasses, [&](const char* name) { return names.find(name) != std::string::npos; });
}

// The good text below each element.
using Weights = std::unordered_map<const Node*, std::size_t>;

Weights weigh(const std::vector<Block>& blocks) {
  Weights weights;
  for (const auto& block : blocks) {
    if (!is_good(block)) continue;
    for (const Node* node = block.node; node != nullptr; node = node->parent) {
      weights[node] += block.length;
    }
  }
  return weights;
}

const Node* heaviest_child(const Node& node, const Weights& weights) {
  const Node* found = nullptr;
  std::size_t most = 0;
  for (const Node* child = node.first_child; child != nullptr; child = child->next) {
    const auto weight = weights.find(child);
    if (weight == weights.end() || weight->second <= most) continue;
    most = weight->second;
    found = child;
  }
  return found;
}

const Node* heaviest_marked(const Weights& weights, std::size_t all) {
  const Node* found = nullptr;
  std::size_t most = static_cast<std::size_t>(kMarkedShare * static_cast<double>(all));
  for (const auto& [node, weight] : weights) {
    if (!marked_as_body(*node)) continue;
    const bool better =
        weight > most || (weight == most && found != nullptr && node->order > found->order);
    if (!better) continue;
    most = weight;
    found = node;
  }
  return found;
}

const Node* choose_container(const Weights& weights, const Node* root) {
  if (root == nullptr) return nullptr;
  const auto at = weights.find(root);
  if (at == weights.end()) return nullptr;
  if (const Node* marked = heaviest_marked(weights, at->second)) return marked;
  const Node* node = root;
  while (const Node* child = heaviest_child(*node, weights)) {
    const double share =
        static_cast<double>(weights.at(child)) / static_cast<double>(weights.at(node));
    if (share < kContainerShare) break;
    if (child->is(Tag::kP)) break;
    node = child;
  }
  return node;
}

bool is_inside(const Node* node, const Node* container) {
  for (; node != nullptr; node = node->parent) {
    if (node == container) return true;
  }
  return false;
}

bool leads_away(const Block& block) {
  constexpr std::size_t kShort = 140;
  if (block.length > kShort) return false;
  const std::string folded = text::fold(block.text);
  return std::ranges::any_of(kLeadsAway, [&](auto words) { return folded.starts_with(words); });
}

class Chooser {
 public:
  Chooser(const std::string& title, const std::string& article_body)
      : title_(text::fold(title)), article_body_(text::fold(article_body)) {}

  // Null: keep it.
  const char* reject(const Block& block, const Node* container) {
    if (container == nullptr || !is_inside(block.node, container)) return "outside the article";
    const bool confirmed = in_article_body(block);
    if (block.boilerplate != nullptr && !confirmed) return block.boilerplate;
    if (block.kind == ParagraphKind::kCaption) return nullptr;
    if (!started_ && text::fold(block.text) == title_) return "the title";
    if (block.link_density() > kJunkLinkDensity && !confirmed) return "mostly links";
    if (leads_away(block)) return "leads away";
    if (!started_ && block.length < kGoodLength && !confirmed &&
        block.kind != ParagraphKind::kText) {
      return "before the text";
    }
    if (!seen_.insert(block.text).second && block.length >= kGoodLength) return "said before";
    if (block.length >= kGoodLength) started_ = true;
    return nullptr;
  }

 private:
  bool in_article_body(const Block& block) const {
    constexpr std::size_t kTell = 30;
    return article_body_.size() > 200 && block.length >= kTell &&
           article_body_.find(text::fold(block.text)) != std::string::npos;
  }

  std::string title_;
  std::string article_body_;
  std::set<std::string> seen_;
  bool started_ = false;
};

bool ends_like_a_sentence(std::string_view text) {
  for (const std::string_view end :
       {".", "!", "?", "…", "”", "\"", "»", "“", "’", "。", "！", "？", "」", "।", "؟", ":", ")"}) {
    if (text.ends_with(end)) return true;
  }
  return false;
}

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

}  // namespace

Body choose_body(const std::vector<Block>& blocks, const std::string& title,
                 const std::string& article_body, bool explain) {
  Body body;
  const Weights weights = weigh(blocks);
  const Node* root = nullptr;
  for (const auto& [node, weight] : weights) {
    if (node->is(Tag::kBody)) root = node;
  }
  body.container = choose_container(weights, root);
  Chooser chooser(title, article_body);
  for (const auto& block : blocks) {
    const char* why = chooser.reject(block, body.container);
    if (explain) {
      body.verdicts.push_back({path_of(block.node), text::shorten(block.text, 80), why == nullptr,
                               why == nullptr ? "part of the article" : why,
                               1 - block.link_density()});
    }
    if (why == nullptr) body.paragraphs.push_back({block.kind, block.text});
  }
  trim_end(body.paragraphs);
  for (const auto& paragraph : body.paragraphs) {
    if (paragraph.kind == ParagraphKind::kCaption) continue;
    body.length += paragraph.text.size();
    if (paragraph.text.size() >= kGoodLength) ++body.paragraphs_long;
  }
  return body;
}

}  // namespace broadsheet::article
