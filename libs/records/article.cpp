// SPDX-License-Identifier: Apache-2.0
// Article and ArticleEvent to bytes and back; dates and texts for people.
#include "records/article.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "core/strings.h"
#include "records/message.h"

namespace broadsheet::records {
namespace {

// RFC 3339 §5.6: hours of an offset go to 23.
constexpr int kOffsetMinutesMax = 23 * 60 + 59;

std::string format_offset(std::optional<std::int32_t> minutes) {
  if (!minutes || *minutes == 0) return "Z";
  char text[16];
  const int size = std::abs(*minutes);
  std::snprintf(text, sizeof text, "%c%02d:%02d", *minutes < 0 ? '-' : '+', size / 60, size % 60);
  return text;
}

void to_message(const Date& date, wire::Date* message) {
  message->set_time_micros(to_micros(date.time));
  message->set_precision(static_cast<wire::Precision>(date.precision));
  if (date.offset_minutes) message->set_offset_minutes(*date.offset_minutes);
  message->set_source(date.source);
  message->set_confidence(date.confidence);
}

Date date_of(wire::Date* message) {
  Date date;
  date.time = from_micros(message->time_micros());
  date.precision = enum_of(message->precision(), Precision::kSecond);
  if (message->has_offset_minutes()) date.offset_minutes = message->offset_minutes();
  date.source = std::move(*message->mutable_source());
  date.confidence = message->confidence();
  return date;
}

bool is_text(const Paragraph& paragraph) {
  return paragraph.kind != ParagraphKind::kCaption && paragraph.kind != ParagraphKind::kNotice;
}

}  // namespace

std::string format_date(const Date& date) {
  auto offset = date.offset_minutes;
  if (offset && std::abs(*offset) > kOffsetMinutesMax) offset.reset();
  const auto seconds = std::chrono::floor<std::chrono::seconds>(date.time) +
                       std::chrono::minutes(offset.value_or(0));
  const auto day = std::chrono::floor<std::chrono::days>(seconds);
  const std::chrono::year_month_day ymd(day);
  const std::chrono::hh_mm_ss clock(seconds - day);
  const int year = static_cast<int>(ymd.year());
  const auto month = static_cast<unsigned>(ymd.month());
  const auto mday = static_cast<unsigned>(ymd.day());
  char text[48];
  switch (date.precision) {
    case Precision::kYear:
      std::snprintf(text, sizeof text, "%04d", year);
      return text;
    case Precision::kMonth:
      std::snprintf(text, sizeof text, "%04d-%02u", year, month);
      return text;
    case Precision::kDay:
      std::snprintf(text, sizeof text, "%04d-%02u-%02u", year, month, mday);
      return text;
    case Precision::kUnknown:
    case Precision::kMinute:
    case Precision::kSecond:
      break;
  }
  const auto second = date.precision == Precision::kMinute ? 0 : clock.seconds().count();
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d", year, month, mday,
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(second));
  return text + format_offset(offset);
}

std::string_view to_string(CanonicalVerdict verdict) {
  switch (verdict) {
    case CanonicalVerdict::kSelf:
      return "self";
    case CanonicalVerdict::kSameSite:
      return "same site";
    case CanonicalVerdict::kOtherSite:
      return "other site";
    case CanonicalVerdict::kFrontPage:
      return "front page";
    case CanonicalVerdict::kNone:
      break;
  }
  return "none";
}

std::vector<std::string> text_paragraphs(const Article& article) {
  std::vector<std::string> paragraphs;
  for (const auto& paragraph : article.paragraphs) {
    if (is_text(paragraph)) paragraphs.push_back(paragraph.text);
  }
  return paragraphs;
}

std::string text_of(const Article& article) { return join(text_paragraphs(article), "\n\n"); }

void to_message(const Article& article, wire::Article* message) {
  message->set_url(article.url);
  message->set_canonical_url(article.canonical_url);
  message->set_title(article.title);
  to_repeated(article.authors, message->mutable_authors());
  if (article.published) to_message(*article.published, message->mutable_published());
  if (article.modified) to_message(*article.modified, message->mutable_modified());
  message->set_language(article.language);
  message->set_section(article.section);
  to_repeated(article.keywords, message->mutable_keywords());
  message->set_lead_image(article.lead_image);
  message->set_description(article.description);
  message->set_publisher(article.publisher);
  message->set_wire(article.wire);
  message->set_access(static_cast<wire::Access>(article.access));
  for (const auto& paragraph : article.paragraphs) {
    auto* added = message->add_paragraphs();
    added->set_kind(kind_message(paragraph.kind));
    added->set_text(paragraph.text);
  }
  for (const auto& provenance : article.provenance) {
    auto* added = message->add_provenance();
    added->set_field(provenance.field);
    added->set_source(provenance.source);
    added->set_confidence(provenance.confidence);
    to_repeated(provenance.alternatives, added->mutable_alternatives());
  }
  to_repeated(article.robots_directives, message->mutable_robots_directives());
  message->set_extractor_version(article.extractor_version);
  message->set_kicker(article.kicker);
  message->set_standfirst(article.standfirst);
  message->set_lead_image_caption(article.lead_image_caption);
  message->set_canonical_verdict(static_cast<wire::CanonicalVerdict>(article.canonical_verdict));
  put_unknown(article.unknown_fields, message);
}

Article article_of(wire::Article* message) {
  Article article{.url = std::move(*message->mutable_url())};
  article.canonical_url = std::move(*message->mutable_canonical_url());
  article.title = std::move(*message->mutable_title());
  article.authors = strings_of(message->mutable_authors());
  if (message->has_published()) article.published = date_of(message->mutable_published());
  if (message->has_modified()) article.modified = date_of(message->mutable_modified());
  article.language = std::move(*message->mutable_language());
  article.section = std::move(*message->mutable_section());
  article.keywords = strings_of(message->mutable_keywords());
  article.lead_image = std::move(*message->mutable_lead_image());
  article.description = std::move(*message->mutable_description());
  article.publisher = std::move(*message->mutable_publisher());
  article.wire = std::move(*message->mutable_wire());
  article.access = enum_of(message->access(), Access::kTeaser);
  article.paragraphs.reserve(static_cast<std::size_t>(message->paragraphs_size()));
  for (auto& paragraph : *message->mutable_paragraphs()) {
    article.paragraphs.push_back({kind_of(paragraph.kind()), std::move(*paragraph.mutable_text())});
  }
  article.provenance.reserve(static_cast<std::size_t>(message->provenance_size()));
  for (auto& provenance : *message->mutable_provenance()) {
    article.provenance.push_back({std::move(*provenance.mutable_field()),
                                  std::move(*provenance.mutable_source()), provenance.confidence(),
                                  strings_of(provenance.mutable_alternatives())});
  }
  article.robots_directives = strings_of(message->mutable_robots_directives());
  article.extractor_version = std::move(*message->mutable_extractor_version());
  article.kicker = std::move(*message->mutable_kicker());
  article.standfirst = std::move(*message->mutable_standfirst());
  article.lead_image_caption = std::move(*message->mutable_lead_image_caption());
  article.canonical_verdict = enum_of(message->canonical_verdict(), CanonicalVerdict::kFrontPage);
  article.unknown_fields = unknown_of(*message);
  return article;
}

std::string encode(const Article& article) {
  wire::Article message;
  to_message(article, &message);
  return bytes_of(message);
}

Result<Article> decode_article(std::string_view bytes) {
  wire::Article message;
  TRY(parse(bytes, "article", &message));
  return article_of(&message);
}

std::string encode(const ArticleEvent& event) {
  wire::ArticleEvent message;
  to_message(event.capture, message.mutable_capture());
  message.set_outcome(static_cast<wire::Outcome>(event.outcome));
  message.set_reason(event.reason);
  message.set_confidence(event.confidence);
  if (event.article) to_message(*event.article, message.mutable_article());
  message.set_content_hash(digest_bytes(event.content_hash));
  message.set_text_hash(digest_bytes(event.text_hash));
  put_unknown(event.unknown_fields, &message);
  return bytes_of(message);
}

Result<ArticleEvent> decode_article_event(std::string_view bytes) {
  wire::ArticleEvent message;
  TRY(parse(bytes, "article event", &message));
  TRY_LET(capture, capture_of(message.mutable_capture()));
  ArticleEvent event{.capture = std::move(capture)};
  event.outcome = enum_of(message.outcome(), Outcome::kUnreadable);
  event.reason = std::move(*message.mutable_reason());
  event.confidence = message.confidence();
  if (message.has_article()) event.article = article_of(message.mutable_article());
  TRY_LET(content_hash, digest_of(message.content_hash(), "event.content_hash"));
  event.content_hash = content_hash;
  TRY_LET(text_hash, digest_of(message.text_hash(), "event.text_hash"));
  event.text_hash = text_hash;
  event.unknown_fields = unknown_of(message);
  return event;
}

}  // namespace broadsheet::records
