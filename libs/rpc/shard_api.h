// SPDX-License-Identifier: Apache-2.0
// What a gateway asks of one shard, as plain values: ShardService without gRPC.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "rpc/archive_api.h"

namespace broadsheet::rpc {

// Snapshots by sequence, for streams that many shards are merged into.
struct ScanRequest {
  std::uint64_t after = 0;  // the sequence of the last one that arrived; 0: from the beginning
  SnapshotFilter filter = {};
  int batch_size = StreamSnapshotsRequest::kBatchDefault;
  bool with_text = true;
  bool follow = false;
};
struct ScanBatch {
  std::vector<records::Snapshot> snapshots = {};
  std::uint64_t sequence = 0;  // everything up to here was looked at
  bool heartbeat = false;
  bool complete = false;
};
using ScanSink = std::function<bool(ScanBatch)>;

// What copies of a snapshot are found by.
struct FingerprintRequest {
  SnapshotRef of = {};
};
struct Fingerprint {
  records::Snapshot snapshot = {};  // without text; has the text hash
  std::string signature = {};       // text::Signature::bytes(); empty: too short for one
};

// Copies within this shard: the same text hash, or a signature that resembles.
struct FindCopiesRequest {
  Digest text_hash = {};
  std::string signature = {};
  double resemblance_min = 0.5;
  std::optional<records::SnapshotKey> without = {};  // its URL is asked about: not among them
  Page page = {};
};
struct FindCopiesReply {
  std::vector<Copy> copies = {};  // first seen first
  std::string next_position = {};
};

// Thread-safe. Requests and replies as ArchiveApi has them, about this shard alone; `shard_errors`
// stay empty. Orders are total: by time or score, then by the snapshot's key.
class ShardApi {
 public:
  virtual ~ShardApi() = default;
  virtual Result<GetSnapshotReply> get(const GetSnapshotRequest& request,
                                       const CallContext& call) = 0;
  virtual Result<ListSnapshotsReply> list(const ListSnapshotsRequest& request,
                                          const CallContext& call) = 0;
  virtual Result<void> scan(const ScanRequest& request, const CallContext& call,
                            const ScanSink& sink) = 0;
  virtual Result<SearchReply> search(const SearchRequest& request, const CallContext& call) = 0;
  virtual Result<CountReply> count(const CountRequest& request, const CallContext& call) = 0;
  virtual Result<Fingerprint> fingerprint(const FingerprintRequest& request,
                                          const CallContext& call) = 0;
  virtual Result<FindCopiesReply> find_copies(const FindCopiesRequest& request,
                                              const CallContext& call) = 0;
  virtual Result<ListCapturesReply> captures(const ListCapturesRequest& request,
                                             const CallContext& call) = 0;
  virtual Result<Payload> payload(const GetPayloadRequest& request, const CallContext& call) = 0;
  virtual Result<ShardStats> stats(const CallContext& call) = 0;
  virtual Result<Checkpoint> checkpoint(const CallContext& call) = 0;
  virtual Result<InclusionProof> inclusion_proof(const InclusionProofRequest& request,
                                                 const CallContext& call) = 0;
  virtual Result<ConsistencyProof> consistency_proof(const ConsistencyProofRequest& request,
                                                     const CallContext& call) = 0;
};

}  // namespace broadsheet::rpc
