// SPDX-License-Identifier: Apache-2.0
// Walls first, since they look like pages; then what the page says it is; then what it looks like.
#include "article/outcome.h"

#include <algorithm>

#include "article/dates.h"
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
  return std::ranges::any_of(phrases, [&](auto phrase) {
    return holds(folded, phrase) ||
           (static_cast<signed char>(phrase.front()) < 0 && holds(folded, text::fold(phrase)));
  });
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
    if (shape.all.size() < kWallLength * 2) shape.all += block.text + "\n";
    shape.length += block.length;
    shape.link_length += block.link_length;
    if (block.link_density() > 0.6 && block.boilerplate == nullptr) ++shape.linked_lines;
  }
  shape.all = text::fold(shape.all);
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
  if (says(folded_title, kMissing) && body.paragraphs_long < 4) {
    return Judgement{Outcome::kSoft404, "its title says that there is nothing here", 0.9};
  }
  if (short_page && body.paragraphs_long < 2 && says(shape.all.substr(0, 400), kMissing)) {
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

// What speaks for an article beside its text.
struct Signs {
  bool typed = false;    // the metadata says so, in detail
  bool called = false;   // Open Graph's type, which many systems give to every page
  bool website = false;  // … or its other one
  bool dated = false;    // … when
  bool echoed = false;   // the page's title is a heading on it
  bool hinted = false;   // a feed had it as an entry
  bool links = false;    // against it: a list of links
  bool teasers = false;  // … or of teasers
};

bool is_hinted(const Page& page) {
  return page.hint.published.has_value() || !page.hint.title.empty();
}

bool is_dated(const Page& page, const Candidates& metadata) {
  if (page.hint.published || date_in_path(page.url.path())) return true;
  return std::ranges::any_of(metadata, [](const Candidate& c) {
    return c.field == FieldKind::kPublished && c.confidence > 0.4;
  });
}

// A news item may be three sentences long: the shorter the text, the more must speak for it.
Judgement judge_text(const Signs& signs, const Shape& shape, const Body& body) {
  constexpr std::size_t kSentenceOrTwo = 120;
  constexpr std::size_t kShort = 250;
  constexpr std::size_t kArticleLength = 500;
  const double share = body.good_length == 0 ? 0
                                             : static_cast<double>(body.length) /
                                                   static_cast<double>(body.good_length);
  if (signs.typed && body.length >= kSentenceOrTwo && body.paragraphs_long >= 1) {
    return {Outcome::kArticle, "it says so and has a text", 0.95};
  }
  const int speaking = static_cast<int>(signs.called) + static_cast<int>(signs.dated) +
                       static_cast<int>(signs.echoed) + static_cast<int>(body.marked) +
                       2 * static_cast<int>(signs.hinted);
  const bool hub = signs.teasers || (signs.links && !signs.called);
  if (hub && speaking < 4) return {Outcome::kHub, "mostly a list of links", 0.75};
  if (body.paragraphs_long >= 1 && body.length >= kSentenceOrTwo && speaking >= 3) {
    return {Outcome::kArticle, "a text under a headline, with a date", 0.85};
  }
  constexpr double kMostOfIt = 0.5;
  if (body.paragraphs_long >= 1 && body.length >= kSentenceOrTwo && speaking >= 2 &&
      share >= kMostOfIt) {
    return {Outcome::kArticle, "most of the page is a text under a headline", 0.7};
  }
  const bool long_enough = body.length >= kArticleLength || share >= kMostOfIt;
  if (body.paragraphs_long >= 2 && long_enough && speaking >= 1) {
    return {Outcome::kArticle, "a text under a headline", 0.6};
  }
  if (signs.dated && body.paragraphs_long >= 1 && body.length >= kShort) {
    return {Outcome::kArticle, "a dated text", 0.6};
  }
  constexpr std::size_t kManyParagraphs = 8;
  constexpr double kNearlyAll = 0.7;
  if (!signs.website && body.paragraphs_long >= kManyParagraphs && share >= kNearlyAll) {
    return {Outcome::kArticle, "a long text and little else", 0.5};
  }
  if (shape.linked_lines >= 5) return {Outcome::kHub, "links and little else", 0.6};
  return {Outcome::kNotArticle, "too little text for an article", 0.6};
}

}  // namespace

Judgement judge_page(const Page& page, const html::Document& document, const Candidates& metadata,
                     const std::vector<Block>& blocks, const Body& body, const Title& title,
                     bool headline) {
  if (blocks.empty()) return {Outcome::kUnreadable, "the page has no text", 0.9};
  const Shape shape = shape_of(blocks);
  if (auto found = wall(page, document, shape, body, text::fold(title.value), headline))
    return *found;

  if (is_listing(document)) return {Outcome::kHub, "its theme says that it lists posts", 0.9};

  const auto* free = best(metadata, FieldKind::kFree);
  const bool paid = free != nullptr && free->value == "false";
  constexpr std::size_t kTeaserLength = 900;
  const bool typed = is_typed(metadata);
  const bool called = has_type(metadata, "article");
  const bool root = page.url.path() == "/" || page.url.path().empty();
  if (const auto other = other_type(metadata); !other.empty() && !typed && !is_hinted(page)) {
    return {Outcome::kNotArticle, "it says that it is: " + other, 0.8};
  }
  if (root && !typed && !called) {
    return {shape.linked_lines >= 5 ? Outcome::kHub : Outcome::kNotArticle, "a front page", 0.8};
  }
  if (has_type(metadata, "LiveBlogPosting")) return {Outcome::kLiveBlog, "it says so", 0.95};
  if (paid && body.length < kTeaserLength)
    return {Outcome::kPaywalled, "only the beginning is shown", 0.85};
  return judge_text({.typed = typed,
                     .called = called,
                     .website = has_type(metadata, "website"),
                     .dated = is_dated(page, metadata),
                     .echoed = headline,
                     .hinted = is_hinted(page),
                     .links = is_list_of_links(shape, body),
                     .teasers = is_list_of_teasers(body)},
                    shape, body);
}

}  // namespace broadsheet::article
