// SPDX-License-Identifier: Apache-2.0
// Values with every field set, so that a field lost on its way is seen.
#pragma once

#include <memory>
#include <string>

#include "records/snapshot.h"
#include "rpc/client.h"
#include "rpc/server.h"
#include "url/canonical.h"

namespace broadsheet::rpc {

inline url::Url url_of(const std::string& text) { return *url::Url::parse(text); }

inline records::Snapshot sample_snapshot(const std::string& url = "https://gazette.example/a?b=1",
                                         bool with_text = true) {
  records::Article article{.url = url};
  article.canonical_url = "https://gazette.example/a";
  article.title = "Überschwemmung — rain again";
  article.authors = {"A. Writer", "B. Writer"};
  article.published = records::Date{.time = *parse_time("2026-11-22T10:00:00Z"),
                                    .precision = records::Precision::kMinute,
                                    .offset_minutes = 60,
                                    .source = "json-ld",
                                    .confidence = 0.75};
  article.modified = records::Date{.time = *parse_time("2026-11-22T12:00:00Z"),
                                   .precision = records::Precision::kSecond,
                                   .source = "time",
                                   .confidence = 0.5};
  article.language = "en";
  article.section = "Weather";
  article.keywords = {"rain"};
  article.lead_image = "https://gazette.example/a.jpg";
  article.description = "It rained.";
  article.publisher = "The Gazette";
  article.wire = "Reuters";
  article.access = records::Access::kFree;
  article.robots_directives = {"noarchive"};
  article.extractor_version = "1";
  article.kicker = "After the drought";
  article.standfirst = "For the third day.";
  article.lead_image_caption = "Rain on Monday";
  article.canonical_verdict = records::CanonicalVerdict::kSameSite;
  if (with_text) {
    article.paragraphs = {{records::ParagraphKind::kText, "It rained."},
                          {records::ParagraphKind::kCaption, "Rain"}};
    article.provenance = {{"title", "h1", 0.5, {"og=Rain"}}};
  }
  records::Snapshot snapshot{.url_key = url::url_key(url_of(url))};
  snapshot.content_hash = sha256(url);
  snapshot.text_hash = sha256("text");
  snapshot.article = article;
  for (const auto& paragraph : article.paragraphs) {
    snapshot.paragraph_kinds.push_back(paragraph.kind);
  }
  snapshot.source = "gazette";
  snapshot.first_seen = *parse_time("2026-11-22T10:01:00.000001Z");
  snapshot.last_seen = *parse_time("2026-11-23T10:01:00Z");
  snapshot.sightings = 3;
  snapshot.version = 2;
  snapshot.previous = sha256("previous");
  snapshot.outcome = records::Outcome::kLiveBlog;
  snapshot.payload_digest = sha256("payload");
  snapshot.payload_type = "text/html";
  snapshot.payload_bytes = 7;
  snapshot.words = 2;
  snapshot.sequence = 17;
  snapshot.log_index = 16;
  snapshot.logged = snapshot.first_seen;
  snapshot.logged_payload = sha256("an older page");
  return snapshot;
}

inline records::CaptureRecord sample_capture() {
  records::CaptureRecord record{.url = "https://gazette.example/a?b=1"};
  record.source = "gazette";
  record.time = *parse_time("2026-11-22T10:01:00Z");
  record.outcome = records::Outcome::kArticle;
  record.reason = "because";
  record.status = 200;
  record.status_text = "OK";
  record.http_version = "1.1";
  record.request_headers = {{"User-Agent", "Broadsheet"}};
  record.headers = {{"Content-Type", "text/html"}, {"ETag", "\"x\""}};
  record.payload_digest = sha256("payload");
  record.payload_bytes = 7;
  record.revisit = true;
  record.truncated = true;
  record.content_hash = sha256("content");
  record.address = "192.0.2.1:443";
  record.elapsed = std::chrono::milliseconds(12);
  record.redirect = "https://gazette.example/b";
  record.robots = {.allowed = true, .line = 3, .rule = "Allow: /", .reason = "rules"};
  record.via = "https://gazette.example/feed";
  record.trace = "t1";
  record.product_token = "acmebot";
  return record;
}

inline ShardStats sample_stats(int shard) {
  return {.shard = shard,
          .address = "127.0.0.1:1",
          .snapshots = 1,
          .urls = 2,
          .texts = 3,
          .captures = 4,
          .payloads = 5,
          .payload_bytes = 6,
          .stored_bytes = 7,
          .sequence = 8,
          .log_size = 9,
          .searchable = 10,
          .oldest = from_micros(1),
          .newest = from_micros(2'000'000)};
}

inline SnapshotRef ref_by_url() {
  return {.url = url_of("https://gazette.example/a?b=1"),
          .as_of = *parse_time("2026-11-22T10:00:00Z")};
}
inline SnapshotRef ref_by_name() { return {.key = sample_snapshot().key()}; }

inline ServerOptions any_port() { return {.listen = "127.0.0.1:0"}; }

inline std::unique_ptr<Server> serve_all(const Services& services,
                                         const ServerOptions& options = any_port()) {
  auto server = Server::start(options, services);
  CHECK(server.ok());
  return std::move(*server);
}

}  // namespace broadsheet::rpc
