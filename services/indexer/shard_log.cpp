// SPDX-License-Identifier: Apache-2.0
// What a shard proves: the state of its log, that a snapshot is in it, that it only grew.
#include "core/encode.h"
#include "indexer/shard_answers.h"

namespace broadsheet::indexer {

using rpc::CallContext;

Result<rpc::Checkpoint> ShardAnswers::checkpoint(const CallContext&) {
  rpc::Checkpoint checkpoint;
  TRY_LET(size, shard_.log_size());
  TRY_LET(root, shard_.log_root(size));
  checkpoint.shard = number_;
  checkpoint.size = size;
  checkpoint.root = root;
  checkpoint.time = clock_();
  checkpoint.note = "broadsheet/shard/" + std::to_string(number_) + "\n" + std::to_string(size) +
                    "\n" + to_base64(root.view()) + "\n";
  return checkpoint;
}

Result<rpc::InclusionProof> ShardAnswers::inclusion_proof(const rpc::InclusionProofRequest& request,
                                                          const CallContext&) {
  TRY_LET(snapshot, resolve(request.of));
  rpc::InclusionProof proof;
  proof.shard = number_;
  proof.leaf_index = snapshot.log_index;
  proof.leaf = archive::Shard::log_leaf(snapshot);
  TRY_LET(newest, shard_.log_size());
  proof.tree_size = request.tree_size == 0 ? newest : request.tree_size;
  TRY_LET(root, shard_.log_root(proof.tree_size));
  proof.root = root;
  TRY_LET(hashes, shard_.inclusion_proof(proof.leaf_index, proof.tree_size));
  proof.hashes = hashes;
  return proof;
}

Result<rpc::ConsistencyProof> ShardAnswers::consistency_proof(
    const rpc::ConsistencyProofRequest& request, const CallContext&) {
  rpc::ConsistencyProof proof;
  TRY_LET(newest, shard_.log_size());
  proof.shard = number_;
  proof.first_size = request.first_size;
  proof.second_size = request.second_size == 0 ? newest : request.second_size;
  TRY_LET(hashes, shard_.consistency_proof(proof.first_size, proof.second_size));
  proof.hashes = hashes;
  TRY_LET(first, shard_.log_root(proof.first_size));
  proof.first_root = first;
  TRY_LET(second, shard_.log_root(proof.second_size));
  proof.second_root = second;
  return proof;
}

}  // namespace broadsheet::indexer
