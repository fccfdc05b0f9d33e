// SPDX-License-Identifier: Apache-2.0
// Articles, snapshots and captures on the wire.
#include <google/protobuf/util/field_mask_util.h>

#include "rpc/convert.h"
#include "text/unicode.h"
#include "url/canonical.h"

namespace broadsheet::rpc {
namespace {

using records::Article;
using records::CaptureRecord;
using records::Date;
using records::Snapshot;

template <typename Repeated>
std::vector<std::string> texts_of(const Repeated& repeated) {
  return {repeated.begin(), repeated.end()};
}

// Values that this version does not know are the first one, "unknown": a newer server may send
// them.
template <typename Enum>
Enum enum_of(int value, Enum last) {
  return value < 0 || value > static_cast<int>(last) ? Enum{} : static_cast<Enum>(value);
}

void to_wire_date(const Date& date, v1::Date* message) {
  message->set_text(records::format_date(date));
  to_wire(date.time, message->mutable_time());
  message->set_precision(static_cast<v1::Precision>(date.precision));
  if (date.offset_minutes) message->set_offset_minutes(*date.offset_minutes);
  message->set_source(utf8(date.source));
  message->set_confidence(date.confidence);
}

Result<Date> date_from_wire(const v1::Date& message, std::string_view field) {
  Date date;
  TRY_LET(time, from_wire(message.time(), field));
  date.time = time;
  date.precision = enum_of(message.precision(), records::Precision::kSecond);
  if (message.has_offset_minutes()) date.offset_minutes = message.offset_minutes();
  date.source = message.source();
  date.confidence = message.confidence();
  return date;
}

void add_headers(const records::Headers& headers,
                 google::protobuf::RepeatedPtrField<v1::HttpHeader>* messages) {
  for (const auto& [name, value] : headers) {
    auto* header = messages->Add();
    header->set_name(utf8(name));
    header->set_value(utf8(value));
  }
}

records::Headers headers_of(const google::protobuf::RepeatedPtrField<v1::HttpHeader>& messages) {
  records::Headers headers;
  for (const auto& header : messages) headers.emplace_back(header.name(), header.value());
  return headers;
}

// The name of the snapshot that a capture saw; empty if it saw none.
std::string snapshot_name(const CaptureRecord& record) {
  if (record.content_hash.is_zero()) return {};
  const auto url = url::Url::parse(record.url);
  if (!url) return {};
  return records::SnapshotKey{url::url_key(*url), record.content_hash}.name();
}

void add_text(const Article& article, v1::SnapshotView view, v1::Article* message) {
  if (!has_text(view)) return;
  message->set_text(utf8(records::text_of(article)));
  if (view != v1::SNAPSHOT_VIEW_FULL) return;
  for (const auto& paragraph : article.paragraphs) {
    auto* added = message->add_paragraphs();
    added->set_kind(static_cast<v1::ParagraphKind>(static_cast<int>(paragraph.kind) + 1));
    added->set_text(utf8(paragraph.text));
  }
  for (const auto& provenance : article.provenance) {
    auto* added = message->add_provenance();
    added->set_field(utf8(provenance.field));
    added->set_source(utf8(provenance.source));
    added->set_confidence(provenance.confidence);
    add_texts(provenance.alternatives, added->mutable_alternatives());
  }
}

}  // namespace

void to_wire(const Article& article, v1::SnapshotView view, v1::Article* message) {
  message->set_url(utf8(article.url));
  message->set_canonical_url(utf8(article.canonical_url));
  message->set_title(utf8(article.title));
  add_texts(article.authors, message->mutable_authors());
  if (article.published) to_wire_date(*article.published, message->mutable_published());
  if (article.modified) to_wire_date(*article.modified, message->mutable_modified());
  message->set_language(utf8(article.language));
  message->set_section(utf8(article.section));
  add_texts(article.keywords, message->mutable_keywords());
  message->set_lead_image(utf8(article.lead_image));
  message->set_description(utf8(article.description));
  message->set_publisher(utf8(article.publisher));
  message->set_wire(utf8(article.wire));
  message->set_access(static_cast<v1::Access>(article.access));
  add_text(article, view, message);
  add_texts(article.robots_directives, message->mutable_robots_directives());
  message->set_extractor_version(utf8(article.extractor_version));
  message->set_kicker(utf8(article.kicker));
  message->set_standfirst(utf8(article.standfirst));
  message->set_lead_image_caption(utf8(article.lead_image_caption));
  message->set_canonical_verdict(static_cast<v1::CanonicalVerdict>(article.canonical_verdict));
}

Result<Article> from_wire(const v1::Article& message) {
  Article article{.url = message.url()};
  article.canonical_url = message.canonical_url();
  article.title = message.title();
  article.authors = texts_of(message.authors());
  if (message.has_published()) {
    TRY_LET(published, date_from_wire(message.published(), "article.published"));
    article.published = published;
  }
  if (message.has_modified()) {
    TRY_LET(modified, date_from_wire(message.modified(), "article.modified"));
    article.modified = modified;
  }
  article.language = message.language();
  article.section = message.section();
  article.keywords = texts_of(message.keywords());
  article.lead_image = message.lead_image();
  article.description = message.description();
  article.publisher = message.publisher();
  article.wire = message.wire();
  article.access = enum_of(message.access(), records::Access::kTeaser);
  for (const auto& paragraph : message.paragraphs()) {
    article.paragraphs.push_back(
        {enum_of(paragraph.kind() - 1, records::ParagraphKind::kNotice), paragraph.text()});
  }
  for (const auto& provenance : message.provenance()) {
    article.provenance.push_back({provenance.field(), provenance.source(), provenance.confidence(),
                                  texts_of(provenance.alternatives())});
  }
  article.robots_directives = texts_of(message.robots_directives());
  article.extractor_version = message.extractor_version();
  article.kicker = message.kicker();
  article.standfirst = message.standfirst();
  article.lead_image_caption = message.lead_image_caption();
  article.canonical_verdict =
      enum_of(message.canonical_verdict(), records::CanonicalVerdict::kFrontPage);
  return article;
}

void to_wire(const Snapshot& snapshot, v1::SnapshotView view, v1::Snapshot* message) {
  message->set_name(snapshot.key().name());
  message->set_url_key(utf8(snapshot.url_key));
  message->set_content_hash(hex_or_none(snapshot.content_hash));
  message->set_text_hash(hex_or_none(snapshot.text_hash));
  to_wire(snapshot.article, view, message->mutable_article());
  message->set_source(source_name(snapshot.source));
  to_wire(snapshot.first_seen, message->mutable_first_seen_time());
  to_wire(snapshot.last_seen, message->mutable_last_seen_time());
  message->set_sightings(static_cast<std::int64_t>(snapshot.sightings));
  message->set_version(static_cast<int>(snapshot.version));
  if (!snapshot.previous.is_zero()) {
    message->set_previous(records::SnapshotKey{snapshot.url_key, snapshot.previous}.name());
  }
  message->set_outcome(static_cast<v1::Outcome>(snapshot.outcome));
  auto* payload = message->mutable_payload();
  payload->set_digest(hex_or_none(snapshot.payload_digest));
  payload->set_content_type(utf8(snapshot.payload_type));
  payload->set_size_bytes(static_cast<std::int64_t>(snapshot.payload_bytes));
  message->set_words(static_cast<int>(snapshot.words));
  message->set_sequence(static_cast<std::int64_t>(snapshot.sequence));
  message->set_log_index(static_cast<std::int64_t>(snapshot.log_index));
  to_wire(snapshot.logged, message->mutable_logged_time());
  const auto name_of = [&](const Digest& hash) {
    return hash.is_zero() ? std::string() : records::SnapshotKey{snapshot.url_key, hash}.name();
  };
  message->set_reading_of(name_of(snapshot.reading_of));
  message->set_replaced_by(name_of(snapshot.replaced_by));
  if (snapshot.logged_payload) message->set_logged_payload(hex_or_none(*snapshot.logged_payload));
}

Result<Snapshot> from_wire(const v1::Snapshot& message) {
  Snapshot snapshot;
  // The name has the key's bytes; the field url_key is for people.
  TRY_LET(key, records::SnapshotKey::from_name(message.name()));
  snapshot.url_key = key.url_key;
  snapshot.content_hash = key.content_hash;
  TRY_LET(text_hash, digest_from_hex(message.text_hash(), "snapshot.text_hash"));
  snapshot.text_hash = text_hash;
  TRY_LET(article, from_wire(message.article()));
  snapshot.article = std::move(article);
  for (const auto& paragraph : snapshot.article.paragraphs) {
    snapshot.paragraph_kinds.push_back(paragraph.kind);
  }
  snapshot.source = source_id(message.source());
  TRY_LET(first_seen, from_wire(message.first_seen_time(), "snapshot.first_seen_time"));
  snapshot.first_seen = first_seen;
  TRY_LET(last_seen, from_wire(message.last_seen_time(), "snapshot.last_seen_time"));
  snapshot.last_seen = last_seen;
  snapshot.sightings = static_cast<std::uint64_t>(message.sightings());
  snapshot.version = static_cast<std::uint32_t>(message.version());
  if (!message.previous().empty()) {
    TRY_LET(previous, records::SnapshotKey::from_name(message.previous()));
    snapshot.previous = previous.content_hash;
  }
  snapshot.outcome = enum_of(message.outcome(), records::Outcome::kUnreadable);
  TRY_LET(digest, digest_from_hex(message.payload().digest(), "snapshot.payload.digest"));
  snapshot.payload_digest = digest;
  snapshot.payload_type = message.payload().content_type();
  snapshot.payload_bytes = static_cast<std::uint64_t>(message.payload().size_bytes());
  snapshot.words = static_cast<std::uint32_t>(message.words());
  snapshot.sequence = static_cast<std::uint64_t>(message.sequence());
  snapshot.log_index = static_cast<std::uint64_t>(message.log_index());
  TRY_LET(logged, from_wire(message.logged_time(), "snapshot.logged_time"));
  snapshot.logged = logged;
  for (const auto& [name, hash] : {std::pair(&message.reading_of(), &snapshot.reading_of),
                                   std::pair(&message.replaced_by(), &snapshot.replaced_by)}) {
    if (name->empty()) continue;
    TRY_LET(other, records::SnapshotKey::from_name(*name));
    *hash = other.content_hash;
  }
  if (!message.logged_payload().empty()) {
    TRY_LET(page, digest_from_hex(message.logged_payload(), "snapshot.logged_payload"));
    snapshot.logged_payload = page;
  }
  return snapshot;
}

void to_wire(const CaptureRecord& record, v1::Capture* message) {
  message->set_url(utf8(record.url));
  message->set_source(source_name(record.source));
  to_wire(record.time, message->mutable_time());
  message->set_outcome(static_cast<v1::Outcome>(record.outcome));
  message->set_reason(utf8(record.reason));
  message->set_status(record.status);
  message->set_status_text(utf8(record.status_text));
  message->set_http_version(utf8(record.http_version));
  add_headers(record.request_headers, message->mutable_request_headers());
  add_headers(record.headers, message->mutable_headers());
  message->set_payload_digest(hex_or_none(record.payload_digest));
  message->set_payload_bytes(static_cast<std::int64_t>(record.payload_bytes));
  message->set_revisit(record.revisit);
  message->set_truncated(record.truncated);
  message->set_snapshot(snapshot_name(record));
  message->set_address(utf8(record.address));
  to_wire(record.elapsed, message->mutable_elapsed());
  message->set_redirect(utf8(record.redirect));
  auto* robots = message->mutable_robots();
  robots->set_allowed(record.robots.allowed);
  robots->set_line(record.robots.line);
  robots->set_rule(utf8(record.robots.rule));
  robots->set_reason(utf8(record.robots.reason));
  message->set_via(utf8(record.via));
  message->set_trace(utf8(record.trace));
  message->set_product_token(utf8(record.product_token));
}

Result<CaptureRecord> from_wire(const v1::Capture& message) {
  CaptureRecord record{.url = message.url()};
  record.source = source_id(message.source());
  TRY_LET(time, from_wire(message.time(), "capture.time"));
  record.time = time;
  record.outcome = enum_of(message.outcome(), records::Outcome::kUnreadable);
  record.reason = message.reason();
  record.status = message.status();
  record.status_text = message.status_text();
  record.http_version = message.http_version();
  record.request_headers = headers_of(message.request_headers());
  record.headers = headers_of(message.headers());
  TRY_LET(digest, digest_from_hex(message.payload_digest(), "capture.payload_digest"));
  record.payload_digest = digest;
  record.payload_bytes = static_cast<std::uint64_t>(message.payload_bytes());
  record.revisit = message.revisit();
  record.truncated = message.truncated();
  if (!message.snapshot().empty()) {
    TRY_LET(key, records::SnapshotKey::from_name(message.snapshot()));
    record.content_hash = key.content_hash;
  }
  record.address = message.address();
  TRY_LET(elapsed, from_wire(message.elapsed(), "capture.elapsed"));
  record.elapsed = elapsed;
  record.redirect = message.redirect();
  record.robots = {.allowed = message.robots().allowed(),
                   .line = message.robots().line(),
                   .rule = message.robots().rule(),
                   .reason = message.robots().reason()};
  record.via = message.via();
  record.trace = message.trace();
  record.product_token = message.product_token();
  return record;
}

v1::SnapshotView view_of(v1::SnapshotView asked, const google::protobuf::FieldMask& mask,
                         v1::SnapshotView otherwise) {
  if (asked != v1::SNAPSHOT_VIEW_UNSPECIFIED) return asked;
  if (mask.paths().empty()) return otherwise;
  for (const auto& path : mask.paths()) {
    if (path == "article" || path == "article.text" || path == "article.paragraphs" ||
        path == "article.provenance") {
      return v1::SNAPSHOT_VIEW_FULL;
    }
  }
  return v1::SNAPSHOT_VIEW_BASIC;
}

v1::SnapshotView view_of(const v1::GetSnapshotRequest& message) {
  return view_of(message.view(), message.read_mask(), v1::SNAPSHOT_VIEW_FULL);
}
v1::SnapshotView view_of(const v1::ListSnapshotsRequest& message) {
  return view_of(message.view(), message.read_mask(), v1::SNAPSHOT_VIEW_BASIC);
}
v1::SnapshotView view_of(const v1::StreamSnapshotsRequest& message) {
  return view_of(message.view(), message.read_mask(), v1::SNAPSHOT_VIEW_TEXT);
}
v1::SnapshotView view_of(const v1::SearchRequest& message) {
  return view_of(message.view(), message.read_mask(), v1::SNAPSHOT_VIEW_BASIC);
}

Result<void> check_mask(const google::protobuf::FieldMask& mask) {
  if (mask.paths_size() > kListMax) return bad_input("too many paths", "read_mask");
  for (const auto& path : mask.paths()) {
    if (!google::protobuf::util::FieldMaskUtil::IsValidPath<v1::Snapshot>(path)) {
      return bad_input("a snapshot has no '" + path + "'", "read_mask");
    }
  }
  return {};
}

void apply_mask(const google::protobuf::FieldMask& mask, v1::Snapshot* message) {
  if (mask.paths().empty()) return;
  google::protobuf::util::FieldMaskUtil::TrimMessage(mask, message);
}

}  // namespace broadsheet::rpc
