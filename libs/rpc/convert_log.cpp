// SPDX-License-Identifier: Apache-2.0
// The log of snapshots and its proofs, on the wire.
#include "rpc/convert_parts.h"

namespace broadsheet::rpc {
namespace {

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

}  // namespace

void to_wire(const GetCheckpointRequest& request, v1::GetCheckpointRequest* message) {
  message->set_shard(request.shard);
}

Result<GetCheckpointRequest> from_wire(const v1::GetCheckpointRequest& message) {
  TRY(size_from_wire(message.shard(), "shard"));
  return GetCheckpointRequest{.shard = message.shard()};
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

void to_wire(const InclusionProofRequest& request, v1::GetInclusionProofRequest* message) {
  ref_to_wire(request.of, message);
  message->set_tree_size(static_cast<std::int64_t>(request.tree_size));
}

Result<InclusionProofRequest> from_wire(const v1::GetInclusionProofRequest& message) {
  TRY_LET(of, ref_from_wire(message, ""));
  TRY_LET(tree_size, size_from_wire(message.tree_size(), "tree_size"));
  return InclusionProofRequest{.of = of, .tree_size = tree_size};
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

void to_wire(const ConsistencyProofRequest& request, v1::GetConsistencyProofRequest* message) {
  message->set_shard(request.shard);
  message->set_first_tree_size(static_cast<std::int64_t>(request.first_size));
  message->set_second_tree_size(static_cast<std::int64_t>(request.second_size));
}

Result<ConsistencyProofRequest> from_wire(const v1::GetConsistencyProofRequest& message) {
  TRY(size_from_wire(message.shard(), "shard"));
  TRY_LET(first, size_from_wire(message.first_tree_size(), "first_tree_size"));
  TRY_LET(second, size_from_wire(message.second_tree_size(), "second_tree_size"));
  if (first == 0) return bad_input("nothing is consistent with an empty log", "first_tree_size");
  if (second != 0 && second < first) {
    return bad_input("smaller than the first", "second_tree_size");
  }
  return ConsistencyProofRequest{
      .shard = message.shard(), .first_size = first, .second_size = second};
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
