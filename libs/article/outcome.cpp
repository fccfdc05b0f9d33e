// SPDX-License-Identifier: Apache-2.0
// Walls first, since they look like pages; then what the page says it is; then what it looks like.
#include "article/outcome.h"

#include <algorithm>

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
                                           "bot detection"};
constexpr std::string_view kConsent[] = {
    "before you continue", "we value your privacy", "your privacy choices", "accept all cookies",
    "we and our partners", "cookies akzeptieren",   "mit werbung",          "accepter les cookies",
    "aceptar cookies",     "accetta i cookie",      "consent to the use",   "zustimmen und weiter"};
constexpr std::string_view kMissing[] = {"page not found",
                                         "not found",
                                         "404",
                                         "page doesn't exist",
                                         "page does not exist",
                                         "seite nicht gefunden",
                                         "page introuvable",
                                         "pagina no encontrada",
                                         "pagina non trovata",
                                         "pagina nao encontrada",
                                         "pagina niet gevonden",
                                         "страница не найдена",
                                         "article removed",
                                         "no longer available"};
constexpr std::string_view kParked[] = {"domain is for sale", "buy this domain",
                                        "this domain may be for sale", "parked free",
                                        "domain parking"};

template <typename Phrases>
bool says(const std::string& folded, const Phrases& phrases) {
  return std::ranges::any_of(phrases,
                             [&](auto phrase) { return folded.find(phrase) != std::string::npos; });
}

struct Shape {
  std::string all;  // folded, of a short page
  std::size_t length = 0;
  std::size_t link_length = 0;
  std::size_t linked_lines =
      0;  // blocks that are mostly a link: headlines of a hub, entries of a menu
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

bool says_article(const Candidates& metadata) {
  return std::ranges::any_of(metadata, [](const Candidate& c) {
    if (c.field != FieldKind::kType) return false;
    return c.value == "article" || c.value.ends_with("Article") || c.value == "BlogPosting" ||
           c.value == "LiveBlogPosting" || c.value == "Report";
  });
}

bool has_type(const Candidates& metadata, std::string_view type) {
  return std::ranges::any_of(
      metadata, [&](const Candidate& c) { return c.field == FieldKind::kType && c.value == type; });
}

std::optional<Judgement> wall(const Page& page, const Shape& shape, const Body& body,
                              const std::string& folded_title) {
  const bool short_page = shape.length < kWallLength;
  const bool error =
      page.status == 403 || page.status == 401 || page.status == 429 || page.status == 503;
  if (short_page && (says(shape.all, kChallenge) || says(folded_title, kChallenge))) {
    return Judgement{Outcome::kBlocked, "a challenge instead of the page", error ? 0.98 : 0.9};
  }
  if (page.status == 403 || page.status == 401) {
    return Judgement{Outcome::kBlocked, "status " + std::to_string(page.status), 0.8};
  }
  if (short_page && body.paragraphs_long < 4 && says(shape.all, kConsent)) {
    return Judgement{Outcome::kConsentWall, "asks for consent instead of showing the page", 0.85};
  }
  if (short_page && says(shape.all, kParked))
    return Judgement{Outcome::kParked, "the domain is for sale", 0.9};
  if (says(folded_title, kMissing) && body.paragraphs_long < 4) {
    return Judgement{Outcome::kSoft404, "its title says that there is nothing here", 0.9};
  }
  if (short_page && body.paragraphs_long < 2 && says(shape.all.substr(0, 400), kMissing)) {
    return Judgement{Outcome::kSoft404, "it says that there is nothing here", 0.8};
  }
  return std::nullopt;
}

}  // namespace

Judgement judge_page(const Page& page, const Candidates& metadata, const std::vector<Block>& blocks,
                     const Body& body, const std::string& title) {
  if (blocks.empty()) return {Outcome::kUnreadable, "the page has no text", 0.9};
  const Shape shape = shape_of(blocks);
  if (auto found = wall(page, shape, body, text::fold(title))) return *found;

  const bool typed = says_article(metadata);
  const bool root = page.url.path() == "/" || page.url.path().empty();
  const auto* free = best(metadata, FieldKind::kFree);
  const bool paid = free != nullptr && free->value == "false";
  constexpr std::size_t kTeaserLength = 900;
  constexpr std::size_t kArticleLength = 500;
  const double text_share =
      shape.length == 0 ? 0 : static_cast<double>(body.length) / static_cast<double>(shape.length);

  if (root && !typed) {
    return {shape.linked_lines >= 5 ? Outcome::kHub : Outcome::kNotArticle, "a front page", 0.8};
  }
  if (has_type(metadata, "LiveBlogPosting")) return {Outcome::kLiveBlog, "it says so", 0.95};
  if (paid && body.length < kTeaserLength)
    return {Outcome::kPaywalled, "only the beginning is shown", 0.85};
  if (typed && body.length >= 150) return {Outcome::kArticle, "it says so and has a text", 0.95};
  const bool hub = shape.linked_lines >= 12 && body.paragraphs_long < 5;
  if (hub && shape.linked_lines > body.paragraphs_long * 4) {
    return {Outcome::kHub, "mostly a list of links", 0.75};
  }
  if (body.paragraphs_long >= 2 && body.length >= kArticleLength) {
    return {Outcome::kArticle, "a text of some length", text_share > 0.3 ? 0.8 : 0.6};
  }
  const bool dated =
      best(metadata, FieldKind::kPublished) != nullptr || page.hint.published.has_value();
  if (dated && body.paragraphs_long >= 1 && body.length >= 200) {
    return {Outcome::kArticle, "a dated text", 0.6};
  }
  // A short report: most of what can be read on the page is its text, in more than one paragraph.
  if (!root && body.paragraphs_long >= 2 && text_share > 0.5) {
    return {Outcome::kArticle, "little else on the page", 0.6};
  }
  if (shape.linked_lines >= 5) return {Outcome::kHub, "links and little else", 0.6};
  return {Outcome::kNotArticle, "too little text for an article", 0.6};
}

}  // namespace broadsheet::article
