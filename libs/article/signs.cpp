// SPDX-License-Identifier: Apache-2.0
// Counts go in as logarithms: the tenth form says less than the first.
#include "article/signs.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <string>

#include "article/dates.h"
#include "article/phrases.h"
#include "article/wording.h"
#include "core/strings.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

using html::Node;
using html::NodeKind;
using html::Tag;
using records::ParagraphKind;

constexpr std::string_view kNews[] = {
    "news",     "blog",  "blogs",    "article", "articles", "story",  "stories", "post",    "posts",
    "magazine", "press", "insights", "learn",   "guide",    "guides", "opinion", "features"};
constexpr std::string_view kShop[] = {"product", "products",    "shop", "store", "item",
                                      "dp",      "collections", "buy",  "cart",  "pd"};
constexpr std::string_view kForum[] = {
    "forum", "forums",    "thread",    "threads",     "topic",    "viewtopic", "showthread",
    "t",     "community", "questions", "discussions", "comments", "discussion"};
constexpr std::string_view kDocs[] = {"docs",     "doc",    "documentation", "reference", "api",
                                      "wiki",     "help",   "support",       "manual",    "kb",
                                      "tutorial", "latest", "stable"};
constexpr std::string_view kList[] = {"category", "categories", "tag",     "tags",   "search",
                                      "archive",  "archives",   "listing", "jobs",   "directory",
                                      "page",     "collection", "c",       "browse", "topics"};
constexpr std::string_view kSite[] = {"about",     "services",   "service",  "solutions",
                                      "pricing",   "contact",    "programs", "program",
                                      "careers",   "features",   "platform", "industries",
                                      "academics", "admissions", "plans"};
constexpr std::string_view kOtherHosts[] = {
    "docs",  "developer", "developers", "forum", "forums", "community", "shop",
    "store", "support",   "help",       "api",   "wiki",   "discuss",   "learn"};

double log_of(std::size_t count) { return std::log2(1.0 + static_cast<double>(count)); }

double ratio(std::size_t part, std::size_t all) {
  return all == 0 ? 0 : static_cast<double>(part) / static_cast<double>(all);
}

template <typename Words>
bool is_one_of(std::string_view word, const Words& words) {
  return std::ranges::find(words, word) != std::end(words);
}

// A place in the table, by name, so that the order of the table is nobody's burden.
struct SignName {
  std::size_t at = 0;

  // NOLINTNEXTLINE(google-explicit-constructor): a literal is one. An unknown one does not compile.
  consteval SignName(const char* name) {
    while (kSignNames[at] != name) ++at;
  }
};

class Sheet {
 public:
  void set(SignName name, double value) { signs_[name.at] = value; }
  void set(SignName name, bool value) { set(name, value ? 1.0 : 0.0); }
  [[nodiscard]] const Signs& signs() const { return signs_; }

 private:
  Signs signs_ = {};
};

void read_claims(const Candidates& metadata, Sheet& sheet) {
  bool typed = false;
  bool called = false;
  bool website = false;
  bool other = false;
  bool shop = false;
  bool forum = false;
  bool list = false;
  bool place = false;
  std::size_t site_types = 0;
  double author = 0;
  double published = 0;
  double modified = 0;
  double section = 0;
  std::size_t keywords = 0;
  for (const auto& one : metadata) {
    if (one.field == FieldKind::kAuthor) author = std::max(author, one.confidence);
    if (one.field == FieldKind::kPublished) published = std::max(published, one.confidence);
    if (one.field == FieldKind::kModified) modified = std::max(modified, one.confidence);
    if (one.field == FieldKind::kSection) section = std::max(section, one.confidence);
    if (one.field == FieldKind::kKeyword) ++keywords;
    if (one.field != FieldKind::kType) continue;
    const std::string& type = one.value;
    typed = typed || type.ends_with("Article") || type == "BlogPosting" ||
            type == "LiveBlogPosting" || type == "Report" || type == "Review";
    called = called || iequals(type, "article");
    website = website || iequals(type, "website");
    shop = shop || istarts_with(type, "product") || type == "Offer" || type == "AggregateOffer";
    forum = forum || type == "DiscussionForumPosting" || type == "QAPage";
    list = list || type == "CollectionPage" || type == "SearchResultsPage" || type == "ItemList";
    place = place || type.ends_with("Business") || type == "Course" || type == "JobPosting" ||
            type == "Service" || type == "SoftwareApplication" || type == "Event";
    other = other || type == "AboutPage" || type == "ContactPage" || type == "ProfilePage" ||
            type == "FAQPage";
    site_types += type == "WebPage" || type == "WebSite" || type == "Organization" ? 1 : 0;
  }
  sheet.set("typed", typed);
  sheet.set("called", called);
  sheet.set("website", website);
  sheet.set("other_type", other);
  sheet.set("shop_type", shop);
  sheet.set("forum_type", forum);
  sheet.set("list_type", list);
  sheet.set("place_type", place);
  sheet.set("site_types", log_of(site_types));
  sheet.set("author", author);
  sheet.set("published", published);
  sheet.set("modified", modified);
  sheet.set("section", section);
  sheet.set("keywords", log_of(keywords));
}

void read_address(const url::Url& url, Sheet& sheet) {
  const std::string path = ascii_lower(url.path());
  std::vector<std::string_view> parts;
  for (const auto part : split(path, '/')) {
    if (!part.empty()) parts.push_back(part);
  }
  const auto any = [&](const auto& words) {
    return std::ranges::any_of(
        parts, [&](auto part) { return is_one_of(part.substr(0, part.find('.')), words); });
  };
  sheet.set("depth", static_cast<double>(std::min<std::size_t>(parts.size(), 8)));
  const std::string_view slug = parts.empty() ? std::string_view() : parts.back();
  const auto joints = std::ranges::count_if(slug, [](char c) { return c == '-' || c == '_'; });
  const auto digits = std::ranges::count_if(slug, [](char c) { return c >= '0' && c <= '9'; });
  sheet.set("slug_words", static_cast<double>(std::min<std::ptrdiff_t>(joints, 12)));
  sheet.set("slug_digits", static_cast<double>(std::min<std::ptrdiff_t>(digits, 12)));
  sheet.set("path_dated", date_in_path(url.path()).has_value());
  sheet.set("query", !url.query().empty());
  sheet.set("word_news", any(kNews));
  sheet.set("word_shop", any(kShop));
  sheet.set("word_forum", any(kForum));
  sheet.set("word_docs", any(kDocs));
  sheet.set("word_list", any(kList));
  sheet.set("word_site", any(kSite));
  const std::string_view host = url.host();
  sheet.set("host_other", is_one_of(host.substr(0, host.find('.')), kOtherHosts));
}

// "$ 12", "€12", "12 €": how often a price is named.
std::size_t prices_in(std::string_view text) {
  std::size_t found = 0;
  for (const std::string_view sign : {"$", "€", "£", "₹"}) {
    for (auto at = text.find(sign); at != std::string_view::npos; at = text.find(sign, at + 1)) {
      const auto next = text.substr(at + sign.size(), 2);
      const bool after = std::ranges::any_of(next, [](char c) { return c >= '0' && c <= '9'; });
      const bool before = at >= 2 && ((text[at - 1] >= '0' && text[at - 1] <= '9') ||
                                      (text[at - 2] >= '0' && text[at - 2] <= '9'));
      if (after || before) ++found;
    }
  }
  return found;
}

// Whoever sells speaks of "us" and "you"; who reports, of others.
struct Persons {
  std::size_t words = 0;
  std::size_t us = 0;
};

consteval std::uint64_t word_key(std::string_view word) {
  std::uint64_t key = 0;
  for (const char c : word) key = key << 8 | static_cast<unsigned char>(c);
  return key;
}

bool is_us(std::uint64_t word, std::size_t size) {
  switch (size) {
    case 2:
      return word == word_key("we") || word == word_key("us");
    case 3:
      return word == word_key("our") || word == word_key("you") || word == word_key("wir") ||
             word == word_key("sie");
    case 4:
      return word == word_key("your") || word == word_key("ihre") || word == word_key("nous") ||
             word == word_key("vous");
    case 5:
      return word == word_key("notre") || word == word_key("votre");
    case 6:
      return word == word_key("unsere");
    default:
      return false;
  }
}

// In lower case, where it is ASCII; 0: no letter.
constexpr std::array<unsigned char, 256> kLetters = [] {
  std::array<unsigned char, 256> letters = {};
  for (unsigned c = 'a'; c <= 'z'; ++c) {
    letters[c] = letters[c - 'a' + 'A'] = static_cast<unsigned char>(c);
  }
  for (unsigned c = 0x80; c < letters.size(); ++c) letters[c] = static_cast<unsigned char>(c);
  return letters;
}();

void count_persons(std::string_view text, Persons& persons) {
  constexpr std::size_t kLongest = 7;
  std::uint64_t word = 0;  // its letters, as in word_key
  std::size_t size = 0;
  const auto end = [&] {
    if (size == 0) return;
    ++persons.words;
    if (size <= kLongest && is_us(word, size)) ++persons.us;
    size = 0;
    word = 0;
  };
  for (const char c : text) {
    const unsigned char letter = kLetters[static_cast<unsigned char>(c)];
    if (letter == 0) {
      end();
      continue;
    }
    word = word << 8 | letter;
    ++size;
  }
  end();
}

void read_text(const Looks& looks, Sheet& sheet) {
  const Body& body = looks.body;
  std::size_t kept = 0;
  std::size_t lists = 0;
  std::size_t headings = 0;
  std::size_t sentences = 0;
  std::size_t questions = 0;
  std::size_t count = 0;
  std::size_t beside = 0;
  Persons persons;
  std::size_t prices = 0;
  for (const auto& one : body.paragraphs) {
    if (one.kind == ParagraphKind::kCaption || one.kind == ParagraphKind::kNotice) {
      ++beside;
      continue;
    }
    ++count;
    kept += one.text.size();
    if (one.kind == ParagraphKind::kListItem) lists += one.text.size();
    if (one.kind == ParagraphKind::kHeading) ++headings;
    if (one.text.ends_with('?')) ++questions;
    if (ends_like_a_sentence(one.text)) sentences += one.text.size();
    count_persons(one.text, persons);
    prices += prices_in(one.text);
  }
  sheet.set("length", log_of(body.length));
  sheet.set("good_length", log_of(body.good_length));
  sheet.set("share", ratio(body.length, body.good_length));
  sheet.set("paragraphs", log_of(body.paragraphs_long));
  sheet.set("paragraph_length",
            log_of(body.length / std::max<std::size_t>(1, body.paragraphs_long)));
  sheet.set("teasers", log_of(body.teasers));
  sheet.set("marked", body.marked);
  sheet.set("headline", looks.headline);
  sheet.set("title_words",
            static_cast<double>(std::min<std::size_t>(text::count_words(looks.title.value), 20)));
  sheet.set("list_share", ratio(lists, kept));
  sheet.set("heading_share", ratio(headings, count));
  sheet.set("sentences", ratio(sentences, kept));
  sheet.set("asides", log_of(beside));
  sheet.set("person", 100 * ratio(persons.us, persons.words));
  sheet.set("prices", log_of(prices));
  sheet.set("questions", ratio(questions, count));
  sheet.set("kept_share", ratio(count, looks.blocks.size()));
}

// How many siblings of one name have text of their own: posts of a forum, teasers of a list.
// `largest` is the share of the good text that the largest element of text alone has.
class Repeats {
 public:
  Repeats(const html::Document& document, const std::vector<Block>& blocks)
      : weights_(document.node_count() + 1, 0) {
    for (const auto& block : blocks) {
      if (!is_text(block)) continue;
      for (const Node* node = block.node; node != nullptr; node = node->parent) {
        if (node->order < weights_.size()) weights_[node->order] += block.length;
      }
    }
  }

  [[nodiscard]] std::size_t most(const std::vector<Block>& blocks) const {
    std::size_t most = 0;
    std::vector<bool> seen(weights_.size(), false);
    for (const auto& block : blocks) {
      if (!is_text(block)) continue;
      for (const Node* node = block.node->parent; node != nullptr; node = node->parent) {
        if (node->order >= seen.size() || seen[node->order]) break;
        seen[node->order] = true;
        most = std::max(most, alike(*node));
      }
    }
    return most;
  }

 private:
  static bool is_text(const Block& block) {
    constexpr std::size_t kSentence = 60;
    constexpr double kLinks = 0.5;
    return block.length >= kSentence && block.link_density() < kLinks;
  }

  [[nodiscard]] std::size_t alike(const Node& parent) const {
    std::size_t most = 0;
    std::size_t run = 0;
    const Node* before = nullptr;
    for (const Node* child = parent.first_child; child != nullptr; child = child->next) {
      if (child->kind != NodeKind::kElement || child->order >= weights_.size()) continue;
      const bool box = child->is(Tag::kDiv) || child->is(Tag::kLi) || child->is(Tag::kArticle) ||
                       child->is(Tag::kSection) || child->is(Tag::kTr) || child->is(Tag::kTable) ||
                       child->tag == Tag::kUnknown;
      if (!box || weights_[child->order] == 0) continue;
      const bool same = before != nullptr && before->tag == child->tag &&
                        first_class(*before) == first_class(*child);
      run = same ? run + 1 : 1;
      before = child;
      most = std::max(most, run);
    }
    return most;
  }

  static std::string_view first_class(const Node& node) {
    const auto names = trim(node.attribute("class"));
    return names.substr(0, names.find(' '));
  }

  std::vector<std::size_t> weights_;
};

void read_wording(const Looks& looks, Sheet& sheet) {
  std::size_t headings = 0;
  std::size_t asking = 0;
  std::size_t paragraphs = 0;
  std::size_t exclaimed = 0;
  for (const auto& one : looks.body.paragraphs) {
    if (one.kind == ParagraphKind::kCaption || one.kind == ParagraphKind::kNotice) continue;
    ++paragraphs;
    exclaimed += static_cast<std::size_t>(std::ranges::count(one.text, '!'));
    if (one.kind != ParagraphKind::kHeading) continue;
    ++headings;
    if (one.text.ends_with('?')) ++asking;
  }
  sheet.set("headings_ask", ratio(asking, headings));
  sheet.set("exclaimed", ratio(exclaimed, paragraphs));
  const Labels labels = read_labels(looks.blocks);
  sheet.set("labels_service", log_of(labels.service));
  sheet.set("labels_reading", log_of(labels.reading));
  sheet.set("labels_dated", log_of(labels.dated));
  const TitleWords title = read_title_words(looks.title.value);
  sheet.set("title_glue", title.glue);
  sheet.set("title_number", title.number);
  sheet.set("title_colon", looks.title.value.find(':') != std::string::npos);
}

void read_shape(const Looks& looks, Sheet& sheet) {
  std::size_t length = 0;
  std::size_t links = 0;
  std::size_t linked_lines = 0;
  std::size_t labels = 0;
  std::size_t own = 0;
  std::size_t own_links = 0;
  std::size_t above = 0;
  std::size_t largest = 0;
  const Node* container = looks.body.container;
  for (const auto& block : looks.blocks) {
    length += block.length;
    links += block.link_length;
    if (block.link_density() > 0.6) ++linked_lines;
    if (block.length < 30) ++labels;
    if (container == nullptr) continue;
    if (block.node->order < container->order) {
      ++above;
    } else {
      own += block.length;
      own_links += block.link_length;
    }
    if (block.link_density() < 0.5) largest = std::max(largest, block.length);
  }
  sheet.set("blocks", log_of(looks.blocks.size()));
  sheet.set("link_density", ratio(links, length));
  sheet.set("linked_lines", log_of(linked_lines));
  sheet.set("label_share", ratio(labels, looks.blocks.size()));
  sheet.set("own_links", ratio(own_links, own));
  sheet.set("above", log_of(above));
  sheet.set("largest", ratio(largest, looks.body.good_length));
  sheet.set("repeats", log_of(Repeats(looks.document, looks.blocks).most(looks.blocks)));
}

struct Counts {
  std::size_t elements = 0, headings1 = 0, headings2 = 0, forms = 0, inputs = 0, buttons = 0,
              pictures = 0, code = 0, times = 0, tables = 0, articles = 0, navs = 0, asides = 0,
              links = 0, priced = 0, replies = 0;
};

void count_class(const Node& node, Counts& counts) {
  const auto has = [&](const html::NamePart& part) {
    return node.may_be_called(part) &&
           node.attribute("class").find(part.text) != std::string_view::npos;
  };
  if (has("price") || has("cart")) ++counts.priced;
  if (has("reply") || has("avatar") || has("thread") || has("username")) ++counts.replies;
}

void count(const Node& node, Counts& counts) {
  ++counts.elements;
  switch (node.tag) {
    case Tag::kH1:
      ++counts.headings1;
      break;
    case Tag::kH2:
    case Tag::kH3:
      ++counts.headings2;
      break;
    case Tag::kForm:
      ++counts.forms;
      break;
    case Tag::kInput:
    case Tag::kSelect:
    case Tag::kTextarea:
      ++counts.inputs;
      break;
    case Tag::kButton:
      ++counts.buttons;
      break;
    case Tag::kImg:
      ++counts.pictures;
      break;
    case Tag::kPre:
    case Tag::kCode:
      ++counts.code;
      break;
    case Tag::kTime:
      ++counts.times;
      break;
    case Tag::kTable:
      ++counts.tables;
      break;
    case Tag::kArticle:
      ++counts.articles;
      break;
    case Tag::kNav:
      ++counts.navs;
      break;
    case Tag::kAside:
      ++counts.asides;
      break;
    case Tag::kA:
      ++counts.links;
      break;
    default:
      break;
  }
  if (node.called != 0) count_class(node, counts);
}

// What the names of the whole page and the program that made it say.
void read_theme(const html::Document& document, Sheet& sheet) {
  std::string names;
  for (const Node* node : {document.html(), document.body()}) {
    if (node == nullptr) continue;
    names += ascii_lower(node->attribute("class")) + " " + ascii_lower(node->attribute("id")) + " ";
  }
  if (document.head() != nullptr) {
    for (const Node* node = document.head()->first_child; node != nullptr; node = node->next) {
      if (node->is(Tag::kMeta) && iequals(node->attribute("name"), "generator")) {
        names += ascii_lower(node->attribute("content")) + " ";
      }
    }
  }
  const auto has = [&](std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words,
                               [&](auto word) { return names.find(word) != std::string::npos; });
  };
  sheet.set("theme_shop", has({"product", "shop", "cart", "catalog", "woocommerce-page"}));
  sheet.set("theme_forum", has({"forum", "topic", "thread", "discourse", "phpbb", "vbulletin",
                                "xenforo", "question", "invision", "vanilla"}));
  sheet.set("theme_docs", has({"docs", "sphinx", "mkdocs", "docusaurus", "wiki", "javadoc",
                               "doxygen", "vitepress", "hugo"}));
  sheet.set("theme_news",
            has({"single-post", "article", "postid-", "node-type-article", "type-post", "story"}));
}

void read_markup(const html::Document& document, Sheet& sheet) {
  Counts counts;
  const Node* root = document.body();
  for (const Node* node = root; node != nullptr; node = html::next_node(node, root)) {
    if (node->kind == NodeKind::kElement) count(*node, counts);
  }
  sheet.set("elements", log_of(counts.elements));
  sheet.set("headings1", static_cast<double>(std::min<std::size_t>(counts.headings1, 3)));
  sheet.set("headings2", log_of(counts.headings2));
  sheet.set("forms", log_of(counts.forms));
  sheet.set("inputs", log_of(counts.inputs));
  sheet.set("buttons", log_of(counts.buttons));
  sheet.set("pictures", log_of(counts.pictures));
  sheet.set("code", log_of(counts.code));
  sheet.set("times", log_of(counts.times));
  sheet.set("tables", log_of(counts.tables));
  sheet.set("articles", log_of(counts.articles));
  sheet.set("navs", log_of(counts.navs));
  sheet.set("asides_tag", log_of(counts.asides));
  sheet.set("links", log_of(counts.links));
  sheet.set("priced", log_of(counts.priced));
  sheet.set("replies", log_of(counts.replies));
}

}  // namespace

Signs read_signs(const Looks& looks) {
  Sheet sheet;
  read_claims(looks.metadata, sheet);
  read_address(looks.page.url, sheet);
  read_text(looks, sheet);
  read_wording(looks, sheet);
  read_shape(looks, sheet);
  read_markup(looks.document, sheet);
  read_theme(looks.document, sheet);
  return sheet.signs();
}

}  // namespace broadsheet::article
