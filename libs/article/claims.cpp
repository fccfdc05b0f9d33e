// SPDX-License-Identifier: Apache-2.0
// A theme may wrap the whole page in what it calls a sidebar, a widget or a form. A name under
// which nearly all text of the page stands says nothing of it.
#include "article/claims.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

#include "article/boilerplate.h"
#include "article/container.h"

namespace broadsheet::article {

namespace {

using html::Node;
using html::Tag;

constexpr std::size_t kTellingLength = 300;  // Less text than this may well be all a sidebar has.
constexpr std::size_t kManyTimes = 4;
constexpr std::size_t kUsualNames = 64;
constexpr std::size_t kLongLength = 3000;  // An article's; boxes of teasers have less.
constexpr int kDepthMax = 32;  // No page of people has more, and each text asks all around it.

// Comments may well be longer than the article, and so may a footer full of law.
bool is_firm(const Node& node, bool comments) {
  return comments || (boilerplate_tag(node) != nullptr && !node.is(Tag::kForm));
}

// Other people's text, or of other articles: it may well be longer than the page's own.
bool is_of_others(std::string_view why) {
  constexpr std::string_view kOthers[] = {
      "comment",         "comments",     "commentlist", "disqus",      "reply",        "respond",
      "another article", "related",      "more",        "morestories", "recirc",       "popular",
      "trending",        "relatedposts", "recommended", "teaser",      "teasers",      "readmore",
      "upnext",          "readnext",     "nextpost",    "alsoread",    "livefeed",     "ticker",
      "yarpp",           "taboola",      "outbrain",    "recommend",   "recirculation"};
  return std::ranges::find(kOthers, why) != std::end(kOthers);
}

}  // namespace

Claims::Claims(const Node* headline) : names_(kUsualNames) {
  for (const Node* node = headline; node != nullptr; node = node->parent) {
    above_.insert(node);
    above_end_ = std::max(above_end_, node->order + 1);
    article_known_ = article_known_ || node->is(Tag::kArticle);
  }
}

const char* Claims::claim_of(const Node& node) const {
  if (const char* tag = boilerplate_tag(node)) return tag;
  // Teasers are articles too, and so are comments. Which is the page's is known by its headline.
  if (node.is(Tag::kArticle) && article_known_) return "another article";
  if (node.is(Tag::kMain)) return nullptr;
  const char* word = boilerplate_word(node);
  return word == nullptr || marked_as_body(node) ? nullptr : word;
}

int Claims::enter(const Node& node, int outer) {
  const int depth = outer == kNone ? 0 : claims_[static_cast<std::size_t>(outer)].depth + 1;
  if ((node.order < above_end_ && above_.contains(&node)) || depth >= kDepthMax) return outer;
  const bool comments = holds_comments(node);
  const char* why = comments ? "comments" : claim_of(node);
  if (why == nullptr) return outer;
  const std::size_t name = names_.of({node.name, node.attribute("class")});
  weights_.resize(names_.size());
  claims_.push_back({why, name, outer, is_firm(node, comments), depth});
  return static_cast<int>(claims_.size()) - 1;
}

void Claims::weigh(int claim, std::size_t length) {
  if (claim == kNone) free_ += length;
  std::array<std::size_t, kDepthMax + 1> names;
  std::size_t count = 0;
  for (int at = claim; at != kNone; at = claims_[static_cast<std::size_t>(at)].outer) {
    const Claim& one = claims_[static_cast<std::size_t>(at)];
    if (one.firm) return;
    const auto end = names.begin() + static_cast<std::ptrdiff_t>(count);
    if (std::find(names.begin(), end, one.name) == end) names[count++] = one.name;
  }
  for (std::size_t i = 0; i < count; ++i) weights_[names[i]] += length;
}

// A name that holds more than all the rest, and as much as an article: a letter to subscribers is
// called a newsletter, and its text stands in it.
bool Claims::is_believed(const Claim& claim) const {
  const std::size_t weight = weights_[claim.name];
  if (claim.firm || weight < kTellingLength) return true;
  const bool article_like = weight >= kLongLength && !is_of_others(claim.why);
  return weight < (article_like ? free_ : free_ * kManyTimes);
}

const char* Claims::verdict(int claim) const {
  const char* why = nullptr;
  for (int at = claim; at != kNone; at = claims_[static_cast<std::size_t>(at)].outer) {
    const Claim& one = claims_[static_cast<std::size_t>(at)];
    if (is_believed(one)) why = one.why;
  }
  return why;
}

}  // namespace broadsheet::article
