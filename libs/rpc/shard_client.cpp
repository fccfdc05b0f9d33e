// SPDX-License-Identifier: Apache-2.0
// A ShardApi that asks a ShardService.
#include "broadsheet/v1/shard.grpc.pb.h"
#include "rpc/channel.h"

namespace broadsheet::rpc {
namespace {

class ShardClient final : public ShardApi {
  using Stub = v1::ShardService::Stub;

 public:
  ShardClient(Channel channel, int shard)
      : channel_(std::move(channel)),
        stub_(v1::ShardService::NewStub(channel_.get())),
        shard_(shard) {}

  Result<GetSnapshotReply> get(const GetSnapshotRequest& request,
                               const CallContext& call) override {
    return wrapped<v1::ReadSnapshotResponse>(&Stub::ReadSnapshot, request, call);
  }
  Result<ListSnapshotsReply> list(const ListSnapshotsRequest& request,
                                  const CallContext& call) override {
    return page_of<v1::ListShardSnapshotsResponse>(&Stub::ListShardSnapshots, request, call);
  }
  Result<SearchReply> search(const SearchRequest& request, const CallContext& call) override {
    return page_of<v1::SearchShardResponse>(&Stub::SearchShard, request, call);
  }
  Result<CountReply> count(const CountRequest& request, const CallContext& call) override {
    return wrapped<v1::CountShardResponse>(&Stub::CountShard, request, call);
  }
  Result<ListCapturesReply> captures(const ListCapturesRequest& request,
                                     const CallContext& call) override {
    return page_of<v1::ListShardCapturesResponse>(&Stub::ListShardCaptures, request, call);
  }
  Result<InclusionProof> inclusion_proof(const InclusionProofRequest& request,
                                         const CallContext& call) override {
    return wrapped<v1::ProveInclusionResponse>(&Stub::ProveInclusion, request, call);
  }
  Result<ConsistencyProof> consistency_proof(const ConsistencyProofRequest& request,
                                             const CallContext& call) override {
    return wrapped<v1::ProveConsistencyResponse>(&Stub::ProveConsistency, request, call);
  }

  Result<void> scan(const ScanRequest& request, const CallContext& call,
                    const ScanSink& sink) override {
    v1::ScanSnapshotsRequest message;
    to_wire({.filter = request.filter,
             .position = {},
             .batch_size = request.batch_size,
             .with_text = request.with_text,
             .follow = request.follow},
            message.mutable_request());
    message.set_after_sequence(static_cast<std::int64_t>(request.after));
    message.set_shard(shard_);
    grpc::ClientContext context;
    const auto give_up = channel_.prepare(call, true, &context);
    auto reader = stub_->ScanSnapshots(&context, message);
    return drain_stream<decltype(*reader), v1::ScanSnapshotsResponse>(
        channel_, context, *reader, [&](v1::ScanSnapshotsResponse& response) -> Result<bool> {
          TRY_LET(batch, batch_of(response));
          return sink(std::move(batch));
        });
  }

  Result<Fingerprint> fingerprint(const FingerprintRequest& request,
                                  const CallContext& call) override {
    v1::GetFingerprintRequest message;
    to_wire(request.of, message.mutable_of());
    message.set_shard(shard_);
    v1::GetFingerprintResponse response;
    TRY(ask(channel_, stub_, &Stub::GetFingerprint, call, message, &response));
    TRY_LET(snapshot, from_wire(response.snapshot()));
    return Fingerprint{.snapshot = std::move(snapshot), .signature = response.signature()};
  }

  Result<FindCopiesReply> find_copies(const FindCopiesRequest& request,
                                      const CallContext& call) override {
    v1::FindCopiesRequest message;
    message.set_text_hash(hex_or_none(request.text_hash));
    message.set_signature(request.signature);
    message.set_min_resemblance(request.resemblance_min);
    if (request.without) message.set_without(request.without->name());
    message.set_page_size(request.page.size);
    message.set_position(request.page.position);
    message.set_shard(shard_);
    v1::FindCopiesResponse response;
    TRY(ask(channel_, stub_, &Stub::FindCopies, call, message, &response));
    FindCopiesReply reply;
    for (const auto& added : response.copies()) {
      TRY_LET(copy, from_wire(added));
      reply.copies.push_back(std::move(copy));
    }
    reply.next_position = response.next_position();
    return reply;
  }

  Result<Payload> payload(const GetPayloadRequest& request, const CallContext& call) override {
    v1::ReadPayloadRequest message;
    to_wire(request, message.mutable_request());
    message.set_shard(shard_);
    grpc::ClientContext context;
    const auto give_up = channel_.prepare(call, true, &context);
    auto reader = stub_->ReadPayload(&context, message);
    PayloadBuilder payload;
    const auto read = drain_stream<decltype(*reader), v1::ReadPayloadResponse>(
        channel_, context, *reader,
        [&](v1::ReadPayloadResponse& response) { return payload.add(response.response()); });
    TRY(read);
    return payload.finish();
  }

  Result<ShardStats> stats(const CallContext& call) override {
    v1::GetShardStatsRequest message;
    message.set_shard(shard_);
    v1::GetShardStatsResponse response;
    TRY(ask(channel_, stub_, &Stub::GetShardStats, call, message, &response));
    return from_wire(response.stats());
  }

  Result<Checkpoint> checkpoint(const CallContext& call) override {
    v1::GetShardCheckpointRequest message;
    message.set_shard(shard_);
    v1::GetShardCheckpointResponse response;
    TRY(ask(channel_, stub_, &Stub::GetShardCheckpoint, call, message, &response));
    return from_wire(response.response());
  }

 private:
  static Result<ScanBatch> batch_of(const v1::ScanSnapshotsResponse& response) {
    ScanBatch batch;
    for (const auto& added : response.snapshots()) {
      TRY_LET(snapshot, from_wire(added));
      batch.snapshots.push_back(std::move(snapshot));
    }
    batch.sequence = static_cast<std::uint64_t>(response.sequence());
    batch.heartbeat = response.heartbeat();
    batch.complete = response.complete();
    return batch;
  }

  template <typename Response, typename Message, typename Request>
  auto wrapped(grpc::Status (Stub::*method)(grpc::ClientContext*, const Message&, Response*),
               const Request& request, const CallContext& call)
      -> decltype(from_wire(std::declval<Response>().response())) {
    Message message;
    to_wire(request, message.mutable_request());
    message.set_shard(shard_);
    Response response;
    TRY(ask(channel_, stub_, method, call, message, &response));
    return from_wire(response.response());
  }

  // The same for a page of a list.
  template <typename Response, typename Message, typename Request>
  auto page_of(grpc::Status (Stub::*method)(grpc::ClientContext*, const Message&, Response*),
               const Request& request, const CallContext& call)
      -> decltype(from_wire(std::declval<Response>().response())) {
    Message message;
    to_wire(request, message.mutable_request());
    message.mutable_request()->clear_page_token();
    message.set_position(request.page.position);
    message.set_shard(shard_);
    Response response;
    TRY(ask(channel_, stub_, method, call, message, &response));
    TRY_LET(reply, from_wire(response.response()));
    reply.next_position = response.next_position();
    return std::move(reply);
  }

  Channel channel_;
  std::unique_ptr<Stub> stub_;
  int shard_;
};

class CheckpointClient final : public CheckpointApi {
  using Stub = v1::ShardService::Stub;

 public:
  explicit CheckpointClient(Channel channel)
      : channel_(std::move(channel)), stub_(v1::ShardService::NewStub(channel_.get())) {}

  Result<OpenedCheckpoint> open_checkpoint(int shard, const CallContext& call) override {
    v1::OpenCheckpointRequest message;
    message.set_shard(shard);
    v1::OpenCheckpointResponse response;
    TRY(ask(channel_, stub_, &Stub::OpenCheckpoint, call, message, &response));
    OpenedCheckpoint opened;
    opened.name = response.checkpoint();
    opened.bus_offset = response.bus_offset();
    opened.sequence = static_cast<std::uint64_t>(response.sequence());
    for (const auto& file : response.files()) {
      if (file.size() < 0) return broken("a file has a size below zero", file.name());
      opened.files.push_back({file.name(), static_cast<std::uint64_t>(file.size())});
    }
    return opened;
  }

  Result<Digest> read_checkpoint_file(const std::string& checkpoint, const std::string& file,
                                      std::uint64_t from, const CallContext& call,
                                      const BytesSink& sink) override {
    v1::ReadCheckpointFileRequest message;
    message.set_checkpoint(checkpoint);
    message.set_file(file);
    message.set_read_offset(static_cast<std::int64_t>(from));
    grpc::ClientContext context;
    const auto give_up = channel_.prepare(call, true, &context);
    auto reader = stub_->ReadCheckpointFile(&context, message);
    std::int64_t offset = message.read_offset();
    std::string digest;
    bool refused = false;
    const auto read = drain_stream<decltype(*reader), v1::ReadCheckpointFileResponse>(
        channel_, context, *reader, [&](v1::ReadCheckpointFileResponse& piece) -> Result<bool> {
          if (piece.offset() != offset) return broken("a piece of the file does not fit", file);
          offset += static_cast<std::int64_t>(piece.data().size());
          digest = piece.digest();
          refused = !piece.data().empty() && !sink(piece.data());
          return !refused;
        });
    TRY(read);
    if (refused) return unavailable("the copy was given up", file);
    return digest_from_hex(digest, "digest");
  }

  Result<void> close_checkpoint(const std::string& checkpoint, const CallContext& call) override {
    v1::CloseCheckpointRequest message;
    message.set_checkpoint(checkpoint);
    v1::CloseCheckpointResponse response;
    return ask(channel_, stub_, &Stub::CloseCheckpoint, call, message, &response);
  }

 private:
  Channel channel_;
  std::unique_ptr<Stub> stub_;
};

}  // namespace

Result<std::unique_ptr<ShardApi>> connect_shard(const std::string& address,
                                                const ClientOptions& options, int shard) {
  TRY_LET(channel, Channel::connect(address, options));
  return std::unique_ptr<ShardApi>(std::make_unique<ShardClient>(std::move(channel), shard));
}

Result<std::unique_ptr<CheckpointApi>> connect_checkpoints(const std::string& address,
                                                           const ClientOptions& options) {
  TRY_LET(channel, Channel::connect(address, options));
  return std::unique_ptr<CheckpointApi>(std::make_unique<CheckpointClient>(std::move(channel)));
}

}  // namespace broadsheet::rpc
