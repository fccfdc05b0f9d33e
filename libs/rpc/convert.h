// SPDX-License-Identifier: Apache-2.0
// For this room's .cpp files alone: between plain values and messages of broadsheet.v1.
//
// from_wire() of a request checks all that is generic and names the field that is wrong;
// from_wire() of a response only refuses what is damaged. to_wire() makes text valid UTF-8:
// protobuf insists on it.
#pragma once

#include <google/protobuf/field_mask.pb.h>

#include <string>
#include <string_view>

#include "broadsheet/v1/archive.pb.h"
#include "broadsheet/v1/backfill.pb.h"
#include "broadsheet/v1/crawl.pb.h"
#include "broadsheet/v1/extractor.pb.h"
#include "broadsheet/v1/shard.pb.h"
#include "broadsheet/v1/snapshot.pb.h"
#include "rpc/archive_api.h"
#include "rpc/backfill_api.h"
#include "rpc/crawl_api.h"
#include "rpc/extractor_api.h"
#include "rpc/shard_api.h"

namespace broadsheet::rpc {

constexpr std::size_t kQueryBytesMax = 8 << 10;
constexpr std::size_t kExtractBodyBytesMax = std::size_t{16} << 20;
constexpr int kListMax = 100;  // languages in a filter, paths in a mask, …
constexpr int kDecisionsMax = 1000;

// Values.
std::string utf8(std::string_view bytes);
void to_wire(Time time, google::protobuf::Timestamp* message);
void to_wire(Duration duration, google::protobuf::Duration* message);
Result<Time> from_wire(const google::protobuf::Timestamp& message, std::string_view field);
Result<Duration> from_wire(const google::protobuf::Duration& message, std::string_view field);
std::string hex_or_none(const Digest& digest);
Result<Digest> digest_from_hex(const std::string& hex, std::string_view field);
Result<url::Url> url_from_wire(const std::string& text, std::string_view field);
// "host" or "host:port", lower case, punycode.
Result<std::string> host_from_wire(const std::string& text, std::string_view field);
// "sources/{id}" ↔ id; empty ↔ empty.
std::string source_name(const std::string& id);
Result<std::string> source_from_wire(const std::string& name, std::string_view field);
std::string source_id(const std::string& name);  // of a reply: whatever it is

// Appends to a repeated field.
template <typename Repeated>
void add_texts(const std::vector<std::string>& texts, Repeated* repeated) {
  for (const auto& text : texts) *repeated->Add() = utf8(text);
}

// What several messages have.
void to_wire(const TimeRange& range, v1::TimeRange* message);
Result<TimeRange> from_wire(const v1::TimeRange& message, const std::string& field);
void to_wire(const ShardError& error, v1::ShardError* message);
ShardError from_wire(const v1::ShardError& message);
void to_wire(const records::Article& article, v1::SnapshotView view, v1::Article* message);
Result<records::Article> from_wire(const v1::Article& message);
void to_wire(const records::Snapshot& snapshot, v1::SnapshotView view, v1::Snapshot* message);
Result<records::Snapshot> from_wire(const v1::Snapshot& message);
void to_wire(const records::CaptureRecord& record, v1::Capture* message);
Result<records::CaptureRecord> from_wire(const v1::Capture& message);
void to_wire(const SnapshotRef& ref, v1::SnapshotRef* message);
Result<SnapshotRef> from_wire(const v1::SnapshotRef& message, const std::string& field);
void to_wire(const Copy& copy, v1::Copy* message);
Result<Copy> from_wire(const v1::Copy& message);
void to_wire(const ShardStats& stats, v1::ShardStats* message);
Result<ShardStats> from_wire(const v1::ShardStats& message);

// How much of a snapshot a request wants. `mask` may be empty; without a view, it decides.
v1::SnapshotView view_of(v1::SnapshotView asked, const google::protobuf::FieldMask& mask,
                         v1::SnapshotView otherwise);
inline bool has_text(v1::SnapshotView view) { return view >= v1::SNAPSHOT_VIEW_TEXT; }
Result<void> check_mask(const google::protobuf::FieldMask& mask);
void apply_mask(const google::protobuf::FieldMask& mask, v1::Snapshot* message);
v1::SnapshotView view_of(const v1::GetSnapshotRequest& message);
v1::SnapshotView view_of(const v1::ListSnapshotsRequest& message);
v1::SnapshotView view_of(const v1::StreamSnapshotsRequest& message);
v1::SnapshotView view_of(const v1::SearchRequest& message);

// Requests. A page's position and size are the service's business (see answer.h), except in
// to_wire, for a client's.
void to_wire(const GetSnapshotRequest& request, v1::GetSnapshotRequest* message);
Result<GetSnapshotRequest> from_wire(const v1::GetSnapshotRequest& message);
void to_wire(const ListSnapshotsRequest& request, v1::ListSnapshotsRequest* message);
Result<ListSnapshotsRequest> from_wire(const v1::ListSnapshotsRequest& message);
void to_wire(const StreamSnapshotsRequest& request, v1::StreamSnapshotsRequest* message);
Result<StreamSnapshotsRequest> from_wire(const v1::StreamSnapshotsRequest& message);
void to_wire(const SearchRequest& request, v1::SearchRequest* message);
Result<SearchRequest> from_wire(const v1::SearchRequest& message);
void to_wire(const CountRequest& request, v1::CountSnapshotsRequest* message);
Result<CountRequest> from_wire(const v1::CountSnapshotsRequest& message);
void to_wire(const DiffRequest& request, v1::DiffSnapshotsRequest* message);
Result<DiffRequest> from_wire(const v1::DiffSnapshotsRequest& message);
void to_wire(const ListCopiesRequest& request, v1::ListCopiesRequest* message);
Result<ListCopiesRequest> from_wire(const v1::ListCopiesRequest& message);
void to_wire(const ListCapturesRequest& request, v1::ListCapturesRequest* message);
Result<ListCapturesRequest> from_wire(const v1::ListCapturesRequest& message);
void to_wire(const GetPayloadRequest& request, v1::GetPayloadRequest* message);
Result<GetPayloadRequest> from_wire(const v1::GetPayloadRequest& message);
void to_wire(const GetCheckpointRequest& request, v1::GetCheckpointRequest* message);
Result<GetCheckpointRequest> from_wire(const v1::GetCheckpointRequest& message);
void to_wire(const InclusionProofRequest& request, v1::GetInclusionProofRequest* message);
Result<InclusionProofRequest> from_wire(const v1::GetInclusionProofRequest& message);
void to_wire(const ConsistencyProofRequest& request, v1::GetConsistencyProofRequest* message);
Result<ConsistencyProofRequest> from_wire(const v1::GetConsistencyProofRequest& message);

// Replies. to_wire takes the request's message where it says what to send.
void to_wire(const GetSnapshotReply& reply, const v1::GetSnapshotRequest& request,
             v1::GetSnapshotResponse* message);
Result<GetSnapshotReply> from_wire(const v1::GetSnapshotResponse& message);
void to_wire(const ListSnapshotsReply& reply, const v1::ListSnapshotsRequest& request,
             v1::ListSnapshotsResponse* message);
Result<ListSnapshotsReply> from_wire(const v1::ListSnapshotsResponse& message);
void to_wire(const StreamBatch& batch, const v1::StreamSnapshotsRequest& request,
             v1::StreamSnapshotsResponse* message);
Result<StreamBatch> from_wire(const v1::StreamSnapshotsResponse& message);
void to_wire(const SearchReply& reply, const v1::SearchRequest& request,
             v1::SearchResponse* message);
Result<SearchReply> from_wire(const v1::SearchResponse& message);
void to_wire(const CountReply& reply, const v1::CountSnapshotsRequest& request,
             v1::CountSnapshotsResponse* message);
Result<CountReply> from_wire(const v1::CountSnapshotsResponse& message);
void to_wire(const DiffReply& reply, const v1::DiffSnapshotsRequest& request,
             v1::DiffSnapshotsResponse* message);
Result<DiffReply> from_wire(const v1::DiffSnapshotsResponse& message);
void to_wire(const ListCopiesReply& reply, const v1::ListCopiesRequest& request,
             v1::ListCopiesResponse* message);
Result<ListCopiesReply> from_wire(const v1::ListCopiesResponse& message);
void to_wire(const ListCapturesReply& reply, const v1::ListCapturesRequest& request,
             v1::ListCapturesResponse* message);
Result<ListCapturesReply> from_wire(const v1::ListCapturesResponse& message);
void to_wire(const StatsReply& reply, const v1::GetStatsRequest& request,
             v1::GetStatsResponse* message);
Result<StatsReply> from_wire(const v1::GetStatsResponse& message);
void to_wire(const Checkpoint& reply, const v1::GetCheckpointRequest& request,
             v1::GetCheckpointResponse* message);
Result<Checkpoint> from_wire(const v1::GetCheckpointResponse& message);
void to_wire(const InclusionProof& reply, const v1::GetInclusionProofRequest& request,
             v1::GetInclusionProofResponse* message);
Result<InclusionProof> from_wire(const v1::GetInclusionProofResponse& message);
void to_wire(const ConsistencyProof& reply, const v1::GetConsistencyProofRequest& request,
             v1::GetConsistencyProofResponse* message);
Result<ConsistencyProof> from_wire(const v1::GetConsistencyProofResponse& message);
// CRC-32C over name, LF, text, LF of each snapshot, as the messages have them.
std::uint32_t batch_crc32c(const google::protobuf::RepeatedPtrField<v1::Snapshot>& snapshots);

// Extractor.
void to_wire(const ExtractRequest& request, v1::ExtractRequest* message);
Result<ExtractRequest> from_wire(const v1::ExtractRequest& message);
void to_wire(const ExtractReply& reply, const v1::ExtractRequest& request,
             v1::ExtractResponse* message);
Result<ExtractReply> from_wire(const v1::ExtractResponse& message);

// Backfill.
void to_wire(const records::Capture& capture, v1::ImportedCapture* message);
Result<records::Capture> from_wire(const v1::ImportedCapture& message);
void to_wire(const ReextractRequest& request, v1::ReextractSnapshotsRequest* message);
Result<ReextractRequest> from_wire(const v1::ReextractSnapshotsRequest& message);
void to_wire(const ReextractProgress& progress, v1::ReextractSnapshotsResponse* message);
ReextractProgress from_wire(const v1::ReextractSnapshotsResponse& message);

// Crawl.
void to_wire(const records::Source& source, v1::Source* message);
Result<records::Source> from_wire(const v1::Source& message);
// What a seed list would refuse (docs/seed-lists.md) is refused here too. Of an update, what is not
// there is right.
Result<void> check_source(const records::Source& source);
void to_wire(const UpdateSourceRequest& request, v1::UpdateSourceRequest* message);
Result<UpdateSourceRequest> from_wire(const v1::UpdateSourceRequest& message);
void to_wire(const SubmitUrlsRequest& request, v1::SubmitUrlsRequest* message);
Result<SubmitUrlsRequest> from_wire(const v1::SubmitUrlsRequest& message);
void to_wire(const PauseHostRequest& request, v1::PauseHostRequest* message);
Result<PauseHostRequest> from_wire(const v1::PauseHostRequest& message);
void to_wire(const PausedHost& host, v1::PausedHost* message);
Result<PausedHost> from_wire(const v1::PausedHost& message);
void to_wire(const ExplainRequest& request, v1::ExplainRequest* message);
Result<ExplainRequest> from_wire(const v1::ExplainRequest& message);
void to_wire(const ExplainReply& reply, v1::ExplainResponse* message);
Result<ExplainReply> from_wire(const v1::ExplainResponse& message);
void to_wire(const CrawlStats& stats, v1::GetCrawlStatsResponse* message);
Result<CrawlStats> from_wire(const v1::GetCrawlStatsResponse& message);

}  // namespace broadsheet::rpc
