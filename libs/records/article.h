// SPDX-License-Identifier: Apache-2.0
// An article: what the extractor made of a capture, with the provenance of each field.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/hash.h"
#include "core/time.h"
#include "records/capture.h"

namespace broadsheet::records {

enum class Precision : std::uint8_t { kUnknown, kYear, kMonth, kDay, kMinute, kSecond };

struct Date {
  Time time = {};  // UTC; for kDay and coarser, its start in the page's zone
  Precision precision = Precision::kUnknown;
  std::optional<std::int32_t> offset_minutes = {};  // of the zone that the page named, if any
  std::string source = {};  // "json-ld", "meta:article:published_time", "time", …
  double confidence = 0;    // 0 … 1

  bool operator==(const Date&) const = default;
};
// RFC 3339, as exact as is known: "2026", "2026-11", "2026-11-22"; a minute ends in seconds of 00.
std::string format_date(const Date& date);

enum class ParagraphKind : std::uint8_t {
  kText,
  kHeading,
  kListItem,
  kQuote,
  kTableRow,
  kCaption,
  kNotice
};

struct Paragraph {
  ParagraphKind kind = ParagraphKind::kText;
  std::string text;

  bool operator==(const Paragraph&) const = default;
};

// Where a field came from, and what else was on offer.
struct Provenance {
  std::string field;   // "title", "published", …
  std::string source;  // "json-ld:headline", "meta:og:title", "h1", …
  double confidence = 0;
  std::vector<std::string> alternatives = {};  // "source=value", best first, at most 8

  bool operator==(const Provenance&) const = default;
};

// What the address that a page gives as its own is worth.
enum class CanonicalVerdict : std::uint8_t {
  kNone,       // it gives none
  kSelf,       // where it was requested, but for what does not tell pages apart
  kSameSite,   // another address of the site
  kOtherSite,  // a copy, which names where it is from
  kFrontPage,  // a mistake, not believed
};
std::string_view to_string(CanonicalVerdict verdict);  // "same site"

enum class Access : std::uint8_t { kUnknown, kFree, kPaid, kTeaser };

struct Article {
  std::string url;
  std::string canonical_url = {};
  std::string title = {};
  std::vector<std::string> authors = {};
  std::optional<Date> published = {};
  std::optional<Date> modified = {};
  std::string language = {};
  std::string section = {};
  std::vector<std::string> keywords = {};
  std::string lead_image = {};
  std::string description = {};  // as told to machines
  std::string publisher = {};
  std::string wire = {};  // the agency that is credited: "Reuters"
  Access access = Access::kUnknown;
  std::vector<Paragraph> paragraphs = {};  // in order; captions and notices by kind
  std::vector<Provenance> provenance = {};
  std::vector<std::string> robots_directives = {};  // noarchive, noindex …, as served
  std::string extractor_version = {};
  std::string kicker = {};      // over the headline: "After the flood"
  std::string standfirst = {};  // under it, as the page shows it
  std::string lead_image_caption = {};
  CanonicalVerdict canonical_verdict = CanonicalVerdict::kNone;
  std::string unknown_fields = {};

  bool operator==(const Article&) const = default;
};

// The paragraphs that are the article's text (no captions, no notices), joined by blank lines.
std::string text_of(const Article& article);
std::vector<std::string> text_paragraphs(const Article& article);

std::string encode(const Article& article);
Result<Article> decode_article(std::string_view bytes);

// What the extractor tells the indexer about one capture: always one event per capture.
struct ArticleEvent {
  Capture capture;                      // whole, with its payload
  Outcome outcome = Outcome::kUnknown;  // the final one
  std::string reason = {};
  double confidence = 0;
  std::optional<Article> article = {};  // where has_article(outcome)
  Digest content_hash = {};             // zero without an article
  Digest text_hash = {};
  std::string unknown_fields = {};

  bool operator==(const ArticleEvent&) const = default;
};

std::string encode(const ArticleEvent& event);
Result<ArticleEvent> decode_article_event(std::string_view bytes);

}  // namespace broadsheet::records
