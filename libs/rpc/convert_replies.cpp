// SPDX-License-Identifier: Apache-2.0
// What the archive answers, on the wire. Searches, statistics and proofs are in files of their own.
#include <algorithm>

#include "rpc/convert_parts.h"

namespace broadsheet::rpc {
namespace {

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

}  // namespace broadsheet::rpc
