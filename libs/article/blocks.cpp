// SPDX-License-Identifier: Apache-2.0
// One walk over the tree. A paragraph ends where a block element begins or ends, and at two line
// breaks.
#include "article/blocks.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "core/strings.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

using html::Node;
using html::NodeKind;
using html::Tag;
using records::ParagraphKind;

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
};

// What such a word may stand beside without being boilerplate: "article-meta-body" is rare, a body
// class like "has-sidebar" is not.
constexpr std::array kExemptWords = {"has", "no", "with", "without", "hide"};

bool is_block(Tag tag) {
  switch (tag) {
    case Tag::kA:
    case Tag::kB:
    case Tag::kStrong:
    case Tag::kEm:
    case Tag::kI:
    case Tag::kSpan:
    case Tag::kFont:
    case Tag::kU:
    case Tag::kSmall:
    case Tag::kSub:
    case Tag::kSup:
    case Tag::kMark:
    case Tag::kAbbr:
    case Tag::kCite:
    case Tag::kQ:
    case Tag::kCode:
    case Tag::kTime:
    case Tag::kImg:
    case Tag::kBdi:
    case Tag::kBdo:
    case Tag::kDfn:
    case Tag::kS:
    case Tag::kDel:
    case Tag::kIns:
    case Tag::kKbd:
    case Tag::kSamp:
    case Tag::kVar:
    case Tag::kWbr:
    case Tag::kData:
    case Tag::kRuby:
    case Tag::kRt:
    case Tag::kRp:
    case Tag::kAcronym:
    case Tag::kBig:
    case Tag::kTt:
    case Tag::kUnknown:
    case Tag::kLabel:
      return false;
    default:
      return true;
  }
}

bool is_skipped(Tag tag) {
  switch (tag) {
    case Tag::kScript:
    case Tag::kStyle:
    case Tag::kTemplate:
    case Tag::kNoscript:
    case Tag::kIframe:
    case Tag::kObject:
    case Tag::kEmbed:
    case Tag::kButton:
    case Tag::kSelect:
    case Tag::kTextarea:
    case Tag::kInput:
    case Tag::kSvg:
    case Tag::kMath:
    case Tag::kCanvas:
    case Tag::kVideo:
    case Tag::kAudio:
    case Tag::kMap:
    case Tag::kDialog:
    case Tag::kHead:
    case Tag::kRt:
    case Tag::kRp:
      return true;
    default:
      return false;
  }
}

const char* boilerplate_tag(const Node& node) {
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

bool is_hidden(const Node& node) {
  if (node.has_attribute("hidden") || iequals(node.attribute("aria-hidden"), "true")) return true;
  const auto style = node.attribute("style");
  if (style.empty()) return false;
  std::string plain = ascii_lower(style);
  std::erase(plain, ' ');
  return plain.find("display:none") != std::string::npos ||
         plain.find("visibility:hidden") != std::string::npos;
}

std::vector<std::string> words_of_names(std::string_view names) {
  std::vector<std::string> words(1);
  char before = ' ';
  for (const char c : names) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool lower = c >= 'a' && c <= 'z';
    const bool turn = upper && before >= 'a' && before <= 'z';
    if (turn || !(upper || lower)) {
      if (!words.back().empty()) words.emplace_back();
    }
    if (upper || lower) words.back() += static_cast<char>(upper ? c - 'A' + 'a' : c);
    before = c;
  }
  return words;
}

const char* word_in(std::string_view names) {
  const auto words = words_of_names(names);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0 && std::ranges::find(kExemptWords, words[i - 1]) != kExemptWords.end()) continue;
    for (const char* word : kBoilerplateWords) {
      if (words[i] == word) return word;
    }
  }
  return nullptr;
}

std::size_t weight_of(std::string_view text) {
  std::size_t length = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xc0) == 0x80) continue;
    // U+3000 and up: an ideograph or kana says as much as three letters.
    length += byte >= 0xe3 && byte <= 0xef ? 3 : 1;
  }
  return length;
}

class BlockReader {
 public:
  std::vector<Block> run(const Node* body) {
    if (body != nullptr) children(*body);
    flush();
    return std::move(blocks_);
  }

 private:
  void children(const Node& node) {
    for (const Node* child = node.first_child; child != nullptr; child = child->next) visit(*child);
  }

  void visit(const Node& node) {
    if (node.kind == NodeKind::kText) {
      add_text(node);
      return;
    }
    if (node.kind != NodeKind::kElement || is_skipped(node.tag) || is_hidden(node)) return;
    if (node.is(Tag::kBr)) {
      if (++breaks_ >= 2) flush();
      pending_ += ' ';
      return;
    }
    if (node.is(Tag::kA)) {
      ++links_;
      children(node);
      --links_;
      return;
    }
    if (!is_block(node.tag)) {
      children(node);
      return;
    }
    enter_block(node);
  }

  void enter_block(const Node& node) {
    flush();
    const char* before = boilerplate_;
    const ParagraphKind kind_before = kind_;
    const Node* holder_before = holder_;
    if (boilerplate_ == nullptr) boilerplate_ = boilerplate_tag(node);
    if (boilerplate_ == nullptr && !node.is(Tag::kMain) && !node.is(Tag::kArticle)) {
      boilerplate_ = boilerplate_word(node);
    }
    kind_ = kind_of(node);
    holder_ = &node;
    children(node);
    flush();
    boilerplate_ = before;
    kind_ = kind_before;
    holder_ = holder_before;
  }

  ParagraphKind kind_of(const Node& node) const {
    switch (node.tag) {
      case Tag::kH1:
      case Tag::kH2:
      case Tag::kH3:
      case Tag::kH4:
      case Tag::kH5:
      case Tag::kH6:
        return ParagraphKind::kHeading;
      case Tag::kLi:
      case Tag::kDd:
      case Tag::kDt:
        return ParagraphKind::kListItem;
      case Tag::kBlockquote:
        return ParagraphKind::kQuote;
      case Tag::kFigure:
      case Tag::kFigcaption:
        return ParagraphKind::kCaption;
      case Tag::kP:
      case Tag::kDiv:
      case Tag::kSection:
        // A paragraph in a quote is a quote, one in a caption a caption.
        return kind_ == ParagraphKind::kHeading ? ParagraphKind::kText : kind_;
      default:
        return kind_ == ParagraphKind::kCaption ? kind_ : ParagraphKind::kText;
    }
  }

  void add_text(const Node& node) {
    if (trim(node.text).empty()) {
      pending_ += ' ';
      return;
    }
    breaks_ = 0;
    pending_ += node.text;
    if (links_ > 0) link_length_ += weight_of(text::normalise(node.text));
  }

  void flush() {
    breaks_ = 0;
    std::string text = text::normalise(pending_);
    pending_.clear();
    const std::size_t link_length = std::exchange(link_length_, 0);
    if (text.empty()) return;
    Block block;
    block.kind = kind_;
    block.length = weight_of(text);
    block.link_length = std::min(link_length, block.length);
    block.text = std::move(text);
    block.node = holder_;
    block.boilerplate = boilerplate_;
    blocks_.push_back(std::move(block));
  }

  std::vector<Block> blocks_;
  std::string pending_;
  std::size_t link_length_ = 0;
  int links_ = 0;
  int breaks_ = 0;
  ParagraphKind kind_ = ParagraphKind::kText;
  const Node* holder_ = nullptr;
  const char* boilerplate_ = nullptr;
};

}  // namespace

const char* boilerplate_word(const Node& node) {
  if (const char* word = word_in(node.attribute("class"))) return word;
  return word_in(node.attribute("id"));
}

std::vector<Block> read_blocks(const html::Document& document) {
  return BlockReader().run(document.body());
}

std::string path_of(const Node* node) {
  std::vector<std::string> names;
  for (; node != nullptr && node->kind == NodeKind::kElement; node = node->parent) {
    std::string name(node->name);
    const auto cls = trim(node->attribute("class"));
    if (!cls.empty()) name += "." + std::string(cls.substr(0, cls.find(' ')));
    names.push_back(std::move(name));
  }
  std::ranges::reverse(names);
  return join(names, " > ");
}

}  // namespace broadsheet::article
