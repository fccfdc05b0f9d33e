// SPDX-License-Identifier: Apache-2.0
// The words and tags by which markup says that something is not the article's text.
#include "article/boilerplate.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include "article/class_names.h"
#include "article/node_text.h"
#include "core/strings.h"

namespace broadsheet::article {

namespace {

using html::Node;
using html::Tag;

// Words of class and id names. A word counts where it stands alone between hyphens, underscores and
// changes of case: "share-bar", "shareBar", "share".
constexpr std::string_view kBoilerplateWords[] = {
    "abh",
    "ad",
    "addtoany",
    "ads",
    "adslot",
    "adunit",
    "advert",
    "advertisement",
    "advertising",
    "alsoread",
    "anonymous",
    "authorbox",
    "backtotop",
    "banner",
    "bio",
    "biographia",
    "breadcrumb",
    "breadcrumbs",
    "byline",
    "carousel",
    "comment",
    "commentlist",
    "comments",
    "consent",
    "cookie",
    "cookies",
    "copyright",
    "credits",
    "disclaimer",
    "disqus",
    "donation",
    "entrymeta",
    "factbox",
    "footer",
    "gallery",
    "gdpr",
    "infobox",
    "jp",
    "livefeed",
    "login",
    "masthead",
    "menu",
    "meta",
    "modal",
    "more",
    "morestories",
    "mostread",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "newsletters",
    "nextpost",
    "outbrain",
    "pager",
    "pagination",
    "paywall",
    "poll",
    "polls",
    "popular",
    "popup",
    "postmeta",
    "postmetadata",
    "postviews",
    "print",
    "promo",
    "promoted",
    "promotion",
    "ratings",
    "readmore",
    "readnext",
    "recirc",
    "recirculation",
    "recommend",
    "recommendations",
    "recommended",
    "regwall",
    "related",
    "relatedposts",
    "registration",
    "reply",
    "respond",
    "saboxplugin",
    "scrolltop",
    "share",
    "sharebar",
    "sharedaddy",
    "sharethis",
    "sharing",
    "sidebar",
    "signup",
    "skip",
    "slideshow",
    "social",
    "socials",
    "sponsored",
    "starbox",
    "subscribe",
    "subscription",
    "subscriptions",
    "taboola",
    "tagcloud",
    "tagline",
    "taglist",
    "tags",
    "teaser",
    "teasers",
    "ticker",
    "timestamp",
    "toc",
    "toolbar",
    "trailer",
    "trending",
    "upnext",
    "views",
    "widget",
    "widgets",
    "yarpp",
};

// What such a word may stand behind without being boilerplate: "has-sidebar" is said of the whole,
// and page builders call each of their parts a widget.
constexpr std::string_view kExemptWords[] = {"has", "no", "with", "without", "hide", "elementor"};

// The same said in two words: "also-read", "most_viewed".
constexpr std::pair<std::string_view, std::string_view> kBoilerplatePairs[] = {
    {"about", "author"},       {"also", "read"},      {"author", "bio"},      {"author", "box"},
    {"author", "boxes"},       {"author", "card"},    {"author", "content"},  {"author", "desc"},
    {"author", "description"}, {"author", "details"}, {"author", "info"},     {"author", "profile"},
    {"author", "widget"},      {"authors", "box"},    {"authors", "boxes"},   {"back", "top"},
    {"block", "query"},        {"box", "author"},     {"entry", "footer"},    {"fact", "box"},
    {"follow", "us"},          {"info", "box"},       {"instagram", "media"}, {"tiktok", "embed"},
    {"latest", "comments"},    {"latest", "news"},    {"latest", "posts"},    {"more", "news"},
    {"more", "stories"},       {"most", "popular"},   {"most", "read"},       {"most", "viewed"},
    {"next", "prev"},          {"post", "author"},    {"post", "nav"},        {"post", "share"},
    {"post", "sharing"},       {"post", "tags"},      {"rate", "post"},       {"read", "also"},
    {"read", "more"},          {"read", "next"},      {"recent", "comments"}, {"recent", "posts"},
    {"related", "article"},    {"scroll", "top"},     {"see", "also"},        {"sign", "up"},
    {"tag", "cloud"},          {"top", "stories"},    {"up", "next"},
};

constexpr std::string_view kNoticeWords[] = {"correction",    "corrections", "notice",
                                             "clarification", "note",        "editornote"};

// A caption, a correction: what holds more is a part of the page that is called like one.
bool is_small(const Node& node) {
  constexpr std::uint32_t kNodesMax = 40;
  const Node* last = &node;
  while (last->last_child != nullptr) last = last->last_child;
  return last->order - node.order <= kNodesMax;
}

// Words by length and first letter: nearly every word of a page finds an empty shelf.
template <std::size_t kCount>
class Shelves {
 public:
  template <typename Table, typename WordOf>
  constexpr Shelves(const Table& table, WordOf word_of) {
    for (std::size_t i = 0; i < kCount; ++i) {
      auto& first = first_[shelf_of(word_of(table[i]))];
      next_[i] = first;
      first = static_cast<std::uint8_t>(i + 1);
    }
  }

  // The first place of the table whose word `word` may be, plus one; 0: none. Then the next.
  [[nodiscard]] constexpr std::size_t first(std::string_view word) const {
    return first_[shelf_of(word)];
  }
  [[nodiscard]] constexpr std::size_t next(std::size_t at) const { return next_[at - 1]; }

 private:
  static_assert(kCount < 256, "places are bytes");

  static constexpr std::size_t shelf_of(std::string_view word) {
    return (word.size() & 15U) * 32 + (static_cast<unsigned char>(word.front()) & 31U);
  }

  std::array<std::uint8_t, std::size_t{16}* 32> first_ = {};
  std::array<std::uint8_t, kCount> next_ = {};
};

constexpr Shelves<std::size(kBoilerplateWords)> kWordShelves(kBoilerplateWords,
                                                             [](auto word) { return word; });
constexpr Shelves<std::size(kBoilerplatePairs)> kPairShelves(kBoilerplatePairs,
                                                             [](auto pair) { return pair.second; });

const char* known_word(std::string_view word) {
  for (auto at = kWordShelves.first(word); at != 0; at = kWordShelves.next(at)) {
    if (kBoilerplateWords[at - 1] == word) return kBoilerplateWords[at - 1].data();
  }
  return nullptr;
}

const char* known_pair(std::string_view before, std::string_view word) {
  for (auto at = kPairShelves.first(word); at != 0; at = kPairShelves.next(at)) {
    const auto& [first, second] = kBoilerplatePairs[at - 1];
    if (second == word && first == before) return first.data();
  }
  return nullptr;
}

// Null, or the word of `names` that is one of ours.
const char* word_in(std::string_view names) {
  const char* found = nullptr;
  if (names.empty()) return found;
  any_word(names, [&](std::string_view word, std::string_view before) {
    const char* known = known_word(word);
    if (known == nullptr && !before.empty()) known = known_pair(before, word);
    if (known == nullptr) return false;
    if (std::ranges::find(kExemptWords, before) != std::end(kExemptWords)) return false;
    found = known;
    return true;
  });
  return found;
}

// Of a box it says that it leads elsewhere; of a paragraph that it is the lead, or that it is what
// one pays for.
bool is_said_of_text(std::string_view word) { return word == "teaser" || word == "paywall"; }

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
  if (role.empty()) return nullptr;
  for (const char* name :
       {"navigation", "complementary", "contentinfo", "search", "dialog", "banner"}) {
    if (iequals(role, name)) return name;
  }
  return nullptr;
}

bool is_hidden(const html::Node& node) {
  if (node.attributes.empty()) return false;
  if (node.has_attribute("hidden")) return true;
  // Menus and dialogs that are not open. A paragraph is hidden from screen readers alone.
  if (iequals(node.attribute("aria-hidden"), "true") && !node.is(Tag::kP)) return true;
  // What only those hear who do not see the page.
  if (node.is_of_class("screen-reader-text") || node.is_of_class("sr-only") ||
      node.is_of_class("visually-hidden") || node.is_of_class("visuallyhidden")) {
    return true;
  }
  const auto style = node.attribute("style");
  if (style.empty()) return false;
  if (!icontains(style, "none") && !icontains(style, "hidden")) return false;
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
  constexpr std::string_view kNames[] = {"comments",      "comment-list",  "commentlist",
                                         "comments-area", "comment",       "comment-body",
                                         "comments-list", "disqus_thread", "respond",
                                         "comment-wrap",  "comments-wrap", "wpdcom"};
  if (node.called == 0) return false;
  const bool may = node.may_be_called("comment") || node.may_be_called("disqus") ||
                   node.may_be_called("respond") || node.may_be_called("wpdcom");
  if (!may || node.is(Tag::kBody) || node.is(Tag::kHtml)) return false;
  const auto id = node.attribute("id");
  if (std::ranges::find(kNames, id) != std::end(kNames)) return true;
  const auto names = node.attribute("class");
  if (!holds_any(names, {"comment", "disqus", "respond", "wpdcom"})) return false;
  const auto classes = split(names, ' ');
  return std::ranges::any_of(classes, [&](std::string_view one) {
    return std::ranges::find(kNames, one) != std::end(kNames);
  });
}

bool is_caption(const html::Node& node) {
  if (!node.may_be_called("caption")) return false;
  const auto classes = node.attribute("class");
  if (classes.empty()) return false;
  return any_word(classes,
                  [](std::string_view word, std::string_view) {
                    return word == "caption" || word == "captions" || word == "figcaption";
                  }) &&
         is_small(node);
}

bool is_picture_box(const html::Node& node) {
  static constexpr html::NamePart kPictureNames[] = {"image", "photo", "picture",
                                                     "media", "bild",  "foto"};
  constexpr std::size_t kBytesMax = 500;
  constexpr std::size_t kParagraphsMax = 2;
  if (!node.is(Tag::kDiv)) return false;
  const auto classes = node.attribute("class");
  const bool named = std::ranges::any_of(kPictureNames, [&](const html::NamePart& word) {
    return node.may_be_called(word) && classes.find(word.text) != std::string_view::npos;
  });
  if (!named || !is_small(node)) return false;
  std::size_t bytes = 0;
  std::size_t paragraphs = 0;
  bool picture = false;
  for (const Node* below = node.first_child; below != nullptr;
       below = html::next_node(below, &node)) {
    if (below->kind == html::NodeKind::kText) bytes += trim(below->text).size();
    if (below->kind != html::NodeKind::kElement) continue;
    picture = picture || below->is(Tag::kImg) || below->is(Tag::kPicture) || below->is(Tag::kVideo);
    paragraphs += below->is(Tag::kP) ? 1 : 0;
    const bool more = below->is(Tag::kH1) || below->is(Tag::kH2) || below->is(Tag::kH3) ||
                      below->is(Tag::kH4) || below->is(Tag::kLi) || below->is(Tag::kTable);
    if (more || bytes > kBytesMax || paragraphs > kParagraphsMax) return false;
  }
  return picture;
}

bool is_notice(const html::Node& node) {
  const bool may = node.may_be_called("correction") || node.may_be_called("notice") ||
                   node.may_be_called("clarification") || node.may_be_called("note");
  if (!may) return false;
  const auto classes = node.attribute("class");
  if (classes.empty()) return false;
  return any_word(classes,
                  [](std::string_view word, std::string_view) {
                    return std::ranges::find(kNoticeWords, word) != std::end(kNoticeWords);
                  }) &&
         is_small(node);
}

const char* boilerplate_word(const html::Node& node) {
  if (icontains(node.attribute("itemtype"), "schema.org/Person")) return "person";
  const auto classes = node.attribute("class");
  // WordPress writes the post's categories and tags into the class of the post.
  if (node.is_of_class("hentry") || node.is_of_class("type-post")) return nullptr;
  if (trim(classes) == "status") return "status";
  const char* word = word_in(classes);
  if (word == nullptr) word = word_in(node.attribute("id"));
  return word != nullptr && !(node.is(Tag::kP) && is_said_of_text(word)) ? word : nullptr;
}

}  // namespace broadsheet::article
