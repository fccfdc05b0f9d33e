// SPDX-License-Identifier: Apache-2.0
// ShardService over a ShardHost: the archive's messages, in wrappers of their own.
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

// A page of a list of one shard. Where it stands is said openly: a gateway merges the lists of many
// shards and makes positions itself.
template <typename Message, typename Response, typename Ask>
Result<bool> answer_part(const Message& message, Response* response, Ask ask) {
  TRY_LET(request, from_wire(message.request()));
  TRY_LET(size, page_size_from_wire(message.request().page_size()));
  request.page = {.size = size, .position = message.position()};
  if constexpr (requires { request.with_text; }) {
    if (request.with_text) request.page.size = std::min(size, Page::kMaxWithText);
  }
  TRY_LET(reply, ask(request));
  to_wire(reply, message.request(), response->mutable_response());
  response->set_next_position(reply.next_position);
  return true;
}

class ShardService final : public v1::ShardService::Service {
 public:
  ShardService(ShardHost& host, Surroundings& with) : host_(host), with_(with) {}

  Status ReadSnapshot(ServerContext* server, const v1::ReadSnapshotRequest* message,
                      v1::ReadSnapshotResponse* response) override {
    return on_shard(*server, {"ShardService.ReadSnapshot"}, *message,
                    [&](ShardApi& shard, const CallContext& call) {
                      return answer(message->request(), response->mutable_response(),
                                    [&](const auto& request) { return shard.get(request, call); });
                    });
  }

  Status ListShardSnapshots(ServerContext* server, const v1::ListShardSnapshotsRequest* message,
                            v1::ListShardSnapshotsResponse* response) override {
    return on_shard(*server, {"ShardService.ListShardSnapshots"}, *message,
                    [&](ShardApi& shard, const CallContext& call) {
                      return answer_part(*message, response, [&](const auto& request) {
                        return shard.list(request, call);
                      });
                    });
  }

  Status ScanSnapshots(ServerContext* server, const v1::ScanSnapshotsRequest* message,
                       ServerWriter<v1::ScanSnapshotsResponse>* writer) override {
    return on_shard(*server, {"ShardService.ScanSnapshots", Scope::kRead, CallKind::kStream},
                    *message, [&](ShardApi& shard, const CallContext& call) {
                      return scan(shard, *message, call, writer);
                    });
  }

  Status SearchShard(ServerContext* server, const v1::SearchShardRequest* message,
                     v1::SearchShardResponse* response) override {
    return on_shard(*server, {"ShardService.SearchShard"}, *message,
                    [&](ShardApi& shard, const CallContext& call) {
                      return answer_part(*message, response, [&](const auto& request) {
                        return shard.search(request, call);
                      });
                    });
  }

  Status CountShard(ServerContext* server, const v1::CountShardRequest* message,
                    v1::CountShardResponse* response) override {
    return on_shard(*server, {"ShardService.CountShard"}, *message,
                    [&](ShardApi& shard, const CallContext& call) {
                      return answer(
                          message->request(), response->mutable_response(),
                          [&](const auto& request) { return shard.count(request, call); });
                    });
  }

  Status GetFingerprint(ServerContext* server, const v1::GetFingerprintRequest* message,
                        v1::GetFingerprintResponse* response) override {
    return on_shard(*server, {"ShardService.GetFingerprint"}, *message,
                    [&](ShardApi& shard, const CallContext& call) -> Result<bool> {
                      TRY_LET(of, from_wire(message->of(), "of"));
                      TRY_LET(reply, shard.fingerprint({.of = of}, call));
                      to_wire(reply.snapshot, v1::SNAPSHOT_VIEW_BASIC,
                              response->mutable_snapshot());
                      response->set_signature(reply.signature);
                      return true;
                    });
  }

  Status FindCopies(ServerContext* server, const v1::FindCopiesRequest* message,
                    v1::FindCopiesResponse* response) override {
    return on_shard(*server, {"ShardService.FindCopies"}, *message,
                    [&](ShardApi& shard, const CallContext& call) -> Result<bool> {
                      TRY_LET(request, copies_from_wire(*message));
                      TRY_LET(size, page_size_from_wire(message->page_size()));
                      request.page = {.size = size, .position = message->position()};
                      TRY_LET(reply, shard.find_copies(request, call));
                      for (const auto& copy : reply.copies) to_wire(copy, response->add_copies());
                      response->set_next_position(reply.next_position);
                      return true;
                    });
  }

  Status ListShardCaptures(ServerContext* server, const v1::ListShardCapturesRequest* message,
                           v1::ListShardCapturesResponse* response) override {
    return on_shard(*server, {"ShardService.ListShardCaptures"}, *message,
                    [&](ShardApi& shard, const CallContext& call) {
                      return answer_part(*message, response, [&](const auto& request) {
                        return shard.captures(request, call);
                      });
                    });
  }

  Status ReadPayload(ServerContext* server, const v1::ReadPayloadRequest* message,
                     ServerWriter<v1::ReadPayloadResponse>* writer) override {
    return on_shard(*server, {"ShardService.ReadPayload", Scope::kRead, CallKind::kStream},
                    *message, [&](ShardApi& shard, const CallContext& call) {
                      return answer_payload(
                          message->request(),
                          [&](const auto& request) { return shard.payload(request, call); },
                          [&](const auto& chunk) {
                            v1::ReadPayloadResponse response;
                            *response.mutable_response() = chunk;
                            return !call.given_up() && writer->Write(response);
                          });
                    });
  }

  Status GetShardStats(ServerContext* server, const v1::GetShardStatsRequest* message,
                       v1::GetShardStatsResponse* response) override {
    return on_shard(*server, {"ShardService.GetShardStats"}, *message,
                    [&](ShardApi& shard, const CallContext& call) -> Result<bool> {
                      TRY_LET(stats, shard.stats(call));
                      to_wire(stats, response->mutable_stats());
                      return true;
                    });
  }

  Status GetShardCheckpoint(ServerContext* server, const v1::GetShardCheckpointRequest* message,
                            v1::GetShardCheckpointResponse* response) override {
    return on_shard(*server, {"ShardService.GetShardCheckpoint"}, *message,
                    [&](ShardApi& shard, const CallContext& call) -> Result<bool> {
                      TRY_LET(checkpoint, shard.checkpoint(call));
                      to_wire(checkpoint, v1::GetCheckpointRequest(), response->mutable_response());
                      return true;
                    });
  }

  Status ProveInclusion(ServerContext* server, const v1::ProveInclusionRequest* message,
                        v1::ProveInclusionResponse* response) override {
    return on_shard(
        *server, {"ShardService.ProveInclusion"}, *message,
        [&](ShardApi& shard, const CallContext& call) {
          return answer(message->request(), response->mutable_response(),
                        [&](const auto& request) { return shard.inclusion_proof(request, call); });
        });
  }

  Status ProveConsistency(ServerContext* server, const v1::ProveConsistencyRequest* message,
                          v1::ProveConsistencyResponse* response) override {
    return on_shard(*server, {"ShardService.ProveConsistency"}, *message,
                    [&](ShardApi& shard, const CallContext& call) {
                      return answer(message->request(), response->mutable_response(),
                                    [&](const auto& request) {
                                      return shard.consistency_proof(request, call);
                                    });
                    });
  }

  // Whoever may copy a shard can fill the disk with checkpoints: that is for administrators.
  Status OpenCheckpoint(ServerContext* server, const v1::OpenCheckpointRequest* message,
                        v1::OpenCheckpointResponse* response) override {
    return serve(with_, *server, {"ShardService.OpenCheckpoint", Scope::kAdmin},
                 [&](const CallContext& call) -> Result<bool> {
                   TRY_LET(opened, host_.open_checkpoint(message->shard(), call));
                   response->set_checkpoint(opened.name);
                   response->set_bus_offset(opened.bus_offset);
                   response->set_sequence(static_cast<std::int64_t>(opened.sequence));
                   for (const auto& file : opened.files) {
                     auto* added = response->add_files();
                     added->set_name(file.name);
                     added->set_size(static_cast<std::int64_t>(file.bytes));
                   }
                   return true;
                 });
  }

  Status ReadCheckpointFile(ServerContext* server, const v1::ReadCheckpointFileRequest* message,
                            ServerWriter<v1::ReadCheckpointFileResponse>* writer) override {
    return serve(with_, *server,
                 {"ShardService.ReadCheckpointFile", Scope::kAdmin, CallKind::kStream},
                 [&](const CallContext& call) { return send_file(*message, call, writer); });
  }

  Status CloseCheckpoint(ServerContext* server, const v1::CloseCheckpointRequest* message,
                         v1::CloseCheckpointResponse*) override {
    return serve(with_, *server, {"ShardService.CloseCheckpoint", Scope::kAdmin},
                 [&](const CallContext& call) -> Result<bool> {
                   TRY(host_.close_checkpoint(message->checkpoint(), call));
                   return true;
                 });
  }

 private:
  template <typename Message, typename Work>
  Status on_shard(ServerContext& server, const Method& method, const Message& message, Work work) {
    return serve(with_, server, method, [&](const CallContext& call) -> Result<bool> {
      bool complete = false;
      TRY(host_.with_shard(message.shard(), [&](ShardApi& shard) -> Result<void> {
        TRY_LET(done, work(shard, call));
        complete = done;
        return {};
      }));
      return complete;
    });
  }

  static Result<bool> scan(ShardApi& shard, const v1::ScanSnapshotsRequest& message,
                           const CallContext& call,
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
    TRY(shard.scan(request, call, [&](const ScanBatch& batch) {
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

  Result<bool> send_file(const v1::ReadCheckpointFileRequest& message, const CallContext& call,
                         ServerWriter<v1::ReadCheckpointFileResponse>* writer) {
    if (message.read_offset() < 0) return bad_input("below zero", "read_offset");
    std::int64_t offset = message.read_offset();
    bool gone = false;
    v1::ReadCheckpointFileResponse response;
    TRY_LET(digest, host_.read_checkpoint_file(message.checkpoint(), message.file(),
                                               static_cast<std::uint64_t>(offset), call,
                                               [&](std::string_view bytes) {
                                                 response.set_data(std::string(bytes));
                                                 response.set_offset(offset);
                                                 offset += static_cast<std::int64_t>(bytes.size());
                                                 gone = call.given_up() || !writer->Write(response);
                                                 return !gone;
                                               }));
    if (gone) return false;
    response.clear_data();
    response.set_offset(offset);
    response.set_digest(digest.hex());
    return writer->Write(response);
  }

  ShardHost& host_;
  Surroundings& with_;
};

// Whatever number is asked for, it is the one there is.
class OneShard final : public ShardHost {
 public:
  explicit OneShard(ShardApi& shard) : shard_(shard) {}
  Result<void> with_shard(int, const std::function<Result<void>(ShardApi&)>& use) override {
    return use(shard_);
  }
  Result<OpenedCheckpoint> open_checkpoint(int, const CallContext&) override { return none(); }
  Result<Digest> read_checkpoint_file(const std::string&, const std::string&, std::uint64_t,
                                      const CallContext&, const BytesSink&) override {
    return none();
  }
  Result<void> close_checkpoint(const std::string&, const CallContext&) override { return none(); }

 private:
  static Fault none() { return not_found("there are no checkpoints here"); }
  ShardApi& shard_;
};

}  // namespace

std::unique_ptr<grpc::Service> shard_service(ShardHost& host, Surroundings& with) {
  return std::make_unique<ShardService>(host, with);
}

std::unique_ptr<ShardHost> one_shard(ShardApi& shard) { return std::make_unique<OneShard>(shard); }

}  // namespace broadsheet::rpc
