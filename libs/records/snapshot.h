// SPDX-License-Identifier: Apache-2.0
// A snapshot: one version of an article, and the small record of each capture.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "records/article.h"
#include "records/snapshot_key.h"

namespace broadsheet::records {

struct Snapshot {
  std::string url_key;
  Digest content_hash = {};
  Digest text_hash = {};
  Article article = {};  // without its paragraphs: those are under the text hash
  std::vector<ParagraphKind> paragraph_kinds = {};
  std::string source = {};
  Time first_seen = {};
  Time last_seen = {};
  std::uint64_t sightings = 0;  // captures that saw it, the first one too
  std::uint32_t version = 0;    // 1, 2, … in the order of first_seen within the URL
  Digest previous = {};         // content hash of the version before; zero for the first
  Outcome outcome = Outcome::kArticle;
  Digest payload_digest = {};     // the page as it was served when first seen
  std::string payload_type = {};  // its Content-Type
  std::uint64_t payload_bytes = 0;
  std::uint32_t words = 0;
  std::uint64_t sequence = 0;   // in its shard, from 1: the order of bulk reads
  std::uint64_t log_index = 0;  // leaf in the shard's Merkle log
  Time logged = {};  // first seen, as it stands in the log: later, an older capture may turn up
  // The page as it stands in the log, where that is another one: a former extractor made this text
  // of it, and a later one of a page that came after.
  std::optional<Digest> logged_payload = {};
  // Content hashes of the same page as an older and as a newer extractor read it; zero where none
  // did. What was replaced keeps its name and its text, and is in no list and no search.
  Digest reading_of = {};
  Digest replaced_by = {};
  std::string unknown_fields = {};

  [[nodiscard]] SnapshotKey key() const { return {url_key, content_hash}; }
  bool operator==(const Snapshot&) const = default;
};

std::string encode(const Snapshot& snapshot);
Result<Snapshot> decode_snapshot(std::string_view bytes);

// A capture without its payload, as the archive keeps every one.
struct CaptureRecord {
  std::string url;
  std::string source = {};
  Time time = {};
  Outcome outcome = Outcome::kUnknown;
  std::string reason = {};
  int status = 0;
  std::string status_text = {};
  std::string http_version = {};
  Headers request_headers = {};
  Headers headers = {};
  Digest payload_digest = {};
  std::uint64_t payload_bytes = 0;
  bool revisit = false;  // the payload is another capture's
  bool truncated = false;
  Digest content_hash = {};  // of the snapshot it saw; zero if none
  std::string address = {};
  Duration elapsed = {};
  std::string redirect = {};
  RobotsVerdict robots = {};
  std::string via = {};
  std::string trace = {};
  std::string product_token = {};  // as in Capture
  std::string unknown_fields = {};

  bool operator==(const CaptureRecord&) const = default;
};

std::string encode(const CaptureRecord& record);
Result<CaptureRecord> decode_capture_record(std::string_view bytes);
// What is kept of it.
CaptureRecord record_of(const ArticleEvent& event);

}  // namespace broadsheet::records
