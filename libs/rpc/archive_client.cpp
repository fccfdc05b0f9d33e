// SPDX-License-Identifier: Apache-2.0
// An ArchiveApi that asks an ArchiveService.
#include "broadsheet/v1/archive.grpc.pb.h"
#include "rpc/channel.h"

namespace broadsheet::rpc {
namespace {

class ArchiveClient final : public ArchiveApi {
  using Stub = v1::ArchiveService::Stub;

 public:
  explicit ArchiveClient(Channel channel)
      : channel_(std::move(channel)), stub_(v1::ArchiveService::NewStub(channel_.get())) {}

  Result<GetSnapshotReply> get_snapshot(const GetSnapshotRequest& request,
                                        const CallContext& call) override {
    return unary<v1::GetSnapshotResponse>(&Stub::GetSnapshot, request, call);
  }
  Result<ListSnapshotsReply> list_snapshots(const ListSnapshotsRequest& request,
                                            const CallContext& call) override {
    return unary<v1::ListSnapshotsResponse>(&Stub::ListSnapshots, request, call);
  }
  Result<SearchReply> search(const SearchRequest& request, const CallContext& call) override {
    return unary<v1::SearchResponse>(&Stub::Search, request, call);
  }
  Result<CountReply> count(const CountRequest& request, const CallContext& call) override {
    return unary<v1::CountSnapshotsResponse>(&Stub::CountSnapshots, request, call);
  }
  Result<DiffReply> diff(const DiffRequest& request, const CallContext& call) override {
    return unary<v1::DiffSnapshotsResponse>(&Stub::DiffSnapshots, request, call);
  }
  Result<ListCopiesReply> list_copies(const ListCopiesRequest& request,
                                      const CallContext& call) override {
    return unary<v1::ListCopiesResponse>(&Stub::ListCopies, request, call);
  }
  Result<ListCapturesReply> list_captures(const ListCapturesRequest& request,
                                          const CallContext& call) override {
    return unary<v1::ListCapturesResponse>(&Stub::ListCaptures, request, call);
  }
  Result<Checkpoint> get_checkpoint(const GetCheckpointRequest& request,
                                    const CallContext& call) override {
    return unary<v1::GetCheckpointResponse>(&Stub::GetCheckpoint, request, call);
  }
  Result<InclusionProof> get_inclusion_proof(const InclusionProofRequest& request,
                                             const CallContext& call) override {
    return unary<v1::GetInclusionProofResponse>(&Stub::GetInclusionProof, request, call);
  }
  Result<ConsistencyProof> get_consistency_proof(const ConsistencyProofRequest& request,
                                                 const CallContext& call) override {
    return unary<v1::GetConsistencyProofResponse>(&Stub::GetConsistencyProof, request, call);
  }

  Result<StatsReply> get_stats(const GetStatsRequest&, const CallContext& call) override {
    v1::GetStatsResponse response;
    TRY(ask(channel_, stub_, &Stub::GetStats, call, v1::GetStatsRequest(), &response));
    return from_wire(response);
  }

  Result<void> stream_snapshots(const StreamSnapshotsRequest& request, const CallContext& call,
                                const StreamSink& sink) override {
    v1::StreamSnapshotsRequest message;
    to_wire(request, &message);
    grpc::ClientContext context;
    const auto give_up = channel_.prepare(call, true, &context);
    auto reader = stub_->StreamSnapshots(&context, message);
    return drain_stream<decltype(*reader), v1::StreamSnapshotsResponse>(
        channel_, context, *reader, [&](v1::StreamSnapshotsResponse& response) -> Result<bool> {
          TRY_LET(batch, from_wire(response));
          return sink(std::move(batch));
        });
  }

  Result<Payload> get_payload(const GetPayloadRequest& request, const CallContext& call) override {
    v1::GetPayloadRequest message;
    to_wire(request, &message);
    grpc::ClientContext context;
    const auto give_up = channel_.prepare(call, true, &context);
    auto reader = stub_->GetPayload(&context, message);
    PayloadBuilder payload;
    const auto read = drain_stream<decltype(*reader), v1::GetPayloadResponse>(
        channel_, context, *reader,
        [&](v1::GetPayloadResponse& response) { return payload.add(response); });
    TRY(read);
    return payload.finish();
  }

 private:
  template <typename Response, typename Message, typename Request>
  auto unary(grpc::Status (Stub::*method)(grpc::ClientContext*, const Message&, Response*),
             const Request& request, const CallContext& call)
      -> decltype(from_wire(std::declval<Response>())) {
    Message message;
    to_wire(request, &message);
    Response response;
    TRY(ask(channel_, stub_, method, call, message, &response));
    return from_wire(response);
  }

  Channel channel_;
  std::unique_ptr<Stub> stub_;
};

}  // namespace

Result<std::unique_ptr<ArchiveApi>> connect_archive(const std::string& address,
                                                    const ClientOptions& options) {
  TRY_LET(channel, Channel::connect(address, options));
  return std::unique_ptr<ArchiveApi>(std::make_unique<ArchiveClient>(std::move(channel)));
}

}  // namespace broadsheet::rpc
