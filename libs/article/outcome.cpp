// SPDX-License-Identifier: Apache-2.0
// Walls first, since they look like pages; then what the page says it is; then what it looks like.
#include "article/outcome.h"

#include <algorithm>
#include <cmath>

#include "article/model.h"
#include "article/notices.h"
#include "core/strings.h"
#include "text/unicode.h"

namespace broadsheet::article {

namespace {

using records::Outcome;

constexpr std::size_t kWallLength = 2500;  // A wall says little; an article about walls says more.

constexpr std::string_view kChallenge[] = {"checking your browser",
                                           "verify you are human",
                                           "verifying you are human",
                                           "are you a robot",
                                           "enable javascript and cookies to continue",
                                           "access denied",
                                           "attention required",
                                           "please complete the security check",
                                           "unusual traffic",
                                           "captcha",
                                           "just a moment",
                                           "request unsuccessful",
                                           "pardon our interruption",
                                           "bot detection",
                                           "checking that you are human"};
constexpr std::string_view kConsent[] = {
    "before you continue", "we value your privacy", "your privacy choices", "accept all cookies",
    "we and our partners", "cookies akzeptieren",   "mit werbung",          "accepter les cookies",
    "aceptar cookies",     "accetta i cookie",      "consent to the use",   "zustimmen und weiter"};
constexpr std::string_view kMissing[] = {"page not found",
                                         "not found",
                                         "404 not found",
                                         "error 404",
                                         "404 error",
                                         "404 -",
                                         "404 |",
                                         "404 –",
                                         "page doesn't exist",
                                         "page does not exist",
                                         "seite nicht gefunden",
                                         "page introuvable",
                                         "pagina no encontrada",
                                         "pagina non trovata",
                                         "pagina nao encontrada",
                                         "pagina niet gevonden",
                                         "страница не найдена",
                                         "sayfa bulunamadi",
                                         "sidan kunde inte hittas",
                                         "nie znaleziono strony",
                                         "δεν βρεθηκε",
                                         "الصفحة غير موجودة",
                                         "غير موجودة",
                                         "पृष्ठ नहीं मिला",
                                         "ページが見つかりません",
                                         "页面未找到",
                                         "頁面不存在",
                                         "페이지를 찾을 수 없습니다",
                                         "article removed",
                                         "no longer available"};
constexpr std::string_view kParked[] = {"domain is for sale", "buy this domain",
                                        "this domain may be for sale", "parked free",
                                        "domain parking"};

// A phrase that begins and ends with a letter or digit is looked for as whole words.
bool holds(const std::string& folded, std::string_view phrase) {
  const auto is_word = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  for (std::size_t at = folded.find(phrase); at != std::string::npos;
       at = folded.find(phrase, at + 1)) {
    const std::size_t end = at + phrase.size();
    const bool begins = at == 0 || !is_word(folded[at - 1]) || !is_word(phrase.front());
    const bool ends = end == folded.size() || !is_word(folded[end]) || !is_word(phrase.back());
    if (begins && ends) return true;
  }
  return false;
}

template <typename Phrases>
bool says(const std::string& folded, const Phrases& phrases) {
  return std::ranges::any_of(phrases, [&](const auto& phrase) { return holds(folded, phrase); });
}

// kMissing, and what those of other scripts fold to.
const std::vector<std::string>& missing_phrases() {
  static const std::vector<std::string> kPhrases = [] {
    std::vector<std::string> phrases;
    for (const auto phrase : kMissing) {
      phrases.emplace_back(phrase);
      if (static_cast<signed char>(phrase.front()) < 0) phrases.push_back(text::fold(phrase));
    }
    return phrases;
  }();
  return kPhrases;
}

struct Shape {
  std::string all;  // folded, of a short page
  std::size_t length = 0;
  std::size_t link_length = 0;
  // Blocks that are mostly a link: headlines of a hub, entries of a menu.
  std::size_t linked_lines = 0;
};

Shape shape_of(const std::vector<Block>& blocks) {
  Shape shape;
  for (const auto& block : blocks) {
    if (shape.length < kWallLength) shape.all += block.text + "\n";
    shape.length += block.length;
    shape.link_length += block.link_length;
    if (block.link_density() > 0.6 && block.boilerplate == nullptr) ++shape.linked_lines;
  }
  // A longer page is no wall.
  shape.all = shape.length < kWallLength ? text::fold(shape.all) : std::string();
  return shape;
}

// Says that it is an article, in the words of schema.org.
bool is_typed(const Candidates& metadata) {
  return std::ranges::any_of(metadata, [](const Candidate& c) {
    if (c.field != FieldKind::kType) return false;
    return c.value.ends_with("Article") || c.value == "BlogPosting" ||
           c.value == "LiveBlogPosting" || c.value == "Report";
  });
}

bool has_type(const Candidates& metadata, std::string_view type) {
  return std::ranges::any_of(
      metadata, [&](const Candidate& c) { return c.field == FieldKind::kType && c.value == type; });
}

// What else it says that it is; empty if nothing. A video or an event may well have its report.
std::string other_type(const Candidates& metadata) {
  constexpr std::string_view kOthers[] = {
      "Product",     "ProductGroup",       "DiscussionForumPosting", "QAPage",    "JobPosting",
      "Course",      "CollectionPage",     "SearchResultsPage",      "AboutPage", "ContactPage",
      "ProfilePage", "SoftwareApplication"};
  for (const auto& candidate : metadata) {
    if (candidate.field != FieldKind::kType) continue;
    const bool other = std::ranges::find(kOthers, candidate.value) != std::end(kOthers);
    if (other || candidate.value.starts_with("product")) return candidate.value;
  }
  return {};
}

std::optional<Judgement> wall(const Page& page, const html::Document& document, const Shape& shape,
                              const Body& body, const std::string& folded_title, bool headline) {
  const bool short_page = shape.length < kWallLength;
  const bool error =
      page.status == 403 || page.status == 401 || page.status == 429 || page.status == 503;
  // A notice on cookies, or a captcha of the comment form, is on pages that do show their text.
  const bool has_text = body.marked && body.paragraphs_long >= (headline ? 1 : 2);
  const bool bare_page = short_page && !has_text;
  if (bare_page && (says(shape.all, kChallenge) || says(folded_title, kChallenge))) {
    return Judgement{Outcome::kBlocked, "a challenge instead of the page", error ? 0.98 : 0.9};
  }
  if (page.status == 403 || page.status == 401) {
    return Judgement{Outcome::kBlocked, "status " + std::to_string(page.status), 0.8};
  }
  if (bare_page && body.paragraphs_long < 4 && says(shape.all, kConsent)) {
    return Judgement{Outcome::kConsentWall, "asks for consent instead of showing the page", 0.85};
  }
  if (bare_page && says(shape.all, kParked))
    return Judgement{Outcome::kParked, "the domain is for sale", 0.9};
  // WordPress writes it into the class of <body>.
  if (document.body() != nullptr && document.body()->has_class("error404")) {
    return Judgement{Outcome::kSoft404, "its theme says that there is nothing here", 0.95};
  }
  if (says(folded_title, missing_phrases()) && body.paragraphs_long < 4) {
    return Judgement{Outcome::kSoft404, "its title says that there is nothing here", 0.9};
  }
  if (short_page && body.paragraphs_long < 2 && says(shape.all.substr(0, 400), missing_phrases())) {
    return Judgement{Outcome::kSoft404, "it says that there is nothing here", 0.8};
  }
  return std::nullopt;
}

// Links, and no text between them.
bool is_list_of_links(const Shape& shape, const Body& body) {
  constexpr std::size_t kLinks = 12;
  return shape.linked_lines >= kLinks && body.paragraphs_long < 5 &&
         shape.linked_lines > body.paragraphs_long * 4;
}

// A text for each headline, which leads to more of it.
bool is_list_of_teasers(const Body& body) {
  constexpr std::size_t kTeasers = 5;
  return body.teasers >= kTeasers && body.teasers * 2 >= body.paragraphs_long;
}

// What WordPress writes into the class of <body> where it lists posts, whatever the theme.
bool is_listing(const html::Document& document) {
  const html::Node* body = document.body();
  if (body == nullptr) return false;
  const auto has = [&](std::string_view token) { return body->has_class(token); };
  if (has("single") || has("single-post")) return false;
  return has("archive") || has("search-results") || has("search-no-results") ||
         (has("blog") && (has("home") || has("paged")));
}

bool is_hinted(const Page& page) {
  return page.hint.published.has_value() || !page.hint.title.empty();
}

// The page says at the end of what it shows that the rest is for subscribers.
bool is_cut(const Looks& looks) {
  constexpr std::size_t kTeaserLength = 1500;
  if (looks.body.length >= kTeaserLength) return false;
  return std::ranges::any_of(looks.blocks,
                             [](const Block& block) { return reads_like_paywall(block.text); });
}

// A player or a row of pictures, and a few words to it.
std::string gallery_type(const Candidates& metadata, const Body& body) {
  constexpr std::size_t kFewWords = 700;
  std::size_t captions = 0;
  for (const auto& one : body.paragraphs) {
    if (one.kind == records::ParagraphKind::kCaption) ++captions;
  }
  for (const auto& candidate : metadata) {
    if (candidate.field != FieldKind::kType) continue;
    const std::string& type = candidate.value;
    if (type == "ImageGallery" || type == "MediaGallery") return type;
    const bool video = type == "VideoObject" || type.starts_with("video.") || type == "video";
    if (video && body.length < kFewWords && captions < 2) return type;
  }
  return {};
}

// Its address or its markup says that it is written while things happen.
bool is_live(const Looks& looks) {
  constexpr std::string_view kNames[] = {"liveblog",    "live-blog",    "live_blog", "liveticker",
                                         "live-ticker", "live-updates", "livefeed"};
  constexpr std::size_t kEntries = 3;
  const std::string path = ascii_lower(looks.page.url.path());
  const auto named = [&](std::string_view text) {
    return std::ranges::any_of(kNames, [&](auto name) { return text.find(name) != text.npos; });
  };
  std::size_t entries = 0;
  const html::Node* root = looks.document.body();
  for (const html::Node* node = root; node != nullptr; node = html::next_node(node, root)) {
    // What all names have in common.
    if (!node->may_be_called("live")) continue;
    if (named(ascii_lower(node->attribute("class")))) ++entries;
  }
  return entries > kEntries || (named(path) && entries > 0);
}

// Where the model draws the line, in its own measure. What it was learned from has two articles in
// three pages, as has what a hub leads to.
constexpr double kArticleOdds = 0.3;
constexpr double kHintedOdds = 3;  // A feed lists articles, and no model saw its hint.

std::string reason_of(bool typed, bool hinted, const Body& body) {
  if (typed) return "it says so and has a text";
  if (hinted) return "a feed has it, and it has a text";
  return body.marked ? "a text in the markup of an article" : "it reads like an article";
}

Judgement judge_text(const Looks& looks, const Signs& signs, const Shape& shape, bool typed) {
  constexpr std::size_t kSentence = 60;
  const Body& body = looks.body;
  const bool hinted = is_hinted(looks.page);
  const double odds = article_odds(signs) + (hinted ? kHintedOdds : 0) - kArticleOdds;
  const double sure = 1 / (1 + std::exp(-std::abs(odds)));
  if (odds > 0 && body.length >= kSentence) {
    if (is_live(looks)) return {Outcome::kLiveBlog, "its markup says that it goes on", sure};
    return {Outcome::kArticle, reason_of(typed, hinted, body), sure};
  }
  if (is_list_of_links(shape, body) || is_list_of_teasers(body)) {
    return {Outcome::kHub, "mostly a list of links", sure};
  }
  if (body.paragraphs_long == 0 && shape.linked_lines >= 5) {
    return {Outcome::kHub, "links and little else", 0.6};
  }
  if (body.length < kSentence) {
    return {Outcome::kNotArticle, "too little text for an article", 0.6};
  }
  return {Outcome::kNotArticle, "its text is not that of an article", sure};
}

}  // namespace

Judgement judge_page(const Looks& looks, const Signs& signs) {
  const Page& page = looks.page;
  const Candidates& metadata = looks.metadata;
  const Body& body = looks.body;
  if (page.status == 404 || page.status == 410) {
    return {Outcome::kGone, "status " + std::to_string(page.status), 0.95};
  }
  if (looks.blocks.empty()) return {Outcome::kUnreadable, "the page has no text", 0.9};
  const Shape shape = shape_of(looks.blocks);
  if (auto found =
          wall(page, looks.document, shape, body, text::fold(looks.title.value), looks.headline)) {
    return *found;
  }
  if (is_listing(looks.document)) {
    return {Outcome::kHub, "its theme says that it lists posts", 0.9};
  }
  const auto* free = best(metadata, FieldKind::kFree);
  const bool paid = free != nullptr && free->value == "false";
  constexpr std::size_t kTeaserLength = 900;
  const bool typed = is_typed(metadata);
  const bool root = page.url.path() == "/" || page.url.path().empty();
  if (root && !typed && !has_type(metadata, "article")) {
    return {shape.linked_lines >= 5 ? Outcome::kHub : Outcome::kNotArticle, "a front page", 0.8};
  }
  if (const auto other = other_type(metadata); !other.empty() && !typed && !is_hinted(page)) {
    return {Outcome::kNotArticle, "it says that it is: " + other, 0.8};
  }
  if (has_type(metadata, "LiveBlogPosting")) return {Outcome::kLiveBlog, "it says so", 0.95};
  if (paid && body.length < kTeaserLength) {
    return {Outcome::kPaywalled, "only the beginning is shown", 0.85};
  }
  if (const auto type = gallery_type(metadata, body); !type.empty() && !typed && !root) {
    return {Outcome::kGallery, "it says that it is: " + type, 0.8};
  }
  auto judgement = judge_text(looks, signs, shape, typed);
  if (judgement.outcome == Outcome::kArticle && is_cut(looks)) {
    return {Outcome::kPaywalled, "the page says that the rest is for subscribers", 0.75};
  }
  return judgement;
}

}  // namespace broadsheet::article
