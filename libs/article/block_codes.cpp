// SPDX-License-Identifier: Apache-2.0
// By tables; the numbers are those that the model's table was learned from.
#include "article/block_codes.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace broadsheet::article {

using html::Tag;

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

std::size_t rule_code(const char* reason, const Block& block) {
  constexpr std::string_view kRules[] = {"before the text",      "a label",    "leads away",
                                         "said before",          "the title",  "mostly links",
                                         "said again and again", "small print"};
  if (reason == nullptr) return 0;
  const auto found = std::ranges::find(kRules, std::string_view(reason));
  if (found != std::end(kRules)) return 1 + static_cast<std::size_t>(found - std::begin(kRules));
  return block.boilerplate != nullptr ? 10 : 9;
}

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

bool is_hopeless(const char* claim) {
  constexpr std::string_view kSure[] = {
      "comments",   "comment",      "commentlist", "disqus",      "reply",       "respond",
      "nav",        "navigation",   "navbar",      "menu",        "breadcrumb",  "breadcrumbs",
      "pagination", "pager",        "footer",      "contentinfo", "search",      "dialog",
      "form",       "banner",       "cookie",      "cookies",     "consent",     "gdpr",
      "share",      "sharebar",     "sharedaddy",  "sharethis",   "sharing",     "social",
      "socials",    "addtoany",     "newsletter",  "newsletters", "subscribe",   "signup",
      "login",      "registration", "bio",         "authorbox",   "saboxplugin", "starbox",
      "taboola",    "outbrain",     "tagcloud",    "taglist",     "scrolltop",   "backtotop"};
  return claim != nullptr && std::ranges::find(kSure, std::string_view(claim)) != std::end(kSure);
}

}  // namespace broadsheet::article
