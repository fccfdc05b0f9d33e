// SPDX-License-Identifier: Apache-2.0
// ShardService: what a gateway asks of one shard, answered from its store and its index. Inside the
// indexer only: shard_service.cpp has what is read from the store, shard_search.cpp what is found,
// shard_log.cpp what is proved.
#pragma once

#include "indexer/unit.h"

namespace broadsheet::indexer {

class ShardAnswers final : public rpc::ShardApi {
 public:
  ShardAnswers(int shard, ShardUnit& unit, Clock clock)
      : number_(shard),
        unit_(unit),
        shard_(unit.shard),
        index_(unit.index),
        clock_(std::move(clock)) {}

  Result<rpc::GetSnapshotReply> get(const rpc::GetSnapshotRequest& request,
                                    const rpc::CallContext& call) override;
  Result<rpc::ListSnapshotsReply> list(const rpc::ListSnapshotsRequest& request,
                                       const rpc::CallContext& call) override;
  Result<void> scan(const rpc::ScanRequest& request, const rpc::CallContext& call,
                    const rpc::ScanSink& sink) override;
  Result<rpc::SearchReply> search(const rpc::SearchRequest& request,
                                  const rpc::CallContext& call) override;
  Result<rpc::CountReply> count(const rpc::CountRequest& request,
                                const rpc::CallContext& call) override;
  Result<rpc::Fingerprint> fingerprint(const rpc::FingerprintRequest& request,
                                       const rpc::CallContext& call) override;
  Result<rpc::FindCopiesReply> find_copies(const rpc::FindCopiesRequest& request,
                                           const rpc::CallContext& call) override;
  Result<rpc::ListCapturesReply> captures(const rpc::ListCapturesRequest& request,
                                          const rpc::CallContext& call) override;
  Result<rpc::Payload> payload(const rpc::GetPayloadRequest& request,
                               const rpc::CallContext& call) override;
  Result<rpc::ShardStats> stats(const rpc::CallContext& call) override;
  Result<rpc::Checkpoint> checkpoint(const rpc::CallContext& call) override;
  Result<rpc::InclusionProof> inclusion_proof(const rpc::InclusionProofRequest& request,
                                              const rpc::CallContext& call) override;
  Result<rpc::ConsistencyProof> consistency_proof(const rpc::ConsistencyProofRequest& request,
                                                  const rpc::CallContext& call) override;

 private:
  Result<records::Snapshot> resolve(const rpc::SnapshotRef& ref) const;
  // The exchange in which the snapshot's page came.
  [[nodiscard]] Result<records::CaptureRecord> capture_of_page(
      const records::Snapshot& snapshot) const;
  Result<void> add_text(records::Snapshot& snapshot) const;
  // kUnavailable as long as the index is being built.
  [[nodiscard]] Result<void> check_index() const;
  // The index knows from when until when a version was seen; one that went away and came back has a
  // gap in between, when another was current.
  [[nodiscard]] Result<bool> was_current(const records::Snapshot& snapshot,
                                         const rpc::Query& query) const;
  // All that the index finds in such a gap.
  [[nodiscard]] Result<std::vector<records::Snapshot>> in_gaps(const rpc::Query& query) const;

  int number_;
  ShardUnit& unit_;
  archive::Shard& shard_;
  search::Index& index_;
  Clock clock_;
};

}  // namespace broadsheet::indexer
