// SPDX-License-Identifier: Apache-2.0
// ArchiveService over an ArchiveApi.
#include "broadsheet/v1/archive.grpc.pb.h"
#include "rpc/answer.h"

namespace broadsheet::rpc {
namespace {

using grpc::ServerContext;
using grpc::ServerWriter;
using grpc::Status;

// What a cursor is good for: the same stream in other batches.
std::string stream_fingerprint(v1::StreamSnapshotsRequest message) {
  message.clear_cursor();
  message.clear_batch_size();
  message.clear_follow();
  return message.SerializeAsString();
}

class ArchiveService final : public v1::ArchiveService::Service {
 public:
  ArchiveService(ArchiveApi& api, Surroundings& with) : api_(api), with_(with) {}

  Status GetSnapshot(ServerContext* server, const v1::GetSnapshotRequest* message,
                     v1::GetSnapshotResponse* response) override {
    return serve(with_, *server, {"ArchiveService.GetSnapshot"}, [&](const CallContext& call) {
      return answer(*message, response,
                    [&](const auto& request) { return api_.get_snapshot(request, call); });
    });
  }

  Status ListSnapshots(ServerContext* server, const v1::ListSnapshotsRequest* message,
                       v1::ListSnapshotsResponse* response) override {
    const Method method{"ArchiveService.ListSnapshots"};
    return serve(with_, *server, method, [&](const CallContext& call) {
      return answer_page(with_.tokens, method.name, *message, response,
                         [&](const auto& request) { return api_.list_snapshots(request, call); });
    });
  }

  Status StreamSnapshots(ServerContext* server, const v1::StreamSnapshotsRequest* message,
                         ServerWriter<v1::StreamSnapshotsResponse>* writer) override {
    const Method method{"ArchiveService.StreamSnapshots", Scope::kRead, CallKind::kStream};
    return serve(with_, *server, method,
                 [&](const CallContext& call) { return stream(method, *message, call, writer); });
  }

  Status Search(ServerContext* server, const v1::SearchRequest* message,
                v1::SearchResponse* response) override {
    const Method method{"ArchiveService.Search"};
    return serve(with_, *server, method, [&](const CallContext& call) {
      return answer_page(with_.tokens, method.name, *message, response,
                         [&](const auto& request) { return api_.search(request, call); });
    });
  }

  Status CountSnapshots(ServerContext* server, const v1::CountSnapshotsRequest* message,
                        v1::CountSnapshotsResponse* response) override {
    return serve(with_, *server, {"ArchiveService.CountSnapshots"}, [&](const CallContext& call) {
      return answer(*message, response,
                    [&](const auto& request) { return api_.count(request, call); });
    });
  }

  Status DiffSnapshots(ServerContext* server, const v1::DiffSnapshotsRequest* message,
                       v1::DiffSnapshotsResponse* response) override {
    return serve(with_, *server, {"ArchiveService.DiffSnapshots"}, [&](const CallContext& call) {
      return answer(*message, response,
                    [&](const auto& request) { return api_.diff(request, call); });
    });
  }

  Status ListCopies(ServerContext* server, const v1::ListCopiesRequest* message,
                    v1::ListCopiesResponse* response) override {
    const Method method{"ArchiveService.ListCopies"};
    return serve(with_, *server, method, [&](const CallContext& call) {
      return answer_page(with_.tokens, method.name, *message, response,
                         [&](const auto& request) { return api_.list_copies(request, call); });
    });
  }

  Status ListCaptures(ServerContext* server, const v1::ListCapturesRequest* message,
                      v1::ListCapturesResponse* response) override {
    const Method method{"ArchiveService.ListCaptures"};
    return serve(with_, *server, method, [&](const CallContext& call) {
      return answer_page(with_.tokens, method.name, *message, response,
                         [&](const auto& request) { return api_.list_captures(request, call); });
    });
  }

  Status GetPayload(ServerContext* server, const v1::GetPayloadRequest* message,
                    ServerWriter<v1::GetPayloadResponse>* writer) override {
    const Method method{"ArchiveService.GetPayload", Scope::kRead, CallKind::kStream};
    return serve(with_, *server, method, [&](const CallContext& call) {
      return answer_payload(
          *message, [&](const auto& request) { return api_.get_payload(request, call); },
          [&](const auto& chunk) { return !call.given_up() && writer->Write(chunk); });
    });
  }

  Status GetStats(ServerContext* server, const v1::GetStatsRequest* message,
                  v1::GetStatsResponse* response) override {
    return serve(with_, *server, {"ArchiveService.GetStats"},
                 [&](const CallContext& call) -> Result<bool> {
                   TRY_LET(reply, api_.get_stats({}, call));
                   to_wire(reply, *message, response);
                   return true;
                 });
  }

  Status GetCheckpoint(ServerContext* server, const v1::GetCheckpointRequest* message,
                       v1::GetCheckpointResponse* response) override {
    return serve(with_, *server, {"ArchiveService.GetCheckpoint"}, [&](const CallContext& call) {
      return answer(*message, response,
                    [&](const auto& request) { return api_.get_checkpoint(request, call); });
    });
  }

  Status GetInclusionProof(ServerContext* server, const v1::GetInclusionProofRequest* message,
                           v1::GetInclusionProofResponse* response) override {
    return serve(with_, *server, {"ArchiveService.GetInclusionProof"},
                 [&](const CallContext& call) {
                   return answer(*message, response, [&](const auto& request) {
                     return api_.get_inclusion_proof(request, call);
                   });
                 });
  }

  Status GetConsistencyProof(ServerContext* server, const v1::GetConsistencyProofRequest* message,
                             v1::GetConsistencyProofResponse* response) override {
    return serve(with_, *server, {"ArchiveService.GetConsistencyProof"},
                 [&](const CallContext& call) {
                   return answer(*message, response, [&](const auto& request) {
                     return api_.get_consistency_proof(request, call);
                   });
                 });
  }

 private:
  Result<bool> stream(const Method& method, const v1::StreamSnapshotsRequest& message,
                      const CallContext& call, ServerWriter<v1::StreamSnapshotsResponse>* writer) {
    TRY_LET(request, from_wire(message));
    const auto fingerprint = stream_fingerprint(message);
    TRY_LET(position, with_.tokens.open(method.name, fingerprint, message.cursor(), "cursor"));
    request.position = position;
    bool complete = false;
    TRY(api_.stream_snapshots(request, call, [&](const StreamBatch& batch) {
      v1::StreamSnapshotsResponse response;
      to_wire(batch, message, &response);
      response.set_cursor(with_.tokens.seal(method.name, fingerprint, batch.position));
      complete = batch.complete;
      return !call.given_up() && writer->Write(response);
    }));
    return complete;
  }

  ArchiveApi& api_;
  Surroundings& with_;
};

}  // namespace

std::unique_ptr<grpc::Service> archive_service(ArchiveApi& api, Surroundings& with) {
  return std::make_unique<ArchiveService>(api, with);
}

}  // namespace broadsheet::rpc
