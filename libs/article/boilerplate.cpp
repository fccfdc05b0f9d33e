// SPDX-License-Identifier: Apache-2.0
// The words and tags by which markup says that something is not the article's text.
#include "article/boilerplate.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "core/strings.h"

namespace broadsheet::article {

namespace {

using html::Node;
using html::Tag;

// Words of class and id names. A word counts where it stands alone between hyphens, underscores and
// changes of case: "share-bar", "shareBar", "share".
constexpr std::array kBoilerplateWords = {
    "comment",       "comments",    "commentlist",  "respond",
    "reply",         "disqus",      "share",        "sharing",
    "sharedaddy",    "social",      "sharebar",     "addtoany",
    "related",       "recommended", "recommend",    "recommendations",
    "newsletter",    "subscribe",   "subscription", "signup",
    "promo",         "promoted",    "promotion",    "advert",
    "advertisement", "ad",          "ads",          "adslot",
    "sponsored",     "cookie",      "cookies",      "consent",
    "gdpr",          "breadcrumb",  "breadcrumbs",  "sidebar",
    "widget",        "widgets",     "footer",       "nav",
    "navigation",    "navbar",      "menu",         "tags",
    "taglist",       "tagcloud",    "bio",          "byline",
    "pagination",    "pager",       "popular",      "trending",
    "mostread",      "outbrain",    "taboola",      "toolbar",
    "popup",         "modal",       "banner",       "masthead",
    "skip",          "login",       "paywall",      "regwall",
    "teaser",        "teasers",     "copyright",    "disclaimer",
    "credits",       "jp",          "relatedposts", "readmore",
    "more",          "print",       "meta",         "postmeta",
    "entrymeta",     "authorbox",   "toc",          "backtotop",
    "scrolltop",     "morestories", "alsoread",     "nextpost",
    "gallery",       "slideshow",   "carousel",     "views",
    "timestamp",     "advertising", "adunit",       "livefeed",
    "recirculation", "recirc",      "readnext",     "upnext",
    "newsletters",   "yarpp",       "donation",     "trailer",
};

// What such a word may stand behind without being boilerplate: "has-sidebar" is said of the whole,
// and page builders call each of their parts a widget.
constexpr std::array kExemptWords = {"has", "no", "with", "without", "hide", "elementor"};

// The same said in two words: "also-read", "most_viewed".
constexpr std::array kBoilerplatePairs = {
    "also read",   "read also",    "most read",   "most viewed",  "most popular", "author box",
    "author info", "author desc",  "author card", "about author", "read more",    "see also",
    "read next",   "up next",      "back top",    "scroll top",   "next prev",    "post nav",
    "sign up",     "more stories", "more news",   "top stories",  "post tags",    "follow us",
};

constexpr std::array kNoticeWords = {"correction",    "corrections", "notice",
                                     "clarification", "note",        "editornote"};

// Calls `see` with each word in lower case and the word before it, until it returns true.
template <typename See>
bool any_word(std::string_view names, See see) {
  std::string word;
  std::string before;
  char last = ' ';
  const auto done = [&] {
    if (word.empty()) return false;
    const bool found = see(word, before);
    std::swap(before, word);
    word.clear();
    return found;
  };
  for (const char c : names) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool lower = c >= 'a' && c <= 'z';
    const bool turn = upper && last >= 'a' && last <= 'z';
    if ((turn || !(upper || lower)) && done()) return true;
    if (c == ' ' || c == '\t' || c == '\n') before.clear();
    if (upper || lower) word += static_cast<char>(upper ? c - 'A' + 'a' : c);
    last = c;
  }
  return done();
}

const char* word_in(std::string_view names) {
  const char* found = nullptr;
  any_word(names, [&](const std::string& word, const std::string& before) {
    if (std::ranges::find(kExemptWords, before) != kExemptWords.end()) return false;
    for (const char* known : kBoilerplateWords) {
      if (word == known) found = known;
    }
    if (found == nullptr && !before.empty()) {
      const std::string pair = before + " " + word;
      for (const char* known : kBoilerplatePairs) {
        if (pair == known) found = known;
      }
    }
    return found != nullptr;
  });
  return found;
}

}  // namespace

const char* boilerplate_tag(const html::Node& node) {
  switch (node.tag) {
    case Tag::kNav:
      return "nav";
    case Tag::kFooter:
      return "footer";
    case Tag::kAside:
      return "aside";
    case Tag::kForm:
      return "form";
    case Tag::kMenu:
      return "menu";
    case Tag::kAddress:
      return "address";
    default:
      break;
  }
  const auto role = node.attribute("role");
  for (const char* name :
       {"navigation", "complementary", "contentinfo", "search", "dialog", "banner"}) {
    if (iequals(role, name)) return name;
  }
  return nullptr;
}

bool is_hidden(const html::Node& node) {
  if (node.has_attribute("hidden") || iequals(node.attribute("aria-hidden"), "true")) return true;
  const auto style = node.attribute("style");
  if (style.empty()) return false;
  std::string plain = ascii_lower(style);
  std::erase(plain, ' ');
  return plain.find("display:none") != std::string::npos ||
         plain.find("visibility:hidden") != std::string::npos;
}

bool is_embed(const html::Node& node) {
  if (!node.name.starts_with("amp-")) return false;
  for (const std::string_view name :
       {"amp-ad", "amp-embed", "amp-sidebar", "amp-consent", "amp-social-share", "amp-iframe",
        "amp-list", "amp-user-notification"}) {
    if (node.name == name) return true;
  }
  return false;
}

bool holds_comments(const html::Node& node) {
  if (node.is(Tag::kBody) || node.is(Tag::kHtml)) return false;
  for (const char* name :
       {"comments", "comment-list", "commentlist", "comments-area", "comment", "comment-body",
        "comments-list", "disqus_thread", "respond", "comment-wrap"}) {
    if (node.has_class(name) || node.attribute("id") == name) return true;
  }
  return false;
}

bool is_caption(const html::Node& node) {
  return any_word(node.attribute("class"), [](const std::string& word, const std::string&) {
    return word == "caption" || word == "captions" || word == "figcaption";
  });
}

bool is_notice(const html::Node& node) {
  return any_word(node.attribute("class"), [](const std::string& word, const std::string&) {
    return std::ranges::find(kNoticeWords, word) != kNoticeWords.end();
  });
}

const char* boilerplate_word(const html::Node& node) {
  if (icontains(node.attribute("itemtype"), "schema.org/Person")) return "person";
  const auto classes = node.attribute("class");
  // WordPress writes the post's categories and tags into the class of the post.
  if (node.has_class("hentry") || node.has_class("type-post")) return nullptr;
  if (trim(classes) == "status") return "status";
  if (const char* word = word_in(classes)) return word;
  return word_in(node.attribute("id"));
}

}  // namespace broadsheet::article
