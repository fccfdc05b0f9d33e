// SPDX-License-Identifier: Apache-2.0
// A theme may wrap the whole page in what it calls a sidebar, a widget or a form. A name under
// which nearly all text of the page stands says nothing of it.
#include "article/claims.h"

#include <algorithm>

#include "article/boilerplate.h"
#include "article/container.h"

namespace broadsheet::article {

namespace {

using html::Node;
using html::Tag;

constexpr std::size_t kTellingLength = 300;  // Less text than this may well be all a sidebar has.
constexpr std::size_t kManyTimes = 4;
constexpr int kDepthMax = 32;  // No page of people has more, and each text asks all around it.

// Comments may well be longer than the article, and so may a footer full of law.
bool is_firm(const Node& node, bool comments) {
  return comments || (boilerplate_tag(node) != nullptr && !node.is(Tag::kForm));
}

}  // namespace

Claims::Claims(const Node* headline) {
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
  if (node.is(Tag::kMain) || marked_as_body(node)) return nullptr;
  return boilerplate_word(node);
}

int Claims::enter(const Node& node, int outer) {
  const int depth = outer == kNone ? 0 : claims_[static_cast<std::size_t>(outer)].depth + 1;
  if ((node.order < above_end_ && above_.contains(&node)) || depth >= kDepthMax) return outer;
  const bool comments = holds_comments(node);
  const char* why = comments ? "comments" : claim_of(node);
  if (why == nullptr) return outer;
  const std::string name = std::string(node.name) + " " + std::string(node.attribute("class"));
  const auto [at, added] = names_.emplace(name, weights_.size());
  if (added) weights_.push_back(0);
  claims_.push_back({why, at->second, outer, is_firm(node, comments), depth});
  return static_cast<int>(claims_.size()) - 1;
}

void Claims::weigh(int claim, std::size_t length) {
  if (claim == kNone) free_ += length;
  std::vector<std::size_t> names;
  for (int at = claim; at != kNone; at = claims_[static_cast<std::size_t>(at)].outer) {
    const Claim& one = claims_[static_cast<std::size_t>(at)];
    if (one.firm) return;
    if (std::ranges::find(names, one.name) == names.end()) names.push_back(one.name);
  }
  for (const auto name : names) weights_[name] += length;
}

bool Claims::is_believed(const Claim& claim) const {
  const std::size_t weight = weights_[claim.name];
  return claim.firm || weight < kTellingLength || weight < free_ * kManyTimes;
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
