// SPDX-License-Identifier: Apache-2.0
// What the archive answers, on the wire.
#include <algorithm>

#include "rpc/convert.h"
#include "text/unicode.h"

namespace broadsheet::rpc {
namespace {

std::int64_t signed_of(std::uint64_t value) { return static_cast<std::int64_t>(value); }
std::uint64_t unsigned_of(std::int64_t value) { return static_cast<std::uint64_t>(value); }

template <typename Repeated>
void errors_to_wire(const std::vector<ShardError>& errors, Repeated* messages) {
  for (const auto& error : errors) to_wire(error, messages->Add());
}

template <typename Repeated>
std::vector<ShardError> errors_from_wire(const Repeated& messages) {
  std::vector<ShardError> errors;
  for (const auto& message : messages) errors.push_back(from_wire(message));
  return errors;
}

std::string name_of(const records::Snapshot& snapshot, const std::optional<Digest>& hash) {
  return hash ? records::SnapshotKey{snapshot.url_key, *hash}.name() : std::string();
}

Result<std::optional<Digest>> hash_of(const std::string& name) {
  if (name.empty()) return std::optional<Digest>{};
  TRY_LET(key, records::SnapshotKey::from_name(name));
  return std::optional<Digest>{key.content_hash};
}

void span_to_wire(const text::DiffSpan& span, v1::DiffSpan* message) {
  message->set_op(static_cast<v1::DiffOp>(static_cast<int>(span.op) + 1));
  message->set_text(utf8(span.text));
}

text::DiffSpan span_from_wire(const v1::DiffSpan& message) {
  const int op = std::clamp(static_cast<int>(message.op()) - 1, 0, 2);
  return {.op = static_cast<text::DiffOp>(op), .text = message.text()};
}

// Code points before byte `at` of valid UTF-8: bytes that begin one.
int code_points(std::string_view text, std::size_t at) {
  const auto head = text.substr(0, at);
  return static_cast<int>(std::count_if(head.begin(), head.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

std::size_t byte_of(std::string_view text, int point) {
  std::size_t at = 0;
  for (int seen = -1; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xc0) != 0x80 && ++seen == point) break;
  }
  return at;
}

void snippet_to_wire(const Snippet& snippet, v1::Snippet* message) {
  message->set_field(utf8(snippet.field));
  message->set_text(utf8(snippet.text));
  if (message->text() != snippet.text) return;  // repaired: its spans do not fit any more
  for (const auto& highlight : snippet.highlights) {
    auto* span = message->add_highlights();
    span->set_start(code_points(snippet.text, highlight.begin));
    span->set_end(code_points(snippet.text, highlight.end));
  }
}

Snippet snippet_from_wire(const v1::Snippet& message) {
  Snippet snippet{.field = message.field(), .text = message.text()};
  for (const auto& span : message.highlights()) {
    snippet.highlights.push_back(
        {byte_of(snippet.text, span.start()), byte_of(snippet.text, span.end())});
  }
  return snippet;
}

void hashes_to_wire(const std::vector<Digest>& hashes,
                    google::protobuf::RepeatedPtrField<std::string>* messages) {
  for (const auto& hash : hashes) messages->Add(std::string(hash.view()));
}

Result<std::vector<Digest>> hashes_from_wire(
    const google::protobuf::RepeatedPtrField<std::string>& messages) {
  std::vector<Digest> hashes;
  for (const auto& message : messages) {
    TRY_LET(hash, Digest::from_bytes(message));
    hashes.push_back(hash);
  }
  return hashes;
}

// Sums, for those who do not ask by shard.
ShardStats total_of(const std::vector<ShardStats>& shards) {
  ShardStats total{.shard = static_cast<int>(shards.size())};
  for (const auto& shard : shards) {
    total.snapshots += shard.snapshots;
    total.urls += shard.urls;
    total.texts += shard.texts;
    total.captures += shard.captures;
    total.payloads += shard.payloads;
    total.payload_bytes += shard.payload_bytes;
    total.stored_bytes += shard.stored_bytes;
    total.sequence += shard.sequence;
    total.log_size += shard.log_size;
    total.searchable += shard.searchable;
    if (shard.oldest && (!total.oldest || *shard.oldest < *total.oldest))
      total.oldest = shard.oldest;
    if (shard.newest && (!total.newest || *shard.newest > *total.newest))
      total.newest = shard.newest;
  }
  return total;
}

}  // namespace

void to_wire(const GetSnapshotReply& reply, const v1::GetSnapshotRequest& request,
             v1::GetSnapshotResponse* message) {
  to_wire(reply.snapshot, view_of(request), message->mutable_snapshot());
  apply_mask(request.read_mask(), message->mutable_snapshot());
  message->set_versions(static_cast<int>(reply.versions));
  message->set_previous(name_of(reply.snapshot, reply.previous));
  message->set_next(name_of(reply.snapshot, reply.next));
  message->set_first(name_of(reply.snapshot, reply.first));
  message->set_last(name_of(reply.snapshot, reply.last));
}

Result<GetSnapshotReply> from_wire(const v1::GetSnapshotResponse& message) {
  GetSnapshotReply reply;
  TRY_LET(snapshot, from_wire(message.snapshot()));
  reply.snapshot = std::move(snapshot);
  reply.versions = static_cast<std::uint32_t>(message.versions());
  TRY_LET(previous, hash_of(message.previous()));
  reply.previous = previous;
  TRY_LET(next, hash_of(message.next()));
  reply.next = next;
  TRY_LET(first, hash_of(message.first()));
  reply.first = first;
  TRY_LET(last, hash_of(message.last()));
  reply.last = last;
  return reply;
}

void to_wire(const ListSnapshotsReply& reply, const v1::ListSnapshotsRequest& request,
             v1::ListSnapshotsResponse* message) {
  for (const auto& snapshot : reply.snapshots) {
    auto* added = message->add_snapshots();
    to_wire(snapshot, view_of(request), added);
    apply_mask(request.read_mask(), added);
  }
  errors_to_wire(reply.shard_errors, message->mutable_shard_errors());
}

Result<ListSnapshotsReply> from_wire(const v1::ListSnapshotsResponse& message) {
  ListSnapshotsReply reply;
  for (const auto& added : message.snapshots()) {
    TRY_LET(snapshot, from_wire(added));
    reply.snapshots.push_back(std::move(snapshot));
  }
  reply.next_position = message.next_page_token();
  reply.shard_errors = errors_from_wire(message.shard_errors());
  return reply;
}

std::uint32_t batch_crc32c(const google::protobuf::RepeatedPtrField<v1::Snapshot>& snapshots) {
  std::uint32_t crc = 0;
  for (const auto& snapshot : snapshots) {
    crc = crc32c(snapshot.name(), crc);
    crc = crc32c("\n", crc);
    crc = crc32c(snapshot.article().text(), crc);
    crc = crc32c("\n", crc);
  }
  return crc;
}

void to_wire(const StreamBatch& batch, const v1::StreamSnapshotsRequest& request,
             v1::StreamSnapshotsResponse* message) {
  for (const auto& snapshot : batch.snapshots) {
    auto* added = message->add_snapshots();
    to_wire(snapshot, view_of(request), added);
    apply_mask(request.read_mask(), added);
  }
  message->set_batch_crc32c(batch_crc32c(message->snapshots()));
  message->set_heartbeat(batch.heartbeat);
  message->set_complete(batch.complete);
  message->set_total_streamed(signed_of(batch.total));
}

Result<StreamBatch> from_wire(const v1::StreamSnapshotsResponse& message) {
  if (message.batch_crc32c() != batch_crc32c(message.snapshots())) {
    return broken("a batch of the stream was damaged on its way", "batch_crc32c");
  }
  StreamBatch batch;
  for (const auto& added : message.snapshots()) {
    TRY_LET(snapshot, from_wire(added));
    batch.snapshots.push_back(std::move(snapshot));
  }
  batch.position = message.cursor();
  batch.heartbeat = message.heartbeat();
  batch.complete = message.complete();
  batch.total = unsigned_of(message.total_streamed());
  return batch;
}

void to_wire(const SearchReply& reply, const v1::SearchRequest& request,
             v1::SearchResponse* message) {
  for (const auto& hit : reply.hits) {
    auto* added = message->add_hits();
    to_wire(hit.snapshot, view_of(request), added->mutable_snapshot());
    apply_mask(request.read_mask(), added->mutable_snapshot());
    added->set_score(hit.score);
    if (request.omit_snippets()) continue;
    for (const auto& snippet : hit.snippets) snippet_to_wire(snippet, added->add_snippets());
  }
  message->set_total_size(signed_of(reply.total));
  errors_to_wire(reply.shard_errors, message->mutable_shard_errors());
}

Result<SearchReply> from_wire(const v1::SearchResponse& message) {
  SearchReply reply;
  for (const auto& added : message.hits()) {
    TRY_LET(snapshot, from_wire(added.snapshot()));
    Hit hit{.snapshot = std::move(snapshot), .score = added.score()};
    for (const auto& snippet : added.snippets()) hit.snippets.push_back(snippet_from_wire(snippet));
    reply.hits.push_back(std::move(hit));
  }
  reply.next_position = message.next_page_token();
  reply.total = unsigned_of(message.total_size());
  reply.shard_errors = errors_from_wire(message.shard_errors());
  return reply;
}

void to_wire(const CountReply& reply, const v1::CountSnapshotsRequest&,
             v1::CountSnapshotsResponse* message) {
  message->set_total_size(signed_of(reply.total));
  for (const auto& bucket : reply.buckets) {
    auto* added = message->add_buckets();
    for (const auto& value : bucket.key) added->add_key(utf8(value));
    added->set_count(signed_of(bucket.count));
  }
  message->set_other_count(signed_of(reply.other));
  errors_to_wire(reply.shard_errors, message->mutable_shard_errors());
}

Result<CountReply> from_wire(const v1::CountSnapshotsResponse& message) {
  CountReply reply{.total = unsigned_of(message.total_size())};
  for (const auto& bucket : message.buckets()) {
    reply.buckets.push_back(
        {.key = {bucket.key().begin(), bucket.key().end()}, .count = unsigned_of(bucket.count())});
  }
  reply.other = unsigned_of(message.other_count());
  reply.shard_errors = errors_from_wire(message.shard_errors());
  return reply;
}

void to_wire(const DiffReply& reply, const v1::DiffSnapshotsRequest&,
             v1::DiffSnapshotsResponse* message) {
  to_wire(reply.before, v1::SNAPSHOT_VIEW_BASIC, message->mutable_before());
  to_wire(reply.after, v1::SNAPSHOT_VIEW_BASIC, message->mutable_after());
  for (const auto& span : reply.title) span_to_wire(span, message->add_title());
  for (const auto& hunk : reply.diff.hunks) {
    auto* added = message->add_hunks();
    if (hunk.before >= 0) added->set_before_paragraph(hunk.before);
    if (hunk.after >= 0) added->set_after_paragraph(hunk.after);
    for (const auto& span : hunk.spans) span_to_wire(span, added->add_spans());
  }
  message->set_words_inserted(signed_of(reply.diff.words_inserted));
  message->set_words_deleted(signed_of(reply.diff.words_deleted));
  message->set_cause(static_cast<v1::DiffCause>(reply.cause));
}

Result<DiffReply> from_wire(const v1::DiffSnapshotsResponse& message) {
  DiffReply reply;
  TRY_LET(before, from_wire(message.before()));
  reply.before = std::move(before);
  TRY_LET(after, from_wire(message.after()));
  reply.after = std::move(after);
  for (const auto& span : message.title()) reply.title.push_back(span_from_wire(span));
  for (const auto& added : message.hunks()) {
    text::DiffHunk hunk;
    if (added.has_before_paragraph()) hunk.before = added.before_paragraph();
    if (added.has_after_paragraph()) hunk.after = added.after_paragraph();
    for (const auto& span : added.spans()) hunk.spans.push_back(span_from_wire(span));
    reply.diff.hunks.push_back(std::move(hunk));
  }
  reply.diff.words_inserted = unsigned_of(message.words_inserted());
  reply.diff.words_deleted = unsigned_of(message.words_deleted());
  if (v1::DiffCause_IsValid(message.cause())) reply.cause = static_cast<DiffCause>(message.cause());
  return reply;
}

void to_wire(const Copy& copy, v1::Copy* message) {
  to_wire(copy.snapshot, v1::SNAPSHOT_VIEW_BASIC, message->mutable_snapshot());
  message->set_resemblance(copy.resemblance);
  message->set_exact(copy.exact);
}

Result<Copy> from_wire(const v1::Copy& message) {
  TRY_LET(snapshot, from_wire(message.snapshot()));
  return Copy{.snapshot = std::move(snapshot),
              .resemblance = message.resemblance(),
              .exact = message.exact()};
}

void to_wire(const ListCopiesReply& reply, const v1::ListCopiesRequest&,
             v1::ListCopiesResponse* message) {
  to_wire(reply.of, v1::SNAPSHOT_VIEW_BASIC, message->mutable_of());
  for (const auto& copy : reply.copies) to_wire(copy, message->add_copies());
  errors_to_wire(reply.shard_errors, message->mutable_shard_errors());
}

Result<ListCopiesReply> from_wire(const v1::ListCopiesResponse& message) {
  ListCopiesReply reply;
  TRY_LET(of, from_wire(message.of()));
  reply.of = std::move(of);
  for (const auto& added : message.copies()) {
    TRY_LET(copy, from_wire(added));
    reply.copies.push_back(std::move(copy));
  }
  reply.next_position = message.next_page_token();
  reply.shard_errors = errors_from_wire(message.shard_errors());
  return reply;
}

void to_wire(const ListCapturesReply& reply, const v1::ListCapturesRequest&,
             v1::ListCapturesResponse* message) {
  for (const auto& capture : reply.captures) to_wire(capture, message->add_captures());
}

Result<ListCapturesReply> from_wire(const v1::ListCapturesResponse& message) {
  ListCapturesReply reply;
  for (const auto& added : message.captures()) {
    TRY_LET(capture, from_wire(added));
    reply.captures.push_back(std::move(capture));
  }
  reply.next_position = message.next_page_token();
  return reply;
}

void to_wire(const ShardStats& stats, v1::ShardStats* message) {
  message->set_shard(stats.shard);
  message->set_address(utf8(stats.address));
  message->set_snapshots(signed_of(stats.snapshots));
  message->set_urls(signed_of(stats.urls));
  message->set_texts(signed_of(stats.texts));
  message->set_captures(signed_of(stats.captures));
  message->set_payloads(signed_of(stats.payloads));
  message->set_payload_bytes(signed_of(stats.payload_bytes));
  message->set_stored_bytes(signed_of(stats.stored_bytes));
  message->set_sequence(signed_of(stats.sequence));
  message->set_log_size(signed_of(stats.log_size));
  message->set_searchable_sequence(signed_of(stats.searchable));
  if (stats.oldest) to_wire(*stats.oldest, message->mutable_oldest_time());
  if (stats.newest) to_wire(*stats.newest, message->mutable_newest_time());
}

Result<ShardStats> from_wire(const v1::ShardStats& message) {
  ShardStats stats{.shard = message.shard(), .address = message.address()};
  stats.snapshots = unsigned_of(message.snapshots());
  stats.urls = unsigned_of(message.urls());
  stats.texts = unsigned_of(message.texts());
  stats.captures = unsigned_of(message.captures());
  stats.payloads = unsigned_of(message.payloads());
  stats.payload_bytes = unsigned_of(message.payload_bytes());
  stats.stored_bytes = unsigned_of(message.stored_bytes());
  stats.sequence = unsigned_of(message.sequence());
  stats.log_size = unsigned_of(message.log_size());
  stats.searchable = unsigned_of(message.searchable_sequence());
  if (message.has_oldest_time()) {
    TRY_LET(oldest, from_wire(message.oldest_time(), "oldest_time"));
    stats.oldest = oldest;
  }
  if (message.has_newest_time()) {
    TRY_LET(newest, from_wire(message.newest_time(), "newest_time"));
    stats.newest = newest;
  }
  return stats;
}

void to_wire(const StatsReply& reply, const v1::GetStatsRequest&, v1::GetStatsResponse* message) {
  to_wire(total_of(reply.shards), message->mutable_total());
  for (const auto& shard : reply.shards) to_wire(shard, message->add_shards());
  errors_to_wire(reply.shard_errors, message->mutable_shard_errors());
}

Result<StatsReply> from_wire(const v1::GetStatsResponse& message) {
  StatsReply reply;
  for (const auto& added : message.shards()) {
    TRY_LET(shard, from_wire(added));
    reply.shards.push_back(shard);
  }
  reply.shard_errors = errors_from_wire(message.shard_errors());
  return reply;
}

void to_wire(const Checkpoint& reply, const v1::GetCheckpointRequest&,
             v1::GetCheckpointResponse* message) {
  message->set_shard(reply.shard);
  message->set_tree_size(signed_of(reply.size));
  message->set_root_hash(std::string(reply.root.view()));
  to_wire(reply.time, message->mutable_time());
  message->set_note(utf8(reply.note));
}

Result<Checkpoint> from_wire(const v1::GetCheckpointResponse& message) {
  Checkpoint reply{.shard = message.shard(), .size = unsigned_of(message.tree_size())};
  TRY_LET(root, Digest::from_bytes(message.root_hash()));
  reply.root = root;
  TRY_LET(time, from_wire(message.time(), "time"));
  reply.time = time;
  reply.note = message.note();
  return reply;
}

void to_wire(const InclusionProof& reply, const v1::GetInclusionProofRequest&,
             v1::GetInclusionProofResponse* message) {
  message->set_shard(reply.shard);
  message->set_leaf_index(signed_of(reply.leaf_index));
  message->set_leaf_data(reply.leaf);
  hashes_to_wire(reply.hashes, message->mutable_hashes());
  message->set_tree_size(signed_of(reply.tree_size));
  message->set_root_hash(std::string(reply.root.view()));
}

Result<InclusionProof> from_wire(const v1::GetInclusionProofResponse& message) {
  InclusionProof reply{.shard = message.shard(), .leaf_index = unsigned_of(message.leaf_index())};
  reply.leaf = message.leaf_data();
  TRY_LET(hashes, hashes_from_wire(message.hashes()));
  reply.hashes = std::move(hashes);
  reply.tree_size = unsigned_of(message.tree_size());
  TRY_LET(root, Digest::from_bytes(message.root_hash()));
  reply.root = root;
  return reply;
}

void to_wire(const ConsistencyProof& reply, const v1::GetConsistencyProofRequest&,
             v1::GetConsistencyProofResponse* message) {
  message->set_shard(reply.shard);
  message->set_first_tree_size(signed_of(reply.first_size));
  message->set_first_root_hash(std::string(reply.first_root.view()));
  message->set_second_tree_size(signed_of(reply.second_size));
  message->set_second_root_hash(std::string(reply.second_root.view()));
  hashes_to_wire(reply.hashes, message->mutable_hashes());
}

Result<ConsistencyProof> from_wire(const v1::GetConsistencyProofResponse& message) {
  ConsistencyProof reply{.shard = message.shard(),
                         .first_size = unsigned_of(message.first_tree_size())};
  TRY_LET(first_root, Digest::from_bytes(message.first_root_hash()));
  reply.first_root = first_root;
  reply.second_size = unsigned_of(message.second_tree_size());
  TRY_LET(second_root, Digest::from_bytes(message.second_root_hash()));
  reply.second_root = second_root;
  TRY_LET(hashes, hashes_from_wire(message.hashes()));
  reply.hashes = std::move(hashes);
  return reply;
}

}  // namespace broadsheet::rpc
