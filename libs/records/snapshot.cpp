// SPDX-License-Identifier: Apache-2.0
// Snapshot and CaptureRecord to bytes and back.
#include "records/snapshot.h"

#include "records/message.h"

namespace broadsheet::records {

std::string encode(const Snapshot& snapshot) {
  wire::Snapshot message;
  message.set_url_key(snapshot.url_key);
  message.set_content_hash(digest_bytes(snapshot.content_hash));
  message.set_text_hash(digest_bytes(snapshot.text_hash));
  to_message(snapshot.article, message.mutable_article());
  for (const auto kind : snapshot.paragraph_kinds) {
    message.add_paragraph_kinds(kind_message(kind));
  }
  message.set_source(snapshot.source);
  message.set_first_seen_micros(to_micros(snapshot.first_seen));
  message.set_last_seen_micros(to_micros(snapshot.last_seen));
  message.set_sightings(snapshot.sightings);
  message.set_version(snapshot.version);
  message.set_previous(digest_bytes(snapshot.previous));
  message.set_outcome(static_cast<wire::Outcome>(snapshot.outcome));
  message.set_payload_digest(digest_bytes(snapshot.payload_digest));
  message.set_payload_type(snapshot.payload_type);
  message.set_payload_bytes(snapshot.payload_bytes);
  message.set_words(snapshot.words);
  message.set_sequence(snapshot.sequence);
  message.set_log_index(snapshot.log_index);
  message.set_logged_micros(to_micros(snapshot.logged));
  message.set_reading_of(digest_bytes(snapshot.reading_of));
  message.set_replaced_by(digest_bytes(snapshot.replaced_by));
  if (snapshot.logged_payload) {
    message.set_logged_payload(digest_bytes(*snapshot.logged_payload));
  }
  put_unknown(snapshot.unknown_fields, &message);
  return bytes_of(message);
}

Result<Snapshot> decode_snapshot(std::string_view bytes) {
  wire::Snapshot message;
  TRY(parse(bytes, "snapshot", &message));
  Snapshot snapshot{.url_key = std::move(*message.mutable_url_key())};
  TRY_LET(content_hash, digest_of(message.content_hash(), "snapshot.content_hash"));
  snapshot.content_hash = content_hash;
  TRY_LET(text_hash, digest_of(message.text_hash(), "snapshot.text_hash"));
  snapshot.text_hash = text_hash;
  snapshot.article = article_of(message.mutable_article());
  snapshot.paragraph_kinds.reserve(static_cast<std::size_t>(message.paragraph_kinds_size()));
  for (const int kind : message.paragraph_kinds()) {
    snapshot.paragraph_kinds.push_back(kind_of(kind));
  }
  snapshot.source = std::move(*message.mutable_source());
  snapshot.first_seen = from_micros(message.first_seen_micros());
  snapshot.last_seen = from_micros(message.last_seen_micros());
  snapshot.sightings = message.sightings();
  snapshot.version = message.version();
  TRY_LET(previous, digest_of(message.previous(), "snapshot.previous"));
  snapshot.previous = previous;
  snapshot.outcome = enum_of(message.outcome(), Outcome::kUnreadable);
  TRY_LET(payload_digest, digest_of(message.payload_digest(), "snapshot.payload_digest"));
  snapshot.payload_digest = payload_digest;
  snapshot.payload_type = std::move(*message.mutable_payload_type());
  snapshot.payload_bytes = message.payload_bytes();
  snapshot.words = message.words();
  snapshot.sequence = message.sequence();
  snapshot.log_index = message.log_index();
  snapshot.logged = from_micros(message.logged_micros());
  TRY_LET(reading_of, digest_of(message.reading_of(), "snapshot.reading_of"));
  snapshot.reading_of = reading_of;
  TRY_LET(replaced_by, digest_of(message.replaced_by(), "snapshot.replaced_by"));
  snapshot.replaced_by = replaced_by;
  if (message.has_logged_payload()) {
    TRY_LET(logged, digest_of(message.logged_payload(), "snapshot.logged_payload"));
    snapshot.logged_payload = logged;
  }
  snapshot.unknown_fields = unknown_of(message);
  return snapshot;
}

std::string encode(const CaptureRecord& record) {
  wire::CaptureRecord message;
  message.set_url(record.url);
  message.set_source(record.source);
  message.set_time_micros(to_micros(record.time));
  message.set_outcome(static_cast<wire::Outcome>(record.outcome));
  message.set_reason(record.reason);
  message.set_status(record.status);
  message.set_status_text(record.status_text);
  message.set_http_version(record.http_version);
  to_messages(record.request_headers, message.mutable_request_headers());
  to_messages(record.headers, message.mutable_headers());
  message.set_payload_digest(digest_bytes(record.payload_digest));
  message.set_payload_bytes(record.payload_bytes);
  message.set_revisit(record.revisit);
  message.set_truncated(record.truncated);
  message.set_content_hash(digest_bytes(record.content_hash));
  message.set_address(record.address);
  message.set_elapsed_micros(record.elapsed.count());
  message.set_redirect(record.redirect);
  to_message(record.robots, message.mutable_robots());
  message.set_via(record.via);
  message.set_trace(record.trace);
  message.set_product_token(record.product_token);
  put_unknown(record.unknown_fields, &message);
  return bytes_of(message);
}

Result<CaptureRecord> decode_capture_record(std::string_view bytes) {
  wire::CaptureRecord message;
  TRY(parse(bytes, "capture record", &message));
  CaptureRecord record{.url = std::move(*message.mutable_url())};
  record.source = std::move(*message.mutable_source());
  record.time = from_micros(message.time_micros());
  record.outcome = enum_of(message.outcome(), Outcome::kUnreadable);
  record.reason = std::move(*message.mutable_reason());
  record.status = message.status();
  record.status_text = std::move(*message.mutable_status_text());
  record.http_version = std::move(*message.mutable_http_version());
  record.request_headers = headers_of(message.mutable_request_headers());
  record.headers = headers_of(message.mutable_headers());
  TRY_LET(payload_digest, digest_of(message.payload_digest(), "record.payload_digest"));
  record.payload_digest = payload_digest;
  record.payload_bytes = message.payload_bytes();
  record.revisit = message.revisit();
  record.truncated = message.truncated();
  TRY_LET(content_hash, digest_of(message.content_hash(), "record.content_hash"));
  record.content_hash = content_hash;
  record.address = std::move(*message.mutable_address());
  record.elapsed = Duration(message.elapsed_micros());
  record.redirect = std::move(*message.mutable_redirect());
  if (message.has_robots()) record.robots = verdict_of(message.mutable_robots());
  record.via = std::move(*message.mutable_via());
  record.trace = std::move(*message.mutable_trace());
  record.product_token = std::move(*message.mutable_product_token());
  record.unknown_fields = unknown_of(message);
  return record;
}

CaptureRecord record_of(const ArticleEvent& event) {
  const Capture& capture = event.capture;
  CaptureRecord record{.url = capture.url};
  record.source = capture.source;
  record.time = capture.time;
  record.outcome = event.outcome == Outcome::kUnknown ? capture.outcome : event.outcome;
  record.reason = event.reason.empty() ? capture.reason : event.reason;
  record.status = capture.status;
  record.status_text = capture.status_text;
  record.http_version = capture.http_version;
  record.request_headers = capture.request_headers;
  record.headers = capture.headers;
  record.payload_digest = capture.payload_digest;
  record.payload_bytes = capture.payload.size();
  record.revisit = capture.outcome == Outcome::kUnchanged;
  record.truncated = capture.truncated;
  record.content_hash = event.content_hash;
  record.address = capture.address;
  record.elapsed = capture.elapsed;
  record.redirect = capture.redirect;
  record.robots = capture.robots;
  record.via = capture.via;
  record.trace = capture.trace;
  record.product_token = capture.product_token;
  return record;
}

}  // namespace broadsheet::records
