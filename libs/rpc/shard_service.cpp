// SPDX-License-Identifier: Apache-2.0
// ShardService over a ShardApi: the archive's messages, in wrappers of their own.
#include "broadsheet/v1/shard.grpc.pb.h"
#include "rpc/answer.h"

namespace broadsheet::rpc {
namespace {

using grpc::ServerContext;
using grpc::ServerWriter;
using grpc::Status;

Result<FindCopiesRequest> copies_from_wire(const v1::FindCopiesRequest& message) {
  FindCopiesRequest request{.signature = message.signature()};
  TRY_LET(text_hash, digest_from_hex(message.text_hash(), "text_hash"));
  request.text_hash = text_hash;
  if (message.has_min_resemblance()) request.resemblance_min = message.min_resemblance();
  if (!(request.resemblance_min >= 0 && request.resemblance_min <= 1)) {
    return bad_input("not between 0 and 1", "min_resemblance");
  }
  if (!message.without().empty()) {
    auto key = records::SnapshotKey::from_name(message.without());
    if (!key) return bad_input(key.fault().what, "without", key.fault().remedy);
    request.without = *key;
  }
  return request;
}

class ShardService final : public v1::ShardService::Service {
 public:
  ShardService(ShardApi& api, Surroundings& with) : api_(api), with_(with) {}

  Status ReadSnapshot(ServerContext* server, const v1::ReadSnapshotRequest* message,
                      v1::ReadSnapshotResponse* response) override {
    return serve(with_, *server, {"ShardService.ReadSnapshot"}, [&](const CallContext& call) {
      return answer(message->request(), response->mutable_response(),
                    [&](const auto& request) { return api_.get(request, call); });
    });
  }

  Status ListShardSnapshots(ServerContext* server, const v1::ListShardSnapshotsRequest* message,
                            v1::ListShardSnapshotsResponse* response) override {
    const Method method{"ShardService.ListShardSnapshots"};
    return serve(with_, *server, method, [&](const CallContext& call) {
      return answer_page(with_.tokens, method.name, message->request(),
                         response->mutable_response(),
                         [&](const auto& request) { return api_.list(request, call); });
    });
  }

  Status ScanSnapshots(ServerContext* server, const v1::ScanSnapshotsRequest* message,
                       ServerWriter<v1::ScanSnapshotsResponse>* writer) override {
    return serve(with_, *server, {"ShardService.ScanSnapshots", Scope::kRead, CallKind::kStream},
                 [&](const CallContext& call) { return scan(*message, call, writer); });
  }

  Status SearchShard(ServerContext* server, const v1::SearchShardRequest* message,
                     v1::SearchShardResponse* response) override {
    const Method method{"ShardService.SearchShard"};
    return serve(with_, *server, method, [&](const CallContext& call) {
      return answer_page(with_.tokens, method.name, message->request(),
                         response->mutable_response(),
                         [&](const auto& request) { return api_.search(request, call); });
    });
  }

  Status CountShard(ServerContext* server, const v1::CountShardRequest* message,
                    v1::CountShardResponse* response) override {
    return serve(with_, *server, {"ShardService.CountShard"}, [&](const CallContext& call) {
      return answer(message->request(), response->mutable_response(),
                    [&](const auto& request) { return api_.count(request, call); });
    });
  }

  Status GetFingerprint(ServerContext* server, const v1::GetFingerprintRequest* message,
                        v1::GetFingerprintResponse* response) override {
    return serve(with_, *server, {"ShardService.GetFingerprint"},
                 [&](const CallContext& call) -> Result<bool> {
                   TRY_LET(of, from_wire(message->of(), "of"));
                   TRY_LET(reply, api_.fingerprint({.of = of}, call));
                   to_wire(reply.snapshot, v1::SNAPSHOT_VIEW_BASIC, response->mutable_snapshot());
                   response->set_signature(reply.signature);
                   return true;
                 });
  }

  Status FindCopies(ServerContext* server, const v1::FindCopiesRequest* message,
                    v1::FindCopiesResponse* response) override {
    const Method method{"ShardService.FindCopies"};
    return serve(with_, *server, method, [&](const CallContext& call) -> Result<bool> {
      TRY_LET(request, copies_from_wire(*message));
      TRY_LET(page, page_from_wire(with_.tokens, method.name, *message));
      request.page = page;
      TRY_LET(reply, api_.find_copies(request, call));
      for (const auto& copy : reply.copies) to_wire(copy, response->add_copies());
      response->set_next_page_token(
          with_.tokens.seal(method.name, fingerprint_of(*message), reply.next_position));
      return true;
    });
  }

  Status ListShardCaptures(ServerContext* server, const v1::ListShardCapturesRequest* message,
                           v1::ListShardCapturesResponse* response) override {
    const Method method{"ShardService.ListShardCaptures"};
    return serve(with_, *server, method, [&](const CallContext& call) {
      return answer_page(with_.tokens, method.name, message->request(),
                         response->mutable_response(),
                         [&](const auto& request) { return api_.captures(request, call); });
    });
  }

  Status ReadPayload(ServerContext* server, const v1::ReadPayloadRequest* message,
                     ServerWriter<v1::ReadPayloadResponse>* writer) override {
    return serve(with_, *server, {"ShardService.ReadPayload", Scope::kRead, CallKind::kStream},
                 [&](const CallContext& call) {
                   return answer_payload(
                       message->request(),
                       [&](const auto& request) { return api_.payload(request, call); },
                       [&](const auto& chunk) {
                         v1::ReadPayloadResponse response;
                         *response.mutable_response() = chunk;
                         return !call.given_up() && writer->Write(response);
                       });
                 });
  }

  Status GetShardStats(ServerContext* server, const v1::GetShardStatsRequest*,
                       v1::GetShardStatsResponse* response) override {
    return serve(with_, *server, {"ShardService.GetShardStats"},
                 [&](const CallContext& call) -> Result<bool> {
                   TRY_LET(stats, api_.stats(call));
                   to_wire(stats, response->mutable_stats());
                   return true;
                 });
  }

  Status GetShardCheckpoint(ServerContext* server, const v1::GetShardCheckpointRequest*,
                            v1::GetShardCheckpointResponse* response) override {
    return serve(with_, *server, {"ShardService.GetShardCheckpoint"},
                 [&](const CallContext& call) -> Result<bool> {
                   TRY_LET(checkpoint, api_.checkpoint(call));
                   to_wire(checkpoint, v1::GetCheckpointRequest(), response->mutable_response());
                   return true;
                 });
  }

  Status ProveInclusion(ServerContext* server, const v1::ProveInclusionRequest* message,
                        v1::ProveInclusionResponse* response) override {
    return serve(with_, *server, {"ShardService.ProveInclusion"}, [&](const CallContext& call) {
      return answer(message->request(), response->mutable_response(),
                    [&](const auto& request) { return api_.inclusion_proof(request, call); });
    });
  }

  Status ProveConsistency(ServerContext* server, const v1::ProveConsistencyRequest* message,
                          v1::ProveConsistencyResponse* response) override {
    return serve(with_, *server, {"ShardService.ProveConsistency"}, [&](const CallContext& call) {
      return answer(message->request(), response->mutable_response(),
                    [&](const auto& request) { return api_.consistency_proof(request, call); });
    });
  }

 private:
  Result<bool> scan(const v1::ScanSnapshotsRequest& message, const CallContext& call,
                    ServerWriter<v1::ScanSnapshotsResponse>* writer) {
    TRY_LET(stream, from_wire(message.request()));
    if (message.after_sequence() < 0) return bad_input("below zero", "after_sequence");
    const ScanRequest request{.after = static_cast<std::uint64_t>(message.after_sequence()),
                              .filter = stream.filter,
                              .batch_size = stream.batch_size,
                              .with_text = stream.with_text,
                              .follow = stream.follow};
    const auto view = view_of(message.request());
    bool complete = false;
    TRY(api_.scan(request, call, [&](const ScanBatch& batch) {
      v1::ScanSnapshotsResponse response;
      for (const auto& snapshot : batch.snapshots) {
        to_wire(snapshot, view, response.add_snapshots());
      }
      response.set_sequence(static_cast<std::int64_t>(batch.sequence));
      response.set_heartbeat(batch.heartbeat);
      response.set_complete(batch.complete);
      complete = batch.complete;
      return !call.given_up() && writer->Write(response);
    }));
    return complete;
  }

  ShardApi& api_;
  Surroundings& with_;
};

}  // namespace

std::unique_ptr<grpc::Service> shard_service(ShardApi& api, Surroundings& with) {
  return std::make_unique<ShardService>(api, with);
}

}  // namespace broadsheet::rpc
